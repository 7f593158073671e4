"""The work of ``kg evidence``, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from kg import source_text as texts
from kg.cli import options, output
from kg.documents import text_of
from kg.errors import DataError, LookupFailed, UsageError
from kg.findings import Finding
from kg.grids import read_book
from kg.intake import cited_rows, passages, recording, schema
from kg.intake.load import has_violations
from kg.intake.package import Package, read_package
from kg.source_rows import Sheet
from kg.text import Text


def run(package_path: Path, text_path: Path, source: str | None, *, show: bool, rewrite: bool, form: str) -> int:
    """Check a package's evidence against a text; returns the exit code."""
    ontology = options.ontology(package_path)
    package, found = read_package(package_path, ontology)
    # The table that is to be written anew may be empty, missing or wrong.
    others = [finding for finding in found if not (rewrite and _is_written_anew(finding))]
    if has_violations(others):
        raise DataError(Text(f"{package.name}: mend its tables first.", f"{package.name}：请先改正其各表。"), others)
    sheet = cited_rows.find_sheet(package, text_path, source)
    if sheet is not None:
        return _prove_rows(package, sheet, text_path, show=show, rewrite=rewrite, form=form)
    text = text_of(text_path)
    source = passages.find_source(package, text, source)
    if rewrite:
        for line in recording.record(package, source, text):
            click.echo(line, err=True)
        package, _ = read_package(package_path, ontology)
    findings = passages.check_passages(package, source, text)
    _report(package, source, text, findings, show=show, form=form)
    return 1 if findings else 0


def _prove_rows(package: Package, source: str, path: Path, *, show: bool, rewrite: bool, form: str) -> int:
    """The same of a sheet whose rows are cited: its own hash, and that it has those rows."""
    book = read_book(path)
    # A table that is a text may be cited by code points too.
    text = texts.read_text(path) if any(passages.passages(package, source, "")) else None
    if rewrite:
        lines = recording.record_sheet(package, source, book.sha256)
        for line in lines if text is None else recording.record(package, source, text):
            click.echo(line, err=True)
        package, _ = read_package(package.folder, options.ontology(package.folder))
    cited = cited_rows.cited_rows(package, source)
    findings = cited_rows.check_rows(package, source, book)
    if text is not None:
        findings += passages.check_passages(package, source, text)
    sheet = Sheet(book)
    if form == "json":
        shown = [
            {"file": one.file, "row": one.row, "place": one.place, "text": "\n".join(sheet.texts(one.rows))}
            for one in cited
        ]
        output.write_json(
            {
                "source": source,
                "passages": len(cited),
                "findings": [finding.as_dict() for finding in findings],
                **({"shown": shown} if show else {}),
            },
            None,
        )
        return 1 if findings else 0
    if show:
        from kg.results.tables import Table

        rows = [[f"{one.file}, row {one.row}", one.place, "; ".join(sheet.texts(one.rows))] for one in cited]
        output.show_table(Table(["place", "rows", "passage"], rows))
    if findings:
        output.show_findings(findings)
    missing = {(finding.file, finding.row) for finding in findings if finding.field == schema.PLACE}
    same = not any(finding.field == "sha256" for finding in findings)
    proven = len(cited) - len(missing) if same else 0
    output.show(
        Text(
            f"{source}: {proven} of {len(cited)} citations have their rows in the sheet that was recorded.",
            f"{source}：{len(cited)}处引用中有{proven}处的行见于所记录的表格。",
        )
    )
    return 1 if findings else 0


def _is_written_anew(finding: Finding) -> bool:
    return finding.table == recording.EVIDENCE and finding.code != "unsafe-path"


def find(package_path: Path, text_path: Path, passage: str, form: str) -> int:
    """Print every place of a passage in a text, with its hash; returns the exit code.

    Raises:
        UsageError: if the passage is empty.
        LookupFailed: if the text does not hold it.
    """
    if not passage:
        raise UsageError(
            Text(
                "--find: the passage is empty. Give the words as they stand in the text.",
                "--find：引文为空。请照原文写出。",
            )
        )
    read_package(package_path, options.ontology(package_path))
    places = passages.find_places(text_of(text_path), passage)
    if not places:
        raise LookupFailed(
            Text(
                f"{text_path}: does not hold the passage {passage!r}. Copy it from the file: every space, line "
                "break and "
                "sign counts.",
                f"{text_path}：不含引文“{passage}”。请由文件中复制：空格、换行与符号均须一致。",
            )
        )
    digest = texts.sha256(passage)
    if form == "json":
        rows = [{"start": start, "end": end, "sha256": digest} for start, end in places]
        output.write_json({"passage": passage, "places": rows}, None)
        return 0
    from kg.results.tables import Table

    output.show_table(Table(["start", "end", "sha256"], [[str(start), str(end), digest] for start, end in places]))
    return 0


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
        from kg.results.tables import Table

        rows = [[f"{p.file}, row {p.row}", f"{p.start}-{p.end}", p.text] for p in cited]
        output.show_table(Table(["place", "offsets", "passage"], rows))
    if findings:
        output.show_findings(findings)
    proven = len(cited) - len({(finding.file, finding.row) for finding in findings})
    output.show(
        Text(
            f"{source}: {proven} of {len(cited)} citations have the passage and the hash that were recorded.",
            f"{source}：{len(cited)}处引用中有{proven}处的文字与哈希值同所记录的一致。",
        )
    )


def _row(passage: passages.Passage) -> dict[str, object]:
    return {
        "file": passage.file,
        "row": passage.row,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
