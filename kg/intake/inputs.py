"""All that a build is made of, as one hash: if that is the same, so are its files."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from kg import assets
from kg.assets import Ontology
from kg.errors import SourceError
from kg.files.staging import is_staging
from kg.files.steps import digest, file_digest, tree_digest
from kg.intake.joining.parts import parted
from kg.intake.load import described_packages, told_apart

#: Files of a package, with all that lies in its folders, up to which they are looked at one by one.
MOST = 20_000
#: What other packages may add, as ``kg.entry_points`` finds it.
GROUPS = ("kg.measures", "kg.network_formats", "kg.stores")


@cache
def program() -> str:
    """The hash of the program and its ontology, the same on every machine; empty where that cannot be told."""
    return tree_digest([Path(__file__).resolve().parents[1], assets.ontology_folder()], MOST) or ""


@cache
def version() -> str:
    """The hash of what makes results of whatever is given: the program, its ontology, Python and what is installed.

    Empty where that cannot be told; then nothing of an earlier build is taken.
    """
    own = program()
    installed = sorted(
        {path.name for folder in sys.path if Path(folder).is_dir() for path in Path(folder).glob("*.dist-info")}
    )
    added = _added()
    if not own or added is None:
        return ""
    return digest(own, sys.version, platform.platform(), *installed, *added)


def _added() -> list[str] | None:
    """The hashes of the modules with which other packages add measures, formats and stores; ``None`` if one is hidden.

    Their versions do not tell: an editable one is changed under the same number.
    """
    found = []
    for point in (point for group in GROUPS for point in entry_points(group=group)):
        try:
            spec = find_spec(point.module.partition(".")[0])
            where = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
            held = tree_digest(where, MOST) if where else file_digest(Path(spec.origin or "")) if spec else None
        except (ImportError, OSError, ValueError):
            return None
        if held is None:
            return None
        found += [point.name, held]
    return found


def inputs(
    paths: Iterable[Path], ontology: Ontology, options: Sequence[object], leave_out: Iterable[Path] = ()
) -> str | None:
    """The hash of the files that a build reads, of what they are called, and of what it is asked with.

    Args:
        paths: as in ``kg.build``: folders of packages and files of RDF.
        ontology: with the folders of one's own.
        options: whatever else the files that are written depend on.
        leave_out: folders that are not read though they lie in one that is, such as that of the build.

    Returns:
        the hash; ``None`` where that would be too many files, or one cannot be read.

    Raises:
        SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
    """
    packages, files = parted(paths)
    folders = [package.folder for package in described_packages(packages)]
    named = [*told_apart(folders).values(), "", *told_apart(files).values()]
    held = tree_digest([*folders, *ontology.own], MOST, leave_out)
    if held is None:
        return None
    try:
        read = [file_digest(path) for path in files]
    except OSError:
        return None
    return digest(held, *named, *read, *map(repr, options))


def moments(paths: Iterable[Path], ontology: Ontology, leave_out: Iterable[Path] = ()) -> dict[str, tuple[int, int]]:
    """When the files that a build reads were last changed: what tells soon, and mostly, that a build is another.

    Args:
        paths: as in ``inputs``; what cannot be read as a package is looked at as a folder.
        ontology: likewise.
        leave_out: likewise.

    Returns:
        path to size in bytes and last change in nanoseconds.
    """
    given = list(paths)
    folders = [path.parent if path.name == "datapackage.json" else path for path in given]
    with suppress(SourceError):
        folders = [package.folder for package in described_packages(parted(given)[0])] + folders
    apart = {path.resolve() for path in leave_out}
    found: dict[str, tuple[int, int]] = {}
    waiting = [*folders, *ontology.own]
    while waiting and len(found) < MOST:
        path = waiting.pop()
        if path.name in (".git", "__pycache__") or is_staging(path) or path.resolve() in apart:
            continue
        with suppress(OSError):
            if path.is_dir():
                waiting += path.iterdir()
            else:
                told = path.stat()
                found[str(path)] = (told.st_size, told.st_mtime_ns)
    return found
