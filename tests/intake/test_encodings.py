"""Tables in encodings of one byte a character: read by the languages of their words, said where several fit."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import vocabulary
from kg.errors import SourceError
from kg.graph.terms import NamedNode
from kg.grids import read_book
from tests.support import Outcome

HEAD = "id;title;lead;partner;start\n"
#: Names of one table each, as people in a country write them.
TABLES = {
    "cp1250": [
        ("Uniwersytet Łódzki", "Miasto Żywiec", "Gmina Świętochłów"),
        ("Základní škola Příbřeží", "Město Třešť", "Obec Háje"),
        ("Győri Főiskola", "Község Hűvös", "Tűzoltóság"),
    ],
    "cp1251": [("Самарский институт образцов", "Город Пробный", "Общество Пример")],
    "cp1252": [("Université de Prélude", "Lycée Évrard", "Mairie de Besançon"), ("Hochschule Mühl", "Köln", "Würz")],
    "cp1253": [("Πανεπιστήμιο Δοκιμών", "Δήμος Παραδείγματος", "Εταιρεία")],
    "cp1254": [("Şanlı Örnek Üniversitesi", "Iğdır Belediyesi", "Kırşehir")],
    "koi8-r": [("Самарский институт образцов", "Город Пробный", "Общество Пример")],
}


def table(folder: Path, names: tuple[str, ...], encoding: str, heading: str = HEAD) -> Path:
    """A table in which each of some names takes part with the next."""
    pairs = zip(names, (*names[1:], names[0]), strict=True)
    rows = [f"{number};P{number};{one};{other};2020-01-0{number}\n" for number, (one, other) in enumerate(pairs, 1)]
    path = folder / "deals.csv"
    path.write_bytes((heading + "".join(rows)).encode(encoding))
    return path


def names_in(graph: kg.KnowledgeGraph) -> set[str]:
    """What parties are called; a Gmina is a region."""
    found = graph.store.triples(None, NamedNode(vocabulary.SKOS + "prefLabel"))
    kinds = "/institution/", "/region/"
    return {triple.object.value for triple in found if any(kind in triple.subject.value for kind in kinds)}


@pytest.mark.parametrize(("encoding", "names"), [(one, names) for one, all_ in TABLES.items() for names in all_])
def test_the_encoding_is_the_one_whose_languages_have_the_words(
    tmp_path: Path, encoding: str, names: tuple[str, ...]
) -> None:
    book = read_book(table(tmp_path, names, encoding))
    assert {cell.text for row in book.grids[0].rows[1:] for cell in row.cells[2:4]} == set(names)
    # A right reading is never in doubt in silence: the file's own encoding leads, or it is a warning.
    assert book.remarks[0].value == encoding


def test_a_draft_of_a_table_in_windows_1250_runs_and_names_parties_rightly(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = table(tmp_path, TABLES["cp1250"][0], "cp1250", "id;tytuł;Wnioskodawca lead;Partner;Data początku\n")
    assert run("map", "--guess", path, "-o", tmp_path / "d.rq").code == 0
    assert "#: encoding: cp1250" in (tmp_path / "d.rq").read_text(encoding="utf-8")
    assert "row:tytuł" in (tmp_path / "d.rq").read_text(encoding="utf-8")
    assert set(TABLES["cp1250"][0]) <= names_in(kg.map_table(path, tmp_path / "d.rq"))


#: Letters, digits and signs, some of which are letters to one program and none to another: ª, ②, ⅓, Ａ.
BLOCKS = [(0x01, 0x300), (0x2070, 0x2200), (0x2460, 0x2500), (0x2700, 0x27C0), (0x3000, 0x3100), (0xFF00, 0x10000)]
SIGNS = [chr(code) for start, end in BLOCKS for code in range(start, end) if chr(code) not in "\r\n\t,;|\x1a"]


@pytest.mark.parametrize("start", range(0, len(SIGNS), 600))
def test_a_draft_is_valid_whatever_signs_a_heading_has(run: Callable[..., Outcome], tmp_path: Path, start: int) -> None:
    some = SIGNS[start : start + 600]
    odd = ["".join(some[place : place + 10]) for place in range(0, len(some), 10)]
    headings = ["id", f"lead {odd[0]}", f"partner {odd[1]}", "signed on", f"amount (EUR) {odd[2]}", *odd[3:]]
    with (tmp_path / "odd.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[str(one), "Alpha University", "Beta Institute", "2020-01-02", f"{one} EUR"] for one in range(1, 4)]
        csv.writer(file).writerows(
            [headings, *([*row, *(f"c{place}" for place in range(len(odd) - 3))] for row in rows)]
        )
    made = run("map", "--guess", tmp_path / "odd.csv", "-o", tmp_path / "odd.rq")
    assert made.code == 0, made.err
    mapped = run("map", tmp_path / "odd.csv", tmp_path / "odd.rq", "-o", tmp_path / "odd.nq")
    assert mapped.code == 0, mapped.err


def test_bytes_of_several_encodings_are_a_warning_with_both_readings(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = table(tmp_path, ("Lycée Lozère", "Ville Test"), "cp1252")
    assert run("map", "--guess", path, "-o", "d.rq").code == 0
    # Nobody has said it: the draft does not say it either.
    assert "#: encoding" not in (tmp_path / "d.rq").read_text(encoding="utf-8")
    done = run("map", path, "d.rq", "-o", "d.nq", "--strict")
    assert done.code == 1
    assert "Read as CP1252: Lozère" in done.err
    assert "in CP1250 Lozčre" in done.err
    assert "--encoding" in done.err
    said = run("map", path, "d.rq", "-o", "d.nq", "--strict", "--encoding", "cp1250")
    assert said.code == 0, said.err
    assert "Lozčre" in (tmp_path / "d.nq").read_text(encoding="utf-8")
    draft = (tmp_path / "d.rq").read_text(encoding="utf-8")
    (tmp_path / "d.rq").write_text(f"#: encoding: windows-1252\n{draft}", encoding="utf-8")
    assert run("map", path, "d.rq", "-o", "d.nq", "--strict").code == 0
    assert "Lozère" in (tmp_path / "d.nq").read_text(encoding="utf-8")


def test_an_encoding_that_is_said_wrongly_is_an_error_with_the_line(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = table(tmp_path, TABLES["cp1250"][0], "cp1250")
    done = run("map", "--guess", path, "--encoding", "utf-8")
    assert done.code == 1
    assert "deals.csv, line 2: byte " in done.err
    assert "it may be CP1250" in done.err
    wrong = run("map", "--guess", path, "--encoding", "cp125o")
    assert wrong.code == 2
    assert "There is no encoding 'cp125o'. Did you mean cp125" in wrong.err
    (tmp_path / "m.rq").write_text(
        "#: title: {en: M, zh: M}\n#: encoding: zlib\nCONSTRUCT {} WHERE {}\n", encoding="utf-8"
    )
    with pytest.raises(SourceError, match=r"m\.rq, encoding: There is no encoding 'zlib'"):
        kg.map_table(path, tmp_path / "m.rq")


def test_a_sheet_keeps_the_encoding_that_was_said(run: Callable[..., Outcome], tmp_path: Path) -> None:
    path = table(tmp_path, ("Lycée Lozère", "Ville Test"), "cp1252")
    first = run("import", path, "--no-input", "--format", "json")
    assert "in CP1250 Lozčre" in first.out
    run("import", path, "--no-input", "--encoding", "windows-1250")
    kept = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "\nencoding: cp1250\n" in kept
    again = run("import", path, "--no-input", "--format", "json")
    assert "Lozčre" in again.out
    assert "Lozère" not in again.out


def test_tables_that_are_looked_up_are_told_of_too(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("id,who\n1,a\n", encoding="utf-8")
    (tmp_path / "names.csv").write_bytes("who,name\na,Lycée Lozère\n".encode("cp1252"))
    head = "#: title: {en: M, zh: M}\n#: question: {en: M, zh: M}\n#: tables: {names: {file: names.csv, key: who%s}}\n"
    body = (
        "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?p a pk:Project ; skos:prefLabel ?name } WHERE { ?row row:id ?id ; row:who ?who . "
        'BIND(fn:id("partnership", ?id) AS ?p) BIND(fn:lookup("names", ?who, "name") AS ?name) }\n'
    )
    (tmp_path / "m.rq").write_text(head % "" + body, encoding="utf-8")
    assert "in CP1250 Lozčre" in run("map", "deals.csv", "m.rq", "-o", "g.nq").err
    (tmp_path / "m.rq").write_text(head % ", encoding: cp1250" + body, encoding="utf-8")
    assert "CP1252" not in run("map", "deals.csv", "m.rq", "-o", "g.nq").err
    assert "Lozčre" in (tmp_path / "g.nq").read_text(encoding="utf-8")
    (tmp_path / "m.rq").write_text(head % ", encoding: cp" + body, encoding="utf-8")
    assert "m.rq, tables, names: There is no encoding 'cp'." in run("map", "deals.csv", "m.rq", "-o", "g.nq").err


#: A table each of Japan and Korea, and of China and Taiwan, whose bytes are characters of these too.
EAST_ASIAN = {
    "cp932": ("自治体名", "備考", "青浜市", "昭和60年に友好都市となる", "テスト港"),
    "euc_jp": ("自治体名", "備考", "青浜市", "昭和60年に友好都市となる", "テスト港"),
    "euc_kr": ("기관명", "협력기관과 체결일", "시험광역시 남구", "우호도시 교류협력", "표본대학교"),
    "gb18030": ("机构名称", "合作项目备注", "试验大学", "港口物流友好城市", "样本研究院"),
    "big5": ("機構名稱", "合作項目備註", "試驗大學", "港口物流友好城市", "樣本研究院"),
}


@pytest.mark.parametrize("encoding", EAST_ASIAN)
def test_tables_of_east_asia_are_told_by_their_letters(tmp_path: Path, encoding: str) -> None:
    one, other, *cells = EAST_ASIAN[encoding]
    path = tmp_path / "t.csv"
    path.write_bytes(
        "".join(f"{line}\n" for line in (f"{one},{other}", ",".join(cells[:2]), f"{cells[2]},1")).encode(encoding)
    )
    book = read_book(path)
    assert book.remarks[0].value == encoding
    assert [cell.text for row in book.grids[0].rows for cell in row.cells] == [one, other, *cells, "1"]
