"""Finds the ontology and the bundled data, in a checkout or in an installed wheel, and folders of one's own.

A folder of one's own has parts of the names in ``PARTS``, which add to those of the bundled ontology. Only query and
Turtle files are read from there, only what lies inside the folder, and nothing that is larger than ``LARGEST``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.nearest import no_such
from kg.text import Text

_PACKAGE = Path(__file__).resolve().parent

#: Where a build is written, and read from, unless another folder is named.
BUILD_FOLDER = Path("build")
#: The parts that a folder of one's own may have.
PARTS = (
    *("questions", "projections", "rules", "shapes", "codelists", "mappings", "exports", "coverage", "foreign"),
    "headings",
)
#: The environment variable that names folders of one's own, parted as in ``PATH``.
VARIABLE = "KG_ONTOLOGY"
#: The size in bytes of the largest file that is read from a folder of one's own.
LARGEST = 1_000_000


def _folder(name: str) -> Path:
    # A wheel carries both folders inside the package; a checkout has them beside it.
    for parent in (_PACKAGE / "_bundled", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise SourceError(
        Text(
            f"The folder {name}/ is missing from this installation of kg. Install the package again.",
            f"本机安装的 kg 缺少文件夹 {name}/。请重新安装。",
        )
    )


def ontology_folder() -> Path:
    """The folder with the ontology, its shapes, rules, questions, projections and mappings."""
    return _folder("ontology")


def data_folder() -> Path:
    """The folder with the bundled data packages."""
    return _folder("data")


@dataclass(frozen=True, slots=True)
class Ontology:
    """The bundled ontology and the folders that add to it; ``of`` makes one, and checks them.

    Attributes:
        own: the folders of one's own, in the order in which they were named.
    """

    own: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folders: str | Path | Iterable[str | Path] | Ontology | None) -> Ontology:
        """The bundled ontology with folders of one's own.

        Args:
            folders: one folder, or several; those that the environment variable ``KG_ONTOLOGY`` names if ``None``.

        Raises:
            SourceError: if one is not there, or has no part of an ontology.
        """
        if isinstance(folders, Ontology):
            return folders
        if folders is None:
            folders = [folder for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
        paths = [Path(folders)] if isinstance(folders, str | Path) else [Path(folder) for folder in folders]
        for path in paths:
            if not path.is_dir():
                raise SourceError(
                    Text(
                        f"{path}: there is no such folder. Correct --ontology or {VARIABLE}.",
                        f"{path}：没有这个文件夹。请改正 --ontology 或 {VARIABLE}。",
                    )
                )
            if not any((path / part).is_dir() for part in PARTS):
                raise SourceError(
                    Text(
                        f"{path}: adds nothing to the ontology. Give it one of: {', '.join(PARTS)}.",
                        f"{path}：对本体没有任何补充。请给它其中之一：{', '.join(PARTS)}。",
                    )
                )
        return cls().also(paths)

    def also(self, folders: Iterable[Path]) -> Ontology:
        """The same with further folders; one without any part, and one that is there already, adds nothing."""
        known = {folder.resolve(): folder for folder in self.own}
        for folder in folders:
            if any((folder / part).is_dir() for part in PARTS):
                known.setdefault(folder.resolve(), folder)
        return Ontology(tuple(known.values()))

    def files(self, part: str, suffix: str) -> list[Path]:
        """The files of one part, bundled ones and one's own.

        Args:
            part: a folder below ``ontology/``, e.g. ``questions``.
            suffix: how the files' names end, e.g. ``.rq``.

        Returns:
            the paths, sorted by the files' names.

        Raises:
            SourceError: if a name stands twice, or a file of one's own may not be read.
        """
        own = self.own_files(part, suffix)
        bundled = sorted((ontology_folder() / part).glob(f"*{suffix}"))
        return _each_once([*bundled, *own]) if own else bundled

    def own_files(self, part: str, suffix: str) -> list[Path]:
        """The files of one part that are one's own.

        Raises:
            SourceError: if a file may not be read.
        """
        return [path for root in self.own for path in _inside(root, part) if _is_file(path, suffix)]

    def folders(self, part: str) -> list[str]:
        """The names of the folders with queries in one part, sorted.

        Raises:
            SourceError: if a name stands twice.
        """
        bundled = [path for path in sorted((ontology_folder() / part).iterdir()) if path.is_dir()]
        own = [
            path
            for root in self.own
            for path in _inside(root, part)
            if path.is_dir() and any(_is_file(file, ".rq") for file in _inside(root, f"{part}/{path.name}"))
        ]
        return [path.name for path in _each_once([*bundled, *own])]

    def named(self, part: str, suffix: str, name: str, kind: Text, otherwise: Text | None = None) -> Path:
        """The one file of a part that has a name.

        Args:
            part: a folder below ``ontology/``, e.g. ``questions``.
            suffix: how the files' names end, e.g. ``.rq``.
            name: the file's name without its ending.
            kind: what such a file is called, e.g. ``question``.
            otherwise: what to advise where no name is near; by default all names.

        Raises:
            UsageError: if there is none; it names the nearest three.
            SourceError: as ``files`` does.
        """
        paths = {path.stem: path for path in self.files(part, suffix)}
        if name in paths:
            return paths[name]
        raise no_such(kind, name, list(paths), otherwise)


#: The bundled ontology alone.
BUNDLED = Ontology()


def ontology_files(part: str, suffix: str) -> list[Path]:
    """The files of one part of the bundled ontology, as ``Ontology.files`` has them."""
    return BUNDLED.files(part, suffix)


def _inside(root: Path, part: str) -> Iterator[Path]:
    """What lies in a part of a folder of one's own; what a name hides with a dot is left out."""
    folder = root / part
    try:
        if not folder.is_dir():
            return
        home = root.resolve()
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        out = next((path for path in (folder, *found) if not path.resolve().is_relative_to(home)), None)
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError before Python 3.13
        raise SourceError(
            Text(
                f"{folder}: cannot be read ({error}). Check its permissions and links.",
                f"{folder}：无法读取（{error}）。请检查其权限与链接。",
            )
        ) from error
    if out is not None:
        raise SourceError(
            Text(
                f"{out}: is a link that leads out of {root}. Put the file itself there.",
                f"{out}：是指向 {root} 之外的链接。请放入文件本身。",
            )
        )
    yield from found


def _is_file(path: Path, suffix: str) -> bool:
    if not path.name.endswith(suffix) or not path.is_file():
        return False
    if path.stat().st_size > LARGEST:
        raise SourceError(
            Text(
                f"{path}: is larger than {LARGEST:,} bytes. No query or code list needs as much; make it less.",
                f"{path}：大于{LARGEST:,}字节；查询与代码表均不需如此之大，请缩减。",
            )
        )
    return True


def _each_once(paths: Iterable[Path]) -> list[Path]:
    """The paths by name, if no name stands twice."""
    known: dict[str, Path] = {}
    for path in paths:
        if (other := known.setdefault(path.name, path)) is not path:
            raise SourceError(
                Text(
                    f"{path}: has the name of {other}, and a name may stand once. Give it another name.",
                    f"{path}：与 {other} 同名，而一个名称只能出现一次。请另起名称。",
                )
            )
    return sorted(known.values(), key=lambda path: path.name)


def bundled_packages() -> list[Path]:
    """The folders of the bundled data packages, sorted by name."""
    return sorted(path.parent for path in data_folder().glob("*/datapackage.json"))


def package_folder(path: str | Path) -> Path:
    """A data package by its path, or a bundled one by its name alone, where nothing here has that name.

    >>> package_folder("jiaxing-shanghai-2017").parent == data_folder(), package_folder("mine/deals").as_posix()
    (True, 'mine/deals')
    """
    here = Path(path)
    if len(here.parts) != 1 or here.exists() or here.is_symlink():
        return here
    return bundled_package(here.name) or here


def bundled_package(name: str) -> Path | None:
    """The folder of a bundled data package, a registry among them; ``None`` if there is none of the name."""
    folders = (data_folder() / name, data_folder() / "registries" / name)
    return next((folder for folder in folders if (folder / "datapackage.json").is_file()), None)
