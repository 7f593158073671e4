"""The folder in a build's folder that is made of its files and can be made again; who switches builds lets it go."""

from __future__ import annotations

from pathlib import Path

#: What it is called, and the file in it that says that it was made so.
FOLDER, STAMP = "store", "made-of.json"


def is_derived(path: Path) -> bool:
    """Whether a path is such a folder."""
    return path.name == FOLDER and not path.is_symlink() and (path / STAMP).is_file()
