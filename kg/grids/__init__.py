"""A file of any spreadsheet or delimited kind to grids of cells: not what they mean, and nothing unsaid."""

from kg.grids.marking import write_marked_copy
from kg.grids.model import Book, Grid, GridCell, GridRow
from kg.grids.reading import read_book

__all__ = ["Book", "Grid", "GridCell", "GridRow", "read_book", "write_marked_copy"]
