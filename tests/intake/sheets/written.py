"""Sheets to import, and packages to read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from kg.intake.sheets.importing import Imported
from kg.text import Text

HEADINGS = ("项目名称", "甲方", "乙方", "类型", "领域", "投资额（万元）", "签约日期", "进展", "备注")
ROWS = (
    ("医疗合作协议", "嘉善县", "上海市", "合作协议", "医疗", "3500", "2017-07-28", "已签约", "首批"),
    ("科技园项目", "海盐县", "闵行区", "项目", "科技", "20000", "2016-05-01", "在建", ""),
    ("职业教育合作", "平湖市", "金山区", "合作", "教育", "800", "2017-01-15", "运营中", ""),
    ("旅游联盟", "桐乡市", "青浦区", "合作", "旅游", "120", "2015-11-11", "已签约", "四地"),
)


def write_csv(path: Path, rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    """A sheet of comma-separated rows below headings."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([headings, *rows])
    path.write_bytes(text.getvalue().encode("utf-8"))
    return path


def write_book(
    path: Path, merged: Sequence[str] = (), hidden: Sequence[int] = (), **sheets: Sequence[Sequence[Any]]
) -> Path:
    """A workbook of sheets by name, with areas that are merged and rows that are hidden; what it is imported into."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        for number in hidden:
            sheet.row_dimensions[number].hidden = True
    workbook.save(path)
    return path.with_suffix("")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a package's table, without empty cells; none where there is no such table."""
    if not (folder / f"{name}.csv").is_file():
        return []
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file)]


def by_name(folder: Path) -> dict[str, dict[str, str]]:
    """The partnerships of a package by their names."""
    return {row.get("name_zh") or row["name_en"]: row for row in table(folder, "partnerships")}


def stages_of(folder: Path, name: str) -> list[dict[str, str]]:
    """The stages of a partnership, by its name."""
    return of(table(folder, "stages"), "partnership", by_name(folder)[name]["id"])


def how_far(folder: Path, name: str) -> list[tuple[str, str, str, str]]:
    """The stages of a partnership, each with its day, how fine that is said, and how it is known."""
    return [(row["stage"], row["as_of"], row["precision"], row["time_basis"]) for row in stages_of(folder, name)]


def remarks(done: Imported, row: int | None = None) -> Text:
    """All that is said of the rows of an import, or of one of them, in each language as one text."""
    said = [text for one in done.account.rows if row in (None, one.row) for _, text in one.remarks]
    return Text("; ".join(text.en for text in said), "; ".join(text.zh for text in said))


def options(done: Imported, *path: str) -> list[str]:
    """What is proposed where an answer goes, the likeliest first; nothing where nothing is asked."""
    return [option.answer for one in done.account.questions if one.path == path for option in one.options]


def of(rows: Iterable[dict[str, str]], column: str, value: str) -> list[dict[str, str]]:
    """The rows with a value in a column."""
    return [row for row in rows if row.get(column) == value]
