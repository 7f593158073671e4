"""How a table's file is written: what ``datapackage.json`` says of it is believed, and what it cannot say is told."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

import kg
from kg.findings import Finding
from kg.intake.package import read_package
from kg.intake.template import update_package
from kg.intake.worked_example import EXAMPLE_TEXT
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]


def encoded(encoding: str, declared: str | None = None) -> Callable[[EditablePackage], None]:
    def change(package: EditablePackage) -> None:
        for path in package.folder.glob("*.csv"):
            path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
            package.resource(path.stem, encoding=declared or encoding)

    return change


def written(dialect: dict[str, Any], **form: Any) -> Callable[[EditablePackage], None]:
    """All tables in another form, which is declared."""

    def change(package: EditablePackage) -> None:
        for path in package.folder.glob("*.csv"):
            package.write(path.stem, package.rows(path.stem), **form)
            if dialect:
                package.resource(path.stem, dialect=dialect)

    return change


def titled(package: EditablePackage) -> None:
    """Two rows above the header, one of them with a line break in it."""
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, [["Our table"], ["of 2024", "and\nmore"], *package.rows(path.stem)])
        package.resource(path.stem, dialect={"headerRows": [3]})


def titled_with_semicolons(package: EditablePackage) -> None:
    titled(package)
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, package.rows(path.stem), delimiter=";")


def split_header(package: EditablePackage) -> None:
    """A header in two rows: ``name_en`` as ``name`` above ``en``."""
    for path in package.folder.glob("*.csv"):
        header, *rows = package.rows(path.stem)
        upper = [name.partition("_")[0] for name in header]
        lower = [name.partition("_")[2] for name in header]
        package.write(path.stem, [upper, lower, *rows])
        package.resource(path.stem, dialect={"headerRows": [1, 2], "headerJoin": "_"})


def no_header(package: EditablePackage) -> None:
    """The columns are those of the package's own schema, in its order."""
    for path in package.folder.glob("*.csv"):
        header, *rows = package.rows(path.stem)
        package.write(path.stem, [row[::-1] for row in rows])
        fields = [{"name": name} for name in reversed(header)]
        package.resource(path.stem, dialect={"header": False}, schema={"fields": fields})


def no_header_and_no_schema(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, package.rows(path.stem)[1:])
        package.resource(path.stem, dialect={"header": False}, schema=None)


def commented(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        header, *rows = package.rows(path.stem)
        package.write(path.stem, [header, ["# a remark"], *rows, ["# the end"], ["a sum", "1"]])
        package.resource(path.stem, dialect={"commentChar": "#", "commentRows": [len(rows) + 4]})


def nulls(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, [[cell or "\\N" for cell in row] for row in package.rows(path.stem)])
        package.resource(path.stem, dialect={"nullSequence": "\\N"})


def spaced(package: EditablePackage) -> None:
    """A space after each delimiter, as people write it by hand."""
    for path in package.folder.glob("*.csv"):
        for_each = io.StringIO()
        csv.writer(for_each, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(package.rows(path.stem))
        path.write_text(for_each.getvalue().replace('","', '", "'), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(encoded("gb18030"), id="GB 18030"),
        pytest.param(encoded("gbk"), id="GBK"),
        pytest.param(encoded("utf-16"), id="UTF-16"),
        pytest.param(encoded("utf-8", "UTF8"), id="another name of UTF-8"),
        pytest.param(encoded("utf-8-sig", "gb18030"), id="a byte order mark says otherwise"),
        pytest.param(written({"delimiter": "^"}, delimiter="^"), id="another delimiter"),
        pytest.param(written({"quoteChar": "'"}, quotechar="'", quoting=csv.QUOTE_ALL), id="another quote"),
        pytest.param(
            written({"quoteChar": None, "escapeChar": "\\"}, quoting=csv.QUOTE_NONE, escapechar="\\"), id="no quote"
        ),
        pytest.param(
            written({"doubleQuote": False, "escapeChar": "\\"}, doublequote=False, escapechar="\\"), id="escapes"
        ),
        pytest.param(
            written({"csv": {"delimiter": "|", "quoteChar": "'"}}, delimiter="|", quotechar="'"),
            id="as Frictionless 5 writes it",
        ),
        pytest.param(written({}, delimiter=";"), id="semicolons that nobody declared"),
        pytest.param(written({}, delimiter="\t"), id="tabs that nobody declared"),
        spaced,
        titled,
        titled_with_semicolons,
        split_header,
        no_header,
        no_header_and_no_schema,
        commented,
        nulls,
    ],
)
def test_the_same_tables_declared_in_another_form(
    change: Callable[[EditablePackage], None], package: EditablePackage
) -> None:
    package.set("regions", 3, "note_zh", "“引号”，'one', \"two\"; 三")
    package.set("regions", 3, "note_en", "it's, in two\nlines")
    before = kg.build(package.folder)
    assert "it's, in two" in before.turtle()
    change(package)
    after = kg.build(package.folder)
    assert after.turtle() == before.turtle()
    # The rows may have moved; nothing else may be found.
    assert [(f.code, f.field, f.value) for f in after.findings] == [(f.code, f.field, f.value) for f in before.findings]


def of(package: EditablePackage, code: str) -> list[Finding]:
    _, findings = read_package(package.folder)
    return [finding for finding in findings if finding.code == code]


def test_rows_are_counted_from_the_first_of_the_file(package: EditablePackage) -> None:
    titled(package)
    rows = package.rows("regions")
    rows[4][rows[2].index("level")] = "citty"
    package.write("regions", rows)
    assert [(finding.file, finding.row) for finding in of(package, "unknown-code")] == [("mine/regions.csv", 5)]


def test_an_encoding_that_the_file_does_not_have(package: EditablePackage) -> None:
    path = package.path("regions")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    package.resource("regions", encoding="ascii")
    (finding,) = of(package, "wrong-encoding")
    assert (finding.file, finding.row) == ("mine/regions.csv", 2)
    assert "is not ASCII from byte" in finding.message_en
    assert "it may be GB18030" in finding.message_en
    assert "Correct `encoding` in datapackage.json" in finding.fix


def test_a_file_in_utf_8_that_is_declared_as_something_else(package: EditablePackage) -> None:
    # The two bytes of é in UTF-8 are two signs of CP 1252: names would be wrong, and nothing else would say so.
    path = package.path("regions")
    path.write_text(re.sub("[\u4e00-\u9fff]", "é", path.read_text(encoding="utf-8")), encoding="utf-8")
    package.resource("regions", encoding="cp1252")
    (finding,) = of(package, "doubtful-encoding")
    assert (finding.severity, finding.file, finding.row) == ("warning", "mine/regions.csv", 0)
    assert "CP1252" in finding.message_en
    assert "UTF-8 as well" in finding.message_en


@pytest.mark.parametrize(
    ("entry", "named", "fix"),
    [
        ({"encoding": "klingon"}, "encoding = 'klingon'", "gb18030"),
        ({"encoding": "hex"}, "encoding = 'hex'", "encoding of text"),
        ({"dialect": {"delimiter": "::"}}, "dialect.delimiter = '::'", "one character"),
        ({"dialect": {"delimiter": 7}}, "dialect.delimiter = 7", "one character"),
        ({"dialect": {"quoteChar": "''"}}, "dialect.quoteChar", "one character, or null"),
        ({"dialect": {"header": "yes"}}, "dialect.header = 'yes'", "true or false"),
        ({"dialect": {"headerRows": [0]}}, "dialect.headerRows = [0]", "numbers from 1"),
        ({"dialect": {"headerRows": "1"}}, "dialect.headerRows = '1'", "numbers from 1"),
        ({"dialect": {"sheetNumber": 0}}, "dialect.sheetNumber = 0", "number from 1"),
    ],
    ids=str,
)
def test_a_dialect_that_cannot_be(entry: dict[str, Any], named: str, fix: str, package: EditablePackage) -> None:
    package.resource("regions", **entry)
    (finding,) = of(package, "wrong-dialect")
    assert (finding.severity, finding.file) == ("violation", "mine/regions.csv")
    assert named in finding.message_en
    assert fix in finding.fix


def test_an_update_of_the_schemas_keeps_the_encoding(package: EditablePackage) -> None:
    encoded("gb18030")(package)
    before = kg.build(package.folder).turtle()
    update_package(package.folder)
    assert kg.build(package.folder).turtle() == before


@pytest.mark.parametrize(
    "change",
    [
        encoded("gb18030"),
        written({"quoteChar": "'", "delimiter": ";"}, quotechar="'", delimiter=";", quoting=csv.QUOTE_ALL),
        written({}, delimiter=";"),
    ],
    ids=["GB 18030", "quotes", "semicolons"],
)
def test_hashes_are_written_in_the_form_of_the_table(
    change: Callable[[EditablePackage], None], package: EditablePackage, run: Run
) -> None:
    (package.folder / "text.txt").write_text(EXAMPLE_TEXT, encoding="utf-8", newline="")
    package.set("regions", 3, "name_zh", "嘉兴")
    package.set("sources", 2, "title_zh", "示例；来源")
    for column in ("sha256", "characters"):
        package.set("sources", 2, column, "")
    change(package)
    outcome = run("evidence", "mine", "--text", "mine/text.txt", "--write")
    assert outcome.code == 0, outcome.err
    assert run("evidence", "mine", "--text", "mine/text.txt").code == 0
    after = kg.build(package.folder).turtle()
    assert "示例；来源" in after
    assert hashlib.sha256(EXAMPLE_TEXT.encode()).hexdigest() in after


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ({"delimiter": "::"}, "dialect.delimiter = '::'"),
        ({"headerRows": [3]}, "has another header than its first row"),
        ({"commentChar": "#"}, "escapes or comments"),
    ],
    ids=str,
)
def test_hashes_are_not_written_into_a_form_that_cannot_be_kept(
    dialect: dict[str, Any], words: str, package: EditablePackage, run: Run
) -> None:
    (package.folder / "text.txt").write_text(EXAMPLE_TEXT, encoding="utf-8", newline="")
    assert run("evidence", "mine", "--text", "mine/text.txt", "--write").code == 0
    package.resource("evidence", dialect=dialect)
    before = tree(package.folder)
    outcome = run("evidence", "mine", "--text", "mine/text.txt", "--write")
    assert outcome.code == 1
    assert words in outcome.err
    assert "mine/evidence.csv" in outcome.err
    assert tree(package.folder) == before


@pytest.mark.parametrize(
    ("column", "value", "code", "proposed"),
    [
        ("start", "1_0", "not-integer", "10"),
        ("start", "１２", "not-integer", "12"),
        ("start", "١٢", "not-integer", "12"),
        ("value", "1_839", "not-number", "1839"),
        ("value", "７.５", "not-number", "7.5"),
        ("value", "７．５", "not-number", "7.5"),
        ("as_of", "２０２４-03-12", "not-date", "2024-03-12"),
        ("as_of", "٢٠٢٤-03-12", "not-date", "2024-03-12"),
    ],
)
def test_other_digits_are_refused_with_the_reading_that_may_be_meant(
    column: str, value: str, code: str, proposed: str, package: EditablePackage
) -> None:
    package.set("observations", 2, column, value)
    (finding,) = of(package, code)
    assert (finding.row, finding.field, finding.value) == (2, column, value)
    assert f"Did you mean {proposed}?" in finding.fix


def test_a_year_without_its_century_is_a_warning(package: EditablePackage) -> None:
    package.set("observations", 2, "as_of", "0024-03-12")
    (finding,) = of(package, "unlikely-year")
    assert (finding.severity, finding.row, finding.field, finding.value) == ("warning", 2, "as_of", "0024-03-12")
    assert finding.fix.startswith("Did you mean 2024?")
    assert "0024-03-12" in kg.build(package.folder).turtle()
