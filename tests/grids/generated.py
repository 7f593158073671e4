"""Sheets as they come, and worse, made by Hypothesis: any test that takes a file may take these.

None of them is harmful to other software: no bomb is among them, and no cell that a reader is known to fail at.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tests.grids.workbooks import ods, ods_text, xlsx

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")
DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\n", "\r\n", "\r")

HEADINGS = [
    *(["名称", "甲方", "乙方", "类型", "领域", "金额（万元）", "日期", "阶段", "来源", "备注"]),
    *(["name", "party A", "party B", "type", "sector", "amount", "date", "status", "source", "note"]),
]
NAMES = [
    "嘉兴市",
    "上海市松江区",
    "嘉兴学院",
    "上海港集团",
    "Pinghu City",
    "University of Sampleford",
    "平湖经济技术开发区",
]
#: What people write into cells, and what programs leave there.
CELLS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        ["3.5亿元", "US$1.2m", "1.500.000,00 €", "10-12亿", "n.a.", "-", "免费", "35%", "1e999999999", "1e-400"]
    ),
    st.sampled_from(["2017年7月", "7/8/2017", "20170728", "42944", "2017-02-30", "0000-00-00", "平成29年"]),
    st.sampled_from(
        ['He said: "a; b", and left', '"', '""', "'", "=1+1", "@x", "-1+2", "\ufeff", "�", "x\u202ey", "a|b;c\td,e"]
    ),
    st.sampled_from(["", " ", "\u3000", "\n", "a\nb", "9" * 400, "0.1000000000000001", "007", "１２３", "𠮷野家", "é"]),
    st.text(max_size=12).filter(lambda text: text.isprintable()),
)


@dataclass(frozen=True)
class Sheet:
    """A file that was made: its name, its bytes, and the rows that are in it, where that is known."""

    name: str
    content: bytes
    rows: tuple[tuple[str, ...], ...] = ()

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.content)
        return path


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[str, ...], ...]:
    """A heading and rows: headings shuffled, missing, doubled, blank; rows too short, too long, empty."""
    headings = draw(st.lists(st.sampled_from([*HEADINGS, "", " "]), min_size=1, max_size=10))
    row = st.lists(CELLS, max_size=len(headings) + 2).map(tuple)
    return (tuple(headings), *draw(st.lists(row, max_size=8)))


def delimited(rows: tuple[tuple[str, ...], ...], delimiter: str, ends: list[str]) -> str:
    """The text of rows, whose lines end as they like."""
    lines = []
    for number, row in enumerate(rows):
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter).writerow(row)
        lines.append(line.getvalue().removesuffix("\r\n") + ends[number % len(ends)])
    return "".join(lines)


@st.composite
def clean_sheets(draw: st.DrawFn) -> Sheet:
    """A delimited file in order: in any encoding that can be told, with any delimiter, line ends mixed."""
    names = st.sampled_from([*NAMES, "3.5亿元", "2017年7月", 'He said: "a; b", and left', "x, y", "a\nb", ""])
    width = draw(st.integers(3, 6))
    headings = tuple(draw(st.permutations(HEADINGS[:10]))[:width])
    row = st.tuples(*([st.sampled_from(NAMES)] * 2), *([names] * (width - 2)))
    rows = (headings, *draw(st.lists(row, min_size=3, max_size=8)))
    text = delimited(rows, draw(st.sampled_from(DELIMITERS)), draw(st.lists(st.sampled_from(LINE_ENDS), min_size=1)))
    return Sheet("sheet.csv", text.encode(draw(st.sampled_from(ENCODINGS))), rows)


@st.composite
def odd_texts(draw: st.DrawFn) -> Sheet:
    """A delimited file out of order: quotes open, nulls, bytes of another encoding, JSON on one line."""
    text = delimited(draw(tables()), draw(st.sampled_from(DELIMITERS)), ["\n", "\r\n"])
    content = text.encode(draw(st.sampled_from([*ENCODINGS, "cp1252", "big5"])), "replace")
    spoilt = draw(
        st.sampled_from(
            [
                content,
                content.replace(b'"', b"", 1),
                content + b'"never closed,\n1,2\n',
                content.replace(b"\n", b"\0\n"),
                content[: len(content) // 2] + bytes([255, 254, 129]) + content[len(content) // 2 :],
                content + "名称".encode("gbk") + "é".encode(),
                content.replace(b",", b"," + b"x" * 100_000, 1),
                json.dumps({"rows": [text] * 50}).encode(),
                json.dumps([text]).encode(),
                b"",
                b"\n\n\n",
                b"\xef\xbb\xbf",
                b"\xff\xfe",
            ]
        )
    )
    return Sheet(draw(st.sampled_from(["sheet.csv", "sheet.tsv", "sheet.txt"])), spoilt)


def _cell(reference: str, kind: str, text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    safe = "".join(character for character in safe if character.isprintable())
    return {
        "text": f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>',
        "number": f'<c r="{reference}"><v>0.{abs(hash(text)) % 10**16:016}</v></c>',
        "as text": f'<c r="{reference}" t="str"><v>12345678901234567890</v></c>',
        "formula": f'<c r="{reference}"><f>A1&amp;B2</f></c>',
        "computed": f'<c r="{reference}" t="str"><f>A1</f><v>{safe}</v></c>',
        "error": f'<c r="{reference}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "boolean": f'<c r="{reference}" t="b"><v>1</v></c>',
        "empty": f'<c r="{reference}"/>',
        "infinite": f'<c r="{reference}"><v>1E+400</v></c>',
        "date": f'<c r="{reference}" t="d"><v>2017-07-28T00:00:00</v></c>',
        "odd style": f'<c r="{reference}" s="999"><v>42944</v></c>',
        "odd kind": f'<c r="{reference}" t="x"><v>{safe}</v></c>',
    }[kind]


_KINDS = st.sampled_from(
    ["text"] * 4
    + [
        "number",
        "as text",
        "formula",
        "computed",
        "error",
        "boolean",
        "empty",
        "infinite",
        "date",
        "odd style",
        "odd kind",
    ]
)


@st.composite
def workbooks(draw: st.DrawFn) -> Sheet:
    """A workbook of Excel with cells of all kinds, merged areas, hidden rows, a wrong size, days from 1904."""
    rows = draw(tables())
    made = []
    for number, row in enumerate(rows, 1):
        cells = [
            _cell(f"{chr(65 + column)}{number}", "text" if number == 1 else draw(_KINDS), text)
            for column, text in enumerate(row)
        ]
        hidden = ' hidden="1"' if draw(st.booleans()) and number > 2 else ""
        made.append(f'<row r="{number}"{hidden}>{"".join(cells)}</row>')
    size = draw(st.sampled_from(["A1", "A1:XFD1048576", "C3:D4"]))
    merged = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>']))
    book = draw(st.sampled_from(["", '<workbookPr date1904="1"/>']))
    sheet = f'<dimension ref="{size}"/><sheetData>{"".join(made)}</sheetData>{merged}'
    with tempfile.TemporaryDirectory() as folder:
        return Sheet("sheet.xlsx", xlsx(Path(folder) / "sheet.xlsx", sheet, workbook=book).read_bytes(), rows)


@st.composite
def documents(draw: st.DrawFn) -> Sheet:
    """A workbook in OpenDocument, with rows and cells that repeat."""
    rows = draw(tables())
    made = []
    for row in rows:
        cells = "".join(ods_text("".join(filter(str.isprintable, text))) for text in row)
        repeated = draw(st.sampled_from(["", ' table:number-rows-repeated="3"', ' table:visibility="collapse"']))
        made.append(f"<table:table-row{repeated}>{cells}</table:table-row>")
    with tempfile.TemporaryDirectory() as folder:
        table = f'<table:table table:name="a">{"".join(made)}</table:table>'
        return Sheet("sheet.ods", ods(Path(folder) / "sheet.ods", table).read_bytes(), rows)


@st.composite
def damaged(draw: st.DrawFn) -> Sheet:
    """A file that was cut, turned or named as another kind."""
    sheet = draw(st.one_of(workbooks(), documents(), clean_sheets()))
    content = sheet.content
    place = draw(st.integers(0, max(len(content) - 1, 0)))
    spoilt = draw(
        st.sampled_from(
            [
                content[:place],
                content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :] if content else b"",
                content[:place] + content[place + 7 :],
                b"PK\x03\x04" + content[:place],
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content,
                gzip.compress(content, mtime=0)[: place // 2],
                b"<html><table><tr><td>1</td></tr></table></html>",
            ]
        )
    )
    return Sheet(draw(st.sampled_from([sheet.name, "sheet.xlsx", "sheet.xls", "sheet.ods", "sheet.csv"])), spoilt)


#: Any file at all.
ANY = st.one_of(clean_sheets(), odd_texts(), workbooks(), documents(), damaged())


@st.composite
def spoilt_tables(draw: st.DrawFn, rows: list[list[str]]) -> list[list[str]]:
    """A table of a package with its columns shuffled, missing, doubled or blank, and cells written over."""
    order = draw(st.permutations(range(len(rows[0]))))
    keep = draw(st.integers(max(len(order) - 2, 1), len(order)))
    doubled = draw(st.lists(st.sampled_from(order), max_size=1))
    columns = [*order[:keep], *doubled]
    made = [[row[column] for column in columns] for row in rows]
    if draw(st.booleans()):
        made = [["", *row] if draw(st.booleans()) else [*row, ""] for row in made]
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.integers(0, len(made) - 1))
        made[row][draw(st.integers(0, len(made[row]) - 1))] = draw(CELLS)
    return made
