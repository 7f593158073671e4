"""Documents as the text that a reader sees: plain text, Markdown, HTML, and PDF with a text layer.

Nothing of a document is ever run or fetched. The same file gives the same text, so that passages of it can be cited by
code points.
"""

from kg.documents.model import HTML, MARKDOWN, PDF, PLAIN, Document
from kg.documents.reading import copies_of, read_document, text_of

__all__ = ["HTML", "MARKDOWN", "PDF", "PLAIN", "Document", "copies_of", "read_document", "text_of"]
