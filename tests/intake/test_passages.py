"""Evidence against the text: what is proven, what is found out, and what is written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import assets
from kg.intake.package import read_package
from kg.intake.passages import check_passages, evidence_csv, find_source, passages
from kg.intake.worked_example import EXAMPLE_TEXT
from kg.source_text import read_text, sha256
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]
TEXT = "mine/example-source.txt"


@pytest.fixture
def text(package: EditablePackage) -> Path:
    return package.folder / "example-source.txt"


@pytest.fixture
def cited(package: EditablePackage) -> int:
    """How many rows of the worked example cite their source."""
    tables = [path.stem for path in package.folder.glob("*.csv") if path.stem != "evidence"]
    headers = {table: package.rows(table)[0] for table in tables}
    citing = [table for table in tables if {"source", "start", "end"} <= set(headers[table])]
    number = sum(row[headers[table].index("start")] != "" for table in citing for row in package.rows(table)[1:])
    assert number >= 6
    return number


def test_the_worked_example_is_proven(cited: int, package: EditablePackage, run: Run) -> None:
    outcome = run("evidence", "mine", "--text", TEXT, "--lang", "en")
    assert outcome.code == 0
    assert outcome.out == f"example: {cited} of {cited} citations have the passage and the hash that were recorded.\n"


def test_passages_are_shown(cited: int, package: EditablePackage, run: Run) -> None:
    report = run("evidence", "mine", "--text", TEXT, "--show", "--format", "json").json()
    assert report["passages"] == cited
    assert report["findings"] == []
    shown = {(row["file"], row["row"], row["text"]) for row in report["shown"]}
    first, second, *_ = (sentence + "." for sentence in EXAMPLE_TEXT.rstrip(".\n").split(". "))
    assert ("mine/partnerships.csv", 2, first) in shown
    assert ("mine/observations.csv", 2, second) in shown
    table = run("evidence", "mine", "--text", TEXT, "--show").out
    assert "98-142" in table
    assert second in table


def test_a_changed_text_is_another_text(package: EditablePackage, text: Path, run: Run) -> None:
    text.write_text(EXAMPLE_TEXT.replace("20,000", "30,000"), encoding="utf-8")
    outcome = run("evidence", "mine", "--text", TEXT)
    assert outcome.code == 1
    assert "no source of mine has it" in outcome.err
    assert sha256(EXAMPLE_TEXT)[:12] in outcome.err


def test_a_changed_text_is_found_out_passage_by_passage(
    cited: int, package: EditablePackage, text: Path, run: Run
) -> None:
    text.write_text(EXAMPLE_TEXT.replace("20,000", "30,000"), encoding="utf-8")
    outcome = run("evidence", "mine", "--text", TEXT, "--source", "example", "--format", "json")
    assert outcome.code == 1
    found = [(f["code"], f["file"], f["row"], f["field"], f["value"]) for f in outcome.json()["findings"]]
    assert ("hash-differs", "mine/observations.csv", 2, "start", "98") in found
    assert {(code, start) for code, _, _, _, start in found} == {("hash-differs", "98")}
    assert "mine/partnerships.csv" not in {file for _, file, _, _, _ in found}
    told = run("evidence", "mine", "--text", TEXT, "--source", "example").out
    assert "mine/observations.csv, row 2, field start" in told
    assert "correct the offsets, or use the text" in told
    assert f"{cited - len(found)} of {cited} citations" in told


def test_a_shifted_text_breaks_every_passage(cited: int, package: EditablePackage, text: Path, run: Run) -> None:
    text.write_text(" " + EXAMPLE_TEXT, encoding="utf-8")
    findings = run("evidence", "mine", "--text", TEXT, "--source", "example", "--format", "json").json()["findings"]
    assert [finding["code"] for finding in findings] == ["hash-differs"] * cited


def test_a_shortened_text(package: EditablePackage, text: Path, run: Run) -> None:
    text.write_text(EXAMPLE_TEXT[:120], encoding="utf-8")
    findings = run("evidence", "mine", "--text", TEXT, "--source", "example", "--format", "json").json()["findings"]
    assert {finding["code"] for finding in findings} == {"offset-beyond-source"}
    assert {int(finding["value"]) >= 98 for finding in findings} == {True}
    assert "mine/observations.csv" in {finding["file"] for finding in findings}
    assert "120 code points" in findings[0]["message_en"]


def test_changed_offsets_have_no_hash_until_it_is_written(package: EditablePackage, run: Run) -> None:
    package.set("observations", 2, "end", "141")
    outcome = run("evidence", "mine", "--text", TEXT)
    assert outcome.code == 1
    assert "has no hash in the table evidence. Run `kg evidence` with --write" in outcome.out
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    passage = EXAMPLE_TEXT[98:141]
    row = ["example", "98", "141", hashlib.sha256(passage.encode()).hexdigest()]
    assert row in package.rows("evidence")
    assert ["example", "98", "142"] not in [known[:3] for known in package.rows("evidence")]
    assert run("evidence", "mine", "--text", TEXT).code == 0
    assert run("check", "mine").code == 0


def test_writing_keeps_what_other_sources_have(package: EditablePackage, run: Run) -> None:
    package.append("sources", 2, id="other", sha256="", characters="")
    package.append("evidence", 2, source="other", start="3", end="9", sha256="0" * 64)
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    assert ["other", "3", "9", "0" * 64] in package.rows("evidence")


@pytest.mark.parametrize(
    "content",
    [None, b"", b"source,start,end,sha256\n", b"source,start\nx\n", b"source,start,end,sha256\nother,x,9,0\n"],
)
def test_the_table_may_be_missing_or_wrong_before_it_is_written(
    content: bytes | None, package: EditablePackage, run: Run
) -> None:
    before = package.rows("evidence")
    if content is None:
        package.path("evidence").unlink()
    else:
        package.path("evidence").write_bytes(content)
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    assert package.rows("evidence") == before


def test_the_table_is_written_where_the_package_says(package: EditablePackage, run: Run) -> None:
    (package.folder / "tables").mkdir()
    package.path("evidence").rename(package.folder / "tables" / "e.csv")
    package.resource("evidence", path="tables/e.csv")
    package.set("observations", 2, "end", "141")
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    assert not package.path("evidence").exists()
    assert run("evidence", "mine", "--text", TEXT).code == 0


def test_a_package_without_the_table_has_it_afterwards(package: EditablePackage, run: Run) -> None:
    package.describe(lambda d: d.update(resources=[r for r in d["resources"] if r["name"] != "evidence"]))
    package.path("evidence").unlink()
    assert run("evidence", "mine", "--text", TEXT).code == 1
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    assert run("evidence", "mine", "--text", TEXT).code == 0
    assert run("check", "mine", "-f", "json").json()["counts"]["warning"] == 0


def test_writing_twice_is_writing_once(package: EditablePackage, run: Run) -> None:
    run("evidence", "mine", "--text", TEXT, "--write")
    before = tree(package.folder)
    run("evidence", "mine", "--text", TEXT, "--write")
    assert tree(package.folder) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--text", "nowhere.txt"], "nowhere.txt: cannot be read"),
        (["--text", "mine"], "mine: cannot be read"),
        (["--text", TEXT, "--source", "nobody"], "has no source 'nobody'. It has: example"),
    ],
)
def test_what_cannot_be_proven(arguments: list[str], words: str, package: EditablePackage, run: Run) -> None:
    outcome = run("evidence", "mine", *arguments)
    assert outcome.code == 1
    assert words in outcome.err


def test_a_text_in_another_encoding(package: EditablePackage, text: Path, run: Run) -> None:
    text.write_bytes("嘉兴".encode("gbk"))
    outcome = run("evidence", "mine", "--text", TEXT)
    assert outcome.code == 1
    assert "is not UTF-8" in outcome.err


def test_tables_come_first(package: EditablePackage, run: Run) -> None:
    package.set("observations", 2, "value", "many")
    outcome = run("evidence", "mine", "--text", TEXT, "--write")
    assert outcome.code == 1
    assert "mine/observations.csv, row 2, field value" in outcome.err
    assert "mend its tables first" in outcome.err


def test_offsets_count_code_points(package: EditablePackage) -> None:
    """Neither bytes nor UTF-16 units, and line ends are as they are in the file."""
    read, _ = read_package(package.folder)
    text = "𠮷é\r\ne\u0301!"
    (package.folder / "t.txt").write_bytes(text.encode())
    assert read_text(package.folder / "t.txt") == text
    assert len(text) == 7
    source = find_source(read, EXAMPLE_TEXT)
    assert source == "example"
    assert [passage.text for passage in passages(read, source, "𠮷" * 200)][-1] == "𠮷" * 44


# The bundled data against the article, where it is.


def test_the_bundled_data_cites_what_the_article_has(article: str) -> None:
    assert len(article) == 3698
    assert sha256(article) == "16e79de9112b160ed4e7600a2a56c39fda86d696cf2bf1f6b46721332b474825"
    package, findings = read_package(assets.data_folder() / "jiaxing-shanghai-2017")
    assert findings == []
    source = find_source(package, article)
    assert source == "zjol-2017-07-28"
    assert check_passages(package, source, article) == []
    assert all(passage.text.strip() == passage.text for passage in passages(package, source, article))
    recorded = (assets.data_folder() / "jiaxing-shanghai-2017" / "evidence.csv").read_text(encoding="utf-8")
    assert evidence_csv(package, source, article) == recorded


def test_every_row_of_the_bundled_data_cites(article: str) -> None:
    package, _ = read_package(assets.data_folder() / "jiaxing-shanghai-2017")
    for table in package.tables:
        if table.name not in ("dataset", "sources", "evidence"):
            assert all(row.value("source") and row.value("start") and row.value("end") for row in table.rows), (
                table.name
            )


def test_every_figure_stands_in_its_passage(article: str) -> None:
    """The number's own spelling is what the cited passage has."""
    package, _ = read_package(assets.data_folder() / "jiaxing-shanghai-2017")
    table = package.table("observations")
    assert table is not None
    assert len(table.rows) == 39
    for row in table.rows:
        passage = article[int(row.value("start")) : int(row.value("end"))]
        assert row.value("original_text") in passage, row.value("id")
