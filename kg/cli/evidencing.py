"""The work of ``kg evidence``, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import output
from kg.errors import DataError, SourceError
from kg.files import write_file
from kg.findings import Finding
from kg.intake import passages
from kg.intake.load import has_violations
from kg.intake.package import Package, read_package

#: The table of passages and their hashes.
_EVIDENCE = "evidence"


def run(package_path: Path, text_path: Path, source: str | None, *, show: bool, rewrite: bool, form: str) -> int:
    """Check a package's evidence against a text; returns the exit code."""
    package, found = read_package(package_path)
    # The table that is to be written anew may be empty, missing or wrong.
    others = [finding for finding in found if not (rewrite and finding.table == _EVIDENCE)]
    if has_violations(others):
        raise DataError(f"{package.name}: mend its tables first.", others)
    text = passages.read_text(text_path)
    source = passages.find_source(package, text, source)
    if rewrite:
        path = _evidence_path(package, found)
        write_file(path, passages.evidence_csv(package, source, text).encode("utf-8"))
        click.echo(f"Wrote {path}.", err=True)
        package, _ = read_package(package_path)
    findings = passages.check_passages(package, source, text)
    _report(package, source, text, findings, show=show, form=form)
    return 1 if findings else 0


def _evidence_path(package: Package, found: list[Finding]) -> Path:
    """Where the package says that its table of evidence is."""
    files = [table.file for table in package.tables if table.name == _EVIDENCE]
    files += [finding.file for finding in found if finding.table == _EVIDENCE]
    if not files or not files[0].endswith(".csv"):
        raise SourceError(
            f"{package.name}/datapackage.json: names no CSV file for the table {_EVIDENCE}. "
            f'Add {{"name": "{_EVIDENCE}", "path": "{_EVIDENCE}.csv"}} to `resources`.'
        )
    return package.folder / files[0].removeprefix(f"{package.name}/")


def _report(package: Package, source: str, text: str, findings: list[Finding], *, show: bool, form: str) -> None:
    cited = list(passages.passages(package, source, text))
    if form == "json":
        output.write_json(
            {
                "source": source,
                "passages": len(cited),
                "findings": [finding.as_dict() for finding in findings],
                **({"shown": [_row(passage) for passage in cited]} if show else {}),
            },
            None,
        )
        return
    if show:
        from kg.answers.tables import Table

        rows = [[f"{p.file}, row {p.row}", f"{p.start}-{p.end}", p.text] for p in cited]
        output.show_table(Table(["place", "offsets", "passage"], rows))
    if findings:
        output.show_findings(findings)
    proven = len(cited) - len({(finding.file, finding.row) for finding in findings})
    click.echo(f"{source}: {proven} of {len(cited)} citations have the passage and the hash that were recorded.")


def _row(passage: passages.Passage) -> dict[str, object]:
    return {
        "file": passage.file,
        "row": passage.row,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
