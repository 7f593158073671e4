#!/bin/sh
# python-calamine 0.9.1, odfpy 1.4.1, Python 3.11, seen in November 2026.
# A cell of an ODS sheet may hold lines as paragraphs or with the element for a line break. Of the first the line ends are
# kept; of the second they are dropped, with nothing in between, so that two names become one. Blanks that are elements
# too (text:s) are kept.
# ODS 单元格中的多行可以写成若干段落，也可以用换行元素。读前者时换行得以保留；读后者时换行被略去，中间不留任何字符，两个
# 名称便连成一个。同为元素的空格（text:s）则得以保留。
# Output:
#   paragraphs: 'Port of A\nPort of B'
#   a line break: 'Port of APort of B'
#   three blanks: 'Port of A   Port of B'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet python-calamine==0.9.1 odfpy==1.4.1
cat > "$folder/try.py" <<'END'
import python_calamine
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S

book = OpenDocumentSpreadsheet()
table = Table(name="sheet")
book.spreadsheet.addElement(table)


def add(*paragraphs):
    row, cell = TableRow(), TableCell(valuetype="string")
    for paragraph in paragraphs:
        cell.addElement(paragraph)
    row.addElement(cell)
    table.addElement(row)


add(P(text="Port of A"), P(text="Port of B"))
for between in (LineBreak(), S(c=3)):
    paragraph = P(text="Port of A")
    paragraph.addElement(between)
    paragraph.addText("Port of B")
    add(paragraph)
book.save("lines.ods")
rows = python_calamine.CalamineWorkbook.from_path("lines.ods").get_sheet_by_index(0).to_python()
for name, (cell,) in zip(("paragraphs", "a line break", "three blanks"), rows):
    print(f"{name}: {cell!r}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
paragraphs: 'Port of A\nPort of B'
a line break: 'Port of APort of B'
three blanks: 'Port of A   Port of B'
END
