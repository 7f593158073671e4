#!/bin/sh
# pyexcel-ods 0.6.0, pyexcel-ods3 0.6.1, pyexcel-io 0.6.8, python-calamine 0.9.1, odfpy 1.4.1, Python 3.11, seen in November 2026.
# Spreadsheets write rows that are alike and follow one another once, with how often; so they do with cells. pyexcel-ods
# unfolds the cells and not the rows: of three deals of 40 one is left, and the sum is a third. Behind a merged cell its
# columns move one to the left (known: issue 193 of pyexcel). Its younger sister pyexcel-ods3, behind the same call, does
# both right. In both an amount formatted as money is a text with its code, which adds up with nothing. No warning.
# 电子表格把相邻的相同行只写一次并注明次数，单元格亦然。pyexcel-ods 展开单元格，却不展开行：三笔 40 只剩一笔，合计为三分之一。
# 合并单元格之后，其各列左移一列（已知：pyexcel 问题 193）。同一调用背后较新的 pyexcel-ods3 两者都对。二者都把设为货币格式的
# 金额读作带代码的文本，无法相加。没有警告。
# Output:
#   three rows that are alike: calamine [['Ely', 40.0], ['Ely', 40.0], ['Ely', 40.0]]
#     pyexcel-ods [['Ely', 40]]
#     pyexcel-ods3 [['Ely', 40], ['Ely', 40], ['Ely', 40]]
#   three cells that are alike: calamine [['Ely', 40.0, 40.0, 40.0]]
#     pyexcel-ods [['Ely', 40, 40, 40]]
#     pyexcel-ods3 [['Ely', 40, 40, 40]]
#   money: calamine [['Ely', 40.0]]
#     pyexcel-ods [['Ely', '40 EUR']]
#     pyexcel-ods3 [['Ely', '40 EUR']]
#   merged: calamine [['Ely and Holt', '', 'open']]
#     pyexcel-ods [['Ely and Holt', 'open']]
#     pyexcel-ods3 [['Ely and Holt', '', 'open']]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyexcel-ods==0.6.0 pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 python-calamine==0.9.1 odfpy==1.4.1
cat > "$folder/try.py" <<'END'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from pyexcel_io import get_data
from python_calamine import CalamineWorkbook

book = OpenDocumentSpreadsheet()


def text(said, **more):
    cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=said))
    return cell


def sheet(name, *cells, **more):
    row = TableRow(**more)
    for cell in cells:
        row.addElement(cell)
    table = Table(name=name)
    table.addElement(row)
    book.spreadsheet.addElement(table)


sheet("three rows that are alike", text("Ely"), TableCell(valuetype="float", value="40"), numberrowsrepeated="3")
sheet("three cells that are alike", text("Ely"), TableCell(valuetype="float", value="40", numbercolumnsrepeated="3"))
sheet("money", text("Ely"), TableCell(valuetype="currency", currency="EUR", value="40"))
sheet("merged", text("Ely and Holt", numbercolumnsspanned="2"), CoveredTableCell(), text("open"))
book.save("deals.ods")
readers = {name: get_data("deals.ods", library=name) for name in ("pyexcel-ods", "pyexcel-ods3")}
calamine = CalamineWorkbook.from_path("deals.ods")
for name in calamine.sheet_names:
    print(f"{name}: calamine {calamine.get_sheet_by_name(name).to_python()}")
    for reader, sheets in readers.items():
        print(f"  {reader} {sheets[name]}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
three rows that are alike: calamine [['Ely', 40.0], ['Ely', 40.0], ['Ely', 40.0]]
  pyexcel-ods [['Ely', 40]]
  pyexcel-ods3 [['Ely', 40], ['Ely', 40], ['Ely', 40]]
three cells that are alike: calamine [['Ely', 40.0, 40.0, 40.0]]
  pyexcel-ods [['Ely', 40, 40, 40]]
  pyexcel-ods3 [['Ely', 40, 40, 40]]
money: calamine [['Ely', 40.0]]
  pyexcel-ods [['Ely', '40 EUR']]
  pyexcel-ods3 [['Ely', '40 EUR']]
merged: calamine [['Ely and Holt', '', 'open']]
  pyexcel-ods [['Ely and Holt', 'open']]
  pyexcel-ods3 [['Ely and Holt', '', 'open']]
END
