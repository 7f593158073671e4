"""The folders in a build's folder that are made of its files and can be made again; who switches builds lets them go.

What lies there may have come from elsewhere, in a folder that somebody else packed. So it counts only where it was
made: a system gives each file a number and the moment of its last change, which nobody who packs a folder can choose.
"""

from __future__ import annotations

from pathlib import Path

#: The store of a build's graph, what the steps of the build came to, and the file in each that says it was made so.
FOLDER, STEPS, STAMP = "store", "steps", "made-of.json"


def is_derived(path: Path) -> bool:
    """Whether a path is such a folder."""
    return path.name in (FOLDER, STEPS) and not path.is_symlink() and (path / STAMP).is_file()


def marks(folder: Path) -> dict[str, list[int]]:
    """What tells the files of a folder from copies of them and from files that were changed: size, number and moments.

    Args:
        folder: a folder of files; the stamp is left out.

    Returns:
        name to the size in bytes, the file's number, and its last changes in nanoseconds, of content and of the rest.

    Raises:
        OSError: if it cannot be read.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != STAMP:
            told = path.lstat()
            found[path.name] = [told.st_size, told.st_ino, told.st_mtime_ns, told.st_ctime_ns]
    return found
