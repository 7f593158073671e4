"""When a page was read is no day of publication, a page is no title; titles have the language that they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.source_beside import said_of
from tests.intake.sheets.written import remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed", "Source")


def imported(folder: Path, *sources: str) -> Imported:
    rows = [(f"Deal {at}", "嘉善县", "青浦区", "2018-03-01", text) for at, text in enumerate(sources, 1)]
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    return import_sheet(write_csv(folder / "deals.csv", rows, HEADINGS), folder / "made")


def source(folder: Path) -> dict[str, str]:
    (row,) = [row for row in table(folder / "made", "sources") if row["id"].startswith("s-")]
    return row


@pytest.mark.parametrize(
    "said",
    [
        "(accessed 5 May 2022)",
        "accessed 2022-05-05",
        ", last visited on 5 May 2022",
        " [Retrieved May 5, 2022]",
        ", zuletzt abgerufen am 5.5.2022",
        " (Zugriff: 05.05.2022)",
        " - Zugriff am 5. Mai 2022",
        " (archived 5 May 2022)",
        " (consulté le 5 mai 2022)",
        ", consultado el 5 de mayo de 2022",
        " (acesso em 5 maio 2022)",
        " [dostęp: 5.05.2022]",
        " [cit. 2022-05-05]",
        " (letöltve: 2022. május 5.)",
        " (дата обращения: 05.05.2022)",
        " 访问于2022年5月5日",
        "（2022年5月5日访问）",
        " 最後瀏覽：2022年5月5日",
        "（2022年5月5日閲覧）",
        " (erişim tarihi: 05.05.2022)",
        " (truy cập ngày 5/5/2022)",
        " (접속일: 2022년 5월 5일)",
    ],
)
def test_the_day_on_which_a_page_was_read_stands_in_for_that_of_its_publication(said: str, tmp_path: Path) -> None:
    imported(tmp_path, f"https://example.org/blue {said}")
    row = source(tmp_path)
    assert (row["title_en"], row["url"]) == ("https://example.org/blue", "https://example.org/blue")
    assert row["issued"] == "2022-05-05"
    assert "When it was published is not known" in row["note_en"]
    for note in (row["note_en"], row["note_zh"]):
        assert said.strip(" ,[]()（）-") in note


@pytest.mark.parametrize(
    ("said", "title", "issued"),
    [
        ("Le Lac, 3 mai 2021 (consulté le 5 mai 2022)", "Le Lac, 3 mai 2021", "2021-05-03"),
        ("样本日报2021年5月3日，访问日期：2022年5月5日", "样本日报2021年5月3日", "2021-05-03"),
        # Who visits a town reads no page.
        ("市长访问柏林，2018年5月3日", "市长访问柏林，2018年5月3日", "2018-05-03"),
        ("Delegation visited 3 May 2018", "Delegation visited 3 May 2018", "2018-05-03"),
        ("代表团（2018年5月3日访问）", "代表团（2018年5月3日访问）", "2018-05-03"),
        ("Delegation (visited 3 May 2018)", "Delegation (visited 3 May 2018)", "2018-05-03"),
        ("Delegation der Stadt (besucht am 13.5.2018)", "Delegation der Stadt (besucht am 13.5.2018)", "2018-05-13"),
        ("样本日报2021年5月3日（2022年5月5日访问）", "样本日报2021年5月3日", "2021-05-03"),
        ("Sample site (last visited 3 May 2018)", "Sample site", "2018-05-03"),
        # What stands behind that day is the title.
        ("accessed 5 May 2022: Sample Times https://example.org/1", "Sample Times", "2022-05-05"),
        ("accessed 5 May 2022 Sample port report https://example.org/1", "Sample port report", "2022-05-05"),
        ("Sample Times, retrieved 5 May 2022 Port opens", "Sample Times Port opens", "2022-05-05"),
        ("Sample Times, accessed 2022. május 5. Port opens", "Sample Times Port opens", "2022-05-05"),
        # Where nothing else is said, the words stay; they are no day of publication.
        ("accessed 5 May 2022", "accessed 5 May 2022", "2023-12-31"),
    ],
)
def test_a_source_that_was_read_keeps_its_own_day(said: str, title: str, issued: str, tmp_path: Path) -> None:
    imported(tmp_path, said)
    row = source(tmp_path)
    assert (row.get("title_zh") or row["title_en"], row["issued"]) == (title, issued)


@pytest.mark.parametrize(
    "place", ["p. 22", "pp. 22-25", "page 22", "S. 22 f.", "第22页", "str. 22", "slide 4", "Annex 2", "附件2", "22쪽"]
)
def test_a_page_beside_a_link_is_a_place_in_it_and_no_title(place: str, tmp_path: Path) -> None:
    imported(tmp_path, f"https://example.org/2017/report.pdf, {place}")
    row = source(tmp_path)
    assert (row["title_en"], row["issued"]) == ("https://example.org/2017/report.pdf", "2023-12-31")
    assert f"The sheet says of it: {place}" in row["note_en"]


def test_a_title_keeps_its_page(tmp_path: Path) -> None:
    imported(tmp_path, "Minutes of the lake, p. 22 https://example.org/m")
    assert source(tmp_path)["title_en"] == "Minutes of the lake, p. 22"


@pytest.mark.parametrize(
    ("said", "issued"),
    [
        ("《後山時報》民國106年11月20日", "2017-11-20"),
        ("後山時報 民國106年11月", "2017-11-30"),
        ("Győri Figyelő, 2022. szeptember 30.", "2022-09-30"),
        ("Győri Figyelő 2022. szeptember 30.", "2022-09-30"),
        ("光州新聞 2022년 9월 30일", "2022-09-30"),
        ("Sample Valstybė, 2022 m. rugsėjo 30 d.", "2022-09-30"),
        ("Sample Kurier, 30 września 2022 r.", "2022-09-30"),
        ("Народная газета, 30 сентября 2022 г.", "2022-09-30"),
        ("Sample Trẻ, ngày 30 tháng 9 năm 2022", "2022-09-30"),
    ],
)
def test_days_of_sources_are_read_as_days_of_cells_are(said: str, issued: str, tmp_path: Path) -> None:
    assert "no one day of publication" not in remarks(imported(tmp_path, said)).en
    assert source(tmp_path)["issued"] == issued


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Zpráva o městě, 3. září 2021", "cs"),
        ("Moravský obzor, 3. září 2021", "cs"),
        ("A megállapodás aláírása, 2022. szeptember 30.", "hu"),
        ("A sajtó közleménye, 2022. szeptember 30., 3. o.", "hu"),
        ("Umowa z miastem Liuzhou, 30 września 2022 r.", "pl"),
        ("Bericht der Stadt über das Jahr", "de"),
        ("Rapport de la ville sur le port", "fr"),
        ("Informe del puerto", "es"),
        ("Соглашение о порте", "ru"),
        ("항만 협약", "ko"),
        ("港の協定について", "ja"),
        ("Report of the city of Łódź", "en"),
        ("Port news, 3 May 2022", "en"),
        ("Port of Los Angeles", "en"),
        ("Bank of La Paz", "en"),
        ("Ministry of Foreign Affairs of El Salvador", "en"),
        ("San Diego by Night", "en"),
        ("Los Angeles and La Paz de la Sierra in the news", "en"),
        ("Los Angeles harbour opens new docks again", "und"),
        ("La Vanguardia opens new offices again", "und"),
        ("Kota Kinabalu harbour opens new docks", "und"),
    ],
)
def test_a_title_is_in_the_language_of_its_words_and_letters(said: str, language: str, tmp_path: Path) -> None:
    imported(tmp_path, said)
    assert source(tmp_path)["language"] == language


@pytest.mark.parametrize(
    ("said", "year"), [("Annual report 2018", 2018), ("样本市年度报告2018", 2018), ("Plan 2035", 0)]
)
def test_the_year_in_the_title_of_a_report_stands_in_and_is_told(said: str, year: int, tmp_path: Path) -> None:
    done = imported(tmp_path, said)
    assert source(tmp_path)["issued"] == (f"{year}-12-31" if year else "2023-12-31")
    assert ("published in 2018 or after" in remarks(done).en) is bool(year)


@pytest.mark.parametrize(
    ("said", "issued"),
    [
        ("https://news.example/18 (accessed 5 May 2018)", "2018-05-05"),
        ("市报（查阅于2018年5月5日）", "2018-05-05"),
        ("Daily, 3 May 2017 (accessed 5 May 2018)", "2017-05-03"),
        ("https://news.example/18 (accessed 5 May 2025)", "2023-12-31"),
    ],
)
def test_a_source_without_a_day_is_not_dated_after_it_was_read(said: str, issued: str, tmp_path: Path) -> None:
    imported(tmp_path, said)
    assert source(tmp_path)["issued"] == issued
    assert ("the day on which it was read stands in" in source(tmp_path)["note_en"]) is (issued == "2018-05-05")
    assert ("以查阅之日代替" in source(tmp_path)["note_zh"]) is (issued == "2018-05-05")


def test_of_a_long_text_only_the_ends_are_looked_at_for_when_it_was_read() -> None:
    words = "accessed " * 100
    assert said_of(f"{words}Bote (1), accessed 5 May 2022", has_link=False).beside == ("accessed 5 May 2022",)
    assert said_of(f"{words}5 May 2022 {words}", has_link=False).beside == ()
