"""Links within a folder: what is read there is not fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SourceError
from kg.text import Text


def own_file(folder: Path, name: str) -> Path:
    """The path of a file in a folder, which need not be there.

    Raises:
        SourceError: if it is a link that leads out of the folder.
    """
    path = folder / name
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(
            Text(
                f"{path}: is a link that leads out of the package. Put the file itself there.",
                f"{path}：是指向数据包之外的链接。请放入文件本身。",
            )
        )
    return path
