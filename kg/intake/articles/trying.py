"""What `kg check` would say if a package's files were others: tried on a copy, before anything is written."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.assets import Ontology
from kg.findings import Finding, Severity
from kg.intake.checking import check_packages
from kg.intake.identities.judging import FILE as NAMES

_DESCRIPTOR = "datapackage.json"


class Trial:
    """Checks a package with other files.

    Args:
        folder: the package's folder.
        used: the folders of the packages that it uses.
        ontology: where codes, rules and shapes are found, the package's own among them.
    """

    def __init__(self, folder: Path, used: Sequence[Path], ontology: Ontology) -> None:
        self._folder = folder.resolve()
        self._used = [path.resolve() for path in used]
        self._ontology = ontology

    def findings(self, contents: Mapping[str, bytes | None]) -> list[Finding]:
        """What is wrong with the package if some of its files hold something else, gravest first.

        Args:
            contents: the files; ``None`` for one that is gone.
        """
        descriptor = contents.get(_DESCRIPTOR) or (self._folder / _DESCRIPTOR).read_bytes()
        resources = json.loads(descriptor.decode("utf-8-sig")).get("resources", [])
        names = [str(one["path"]) for one in resources if isinstance(one, dict) and "path" in one]
        with tempfile.TemporaryDirectory(prefix="kg-trial-") as made:
            # Of the same name, so that a finding names the file as people know it.
            copy = Path(made) / self._folder.name
            copy.mkdir()
            for name in (_DESCRIPTOR, NAMES, *names):
                self._copy(name, copy, contents)
            return check_packages([copy, *self._used], self._ontology)

    def _copy(self, name: str, copy: Path, contents: Mapping[str, bytes | None]) -> None:
        content = contents.get(name)
        if content is not None:
            (copy / name).write_bytes(content)
        elif name not in contents and (self._folder / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._folder / name, copy / name)


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop a build."""
    return [one for one in findings if one.severity is Severity.VIOLATION]


def new_violations(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The violations that were not there before, wherever their rows are now."""
    known = {_said(one) for one in before}
    return [one for one in violations(after) if _said(one) not in known]


def _said(one: Finding) -> tuple[str, ...]:
    return one.code, one.file, one.field, one.value, one.node, one.message_en
