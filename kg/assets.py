"""Finds the ontology and the bundled data, in a checkout or in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SourceError
from kg.nearest import no_such

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    # A wheel carries both folders inside the package; a checkout has them beside it.
    for parent in (_PACKAGE / "_bundled", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise SourceError(f"The folder {name}/ is missing from this installation of kg. Install the package again.")


def ontology_folder() -> Path:
    """The folder with the ontology, its shapes, rules, questions, projections and mappings."""
    return _folder("ontology")


def data_folder() -> Path:
    """The folder with the bundled data packages."""
    return _folder("data")


def ontology_files(part: str, suffix: str) -> list[Path]:
    """The files of one part of the ontology.

    Args:
        part: a folder below ``ontology/``, e.g. ``questions``.
        suffix: how the files' names end, e.g. ``.rq``.

    Returns:
        the paths, sorted by name.
    """
    return sorted((ontology_folder() / part).glob(f"*{suffix}"))


def named_file(part: str, suffix: str, name: str, kind: str, otherwise: str = "") -> Path:
    """The one file of a part of the ontology that has a name.

    Args:
        part: a folder below ``ontology/``, e.g. ``questions``.
        suffix: how the files' names end, e.g. ``.rq``.
        name: the file's name without its ending.
        kind: what such a file is called, e.g. ``question``.
        otherwise: what to advise where no name is near; by default all names.

    Raises:
        UsageError: if there is none; it names the nearest three.
    """
    paths = {path.stem: path for path in ontology_files(part, suffix)}
    if name in paths:
        return paths[name]
    raise no_such(kind, name, list(paths), otherwise)


def bundled_packages() -> list[Path]:
    """The folders of the bundled data packages, sorted by name."""
    return sorted(path.parent for path in data_folder().glob("*/datapackage.json"))
