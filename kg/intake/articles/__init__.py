"""From an article to records, and from records back to the article."""
