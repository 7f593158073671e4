"""What a notebook shows of a graph: a card of what it holds, and the page as a live view."""
