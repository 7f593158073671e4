"""The work of ``kg evidence``, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import output
from kg.errors import DataError
from kg.files import write_file
from kg.findings import Finding
from kg.intake import passages
from kg.intake.load import has_violations
from kg.intake.package import Package, read_package


def run(package_path: Path, text_path: Path, source: str | None, *, show: bool, rewrite: bool, form: str) -> int:
    """Check a package's evidence against a text; returns the exit code."""
    package, found = read_package(package_path)
    if has_violations(found):
        raise DataError(f"{package.name}: mend its tables first.", found)
    text = passages.read_text(text_path)
    source = passages.find_source(package, text, source)
    if rewrite:
        _rewrite(package, source, text)
        package, _ = read_package(package_path)
    findings = passages.check_passages(package, source, text)
    _report(package, source, text, findings, show=show, form=form)
    return 1 if findings else 0


def _rewrite(package: Package, source: str, text: str) -> None:
    write_file(package.folder / "evidence.csv", passages.evidence_csv(package, source, text).encode("utf-8"))
    click.echo(f"Wrote {package.folder / 'evidence.csv'}.", err=True)


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
