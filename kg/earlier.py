"""What a folder holds of an earlier build: all of it, where nothing has changed, or the results of its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.assets import Ontology
from kg.files.steps import Steps, file_digest
from kg.findings import Finding, Severity, count_by_severity
from kg.intake.inputs import inputs, version
from kg.intake.joining.parts import REMARKS
from kg.intake.refound import FoundAgain
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said of a build when it is over.

    Attributes:
        counts: how many things of each kind the data have.
        severities: how many findings there are of each severity.
        remarks: what was found of files of RDF as a whole.
        unchanged: whether all of it was there already.
        taken: step to how many of its results were taken from an earlier build.
        made: step to how many of those that can be taken were made.
        whole: why all rows were mapped, where there was an earlier build and they were.
    """

    counts: Mapping[str, int]
    severities: Mapping[str, int]
    remarks: tuple[Finding, ...] = ()
    unchanged: bool = False
    taken: Mapping[str, int] | None = None
    made: Mapping[str, int] | None = None
    whole: Text | None = None

    @classmethod
    def of(cls, counts: Mapping[str, int], findings: Sequence[Finding], steps: Steps | None = None) -> Summary:
        """The summary of a graph.

        Args:
            counts: as the attribute.
            findings: all that the checks found.
            steps: what was taken and made.
        """
        # What is taken from an earlier build is of packages alone.
        remarks = (
            ()
            if isinstance(findings, FoundAgain)
            else tuple(finding for finding in findings if finding.code in REMARKS)
        )
        taken, made = (dict(steps.taken), dict(steps.made)) if steps else (None, None)
        whole = steps.whole if steps else None
        severities = findings.severities if isinstance(findings, FoundAgain) else count_by_severity(findings)
        return cls(dict(counts), severities, remarks, False, taken, made, whole)


class Earlier:
    """The build that a folder holds, beside what is to be built now.

    Args:
        out: the folder.
        paths: what is built: folders of packages and files of RDF.
        ontology: with the folders of one's own.
        options: whatever else the files depend on.
        fresh: whether nothing is to be taken from the earlier build.

    Attributes:
        steps: the results of its steps.
        counts: how many things of each kind the build under way has, as it was kept; ``None`` before.

    Raises:
        SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
    """

    def __init__(
        self, out: Path, paths: Iterable[Path], ontology: Ontology, options: Sequence[object], *, fresh: bool = False
    ) -> None:
        self._out, self._paths, self._ontology, self._options = out, list(paths), ontology, tuple(options)
        known = version()
        self.steps = Steps(None if fresh or not known else out, known)
        self.counts: Mapping[str, int] | None = None
        self._key = self._inputs() if known else None

    def _inputs(self) -> str | None:
        return inputs(self._paths, self._ontology, self._options, [self._out])

    def summary(self, names: Collection[str]) -> Summary | None:
        """What was said of the earlier build, if all its files are those that would be written now.

        Args:
            names: the files of a build.
        """
        about = self.steps.about
        if self._key is None or about.get("inputs") != self._key:
            return None
        with suppress(OSError, KeyError, TypeError, ValueError):
            if all(file_digest(self._out / name) == about["files"][name] for name in names):
                remarks = tuple(_finding(told) for told in about["remarks"])
                return Summary(about["counts"], about["severities"], remarks, unchanged=True)
        return None

    def keep(
        self,
        written: Path,
        digests: Mapping[str, str],
        summary: Summary,
        seconds: Mapping[str, float] | None = None,
    ) -> None:
        """Keep what this build made in the folder with its files, for the next one.

        Args:
            written: the folder in which the files are.
            digests: the hash of each of them, by its name.
            summary: what is said of the build.
            seconds: how long each step took, by its English name; only who waits for the next build is told of it.

        Raises:
            OSError: if it cannot be written.
        """
        self.counts = summary.counts
        self.steps.write(
            written,
            {
                # Where something changed while it was read, nobody knows which of the two was read.
                "inputs": self._key if self._key == self._inputs() else None,
                "files": dict(digests),
                "seconds": dict(seconds or {}),
                "counts": summary.counts,
                "severities": summary.severities,
                "remarks": [asdict(finding) for finding in summary.remarks],
            },
        )


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(**{**told, "severity": Severity(told["severity"])})
