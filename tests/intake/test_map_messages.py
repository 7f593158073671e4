"""What ``kg map`` says of a file that is not as its mapping expects: the cause, the row and the column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?title .
  ?figure a pk:Target ; pk:about ?deal ; pk:measure measure:totalInvestment ; pk:value ?value ; pk:unit ?unit .
}
WHERE {
  ?row row:Título ?title . OPTIONAL { ?row row:grant ?grant }
  BIND(fn:id("partnership", ?title) AS ?deal) BIND(SAID AS ?said)
  BIND(fn:amount(?said) AS ?value) BIND(fn:unit(?said) AS ?unit)
  BIND(IF(BOUND(?value), fn:id("observation", ?title), ?none) AS ?figure)
}
"""
JOINED = 'CONCAT(?grant, " EUR")'


def written(folder: Path, table: str, said: str = JOINED, header: str = "", encoding: str = "utf-8") -> tuple[str, str]:
    (folder / "m.rq").write_text(header + MAPPING.replace("SAID", said), encoding="utf-8")
    (folder / "d.csv").write_text(table, encoding=encoding)
    return str(folder / "d.csv"), str(folder / "m.rq")


@pytest.mark.parametrize(
    ("said", "cell", "shown"),
    [
        (JOINED, "see annex", "see annex EUR"),
        (JOINED, "n/a?", "n/a? EUR"),
        ('CONCAT("EUR ", ?grant)', "see annex", "EUR see annex"),
        ("CONCAT(?grant, COALESCE(?none, ' EUR'))".replace("'", '"'), "4 or 5", "4 or 5 EUR"),
    ],
)
def test_a_joined_amount_is_asked_with_its_row_and_field(
    run: Run, tmp_path: Path, said: str, cell: str, shown: str
) -> None:
    table, mapping = written(tmp_path, f"Título,grant,note\nOne,5,{cell}\nTwo,{cell},\n", said)
    done = run("map", table, mapping, "-o", tmp_path / "g.nq", "-f", "json")
    (told,) = (one for one in done.json()["findings"] if one["code"] == "value-not-understood")
    assert (told["row"], told["field"], told["value"]) == (3, "grant", shown)
    assert done.json()["refused"] == 1


def test_an_amount_that_can_hardly_be_meant_is_told(run: Run, tmp_path: Path) -> None:
    table, mapping = written(tmp_path, "Título,grant\nOne,-500\nTwo,1e22\nThree,12000\nFour,9000000000000000\n")
    done = run("map", table, mapping, "-o", tmp_path / "g.nq", "-f", "json", "--strict")
    assert done.code == 1
    told = {one["row"]: one for one in done.json()["findings"] if one["code"] == "unusual-amount"}
    assert {row: one["field"] for row, one in told.items()} == {2: "grant", 3: "grant", 5: "grant"}
    assert "negative" in told[2]["message_en"]
    assert "为负" in told[2]["message_zh"]
    assert "more than the world earns" in told[3]["message_en"]


def test_a_number_may_be_negative(run: Run, tmp_path: Path) -> None:
    table, mapping = written(tmp_path, "Título,grant\nOne,-73.5\n", "?grant")
    Path(mapping).write_text(Path(mapping).read_text(encoding="utf-8").replace("fn:amount", "fn:number"), "utf-8")
    assert run("map", table, mapping, "-o", tmp_path / "g.nq", "--strict").code == 0


def test_a_mapping_needs_no_title(run: Run, tmp_path: Path) -> None:
    for header in ("", '#: encoding: "cp1252"\n'):
        table, mapping = written(tmp_path, "Título,grant\nOne,5\n", header=header, encoding="cp1252")
        assert run("map", table, mapping, "-o", tmp_path / "g.nq").code == 0


def test_utf8_that_a_mapping_has_as_another_encoding_is_the_cause(run: Run, tmp_path: Path) -> None:
    table, mapping = written(tmp_path, "Título,grant\nOne,5\n", header="#: encoding: cp1252\n")
    done = run("map", table, mapping, "-o", tmp_path / "g.nq")
    assert done.code == 1
    assert "it is UTF-8 as well. Take the encoding out of the mapping's header" in done.err
    # Where that would not help, it is not said.
    table, mapping = written(tmp_path, "Titulo,grant\nÉté,5\n", header="#: encoding: cp1252\n")
    assert "Correct the mapping or the header." in run("map", table, mapping, "-o", tmp_path / "g.nq").err


def test_a_new_first_sheet_is_named_beside_the_one_that_has_the_columns(run: Run, tmp_path: Path) -> None:
    _, mapping = written(tmp_path, "")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Read me"])
    for name, head in (("Lists", "Code"), ("Deals", "Título")):
        sheet = book.create_sheet(name)
        sheet.append([head, "grant"])
        sheet.append(["One", 5])
    book.save(tmp_path / "d.xlsx")
    done = run("map", tmp_path / "d.xlsx", mapping, "-o", tmp_path / "g.nq")
    assert done.code == 1
    assert "Sheet About was read, and Deals has all columns: say --sheet 'Deals'" in done.err
    assert run("map", tmp_path / "d.xlsx", mapping, "-o", tmp_path / "g.nq", "--sheet", "Deals").code == 0
    del book["Deals"]
    book.save(tmp_path / "d.xlsx")
    assert "its other sheets are: Lists" in run("map", tmp_path / "d.xlsx", mapping, "-o", tmp_path / "g.nq").err


def test_headings_alone_are_a_warning(run: Run, tmp_path: Path) -> None:
    table, mapping = written(tmp_path, "Título,grant\n")
    done = run("map", table, mapping, "-o", tmp_path / "g.nq")
    assert done.code == 0
    assert "headings and no row below" in done.err
    assert run("map", table, mapping, "-o", tmp_path / "g.nq", "--strict").code == 1


def test_an_amount_without_its_currency_is_told(run: Run, tmp_path: Path) -> None:
    table, mapping = written(
        tmp_path, "Título,grant,cur\nOne,5,EUR\nTwo,700,\nThree,,\nFour,,EUR\n", 'CONCAT(?grant, " ", ?cur)'
    )
    text = Path(mapping).read_text(encoding="utf-8")
    both = "row:grant ?grant } OPTIONAL { ?row row:cur ?cur }"
    Path(mapping).write_text(text.replace("row:grant ?grant }", both), "utf-8")
    done = run("map", table, mapping, "-o", tmp_path / "g.nq", "--strict", "-f", "json")
    assert done.code == 1
    (told,) = (one for one in done.json()["findings"] if one["severity"] == "warning")
    assert (told["code"], told["row"], told["field"]) == ("amount-without-value", 3, "cur")
    assert told["message_en"] == "In 1 of 4 rows (row 3) no figure is made of grant, as cur is empty."
    assert "未成数额，因为cur为空" in told["message_zh"]


LONG = [f"partner {'x' * 240} {number}" for number in range(14)]


def _messages(done: Outcome) -> list[str]:
    return [str(one[which]) for one in done.json()["findings"] for which in ("message_en", "message_zh")]


def test_many_long_headings_make_no_long_message(run: Run, tmp_path: Path) -> None:
    head, columns = ",".join(["id", *LONG]), [name.replace(" ", "_") for name in LONG]
    (tmp_path / "d.csv").write_text(f"{head}\n1{',' * 14}\n2{',a' * 14}\n", encoding="utf-8")
    asked = " ".join(f"?row row:{name} ?c{number} ." for number, name in enumerate(columns))
    (tmp_path / "m.rq").write_text(
        "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?deal a pk:Project ; skos:prefLabel ?id }\n"
        f'WHERE {{ ?row row:id ?id . {asked} BIND(fn:id("partnership", ?id) AS ?deal) }}\n',
        encoding="utf-8",
    )
    error = run("map", "d.csv", "m.rq", "-o", "g.nq")
    assert error.code == 1
    assert "and 6 more" in error.err
    assert "等14栏" in error.err
    done = run("map", "d.csv", "m.rq", "-o", "g.nq", "--partial", "-f", "json")
    assert done.code == 0
    assert max(map(len, _messages(done))) < 2_000


def test_counts_of_rows_have_their_thousands_apart(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"One {n},,\n" for n in range(1_100)) + "".join(f"Two {n},{n}.5 EUR,\n" for n in range(1_200))
    table, mapping = written(tmp_path, f"Título,grant,note\n{rows}", "?grant")
    done = run("map", table, mapping, "-o", tmp_path / "g.nq", "-f", "json")
    said = " ".join(one["message_en"] for one in done.json()["findings"])
    assert "have no value in 1,100 of 2,300 rows (rows 2, 3" in said
    assert "1100" not in said
    assert "2300行中有1100行" in " ".join(one["message_zh"] for one in done.json()["findings"])
