"""Links without a scheme, and what stands above a table beside its title: kept, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import remarks, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "来源")
LINKS = (*HEADINGS[:4], "链接")


def imported(tmp_path: Path, said: str, headings: tuple[str, ...] = HEADINGS) -> Imported:
    row = ("湖区步道", "嘉善县", "青浦区", "2019-10-08", said)
    return import_sheet(write_csv(tmp_path / "deals.csv", [row], headings), tmp_path / "made")


def source(tmp_path: Path) -> dict[str, str]:
    (row,) = (row for row in table(tmp_path / "made", "sources") if row["id"].startswith("s-"))
    return row


@pytest.mark.parametrize("headings", [HEADINGS, LINKS])
@pytest.mark.parametrize(
    "typed", ["www.sample-xian.gov.cn", "sample.gov.cn/page?id=3", "WWW.Sample.ORG.UK", "sample.co.jp/a"]
)
def test_an_address_without_a_scheme_is_a_link_as_it_was_typed(
    typed: str, headings: tuple[str, ...], tmp_path: Path
) -> None:
    done = imported(tmp_path, typed, headings)
    row = source(tmp_path)
    assert (row["url"], row["title_en"]) == (f"https://{typed}", typed)
    assert f"{typed!r} is read as a link, with https://" in remarks(done).en
    assert f"“{typed}”按链接读取" in remarks(done).zh


def test_an_address_behind_a_title_is_its_link(tmp_path: Path) -> None:
    imported(tmp_path, "样本日报（www.sample.cn/news）")
    row = source(tmp_path)
    assert (row["url"], row["title_zh"].startswith("样本日报")) == ("https://www.sample.cn/news", True)
    (made,) = table(tmp_path / "made", "partnerships")
    assert "www.sample.cn/news" in made["note_zh"]


@pytest.mark.parametrize(
    "typed", ["Sample.net Daily", "report.md", "info@sample.org", "Sample Ltd.Co", "样本日报2017.5.3"]
)
def test_what_only_looks_like_an_address_is_a_title(typed: str, tmp_path: Path) -> None:
    imported(tmp_path, typed)
    row = source(tmp_path)
    assert (row.get("url", ""), row.get("title_zh") or row["title_en"]) == ("", typed)


def test_words_beside_a_link_stay(tmp_path: Path) -> None:
    imported(tmp_path, "第三版 https://sample.org/a", LINKS)
    (made,) = table(tmp_path / "made", "partnerships")
    assert "第三版" in made["note_zh"]
    assert source(tmp_path)["url"] == "https://sample.org/a"


@pytest.mark.parametrize(
    ("above", "column", "who"),
    [
        ("填报单位：样本合作处   单位：见各栏   2017年12月", "publisher_zh", "样本合作处"),
        ("报送部门：样本市外事办公室 联系电话：12345", "publisher_zh", "样本市外事办公室"),
        ("Prepared by: Office of Sample Affairs, 2017", "publisher_en", "Office of Sample Affairs"),
        ("Reporting unit: Sample Bureau   Status: draft", "publisher_en", "Sample Bureau"),
        ("填报单位：样本市招商局 | 截至2017年12月31日", "publisher_zh", "样本市招商局"),
        ("填报单位：样本市招商局 截至2017年12月31日", "publisher_zh", "样本市招商局"),
        ("Prepared by: Office of Sample Affairs as of 2017-12-31", "publisher_en", "Office of Sample Affairs"),
        ("填报人：李样本", "publisher_zh", ""),
        ("编制单位： 2017年12月", "publisher_zh", ""),
    ],
)
def test_what_stands_above_a_table_is_kept_and_who_reports_it_is_told(
    above: str, column: str, who: str, tmp_path: Path
) -> None:
    title = "样本市对外合作情况表（2017年）"
    rows = [(above,), HEADINGS, ("湖区步道", "嘉善县", "青浦区", "2017-10-08", "")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, (title,)), tmp_path / "made")
    (row,) = (row for row in table(tmp_path / "made", "sources") if row["id"] == "sheet-deals")
    assert row.get(column, "") == who
    notes = row.get("note_zh", "") + row.get("note_en", "")
    assert title in notes
    assert " ".join(above.split()) in notes
    (told,) = (one for one in done.account.notices if "around the table" in one.en)
    assert who in told.en
    assert "保留在其来源的备注中" in told.zh


@pytest.mark.parametrize(
    ("typed", "title", "issued"),
    [
        ("https://example.org/a/17 (3 May 2022)", "https://example.org/a/17", "2022-05-03"),
        ("https://example.org/a, 18 Sept 2023", "https://example.org/a", "2023-09-18"),
        ("https://example.org/hh (5. Juni 2020)", "https://example.org/hh", "2020-06-05"),
        ("https://example.org/b", "https://example.org/b", ""),
        ("El Molo Nuevo, 14.05.2019", "El Molo Nuevo, 14.05.2019", "2019-05-14"),
        ("样本晚报 2019年5月14日", "样本晚报 2019年5月14日", "2019-05-14"),
    ],
)
def test_a_link_and_a_bare_name_of_a_paper_are_in_no_language(
    tmp_path: Path, typed: str, title: str, issued: str
) -> None:
    imported(tmp_path, typed)
    row = source(tmp_path)
    assert (row.get("title_zh") or row["title_en"]) == title
    assert row["language"] == "und"
    assert not issued or row["issued"] == issued


@pytest.mark.parametrize(
    ("typed", "language"),
    [("Annual report of the port, p. 14", "en"), ("样本市外事办公室通报", "zh"), ("Minutes", "en")],
)
def test_other_titles_are_in_the_language_of_their_words(tmp_path: Path, typed: str, language: str) -> None:
    imported(tmp_path, typed)
    assert source(tmp_path)["language"] == language


HEADLINES = (
    "Press Release",
    "Annual Report",
    "China Signs Port Deal",
    "School Exchange Agreement",
    "Minutes of the Board",
    "Breaking News",
    "Letter from Sampleton Press Office",
    "Sample Port Authority",
)


@pytest.mark.parametrize("behind", ["", ", 14.05.2019", ", p. 14"])
@pytest.mark.parametrize("title", [*HEADLINES, *(one.capitalize() for one in HEADLINES)])
def test_a_headline_has_its_language_however_its_words_are_written(tmp_path: Path, title: str, behind: str) -> None:
    imported(tmp_path, f"{title}{behind}")
    assert source(tmp_path)["language"] == "en"
    assert [one.code for one in kg.check(tmp_path / "made") if one.code == "title-zh-missing"]


@pytest.mark.parametrize(
    "title",
    [
        *("Sample Daily", "The Sample Times", "Muster-Zeitung, S. 4", "Gaceta Muestra", "样本日报"),
        *("Folha", "Folha de Amostra", "O Globo", "L'Esempio", "Musterblatt 9/20", "MNA 2.3.2019", "musternews"),
    ],
)
def test_a_paper_is_known_by_the_word_that_papers_are_called_by(tmp_path: Path, title: str) -> None:
    imported(tmp_path, title)
    assert source(tmp_path)["language"] == "und"


def test_a_title_in_no_language_lacks_no_translation(tmp_path: Path) -> None:
    row = ("湖区步道", "嘉善县", "青浦区", "2019-10-08", "https://example.org/a (3 May 2022)")
    import_sheet(write_csv(tmp_path / "deals.csv", [row], HEADINGS), tmp_path / "made")
    found = [one for one in kg.check(tmp_path / "made") if one.code.startswith("title-")]
    assert not found
    plain = (*row[:4], "Minutes of the lake, 3 May 2022")
    import_sheet(write_csv(tmp_path / "deals.csv", [plain], HEADINGS), tmp_path / "made")
    assert [one.code for one in kg.check(tmp_path / "made") if one.code.startswith("title-")]


def test_a_second_link_of_a_cell_is_kept_and_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "https://example.org/a; https://example.org/b")
    assert source(tmp_path)["url"] == "https://example.org/a"
    (made,) = table(tmp_path / "made", "partnerships")
    assert "https://example.org/b" in made["note_zh"]
    assert "'https://example.org/b' is in the note alone" in remarks(done).en
