"""The work of ``kg evidence``, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from kg import source_text as texts
from kg.cli import options, output, valuing
from kg.documents import text_of
from kg.errors import DataError, LookupFailed, UsageError
from kg.findings import Finding
from kg.grids import read_book
from kg.intake import cited_rows, passages, recording, schema
from kg.intake.articles.values.checking import check_values
from kg.intake.articles.values.held import Held, check_held
from kg.intake.articles.values.model import Reading
from kg.intake.articles.values.sources import open_sheet, open_source, things_of
from kg.intake.load import has_violations
from kg.intake.package import Package, read_package
from kg.source_rows import Sheet
from kg.text import Text


@dataclass(frozen=True, slots=True)
class _Proof:
    """What came of a source: its citations as JSON rows, what is wrong, what was read, and the last line."""

    source: str
    cited: list[dict[str, object]]
    findings: list[Finding]
    summary: Text
    #: What the passages say of the values; ``None`` where nobody asked.
    readings: list[Reading] | None = None


def run(
    package_path: Path,
    text_path: Path,
    source: str | None,
    *,
    show: bool,
    rewrite: bool,
    form: str,
    values: bool = False,
) -> int:
    """Check a package's evidence against a text.

    Args:
        package_path: the package's folder.
        text_path: a copy of the source.
        source: the source's id; ``None`` where the text tells it.
        show: whether every passage is printed with its row, and not only what is wrong.
        rewrite: whether hashes are written anew before the check.
        form: how the answer is printed.
        values: whether each value is read against its passage too, where the passage is the one that was encoded.

    Returns:
        0 where all is proved, else 1.

    Raises:
        DataError: if the package's tables have violations.
    """
    ontology = options.ontology(package_path)
    package, found = read_package(package_path, ontology)
    # The table that is to be written anew may be empty, missing or wrong.
    others = [finding for finding in found if not (rewrite and _is_written_anew(finding))]
    if has_violations(others):
        raise DataError(Text(f"{package.name}: mend its tables first.", f"{package.name}：请先改正其各表。"), others)
    sheets = cited_rows.find_sheets(package, text_path, source)
    if sheets:
        proofs = []
        for sheet in sheets:
            proofs.append(_prove_rows(package, sheet, text_path, rewrite=rewrite, values=values))
            if rewrite:
                package, _ = read_package(package_path, ontology)
        return _tell_all(proofs, show=show, form=form)
    text = text_of(text_path)
    source = passages.find_source(package, text, source)
    if rewrite:
        for line in recording.record(package, source, text):
            click.echo(line, err=True)
        package, _ = read_package(package_path, ontology)
    return _tell(_prove_passages(package, source, text, values=values), show=show, form=form)


def _prove_passages(package: Package, source: str, text: str, *, values: bool) -> _Proof:
    """A text whose passages are cited by code points: each has the hash that was recorded."""
    cited = list(passages.passages(package, source, text))
    findings = passages.check_passages(package, source, text)
    proven = len(cited) - len({(finding.file, finding.row) for finding in findings})
    summary = Text(
        f"{source}: {proven} of {len(cited)} citations have the passage and the hash that were recorded.",
        f"{source}：{len(cited)}处引用中有{proven}处的文字与哈希值同所记录的一致。",
    )
    readings = check_values(open_source(package, things_of(package), source, text)) if values else []
    read = _proven(readings, findings) if values else None
    return _Proof(source, [_row(passage) for passage in cited], findings, summary, read)


def _prove_rows(package: Package, source: str, path: Path, *, rewrite: bool, values: bool) -> _Proof:
    """The same of a sheet whose rows are cited: its own hash, that it has those rows, and that they are the ones."""
    book = read_book(path)
    own = cited_rows.sheet_of(package, source, book)
    # A table that is a text may be cited by code points too.
    text = texts.read_text(path) if any(passages.passages(package, source, "")) else None
    if rewrite:
        lines = recording.record_sheet(package, source, book.sha256)
        for line in lines if text is None else recording.record(package, source, text):
            click.echo(line, err=True)
        package, _ = read_package(package.folder, options.ontology(package.folder))
    cited = cited_rows.cited_rows(package, source)
    findings = cited_rows.check_rows(package, source, book)
    opened = open_sheet(package, things_of(package), source, own)
    same = not any(finding.field == "sha256" for finding in findings)
    # What stands in the rows of another file says nothing of those that were cited.
    is_another = any(finding.code == "hash-differs" for finding in findings)
    held = Held() if is_another else check_held(opened, book, own)
    findings += held.findings
    missing = {(finding.file, finding.row) for finding in findings if finding.field == schema.PLACE}
    proven = len(cited) - len(missing) if same else 0
    summary = Text(
        f"{source}: {proven} of {len(cited)} citations have their rows in the sheet that was recorded"
        f"{_as_written(held).en}.",
        f"{source}：{len(cited)}处引用中有{proven}处的行见于所记录的表格{_as_written(held).zh}。",
    )
    sheet = Sheet(own)
    rows: list[dict[str, object]] = [
        {"file": one.file, "row": one.row, "place": one.place, "text": "\n".join(sheet.texts(one.rows))}
        for one in cited
    ]
    readings = check_values(opened) if values and same else []
    if text is not None:
        findings += passages.check_passages(package, source, text)
        readings += check_values(open_source(package, things_of(package), source, text)) if values and same else []
    return _Proof(source, rows, findings, summary, _proven(readings, findings) if values else None)


def _as_written(held: Held) -> Text:
    """How many names and figures stand in their rows as they are written; nothing where none is cited so."""
    if not held.names:
        return Text()
    return Text(
        f"; {held.found} of {held.names} names of parties and figures stand in them as they are written",
        f"；参与方名称与数值{held.names}处，其中{held.found}处原样见于所引行",
    )


def _proven(readings: list[Reading], findings: list[Finding]) -> list[Reading]:
    """The readings of rows whose passages are those that were encoded: another text says nothing of a value."""
    wrong = {(finding.file, finding.row) for finding in findings if finding.code != "no-hash"}
    return [reading for reading in readings if (reading.file, reading.row) not in wrong]


def _tell_all(proofs: list[_Proof], *, show: bool, form: str) -> int:
    """Print what came of each sheet of a file; returns the exit code."""
    if len(proofs) == 1 or form != "json":
        return max([_tell(proof, show=show, form=form) for proof in proofs])
    output.write_json({"sources": [_as_json(proof, show=show) for proof in proofs]}, None)
    return max(map(_code, proofs))


def _code(proof: _Proof) -> int:
    return 1 if proof.findings or has_violations(valuing.findings_of(proof.readings or ())) else 0


def _as_json(proof: _Proof, *, show: bool) -> dict[str, object]:
    doubts = valuing.findings_of(proof.readings or ())
    return {
        "source": proof.source,
        "passages": len(proof.cited),
        "findings": [finding.as_dict() for finding in (*proof.findings, *doubts)],
        **({} if proof.readings is None else {"values": valuing.as_json(proof.readings, everything=show)}),
        **({"shown": proof.cited} if show else {}),
    }


def _tell(proof: _Proof, *, show: bool, form: str) -> int:
    """Print what came of a source; returns the exit code."""
    if form == "json":
        output.write_json(_as_json(proof, show=show), None)
        return _code(proof)
    doubts = valuing.findings_of(proof.readings or ())
    if show:
        _show(proof.cited)
        valuing.show(proof.readings or ())
    if proof.findings or doubts:
        output.show_findings([*proof.findings, *doubts])
    output.show(proof.summary)
    if proof.readings is not None:
        output.show(valuing.summary(proof.source, proof.readings))
    return _code(proof)


def _show(cited: list[dict[str, object]]) -> None:
    from kg.results.tables import Table

    by_rows = any("place" in one for one in cited)
    rows = [
        [
            f"{one['file']}, row {one['row']}",
            str(one["place"]) if by_rows else f"{one['start']}-{one['end']}",
            str(one["text"]).replace("\n", "; ") if by_rows else str(one["text"]),
        ]
        for one in cited
    ]
    output.show_table(Table(["place", "rows" if by_rows else "offsets", "passage"], rows))


def _is_written_anew(finding: Finding) -> bool:
    return finding.table == recording.EVIDENCE and finding.code != "unsafe-path"


def find(package_path: Path, text_path: Path, passage: str, form: str) -> int:
    """Print every place of a passage in a text, with its hash.

    Args:
        package_path: the package's folder, which must be sound.
        text_path: the text.
        passage: the words, sign for sign.
        form: how the answer is printed.

    Returns:
        the exit code, 0.

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


def _row(passage: passages.Passage) -> dict[str, object]:
    return {
        "file": passage.file,
        "row": passage.row,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
