"""Two parties that one cell joins are asked, whatever joins them; the name of one is taken as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kg.intake.sheets.joints import joined_parties, joined_places
from tests.intake.sheets.written import of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")
JOINED = (
    "Nürnberg / Leitner Kolleg GmbH",
    "Nürnberg/Leitner Kolleg GmbH",
    "Wrocław & Fotonika Odra S.A.",
    "Wrocław and Fotonika Odra S.A.",
    "Sheffield + Lanholm Ltd",
    "Sheffield with Lanholm Ltd",
    "Sheffield (Lanholm Ltd)",
    "Sheffield & Nürnberg Innovation Park",
    "University of Leitner and Lanholm Ltd",
    "Acme / Lanholm Ltd",
    "谢菲尔德及锦岚机械有限公司",
    "谢菲尔德和锦岚机械有限公司",
    "谢菲尔德（锦岚机械有限公司）",
)
#: Names of one thing each, which have such a sign or word within.
ONE = (
    "Bosnia and Herzegovina Railways Ltd",
    "Tyne and Wear Development Company",
    "Trinidad & Tobago Energy Ltd",
    "St. Kitts & Nevis Port",
    "Schleswig-Holstein Netz AG",
    "Brighton & Hove City Council",
    "Johnson & Johnson Ltd",
    "Ernst & Young GmbH",
    "Procter & Gamble Co.",
    "Young & Rubicam Ltd",
    "Sample Shipping A/S",
    "University of Science and Technology",
    "Department of Trade and Industry",
    "Castilla y León Energía S.A.",
    "和平区",
    "和田",
    "呼和浩特",
    "与那国町",
    "中国和田玉有限公司",
    "呼和浩特市样本有限公司",
    "日本与那国町样本大学",
    "日本和歌山大学",
    "北京和睦家医院",
    "上海和黄药业有限公司",
)


def asked(tmp_path: Path) -> dict[str, object]:
    """The parties that are asked about."""
    said = yaml.safe_load((tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8"))
    return dict((said.get("answers") or {}).get("party") or {})


def imported(run: Run, tmp_path: Path, *names: str, lang: str = "en") -> Outcome:
    """The account of a sheet with a row for each name."""
    rows = [(f"第{at}合作", "嘉善县", name, "2018-03-01") for at, name in enumerate(names, 1)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    return run("import", "deals.csv", "--lang", lang)


@pytest.mark.parametrize(("lang", "text"), [("en", "one party, or several?"), ("zh", "是一方，还是若干方")])
def test_a_place_and_an_institution_are_asked_with_both_parties_first(
    run: Run, tmp_path: Path, lang: str, text: str
) -> None:
    made = imported(run, tmp_path, *JOINED, lang=lang)
    # Who the parts are is asked ahead, where that is not known.
    assert set(JOINED) <= set(asked(tmp_path)) <= {*JOINED, "Acme"}
    assert text in "".join(made.out.split()) or text in " ".join(made.out.split())
    said = run("import", "deals.csv", "--format", "json").json()["questions"]
    first = [one["proposals"][0]["answer"] for one in said if "party, or several" in one["en"]]
    assert len(first) == len(JOINED)
    assert all(";" in one for one in first)
    assert "Nürnberg; Leitner Kolleg GmbH" in first


@pytest.mark.parametrize("name", ONE)
def test_what_is_one_name_is_no_two_parties(name: str) -> None:
    assert joined_parties(name, lambda _: 0) == []


def test_what_is_one_name_is_neither_cut_nor_asked_as_two(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, *ONE)
    said = run("import", "deals.csv", "--format", "json").json()["questions"]
    assert not [one for one in said if "party, or several" in one["en"]]
    assert set(asked(tmp_path)) <= {"和平区", "和田", "与那国町"}
    made = {row.get("name_zh") or row["name_en"] for row in table(tmp_path / "deals", "institutions")}
    assert made == set(ONE) - {"和平区", "和田", "与那国町", "呼和浩特"}


def test_a_place_and_a_firm_that_both_are_known_are_two(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "成都市与锦岚机械有限公司")
    made = [row["party"] for row in table(tmp_path / "deals", "participations")]
    assert "region/cn-510100" in made
    assert len(made) == 3


def test_places_whose_names_have_such_a_word_stay_whole_and_unasked(run: Run, tmp_path: Path) -> None:
    names = (
        "Bosnia and Herzegovina",
        "Trinidad & Tobago",
        "Schleswig-Holstein",
        "呼和浩特",
        "University of Science and Technology",
    )
    imported(run, tmp_path, *names)
    assert not asked(tmp_path)
    assert len(table(tmp_path / "deals", "participations")) == 2 * len(names)


def test_the_two_parties_are_made_as_answered_and_known_by_one_rule(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "Sheffield + Lanholm Ltd", "Wrocław & Fotonika Odra S.A.")
    settings = tmp_path / "deals.csv.kg.yaml"
    tree = yaml.safe_load(settings.read_text(encoding="utf-8"))
    tree["answers"]["party"]["Sheffield + Lanholm Ltd"] = "Sheffield; Lanholm Ltd"
    tree["answers"]["party"]["Wrocław & Fotonika Odra S.A."] = "institution company"
    settings.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    parties = [row["party"] for row in table(tmp_path / "deals", "participations")]
    assert "region/gn-2638077" in parties
    assert "institution/lanholm-ltd" in parties
    assert len(parties) == 5
    # One party in the table is one in the list by which its row is known again.
    (second,) = of(table(tmp_path / "deals", "ids"), "row", "3")
    assert "Wrocław & Fotonika Odra S.A." in second["parties"]


def test_a_school_in_a_charitable_company_is_a_school(run: Run, tmp_path: Path) -> None:
    imported(
        run,
        tmp_path,
        "Leitner Berufskolleg gGmbH",
        "Universität Leitner gGmbH",
        "Leitner Gesamtschule gGmbH",
        "Leitner Hilfe gGmbH",
    )
    kinds = [row["kind"] for row in table(tmp_path / "deals", "institutions")]
    assert sorted(kinds) == ["company", "school", "university", "vocationalSchool"]


@pytest.mark.parametrize(
    ("name", "country", "first"),
    [
        ("缅甸掸邦", "缅甸", "region/mm-17"),
        ("老挝南塔省", "老挝", "region/la-lm"),
    ],
)
def test_a_place_in_other_words_is_proposed_in_its_country(
    run: Run, tmp_path: Path, name: str, country: str, first: str
) -> None:
    write_csv(
        tmp_path / "deals.csv",
        [("甲合作", "嘉善县", name, country, "2018-03-01")],
        (*HEADINGS[:3], "乙方国别", "签约日期"),
    )
    said = run("import", "deals.csv", "--format", "json").json()
    (question,) = [one for one in said["questions"] if one["place"][:2] == ["answers", "party"]]
    answers = [one["answer"] for one in question["proposals"]]
    assert answers[0] == first
    assert len(answers) == len(set(answers))


def test_a_place_in_letters_of_two_scripts_is_that_place(run: Run, tmp_path: Path) -> None:
    write_csv(
        tmp_path / "deals.csv",
        [("甲合作", "嘉善县", "수원시 Suwon", "韩国", "2018-03-01")],
        (*HEADINGS[:3], "乙方国别", "签约日期"),
    )
    assert run("import", "deals.csv").code == 0
    assert "region/gn-1835553" in [row["party"] for row in table(tmp_path / "deals", "participations")]


@pytest.mark.parametrize(
    "name",
    [
        "Dammam + Jubail",
        "Lahti and Kemi",
        "Wuhan & Greater Manchester",
        "Addis Ababa and Adama",
        "Chambre de commerce de Lille et Wuhan",
    ],
)
def test_two_places_that_are_not_sure_are_offered_as_two_first(run: Run, tmp_path: Path, name: str) -> None:
    imported(run, tmp_path, name)
    said = run("import", "deals.csv", "--format", "json").json()["questions"]
    (first,) = [one["proposals"][0]["answer"] for one in said if one["place"][-1] == name]
    assert len(first.split("; ")) == 2


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("Hefei et Strasbourg", {"region/cn-340100", "region/gn-2973783"}),
        ("Shanghai e Milano", {"region/cn-shanghai", "region/nuts-itc4c"}),
        ("Ningbo und Hamburg", {"region/cn-330200", "region/de-hh"}),
        ("Semarang & Surakarta", {"region/gn-1627896", "region/gn-1625812"}),
        ("Semarang y Surakarta", {"region/gn-1627896", "region/gn-1625812"}),
        ("武汉和三宝垄", {"region/cn-420100", "region/gn-1627896"}),
        ("武汉与三宝垄", {"region/cn-420100", "region/gn-1627896"}),
    ],
)
def test_two_exact_names_of_places_are_two_parties(run: Run, tmp_path: Path, name: str, parties: set[str]) -> None:
    imported(run, tmp_path, name)
    made = {row["party"] for row in table(tmp_path / "deals", "participations")}
    assert made - {"region/cn-jiaxing-jiashan", "region/cn-330421"} == parties
    assert not asked(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        *("Castilla y León", "Tyne and Wear", "Perth and Kinross", "Nice and Easy", "Johnson & Johnson", "Lyon & Co"),
        *("São Tomé e Príncipe", "Trinidad y Tobago", "Forlì e Cesena", "Barletta e Trani", "Maine et Loire"),
    ],
)
def test_what_is_called_as_both_is_no_two_places(name: str) -> None:
    assert joined_places(name) == []


def test_an_answer_for_two_places_holds_for_both(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "Hefei et Strasbourg")
    beside = tmp_path / "deals.csv.kg.yaml"
    beside.write_text(
        beside.read_text(encoding="utf-8") + "\nanswers:\n  party:\n    Hefei et Strasbourg: institution association\n",
        encoding="utf-8",
    )
    imported(run, tmp_path, "Hefei et Strasbourg")
    assert [row["kind"] for row in table(tmp_path / "deals", "institutions")] == ["association"]
