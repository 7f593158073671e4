#!/bin/sh
# openpyxl 3.1.5 and python-calamine 0.9.1, Python 3.11, seen in November 2026.
# Excel in Chinese has date formats of its own, 27 to 36 and 50 to 58, which a file names by number alone: 31 is
# year, month and day with their Chinese signs. openpyxl does not know the number: the cell is the whole number 42944 with
# the format "General", and nothing says that it was a day. calamine reads the day.
# 中文版 Excel 有自己的日期格式（27 至 36、50 至 58），文件中仅以编号指明：31 为带汉字的年月日。openpyxl 不认识该编号：
# 单元格成为整数 42944，格式为“General”，看不出曾是日期。calamine 读出日期。
# Output:
#   openpyxl: 42944 General False
#   calamine: [[datetime.date(2017, 7, 28)]]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet openpyxl==3.1.5 python-calamine==0.9.1
cat > "$folder/try.py" <<'END'
import zipfile

import openpyxl
import python_calamine

book = openpyxl.Workbook()
book.active["A1"] = 42944
book.active["A1"].number_format = "0.00"
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("dated.xlsx", "w") as new:
    for name in old.namelist():
        content = old.read(name)
        # As Excel in Chinese writes it: format number 31, without a code.
        new.writestr(name, content.replace(b'numFmtId="2"', b'numFmtId="31"'))
cell = openpyxl.load_workbook("dated.xlsx").active["A1"]
print("openpyxl:", cell.value, cell.number_format, cell.is_date)
print("calamine:", python_calamine.CalamineWorkbook.from_path("dated.xlsx").get_sheet_by_index(0).to_python())
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
openpyxl: 42944 General False
calamine: [[datetime.date(2017, 7, 28)]]
END
