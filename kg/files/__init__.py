"""Writing files so that they appear whole or not at all, and text so that no reader of it obeys it.

guarding    text that no reader of it obeys
staging     where files are written before they are in place; what a killed process left is cleared away
writing     one file, or several in a folder that holds others too
delimited   rows to CSV
linking     links that lead out of a folder, refused
building    a whole folder, switched by one step
"""

from __future__ import annotations

from kg.files.building import new_folder, write_build
from kg.files.delimited import delimited_records, delimited_text
from kg.files.guarding import guarded, harmless, read_cell, written_cell
from kg.files.linking import own_file
from kg.files.staging import Content
from kg.files.writing import settled, write_file, write_files

__all__ = [
    "Content",
    "delimited_records",
    "delimited_text",
    "guarded",
    "harmless",
    "new_folder",
    "own_file",
    "read_cell",
    "settled",
    "write_build",
    "write_file",
    "write_files",
    "written_cell",
]
