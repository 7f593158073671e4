#!/bin/sh
# python-calamine 0.9.1, openpyxl 3.1.5, Python 3.11, seen in November 2026.
# A cell with an error (#N/A) and a formula that no spreadsheet has computed yet come as empty text, as if nobody had
# written anything there: a sum that is missing and a field that is empty are one to whoever counts what is filled.
# 含错误值（#N/A）的单元格与电子表格尚未计算的公式都读作空文本，如同从未填写：统计已填内容的人分不清缺失的合计与空白的栏。
# Output:
#   in the file: {'A2': 'e', 'B2': 'f', 'C2': 'n', 'D2': 'n'}
#   calamine: ['', '', '', 5.0]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet openpyxl==3.1.5 python-calamine==0.9.1
cat > "$folder/try.py" <<'END'
import openpyxl
import python_calamine

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["error", "formula", "empty", "number"])
sheet.append(["#N/A", "=40+2", None, 5])
book.save("cells.xlsx")
kinds = {cell.coordinate: cell.data_type for cell in openpyxl.load_workbook("cells.xlsx").active[2]}
print("in the file:", kinds)
print("calamine:", python_calamine.CalamineWorkbook.from_path("cells.xlsx").get_sheet_by_index(0).to_python()[1])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
in the file: {'A2': 'e', 'B2': 'f', 'C2': 'n', 'D2': 'n'}
calamine: ['', '', '', 5.0]
END
