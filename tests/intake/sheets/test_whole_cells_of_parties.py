"""Cells of parties as people write them: lists, marks, whose one is, other languages' names; and words for no name.

Two sheets with many cells are imported once each: what one cell is read as is no other's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, table, write_csv

HEADINGS = ("Name", "Partner 1", "Partner 2", "Date", "Status")
#: What a cell is, by the ids of the regions and the names of the institutions that take part; all are in one sheet.
PARTIES: dict[str, set[str]] = {
    # Two towns behind one word; what a registry has around a town is where that lies.
    "Gemeente Heerlen, Kerkrade": {"gn-2754652", "gn-2752923"},
    "Commune de Metz, Nancy": {"gn-2994160", "gn-2990999"},
    "Lunds kommun, Malmö": {"gn-2693678", "gn-2692969"},
    "Gemeente Maastricht, Limburg": {"gn-2751283"},
    "Comune di Bari, Puglia": {"gn-3182351"},
    "Ville de Lyon, France": {"gn-2996944"},
    "Landkreis Altötting, Bayern": {"nuts-de214"},
    # Marks of footnotes, and whose a firm is.
    "Sampleton Ltd¹": {"Sampleton Ltd"},
    "Musterwerk GmbH*": {"Musterwerk GmbH"},
    "Sampleton Ltd [2]; Musterwerk GmbH†": {"Sampleton Ltd", "Musterwerk GmbH"},
    "E*Sample GmbH": {"E*Sample GmbH"},
    "Reedway Rover (subsidiary of Tata Motors)": {"Reedway Rover"},
    "Musterauto AG (Tochter der Musterkonzern AG)": {"Musterauto AG"},
    "青溪汽车有限公司（青溪集团旗下）": {"青溪汽车有限公司"},
    # Two bodies, each whole; a sign within a name joins nothing.
    "青溪大学 & 呼和浩特市赛罕区": {"青溪大学", "cn-150105"},
    "呼和浩特市和包头市": {"cn-150100", "cn-150200"},
    "青溪大学 白鹭大学": {"青溪大学", "白鹭大学"},
    "Univ. of Texas at Austin / MIT": {"Univ. of Texas at Austin", "MIT"},
    # What other languages call a large city, a town's words, and towns in short.
    "Straßburg": {"gn-2973783"},
    "Göteborg": {"gn-2711537"},
    "Bangalore": {"gn-1277333"},
    "Stadt Kehl": {"gn-2891951"},
    "Stadt Freiburg i. Br.": {"nuts-de131"},
    "Bad Homburg v.d.H.": {"gn-2953436"},
    "Stadt Jinan (VR China)": {"cn-370100"},
    "Stadt Kairo": {"gn-360630"},
    # Kinds by words of other languages.
    "Regierung von Ägypten": {"Regierung von Ägypten"},
    "Chambre des Métiers Luxembourg": {"Chambre des Métiers Luxembourg"},
    "CCI Alsace": {"CCI Alsace"},
    "CCI Sampleton GmbH": {"CCI Sampleton GmbH"},
    # What is no place by a word of its name.
    "West Midlands Combined Authority": {"West Midlands Combined Authority"},
    "Tata Motors": {"Tata Motors"},
}
#: What is asked of a cell, and what is proposed first.
ASKED = {
    "Commune de Metz, Moselle": "Commune de Metz; Moselle",
    "Gemeinde Konz, Trier-Saarburg": "Gemeinde Konz; Trier-Saarburg",
    "Mairie de Lyon, Villeurbanne": "Mairie de Lyon; Villeurbanne",
    "Gemeente Heerlen, Nergenshuizen": "Gemeente Heerlen; Nergenshuizen",
    "Hochschule Zittau/Görlitz": "institution university",
    "白鹭大学 青溪学院": "白鹭大学; 青溪学院",
    "内蒙古乌兰察布市察右前旗": "region/cn-150926",
    "科左后旗": "region/cn-150522",
    "Sampelburger Hafen": "Sampelburger Hafen AG (sampelport)",
    "sampelport": "Sampelburger Hafen AG (sampelport)",
    "Sampelmann": "Erika Sampelmann GmbH",
    "KEMRI": "institution company",
    "KG-D6": "institution company",
    "Kanton": "region/gn-5149222",
}
MORE = ("Sampelburger Hafen AG (sampelport)", "Erika Sampelmann GmbH", "Reed World", "REED WORLD")


class Read(NamedTuple):
    """One import: what it made, by the cell of its second party, and what it asks, by the name."""

    done: Imported
    folder: Path
    parties: Mapping[str, set[str]]
    asked: Mapping[str, Question]


def read(folder: Path, cells: tuple[str, ...], answers: Mapping[str, str] = {}) -> Read:
    rows = [(f"Project {at}", "Stadt Aachen", cell, "2018-05-01", "signed") for at, cell in enumerate(cells)]
    sheet = write_csv(folder / "cells.csv", rows, HEADINGS)
    if answers:
        said = "".join(f"    '{name}': {answer}\n" for name, answer in answers.items())
        (folder / "cells.csv.kg.yaml").write_text(f"answers:\n  party:\n{said}", encoding="utf-8")
    done = import_sheet(sheet, folder / "made")
    names = {
        f"institution/{row['id']}": row.get("name_zh") or row["name_en"]
        for row in table(folder / "made", "institutions")
    }
    by_id: dict[str, set[str]] = defaultdict(set)
    for row in table(folder / "made", "participations"):
        by_id[row["partnership"]].add(names.get(row["party"], row["party"].removeprefix("region/")))
    parties = {cell: by_id[row.id] - {"gn-3247449"} for cell, row in zip(cells, done.account.rows, strict=True)}
    asked = {one.path[-1]: one for one in done.account.questions if one.path[:2] == ("answers", "party")}
    return Read(done, folder / "made", parties, asked)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read(tmp_path_factory.mktemp("cells"), (*PARTIES, *ASKED, *MORE))


def test_each_cell_is_read_as_its_parties(cells: Read) -> None:
    assert {cell: cells.parties[cell] for cell in PARTIES} == PARTIES
    kinds = {row.get("name_zh") or row["name_en"]: row["kind"] for row in table(cells.folder, "institutions")}
    assert {kinds[name] for name in ("Regierung von Ägypten", "West Midlands Combined Authority")} == {"office"}
    assert {kinds[name] for name in ("Chambre des Métiers Luxembourg", "CCI Alsace")} == {"association"}
    assert {kinds[name] for name in ("Reedway Rover", "CCI Sampleton GmbH", "青溪汽车有限公司")} == {"company"}


def test_no_word_of_a_name_alone_is_where_something_is(cells: Read) -> None:
    seats = {
        row.get("name_zh") or row["name_en"]: row.get("located_in", "") for row in table(cells.folder, "institutions")
    }
    assert [seats[name] for name in ("Reedway Rover", "Tata Motors", "West Midlands Combined Authority")] == [
        "",
        "",
        "",
    ]
    assert seats["Regierung von Ägypten"] == "eg"
    places = {one.path[-1]: one for one in cells.done.account.questions if one.path[:2] == ("answers", "place")}
    assert not places["Tata Motors"].options
    assert not places["West Midlands Combined Authority"].options


def test_what_is_not_sure_is_asked_with_the_nearest_reading(cells: Read) -> None:
    assert {cell: cells.asked[cell].options[0].answer for cell in ASKED} == ASKED
    assert not any(cells.parties[cell] for cell in ASKED)
    assert not any(one.answer.startswith("region/") for one in cells.asked["KEMRI"].options)
    assert not any(one.answer.startswith("region/") for one in cells.asked["KG-D6"].options)
    assert {"Reed World", "REED WORLD"} & set(cells.asked) == {"Reed World"}


def test_what_is_none_of_a_name_is_told_and_kept(cells: Read) -> None:
    notes = {
        row["name_en"]: row.get("note_en", "") + row.get("note_zh", "") for row in table(cells.folder, "partnerships")
    }
    order = [*PARTIES, *ASKED]
    for cell in ("Sampleton Ltd¹", "Musterwerk GmbH*", "Reedway Rover (subsidiary of Tata Motors)"):
        assert cell in notes[f"Project {order.index(cell)}"]
    said = {
        cell: [text.en for _, text in row.remarks] for cell, row in zip(order, cells.done.account.rows, strict=False)
    }
    assert "* is the mark of a footnote, and none of a name: kept in the note" in said["Musterwerk GmbH*"]
    assert any("says whose a party is" in one for one in said["Reedway Rover (subsidiary of Tata Motors)"])


def test_an_answer_holds_for_all_spellings_and_says_what_a_town_lies_in(tmp_path: Path) -> None:
    answers = {
        "Commune de Metz, Moselle": "in Moselle",
        "Mairie de Lyon, Villeurbanne": "Mairie de Lyon; Villeurbanne",
        "Reed World": "institution company",
        "Sampelmond*": "institution company",
        "样本右翼前旗": "region cn-150900",
    }
    made = read(tmp_path, (*answers, "REED WORLD", "Sampelmond"), answers)
    assert made.parties["Commune de Metz, Moselle"] == {"gn-2994160"}
    assert made.parties["Mairie de Lyon, Villeurbanne"] == {"Mairie de Lyon", "gn-2968254"}
    assert made.parties["REED WORLD"] == made.parties["Reed World"] == {"Reed World"}
    assert made.parties["Sampelmond"] == made.parties["Sampelmond*"] == {"Sampelmond"}
    assert {row["level"] for row in table(made.folder, "regions") if row.get("name_zh") == "样本右翼前旗"} == {"county"}


WORDS = (
    "Name",
    "Partner 1",
    "Partner 2",
    "Place of partner 1",
    "Site",
    "Type",
    "Date",
    "Status",
    "Sector",
    "Amount (EUR)",
    "Source",
)
FIRST = (
    "P1",
    "Reedway Ltd",
    "City of Leeds",
    "Leeds",
    "Leeds",
    "MoU",
    "2018-05-01",
    "signed",
    "education",
    "100",
    "Reed Star",
)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path]:
    folder = tmp_path_factory.mktemp("words")
    rows = [
        FIRST,
        ("P2", "dto.", "idem", "s. o.", "ebd.", "dto.", "dito", "w.o.", "ebenda", "s.o.", "dtto"),
        (
            "P3",
            "idem",
            "Sampleton Ltd",
            "wie oben",
            "unknown",
            "unbekannt",
            "n.k.",
            "k.A.",
            "desconocido",
            "inconnu",
            "not known",
        ),
        ("P4", "同上", "unknown", "（不詳）", "佚名", "不明", "nicht bekannt", "k. A.", "unknown", "不明", "佚名"),
        ("P5", "〃", "Sampleton Ltd; unknown", *FIRST[3:-1], "n. k."),
        ("P6", "come sopra", "Unknown Films Ltd", *FIRST[3:-1], "Unknown Quarterly"),
        ("¹ Reedway signed on behalf of six others.", *[""] * 10),
    ]
    return import_sheet(write_csv(folder / "words.csv", rows, WORDS), folder / "made"), folder / "made"


def test_words_for_the_cell_above_are_that_cell_in_every_column(words: tuple[Imported, Path]) -> None:
    done, folder = words
    made = by_name(folder)
    for column in ("class", "agreement_kind", "sectors", "carried_out_in"):
        assert made["P2"][column] == made["P1"][column]
    party_of = defaultdict(set)
    for row in table(folder, "participations"):
        party_of[row["partnership"]].add(row["party"])
    assert party_of[made["P2"]["id"]] == party_of[made["P1"]["id"]]
    assert all("institution/reedway-ltd" in parties for parties in party_of.values())
    assert len(party_of) == 6
    days = {
        (row["partnership"], row["as_of"], row["stage"], row.get("asserted_by", "")) for row in table(folder, "stages")
    }
    assert {one[1:] for one in days if one[0] in (made["P1"]["id"], made["P2"]["id"])} == {
        (
            "2018-05-01",
            "signed",
            next(row["asserted_by"] for row in table(folder, "stages") if row["partnership"] == "p1"),
        )
    }
    said = {text.en for row in done.account.rows if row.row == 3 for _, text in row.remarks}
    assert "'dtto' is read as in the row before it: Reed Star" in said


def test_words_for_what_is_not_known_are_nothing_in_every_column(words: tuple[Imported, Path]) -> None:
    done, folder = words
    made = by_name(folder)
    titles = {row.get("title_en") or row["title_zh"] for row in table(folder, "sources") if row["id"].startswith("s-")}
    assert titles == {"Reed Star", "Unknown Quarterly"}
    institutions = {row["name_en"] for row in table(folder, "institutions")}
    assert institutions == {"Reedway Ltd", "Sampleton Ltd", "Unknown Films Ltd"}
    for name in ("P3", "P4"):
        assert not made[name].get("carried_out_in")
        assert made[name]["sectors"] == "crossSector"
        assert not [row for row in table(folder, "stages") if row["partnership"] == made[name]["id"]]
    for word in FIRST_UNKNOWN:
        assert word in made["P3"]["note_en"]
    assert not [one for one in done.account.questions if one.stops or one.path[1] not in ("place",)]
    assert done.account.rows[-1].outcome == "left out"


FIRST_UNKNOWN = ("unknown", "unbekannt", "n.k.", "k.A.", "desconocido", "inconnu", "not known")
