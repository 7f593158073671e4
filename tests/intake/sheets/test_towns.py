"""Names of towns that regions around them, firms or words have too: right, or asked; one thing in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.towns import of_heading
from tests.intake.sheets.written import of, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def imported(folder: Path, *names: str, heading: str = "乙方", said: str = "", place: str = "") -> Imported:
    """A sheet with a row for each name of a second party."""
    rows = [
        (f"合作{at}", "嘉善县", name, "2017-07-28", *([place] if place else [])) for at, name in enumerate(names, 1)
    ]
    headings = (*HEADINGS[:2], heading, HEADINGS[3], *(["乙方所在地"] if place else []))
    sheet = write_csv(folder / "deals.csv", rows, headings)
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def partner(folder: Path, at: int = 1) -> str:
    """Who the second party of a row is, as a reference; empty while it is asked."""
    found = of(table(folder / "made", "participations"), "place", f"row={at + 1}")
    return next((row["party"] for row in found if row["party"] != "region/cn-jiaxing-jiashan"), "")


def asked(done: Imported, name: str) -> list[str]:
    """What is proposed for a name; empty where it is not asked."""
    return next(([one.answer for one in each.options] for each in done.account.questions if each.path[-1] == name), [])


@pytest.mark.parametrize(
    ("name", "town", "around"),
    [
        *(("Venice", "gn-3164603", "it-ve"), ("Zürich", "gn-2657896", "ch-zh"), ("苏黎世", "gn-2657896", "ch-zh")),
        *(("Osaka", "gn-1853909", "jp-27"), ("大阪", "gn-1853909", "jp-27"), ("New York", "gn-5128581", "us-ny")),
    ],
)
def test_a_town_and_the_region_around_it_are_asked(name: str, town: str, around: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert {f"region/{town}", f"region/{around}"} <= set(asked(done, name))
    assert partner(tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # What says which it is.
        *(("City of Málaga", "gn-2514256"), ("大阪市", "gn-1853909"), ("Province of Venice", "it-ve")),
        *(("Durham County", "gb-dur"), ("威尼斯省", "it-ve")),
        # A large town is better known than the district around it; a town that is its own region is one thing.
        *(("Milan", "gn-3173435"), ("Birmingham", "gn-2655603"), ("London", "gn-2643743"), ("伦敦", "gn-2643743")),
        *(("Paris", "gn-2988507"), ("巴黎", "gn-2988507"), ("Berlin", "de-be"), ("柏林", "de-be")),
        *(("Hamburg", "de-hh"), ("汉堡市", "de-hh"), ("Seoul City", "kr-11"), ("首尔", "kr-11"), ("Bavaria", "de-by")),
        *(("美国伊利诺伊州罗克福德市", "gn-4907959"), ("日本高槻市", "gn-1850910"), ("云南省文山州", "cn-532600")),
        *(
            ("阿联酋", "ae"),
            ("沙特", "sa"),
            ("Holland", "nl"),
            ("全罗南道（韩国）", "kr-46"),
            ("Suzhou (Jiangsu)", "cn-320500"),
        ),
    ],
)
def test_a_name_that_tells_which_is_meant_is_it(name: str, meant: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert (partner(tmp_path), asked(done, name)) == (f"region/{meant}", [])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        *(("Suez", "gn-359796"), ("Nice", "gn-2990440"), ("Bath", "gn-2656173"), ("Tours", "gn-2972191")),
        *(("Zurich", "gn-2657896"), ("Reading", "gn-2639577")),
    ],
)
def test_a_firm_or_a_word_that_is_a_place_too_is_asked(name: str, place: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert partner(tmp_path) == ""
    assert "institution company" in asked(done, name)
    assert asked(done, name)[0] == f"region/{place}"


@pytest.mark.parametrize(("name", "meant"), [("Nice", "gn-2990440"), ("Bath", "gn-2656173")])
def test_a_word_beside_its_country_is_the_town(name: str, meant: str, tmp_path: Path) -> None:
    imported(tmp_path, name, place={"Nice": "France", "Bath": "英国"}[name])
    assert partner(tmp_path) == f"region/{meant}"


@pytest.mark.parametrize(("said", "meant"), [("city", "gn-3164603"), ("region", "it-ve")])
def test_one_answer_tells_what_a_column_holds(said: str, meant: str, tmp_path: Path) -> None:
    done = imported(tmp_path, "Venice", "Geneva", "Utrecht")
    assert asked(done, "乙方") == ["city", "region"]
    imported(tmp_path, "Venice", "Geneva", "Utrecht", said=f"sheets:\n  deals:\n    towns:\n      乙方: {said}\n")
    assert partner(tmp_path) == f"region/{meant}"


@pytest.mark.parametrize(("heading", "meant"), [("合作城市", "gn-3164603"), ("合作省份", "it-ve")])
def test_a_heading_tells_what_stands_below_it(heading: str, meant: str, tmp_path: Path) -> None:
    said = f"sheets:\n  deals:\n    columns:\n      {heading}: party 2\n"
    imported(tmp_path, "Venice", heading=heading, said=said)
    assert partner(tmp_path) == f"region/{meant}"


def test_a_town_said_in_one_row_does_not_answer_what_the_shorter_name_is(tmp_path: Path) -> None:
    done = imported(tmp_path, "City of Venice", "Venice")
    # The town is in the package by its other row, which is no answer to what the shorter name is.
    assert partner(tmp_path) == "region/gn-3164603"
    assert (partner(tmp_path, 2), "region/it-ve" in asked(done, "Venice")) == ("", True)
    again = imported(tmp_path, "City of Venice", "Venice")
    assert partner(tmp_path) == "region/gn-3164603"
    assert (partner(tmp_path, 2), "region/it-ve" in asked(again, "Venice")) == ("", True)


def test_a_place_that_is_the_name_itself_is_it_or_is_proposed(tmp_path: Path) -> None:
    imported(tmp_path, "Free State of Saxony", place="DED")
    # DED of NUTS is Saxony of ISO 3166-2.
    assert partner(tmp_path) == "region/de-sn"
    done = imported(tmp_path, "Capital Region of Denmark", place="DK01")
    assert "region/nuts-dk01" in asked(done, "Capital Region of Denmark")[:2]
    imported(tmp_path, "Leipzig", place="DED51")
    assert partner(tmp_path) == "region/nuts-ded51"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Nord Sample GmbH（德国汉堡）", "nord-sample-gmbh"),
        ("Sample Institute（Shanghai）", "sample-institute-shanghai"),
    ],
)
def test_the_place_in_brackets_behind_a_firm_is_not_its_other_name(name: str, made: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert partner(tmp_path) == f"institution/{made}"


def test_parties_with_signs_between_them_in_two_languages_are_all_kept(tmp_path: Path) -> None:
    imported(tmp_path, "杭州市余杭区 + 深圳市南山区 + City of Espoo")
    found = {row["party"] for row in table(tmp_path / "made", "participations")}
    home = "region/cn-jiaxing-jiashan"
    assert found == {home, "region/cn-330110", "region/cn-440305", "region/gn-660158"}


def test_an_id_is_an_answer_as_it_is_found_and_one_that_is_none_is_told_so(tmp_path: Path) -> None:
    said = "answers:\n  party:\n    Venice: gn-3164603\n"
    imported(tmp_path, "Venice", said=said)
    assert partner(tmp_path) == "region/gn-3164603"
    said = "answers:\n  place:\n    Sample Verein GmbH: no such place\n"
    done = imported(tmp_path, "Sample Verein GmbH", said=said)
    (question,) = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert "'no such place' is no region of a registry" in question.text.en


def test_an_answer_that_several_places_are_called_proposes_them_by_their_ids(tmp_path: Path) -> None:
    said = "answers:\n  place:\n    Sample Verein GmbH: Leipzig\n"
    done = imported(tmp_path, "Sample Verein GmbH", said=said)
    (question,) = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert "'Leipzig' may mean more than one region" in question.text.en
    assert "“Leipzig”可指多个地区" in question.text.zh
    assert "nuts-ded51" in [one.answer for one in question.options]


def test_an_institution_in_two_languages_sits_where_its_brackets_say(tmp_path: Path) -> None:
    done = imported(tmp_path, "样本管理局 Sample Sea Board（荷兰）", "比雷埃夫斯港 Port of Piraeus（希腊）")
    (row,) = of(table(tmp_path / "made", "institutions"), "name_en", "Sample Sea Board")
    assert (row["name_zh"], row["kind"], row["located_in"]) == ("样本管理局", "office", "nl")
    # A harbour is no town, though one registry calls the town so.
    is_port = partner(tmp_path, 2).startswith("institution/")
    assert is_port or asked(done, "比雷埃夫斯港 Port of Piraeus（希腊）")
    imported(tmp_path, "样本管理局 Sample Sea Board（荷兰）", "比雷埃夫斯港 Port of Piraeus（希腊）")
    assert of(table(tmp_path / "made", "institutions"), "name_en", "Sample Sea Board") == [row]


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        ("日本制铁 Nippon Steel Corporation", "日本制铁", "Nippon Steel Corporation"),
        ("样本公司 - Sample Company Ltd", "样本公司", "Sample Company Ltd"),
        ("样本&伙伴公司 Sample & Partner GmbH", "样本&伙伴公司", "Sample & Partner GmbH"),
    ],
)
def test_a_firm_in_two_languages_has_both_names(cell: str, zh: str, en: str, tmp_path: Path) -> None:
    imported(tmp_path, cell, said=f"answers:\n  party:\n    {cell}: institution company\n")
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["name_zh"], row["name_en"]) == (zh, en)


@pytest.mark.parametrize("cell", ["桐乡市 + City of Espoo", "桐乡市 — City of Espoo", "桐乡市 City of Espoo"])
def test_two_places_in_two_languages_are_never_one(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    found = {row["party"] for row in table(tmp_path / "made", "participations")}
    assert asked(done, cell) or found >= {"region/cn-jiaxing-tongxiang", "region/gn-660158"}


@pytest.mark.parametrize("heading", ["Partner city", "合作城市"])
def test_what_a_larger_town_is_called_is_asked_below_a_heading_of_towns_too(heading: str, tmp_path: Path) -> None:
    done = imported(
        tmp_path, "Hull", heading=heading, said=f"sheets:\n  deals:\n    columns:\n      {heading}: party 2\n"
    )
    assert len(asked(done, "Hull")) > 1
    assert partner(tmp_path) == ""


def test_a_prefecture_is_no_town_that_is_spelt_as_it_is(tmp_path: Path) -> None:
    imported(tmp_path, "茨城 Ibaraki")
    assert partner(tmp_path) in ("region/jp-08", "")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        *(("Partner city", "city"), ("友好城市", "city"), ("Province", "region"), ("省份", "region")),
        *(
            ("Partner city or region", ""),
            ("国家/城市", ""),
            ("常州市", ""),
            ("广州", ""),
            ("城市更新", ""),
            ("是否上市", ""),
        ),
    ],
)
def test_a_heading_says_towns_only_where_it_names_nothing_else(heading: str, said: str) -> None:
    assert of_heading(heading) == said


@pytest.mark.parametrize(
    ("name", "town", "around"),
    [
        *(("Quebec City", "gn-6325494", "ca-qc"), ("City of Quebec", "gn-6325494", "ca-qc")),
        *(("魁北克市", "gn-6325494", "ca-qc"), ("City of Goiás", "gn-3462374", "br-go")),
        ("马六甲市", "gn-1734759", "my-04"),
    ],
)
def test_what_says_that_it_is_a_city_is_no_province(name: str, town: str, around: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert partner(tmp_path) == f"region/{town}" != f"region/{around}"


def test_a_province_whose_name_lacks_its_kind_is_asked_beside_its_town(tmp_path: Path) -> None:
    done = imported(tmp_path, "Quebec")
    assert asked(done, "Quebec")[:2] == ["region/gn-6325494", "region/ca-qc"]
    assert partner(tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "itself"), [("汉堡市", "de-hh"), ("City of Seoul", "kr-11"), ("City of Berlin", "de-be")]
)
def test_a_town_that_is_a_region_of_the_first_level_is_one_thing(name: str, itself: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert partner(tmp_path) == f"region/{itself}"


def test_what_is_around_two_towns_is_one_region_whatever_registry_has_each(tmp_path: Path) -> None:
    """Freiburg lies in de-bw, Heidelberg in nuts-de12 of nuts-de1, which are one; Dresden lies in de-sn."""
    imported(tmp_path, "region/gn-2925177", "region/nuts-de125", "region/gn-2935022")
    regions = {row["id"]: row for row in table(tmp_path / "made", "regions")}
    assert "nuts-de1" not in regions
    assert [name for name, row in regions.items() if row["name_en"] == "Baden-Württemberg"] == ["de-bw"]
    assert (regions["nuts-de12"]["parent"], regions["gn-2925177"]["parent"]) == ("de-bw", "de-bw")
    assert regions["gn-2935022"]["parent"] == "de-sn"


def test_two_regions_of_two_registries_that_take_part_stay_two_until_somebody_answers(tmp_path: Path) -> None:
    imported(tmp_path, "region/de-bw", "Baden-Württemberg", "region/nuts-de1")
    regions = {row["id"] for row in table(tmp_path / "made", "regions")}
    assert {"de-bw", "nuts-de1"} <= regions
    assert partner(tmp_path, 3) == "region/nuts-de1"


def test_a_zone_is_where_its_column_of_places_says_and_what_is_not_known_stays_in_the_note(tmp_path: Path) -> None:
    imported(tmp_path, "Palmhaven Free Zone", place="DED51")
    (zone,) = of(table(tmp_path / "made", "regions"), "name_en", "Palmhaven Free Zone")
    assert (zone["kind"], zone["parent"]) == ("Zone", "nuts-ded51")
    imported(tmp_path, "Palmhaven Free Zone", place="Nowhere on Sea")
    (zone,) = of(table(tmp_path / "made", "regions"), "name_en", "Palmhaven Free Zone")
    assert not zone.get("parent")
    assert "Nowhere on Sea" in str(table(tmp_path / "made", "partnerships"))


@pytest.mark.parametrize(
    ("name", "heading", "meant"),
    [
        # What is called as a country is, and lies in it, is not meant unasked; its town is in a column of towns.
        *(("Luxembourg", "乙方", "lu"), ("Luxembourg", "Partner city", "gn-2960316")),
        ("City of Luxembourg", "乙方", "gn-2960316"),
        # The first level is little more than the town here, and its names in both languages are one thing.
        *(("Bangkok", "乙方", "gn-1609350"), ("曼谷", "乙方", "gn-1609350"), ("迪拜", "乙方", "gn-292223")),
        # A shorter name of what the registry has with 市; an everyday name of what it has otherwise.
        *(("横滨", "乙方", "gn-1848354"), ("宿务", "乙方", "gn-1717512"), ("科伦坡", "乙方", "gn-1248991")),
    ],
)
def test_what_is_well_known_abroad_is_read_without_asking(name: str, heading: str, meant: str, tmp_path: Path) -> None:
    imported(tmp_path, name, heading=heading)
    assert partner(tmp_path) == f"region/{meant}"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        # A parish of Jamaica is no better known than the city; nor is a county of China than what is larger abroad.
        ("曼彻斯特", ["region/gn-2643123", "region/gn-5089178", "region/jm-12"]),
        ("松山", ["region/cn-150404", "region/gn-1926099"]),
        ("City of Córdoba", ["region/gn-3860259", "region/gn-2519240"]),
        ("Georgia", ["region/ge", "region/us-ga"]),
    ],
)
def test_a_name_of_two_places_far_from_each_other_is_asked(name: str, options: list[str], tmp_path: Path) -> None:
    assert asked(imported(tmp_path, name), name) == options


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(("Xishuangbanna Prefecture", "cn-532800"), ("Xishuangbanna Dai Autonomous Prefecture", "cn-532800")),
        *(("Enshi Prefecture", "cn-422800"), ("Jingning She Autonomous County", "cn-331127")),
        *(("Changyang Tujia Autonomous County", "cn-420528"), ("Sandu Shui Autonomous County", "cn-522732")),
        # The county of before 1984 is not what people call 长阳县 today.
        *(("长阳县", "cn-420528"), ("景宁县", "cn-331127"), ("西双版纳州", "cn-532800")),
    ],
)
def test_what_is_autonomous_is_known_by_its_everyday_names_in_both_languages(
    name: str, meant: str, tmp_path: Path
) -> None:
    imported(tmp_path, name)
    assert partner(tmp_path) == f"region/{meant}"


def test_another_people_than_that_of_the_place_is_asked(tmp_path: Path) -> None:
    assert asked(imported(tmp_path, "Jingning Tujia Autonomous County"), "Jingning Tujia Autonomous County")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(
            ("株式会社サンプル", "company"),
            ("(주)샘플", "company"),
            ("샘플(주)", "company"),
            ("주식회사 샘플", "company"),
        ),
        *(("샘플대학교", "university"), ("샘플병원", "hospital"), ("サンプル商工会議所", "association")),
        *(("Beispielhochschule Musterstadt", "university"), ("Beispiel Verein e.V.", "association")),
        *(("Stadtwerke Beispiel", "company"), ("公益財団法人サンプル", "association")),
    ],
)
def test_partners_of_other_languages_say_what_they_are(name: str, kind: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    (row,) = table(tmp_path / "made", "institutions")
    assert row["kind"] == kind


@pytest.mark.parametrize("form", ["Ltd", "S.p.A.", "SIA", "OÜ", "Kft.", "Srl", "AS", "d.o.o.", "Sp. z o.o.", "Sdn Bhd"])
def test_a_legal_form_behind_a_comma_belongs_to_its_name(form: str, tmp_path: Path) -> None:
    imported(tmp_path, f"Sample Works, {form}", heading="各方")
    (row,) = table(tmp_path / "made", "institutions")
    assert row["name_en"] == f"Sample Works, {form}"


def test_a_town_in_all_its_spellings_is_one_whatever_registry_has_which(tmp_path: Path) -> None:
    imported(tmp_path, "Duisburg", "Stadt Duisburg", "杜伊斯堡", "杜伊斯堡市")
    assert {partner(tmp_path, at) for at in range(1, 5)} == {"region/nuts-dea12"}
    done = imported(tmp_path, "Duisburg", "Stadt Duisburg", "杜伊斯堡", "杜伊斯堡市")
    assert done.account.questions == ()
    (town,) = of(table(tmp_path / "made", "regions"), "id", "nuts-dea12")
    assert (town["name_zh"], town["name_en"]) == ("杜伊斯堡", "Duisburg, Kreisfreie Stadt")
    other = tmp_path / "other"
    other.mkdir()
    # The town, and not the district around it that has its name.
    imported(other, "Stuttgart", "Landeshauptstadt Stuttgart", "Regierungsbezirk Stuttgart")
    assert [partner(other, at) for at in (1, 2)] == ["region/nuts-de111"] * 2
    assert partner(other, 3) != "region/nuts-de111"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(("静岡県", "jp-22"), ("広島県", "jp-34"), ("수원시", "gn-1835553"), ("제주특별자치도", "kr-49")),
        *(("부산광역시", "kr-26"), ("云南 昆明", "cn-530100"), ("海 盐 县", "cn-jiaxing-haiyan")),
    ],
)
def test_places_are_known_as_their_own_people_write_them(name: str, meant: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert partner(tmp_path) == f"region/{meant}"


def test_a_japanese_firm_in_two_languages_has_both_names(tmp_path: Path) -> None:
    imported(tmp_path, "サンプル工業株式会社 Sample Kogyo Co., Ltd.")
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["name_zh"], row["name_en"], row["kind"]) == (
        "サンプル工業株式会社",
        "Sample Kogyo Co., Ltd.",
        "company",
    )
