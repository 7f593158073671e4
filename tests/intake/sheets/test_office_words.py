"""Words for sectors, types and stages as offices write them, each with the code that it has by the codes' definitions.

``office_words.csv`` has almost five hundred words in some fifteen languages, most of which stand in the lists by now:
it holds that none is lost. How words are read that nobody put there, ``office_words_held.csv`` says: none of them may
stand in the lists as it is, and the lists are never bettered by looking at it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kg.intake import schema
from kg.intake.sheets import cells
from kg.intake.sheets.likely import near_codes
from kg.intake.sheets.words import SEVERAL, words
from kg.nearest import folded

WORDS = list(csv.DictReader(Path(__file__).with_name("office_words.csv").read_text(encoding="utf-8").splitlines()))


HELD = list(csv.DictReader(Path(__file__).with_name("office_words_held.csv").read_text(encoding="utf-8").splitlines()))
HEADINGS = Path(__file__).parents[3] / "ontology" / "headings"
LISTS = [
    YAML(typ="safe").load(HEADINGS.joinpath(name).read_text(encoding="utf-8"))
    for name in ("values.yaml", "values-languages.yaml")
]


def outcome(kind: str, word: str, code: str) -> str:
    read = cells.codes_in(word, kind, words(), {})
    if not read.open:
        return "right" if read.codes == (code,) else "wrong"
    near, is_sure = near_codes(word, kind, words())
    offered = [one.answer for one in near]
    if offered[:1] == [code]:
        return "first"
    return "taken wrongly" if is_sure else "offered" if code in offered else "asked"


def test_no_word_is_read_as_another_code_nor_taken_for_one_unasked() -> None:
    found = {(one["kind"], one["word"]): outcome(one["kind"], one["word"], one["code"]) for one in WORDS}
    assert [word for word, said in found.items() if said in ("wrong", "taken wrongly")] == []
    counts = Counter(found.values())
    assert counts["right"] + counts["first"] >= 0.93 * len(WORDS)
    assert counts["asked"] <= 0.03 * len(WORDS)


def test_a_word_that_stands_in_no_list_is_offered_its_code_and_not_taken_for_another() -> None:
    known = words()
    for one in HELD:
        listed = {*known.values[one["kind"]], *map(folded, known.asked.get(one["kind"], {}))}
        assert folded(one["word"]) not in listed, f"{one['word']} stands in the lists: put another one in its place"
    found = {one["word"]: outcome(one["kind"], one["word"], one["code"]) for one in HELD}
    assert [word for word, said in found.items() if said in ("wrong", "taken wrongly")] == []
    counts = Counter(found.values())
    assert len(HELD) >= 80
    assert counts["right"] + counts["first"] >= 0.75 * len(HELD)


def test_a_word_stands_once_in_a_list() -> None:
    for tree in LISTS:
        for kind in ("class", "stage", "sector"):
            for code, listed in tree[kind].items():
                assert [word for word, number in Counter(map(str, listed)).items() if number > 1] == [], code


@pytest.mark.parametrize(
    ("alike", "offered"),
    [
        (
            (
                *("ongoing", "laufend", "läuft", "en cours", "en curso", "em andamento", "进行中", "進行中", "진행 중"),
                *("lopend", "devam ediyor", "devam etmekte", "berjalan", "в процессе", "in corso", "in progress"),
            ),
            {"operating", "underConstruction", "signed"},
        ),
        (
            ("ended", "已结束", "结束", "beendet", "encerrado", "منتهية", "종료", "終了", "beëindigd"),
            {"completed", "terminated"},
        ),
        (("abgeschlossen", "conclu", "заключено"), {"completed", "signed"}),
        (("ausgelaufen", "abgelaufen", "expiré", "vencido", "scaduto", "истёк", "만료"), {"completed", "terminated"}),
        (("已停止", "eingestellt", "arrêté", "detenido", "остановлено"), {"suspended", "terminated"}),
        (
            ("进展顺利", "on track", "im Plan", "en bonne voie", "läuft noch"),
            {"operating", "underConstruction", "signed"},
        ),
        (("完成70%", "70 %", "completed (70%)"), {"underConstruction", "operating"}),
        (("部分投产", "partly in operation", "teilweise in Betrieb"), {"operating", "underConstruction"}),
        (("部分完工", "partially completed"), {"underConstruction", "operating", "completed"}),
    ],
)
def test_words_of_one_meaning_are_asked_in_every_language_or_in_none(alike: Sequence[str], offered: set[str]) -> None:
    for word in alike:
        assert cells.codes_in(word, "stage", words(), {}).open == (word,), word
        near, is_sure = near_codes(word, "stage", words())
        assert ({one.answer for one in near}, is_sure) == (offered, False), word


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("农业保险", "finance"),
        ("medical tourism", "tourism"),
        ("商务楼宇", "officeBuildings"),
        ("家电", "electricalEquipment"),
    ],
)
def test_what_a_text_is_about_stands_at_its_end_and_is_offered_first(word: str, first: str) -> None:
    assert outcome("sector", word, first) in ("right", "first")


@pytest.mark.parametrize(
    "word", ["не подписано", "미체결", "no firmado", "não assinado", "not signed", "nicht unterzeichnet"]
)
def test_a_stage_that_is_taken_back_is_none(word: str) -> None:
    near, is_sure = near_codes(word, "stage", words())
    assert not is_sure
    assert "signed" not in [one.answer for one in near]


def test_no_word_stands_for_two_codes_and_every_code_is_one() -> None:
    known = words()
    lists = {"sector": "sector", "stage": "stage"}
    for kind, code_list in lists.items():
        named = {code for codes in known.values[kind].values() for code in codes.split(SEVERAL)}
        assert named <= set(schema.codes(code_list))
        for word, codes in known.asked.get(kind, {}).items():
            assert set(codes) <= set(schema.codes(code_list)), word
    kinds = {f"Agreement/{code}" for code in schema.codes("agreement-kind")}
    classes = {code for code in known.values["class"].values() if code.startswith("Agreement/")}
    assert classes <= kinds
    for kind in ("sector", "stage", "class"):
        assert not {folded(word) for word in known.asked.get(kind, {})} & known.values[kind].keys(), kind
