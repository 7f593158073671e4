#!/bin/sh
# xlsx2csv 0.8.6, python-calamine 0.9.1, openpyxl 3.1.5, Python 3.11, seen in November 2026.
# A number whose format has a word with m, d, y, h or s in it (0.0" Mio. €", days, yuan) is taken for a date. Where the
# sheet shows 42.5 Mio. €, the CSV has the format with a month put into it, and the number is nowhere in the file; below 1
# it is a time of day. No warning. (The numbers on the left are what calamine reads.)
# 数字的格式中若有含 m、d、y、h 或 s 的词（0.0" Mio. €"、days、yuan），便被当作日期。表中显示 42.5 Mio. €，CSV 中却是填入月份的
# 格式，数字在文件中不复存在；小于 1 的成为时刻。没有警告。（左边的数字为 calamine 所读。）
# Output:
#   42.5 as 0.0" bn": 42.500000
#   42.5 as #,##0.0"万元": 42.5
#   42.5 as 0.0" m": 0.0" 02"
#   42.5 as 0.0" Mio. €": 0.0" 02io. €"
#   42.5 as #,##0.0" days": #,##0.0" 10ays"
#   42.5 as 0.0" yuan": 0.0" yuan"
#   0.5 as 0.0" bn": 0.500000
#   0.5 as #,##0.0"万元": 0.5
#   0.5 as 0.0" m": 12:00
#   0.5 as 0.0" Mio. €": 12:00
#   0.5 as #,##0.0" days": 12:00
#   0.5 as 0.0" yuan": 12:00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet xlsx2csv==0.8.6 python-calamine==0.9.1 openpyxl==3.1.5
cat > "$folder/try.py" <<'END'
import csv
import subprocess

import openpyxl
from python_calamine import CalamineWorkbook

FORMATS = ('0.0" bn"', '#,##0.0"万元"', '0.0" m"', '0.0" Mio. €"', '#,##0.0" days"', '0.0" yuan"')
book = openpyxl.Workbook()
for number in (42.5, 0.5):
    for form in FORMATS:
        book.active.append([number, form])
        book.active.cell(book.active.max_row, 1).number_format = form
book.save("amounts.xlsx")
subprocess.run(["env/bin/xlsx2csv", "amounts.xlsx", "amounts.csv"], check=True)
with open("amounts.csv", newline="") as file:
    rows = list(csv.reader(file))
sheet = CalamineWorkbook.from_path("amounts.xlsx").get_sheet_by_index(0)
for (number, form), (text, _) in zip(sheet.to_python(), rows):
    print(f"{number} as {form}: {text}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
42.5 as 0.0" bn": 42.500000
42.5 as #,##0.0"万元": 42.5
42.5 as 0.0" m": 0.0" 02"
42.5 as 0.0" Mio. €": 0.0" 02io. €"
42.5 as #,##0.0" days": #,##0.0" 10ays"
42.5 as 0.0" yuan": 0.0" yuan"
0.5 as 0.0" bn": 0.500000
0.5 as #,##0.0"万元": 0.5
0.5 as 0.0" m": 12:00
0.5 as 0.0" Mio. €": 12:00
0.5 as #,##0.0" days": 12:00
0.5 as 0.0" yuan": 12:00
END
