"""One party in several spellings is asked, names known from elsewhere are two, and no town stands for a firm in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import of, remarks, table, write_csv
from tests.support import Outcome

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def imported(
    tmp_path: Path,
    *names: str,
    answers: Mapping[str, str] | None = None,
    beside: Sequence[str] = (),
    accept: bool = False,
) -> Imported:
    """A sheet with a row for each name, and perhaps with a column that says in which country each is."""
    if answers:
        said = yaml.safe_dump({"answers": {"party": dict(answers)}}, allow_unicode=True)
        (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    headings = (*HEADINGS, "乙方国家") if beside else HEADINGS
    rows = [(f"合作{at}", "嘉善县", name, "2018-03-01", *beside) for at, name in enumerate(names, 1)]
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=accept)


def asked(done: Imported, name: str) -> list[Question]:
    return [one for one in done.account.questions if one.path == ("answers", "party", name)]


def names(tmp_path: Path) -> set[str]:
    return {row.get("name_en") or row["name_zh"] for row in table(tmp_path / "made", "institutions")}


def parties(tmp_path: Path, row: int) -> list[str]:
    """The parties of a row but for the first column's."""
    made = of(table(tmp_path / "made", "partnerships"), "name_zh", f"合作{row}")
    found = of(table(tmp_path / "made", "participations"), "partnership", made[0]["id"]) if made else []
    return [one["party"] for one in found[1:]]


@pytest.mark.parametrize(
    "name",
    [
        "Al Nawras Muster（迪拜）",
        "Zarnova Maschinenbau（慕尼黑）",
        "Zarnova Maschinenbau 慕尼黑",
        "瑞欧精密（Munich）",
    ],
)
@pytest.mark.parametrize("beside", [(), ("德国、阿联酋",)])
def test_a_town_in_brackets_in_another_language_stands_for_no_firm(
    tmp_path: Path, name: str, beside: Sequence[str]
) -> None:
    done = imported(tmp_path, name, beside=beside)
    assert not parties(tmp_path, 1)
    (question,) = asked(done, name)
    assert question.holds
    assert question.options[0].answer.startswith("institution company")
    imported(tmp_path, name, beside=beside, accept=True)
    assert all(one.startswith("institution/") for one in parties(tmp_path, 1))


@pytest.mark.parametrize("form", ["FZE", "FZCO", "FZ-LLC"])
def test_a_firm_of_a_free_zone_is_one_in_its_town(tmp_path: Path, form: str) -> None:
    name = f"Al Nawras Muster {form}（迪拜）"
    assert not asked(imported(tmp_path, name), name)
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["kind"], row["located_in"]) == ("company", "gn-292223")


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Landeshauptstadt München（慕尼黑）", "gn-2867714"),
        ("慕尼黑（Munich）", "gn-2867714"),
        ("宿州 Suzhou", "cn-341300"),
    ],
)
def test_a_place_in_two_languages_stays_that_place(tmp_path: Path, name: str, region: str) -> None:
    done = imported(tmp_path, name)
    proposed = [option.answer for one in asked(done, name) for option in one.options[:1]]
    assert [*parties(tmp_path, 1), *proposed] == [f"region/{region}"]


@pytest.mark.parametrize("first", ["", "海晟样本有限公司"])
def test_two_parties_by_an_answer_are_two_in_two_languages(tmp_path: Path, first: str) -> None:
    cell = "MUSTER MAJU SDN BHD (Johor)/海晟样本有限公司"
    said = {cell: "MUSTER MAJU SDN BHD (Johor); 海晟样本有限公司"}
    done = imported(tmp_path, *filter(None, [first]), cell, answers=said)
    assert len(set(parties(tmp_path, 2 if first else 1))) == 2
    assert names(tmp_path) == {"MUSTER MAJU SDN BHD", "海晟样本有限公司"}
    assert "already" not in remarks(done).en


@pytest.mark.parametrize("sign", [", ", " / ", " + ", " and ", " & ", " y ", "、", "; "])
def test_names_that_stand_alone_elsewhere_are_parties_each(tmp_path: Path, sign: str) -> None:
    known = ("Haven School of Port Engineering (HSPE)", "Ras Muster Port Authority")
    done = imported(tmp_path, *known, f"HSPE{sign}Ras Muster Port Authority")
    assert parties(tmp_path, 3) == [*parties(tmp_path, 1), *parties(tmp_path, 2)]
    assert names(tmp_path) == {"Haven School of Port Engineering", "Ras Muster Port Authority"}
    is_weak = sign not in ("、", "; ")
    assert ("each stands by itself in another cell" in remarks(done).en) == is_weak


def test_names_before_their_towns_are_known_as_well(tmp_path: Path) -> None:
    known = ("Haven School of Port Engineering (HSPE), Hamburg", "Ras Muster Port Authority, Fujairah, UAE")
    imported(tmp_path, *known, "HSPE, Ras Muster Port Authority")
    assert parties(tmp_path, 3) == [*parties(tmp_path, 1), *parties(tmp_path, 2)]


def test_what_weak_signs_part_is_asked_as_the_same_too(tmp_path: Path) -> None:
    one, other = "Muster Maju Sdn. Bhd.", "MUSTER MAJU SDN BHD (Johor)"
    cell = f"{other}/样港物流有限公司"
    done = imported(tmp_path, f"{one} + 海晟样本有限公司", cell, answers={cell: f"{other}; 样港物流有限公司"})
    assert [option.answer for option in asked(done, other)[0].options] == [one]


def test_a_name_with_its_short_form_behind_a_comma_is_no_two_parties(tmp_path: Path) -> None:
    imported(tmp_path, "Haven School of Port Engineering", "HSPE", "Haven School of Port Engineering, HSPE")
    assert len(parties(tmp_path, 3)) < 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MUSTER MAJU SDN BHD (Johor)", "Muster Maju Sdn. Bhd."),
        ("Université du Fleuve Gris, Kinshasa (RDC)", "Université du Fleuve Gris"),
        ("Politeknik Selat Biru, Melaka", "Politeknik Selat Biru"),
        ("Université Sainte-Marthe de Lyon (USML)", "Université Sainte-Marthe"),
    ],
)
def test_a_name_and_the_same_with_more_behind_it_are_asked(tmp_path: Path, one: str, other: str) -> None:
    for at, (first, later) in enumerate(((one, other), (other, one))):
        folder = tmp_path / str(at)
        folder.mkdir()
        done = imported(folder, first, later)
        (question,) = asked(done, later)
        assert question.text.en == f"Is {later} the same as {first}? Until you say so, they are two."
        assert question.options[0].answer == first
        assert parties(folder, 1) != parties(folder, 2)
        imported(folder, first, later, answers={later: first})
        assert parties(folder, 1) == parties(folder, 2)


@pytest.mark.parametrize(
    ("both", "one"),
    [
        ("深圳样澜理工学院 (Yanglan Institute of Technology, YIT)", "Yanglan Institute of Technology"),
        ("深圳样澜理工学院 (Yanglan Institute of Technology, YIT)", "深圳样澜理工学院"),
        ("莱茵样本机械有限公司（Rheinmuster Maschinen GmbH，杜塞尔多夫）", "Rheinmuster Maschinen GmbH"),
    ],
)
def test_a_name_in_two_languages_is_one_with_either_whatever_else_its_brackets_have(
    tmp_path: Path, both: str, one: str
) -> None:
    for at, cells in enumerate(((both, one), (one, both))):
        folder = tmp_path / str(at)
        folder.mkdir()
        imported(folder, *cells)
        assert parties(folder, 1) == parties(folder, 2)
        assert len(names(folder)) == 1


def test_names_that_differ_by_case_and_accents_are_one(tmp_path: Path) -> None:
    imported(
        tmp_path, "MUSTER MAJU SDN BHD", "Muster Maju Sdn. Bhd.", "Université Sainte-Muster", "UNIVERSITE SAINTE-MUSTER"
    )
    assert parties(tmp_path, 1) == parties(tmp_path, 2)
    assert parties(tmp_path, 3) == parties(tmp_path, 4)
    assert len(names(tmp_path)) == 2


def test_what_the_same_head_has_behind_it_tells_two_apart(tmp_path: Path) -> None:
    done = imported(tmp_path, "University of Muster, Berkeley Campus", "University of Muster, Davis Campus")
    assert not asked(done, "University of Muster, Davis Campus")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "pair of names may be of one party: kg names deals"), ("zh", "名称可能指同一主体：kg names deals")],
)
def test_the_end_of_an_import_tells_of_likely_pairs(
    run: Callable[..., Outcome], tmp_path: Path, lang: str, text: str
) -> None:
    rows = [
        (f"合作{at}", "嘉善县", name, "2018-03-01") for at, name in enumerate(("样港物流有限公司", "样港物流公司"), 1)
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    said = run("import", "deals.csv", "--lang", lang).err
    assert text in " ".join(said.split()) or text.replace(" ", "") in "".join(said.split())


def test_a_check_tells_of_likely_pairs_until_they_are_judged(run: Callable[..., Outcome], tmp_path: Path) -> None:
    names = ("样港物流有限公司", "样港物流公司")
    rows = [(f"合作{at}", "嘉善县", name, "2018-03-01") for at, name in enumerate(names, 1)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    run("import", "deals.csv")
    checked = run("check", "deals", "--lang", "en")
    assert checked.code == 0
    assert "1 pair of names may be of one party: kg names deals" in " ".join(checked.err.split())
    assert "may be of one party" not in checked.out
    assert "有1对名称可能指同一主体" in "".join(run("check", "deals", "--lang", "zh").err.split())
    assert "may be of one party" not in run("check", "deals", "--format", "json").err
    first, second = (f"institution/{row['id']}" for row in table(tmp_path / "deals", "institutions"))
    assert run("names", "deals", "--different", first, second, "--by", "A judge").code == 0
    assert "may be of one party" not in run("check", "deals", "--lang", "en").err


@pytest.mark.parametrize("place", ["Sohar (Oman)", "Sohar, Oman", "苏哈尔（阿曼）"])
def test_a_town_with_its_country_in_brackets_is_where_a_name_is(tmp_path: Path, place: str) -> None:
    done = imported(tmp_path, f"Al Muster Maritime College, {place}")
    (party,) = parties(tmp_path, 1)
    assert party.startswith("institution/")
    (row,) = table(tmp_path / "made", "institutions")
    assert row["located_in"] == "gn-286282"
    assert f"{place} is read as where Al Muster Maritime College is, and as no party" in remarks(done).en


@pytest.mark.parametrize(
    "comment",
    [
        "# rows below come from the May trip",
        "// checked by hand",
        "Note that the sums are without tax",
        "注意：金额未含税",
        "附注 金额未含税",
        "（注：金额未含税）",
    ],
)
@pytest.mark.parametrize("column", [0, 1])
def test_a_comment_alone_in_its_row_is_no_row(tmp_path: Path, comment: str, column: int) -> None:
    line = ["", "", "", ""]
    line[column] = comment
    rows = [("合作1", "嘉善县", "上海市", "2018-03-01"), line, ("合作2", "海盐县", "上海市", "2018-03-01")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert [row.outcome for row in done.account.rows] == ["made", "left out", "made"]
    assert not done.account.questions
    # 注意： is a word of notes below tables as well.
    assert "comment" in remarks(done).en or "note" in remarks(done).en


@pytest.mark.parametrize("name", ["注册会计师样本协会", "#1", "Notewell Ltd", "Note Sample"])
def test_a_name_alone_in_its_row_is_no_comment(tmp_path: Path, name: str) -> None:
    rows = [("合作1", "嘉善县", "上海市", "2018-03-01"), ("", name, "", "")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert done.account.rows[1].outcome != "left out"


def test_what_lies_around_a_town_of_two_registries_comes_once(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    answers = {"弗莱堡甲": "gn-2925177", "弗莱堡乙": "nuts-de131", "巴符州": "de-bw"}
    imported(tmp_path, *answers, answers=answers)
    made = tmp_path / "made"
    assert {row["party"] for row in table(made, "participations")} >= {"region/nuts-de131", "region/de-bw"}
    # The state has an id of NUTS too, which nothing would use.
    around = {row["id"]: row.get("parent") for row in table(made, "regions")}
    assert (around["nuts-de131"], around["nuts-de13"], around["de-bw"]) == ("nuts-de13", "de-bw", "de")
    assert "nuts-de1" not in around
    assert run("names", made, "--format", "json").json()["pairs"] == []
