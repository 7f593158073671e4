"""What words and commas join in one cell: bodies that are whole by their own words are several, one name stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Project", "Partner 1", "Partner 2", "Signed on")
#: Cells of several bodies, parted by a bar.
SEVERAL = {
    "en": (
        ("KU Leuven (lead), Ghent University and TU Delft", "KU Leuven|Ghent University|TU Delft"),
        ("KU Leuven, Hasselt University", "KU Leuven|Hasselt University"),
        ("Tilburg University, KU Leuven and TU Eindhoven", "Tilburg University|KU Leuven|TU Eindhoven"),
        (
            "Bordeaux Chamber of Commerce and Nantes Chamber of Commerce",
            "Bordeaux Chamber of Commerce|Nantes Chamber of Commerce",
        ),
        ("Port of Antwerp-Bruges and Port of Zeebrugge", "Port of Antwerp-Bruges|Port of Zeebrugge"),
        ("University of Groningen & Port of Rotterdam", "University of Groningen|Port of Rotterdam"),
        ("Danobat S. Coop. and LEITKO", "Danobat S. Coop.|LEITKO"),
        ("TU Delft and ETH Zürich", "TU Delft|ETH Zürich"),
    ),
    "zh": (
        ("宁波大学和厦门大学", "宁波大学|厦门大学"),
        ("南京大学、苏州大学", "南京大学|苏州大学"),
        ("宁波港与厦门港", "宁波港|厦门港"),
        ("杭州市商会及温州市商会", "杭州市商会|温州市商会"),
        ("嘉兴大学，湖州大学", "嘉兴大学|湖州大学"),
        ("样本机械有限公司和青溪电子有限公司", "样本机械有限公司|青溪电子有限公司"),
    ),
    "de": (
        ("Universität Stuttgart und TU Dresden", "Universität Stuttgart|TU Dresden"),
        ("IHK Ulm und Handwerkskammer Konstanz", "IHK Ulm|Handwerkskammer Konstanz"),
        ("Hafen Hamburg und Hafen Rostock", "Hafen Hamburg|Hafen Rostock"),
        ("Leitner Kolleg GmbH und Odra Fotonik AG", "Leitner Kolleg GmbH|Odra Fotonik AG"),
        ("Universität Wien, Universität Graz und TU München", "Universität Wien|Universität Graz|TU München"),
    ),
    "fr": (
        ("Université de Lyon et Université de Grenoble", "Université de Lyon|Université de Grenoble"),
        ("Port de Marseille et Port de Sète", "Port de Marseille|Port de Sète"),
        ("CCI Bordeaux et CCI Nantes", "CCI Bordeaux|CCI Nantes"),
        (
            "Université de Rennes, Université de Nantes et Université de Brest",
            "Université de Rennes|Université de Nantes|Université de Brest",
        ),
    ),
    "es": (
        ("Universidad de Sevilla y Universidad de Granada", "Universidad de Sevilla|Universidad de Granada"),
        ("Ayuntamiento de Málaga y Universidad de Málaga", "Ayuntamiento de Málaga|Universidad de Málaga"),
        ("Puerto de Valencia y Puerto de Sagunto", "Puerto de Valencia|Puerto de Sagunto"),
        (
            "Cámara de Comercio de Bilbao y Cámara de Comercio de Vitoria",
            "Cámara de Comercio de Bilbao|Cámara de Comercio de Vitoria",
        ),
    ),
}
#: Cells that are asked of, with what is proposed first.
ASKED = {
    "en": (
        ("Ministry of Trade and University of Leeds", "Ministry of Trade; University of Leeds"),
        ("University of Oxford, UCL and ICL", "University of Oxford; UCL; ICL"),
        ("University of Deusto y UPV/EHU", "University of Deusto; UPV/EHU"),
    ),
    "fr": (("Université de Bordeaux et CNRS", "Université de Bordeaux; CNRS"),),
    "es": (
        (
            "Universidad de Jaén e Instituto de Estudios Leitneriens",
            "Universidad de Jaén; Instituto de Estudios Leitneriens",
        ),
    ),
}
#: What some of the parties are.
ANSWERS = "answers:\n  party:\n    ETH Zürich: institution university\n    LEITKO: institution company\n"
#: Names of one institution each.
ONE = {
    "en": (
        "Chamber of Commerce and Industry",
        "Ministry of Trade and Investment",
        "Perth and Kinross Council",
        "Kyoto University of Arts and Crafts",
        "University of California, Davis",
        "Kestrel, Finch and Partners LLP",
        "Nantes Chamber of Commerce and Industry",
        "London School of Economics and Political Science",
        "Department of Health and Welfare Policy Office",
        "Bank of Bosnia and Herzegovina",
        "Austrian Academy of Sciences and Arts",
        "University of Applied Sciences and Arts Northwestern Switzerland",
        "Faculty of Medicine and Health Sciences, Uppsala University",
    ),
    "zh": ("上海和黄药业有限公司", "呼和浩特职业学院", "科学和技术部", "样本市工业和信息化局", "国家发展和改革委员会"),
    "de": (
        "Industrie- und Handelskammer Ulm",
        "Hochschule für Technik und Wirtschaft Dresden",
        "Karl und Faber Institut",
        "Industrie- und Handelskammer Ulm und Oberschwaben",
    ),
    "fr": (
        "Chambre de commerce et d'industrie de Lyon",
        "Ministère de la Culture et du Tourisme",
        "Institut de recherche et de développement",
    ),
    "es": (
        "Cámara de Comercio, Industria y Navegación de Sevilla",
        "Universidad de Castilla y León",
        "Instituto de Ciencia y Tecnología de Alimentos",
    ),
}


@pytest.mark.parametrize("language", SEVERAL)
def test_bodies_that_are_whole_by_their_own_words_are_several(language: str, tmp_path: Path) -> None:
    told = {cell: names.split("|") for cell, names in SEVERAL[language]}
    told |= {cell: [cell] for cell in ONE[language]}
    asked = dict(ASKED.get(language, ()))
    cells = [*told, *asked]
    (tmp_path / "deals.csv.kg.yaml").write_text(ANSWERS, encoding="utf-8")
    rows = [(f"P{at}", "City of Jiaxing", cell, "2018-03-01") for at, cell in enumerate(cells)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    parties = {f"institution/{row['id']}": row for row in table(tmp_path / "made", "institutions")}
    titles = {row["id"]: row["name_en"] for row in table(tmp_path / "made", "partnerships")}
    found: dict[str, list[str]] = {}
    for row in table(tmp_path / "made", "participations"):
        if party := parties.get(row["party"]):
            name = party.get("name_zh") or party.get("name_en") or ""
            found.setdefault(cells[int(titles[row["partnership"]][1:])], []).append(name)
    assert found == told
    questions = {one.path[-1]: one for one in done.account.questions if one.path[:2] == ("answers", "party")}
    assert {cell: questions[cell].options[0].answer for cell in asked} == asked
    assert not questions.keys() & told.keys()


def questions(tmp_path: Path, *cells: str, answers: str = "") -> dict[str, list[str]]:
    """What is proposed for each party that is asked of."""
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    rows = [(f"P{at}", "City of Jiaxing", cell, "2018-03-01") for at, cell in enumerate(cells)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    asked = (one for one in done.account.questions if one.path[:2] == ("answers", "party"))
    return {one.path[-1]: [option.answer for option in one.options] for one in asked}


def test_a_name_before_an_unknown_town_and_a_short_form_before_its_name_are_proposed_as_one_first(
    tmp_path: Path,
) -> None:
    full = "LEITMER - Institut Leitner de Recherche de la Mer"
    first = {
        "CAF, Musterain": ["in Musterain", "CAF; Musterain"],
        "Machine Tool Institute (MTI), Oberleitau": ["in Oberleitau", "Machine Tool Institute (MTI); Oberleitau"],
        full: ["institution researchInstitute", full.replace(" - ", "; ")],
        "Bioleit, LEITKO/ODR": ["Bioleit; LEITKO/ODR"],
    }
    found = questions(tmp_path, *first)
    assert {cell: found[cell][: len(ways)] for cell, ways in first.items()} == first
    # What is in a town is not first of all the country of which the letters are the code.
    found = questions(tmp_path, "CAF, Musterain", answers="answers:\n  party:\n    CAF, Musterain: in Musterain\n")
    assert found["CAF"][0] == "institution company"
    assert "region/cf" in found["CAF"]
