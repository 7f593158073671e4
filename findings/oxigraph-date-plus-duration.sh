#!/bin/sh
# pyoxigraph 0.5.13, Python 3.11, seen in November 2026.
# A date minus a duration is a date. The same date plus the same duration, as variables or as constants, has no value:
# the cell is blank, and nothing says why. (Minus a negative duration gives what plus should.)
# 日期减时长得日期。同一日期加同一时长，不论是变量还是常量，都没有值：单元格为空，也不说明原因。（减去负时长，得到加法应
# 得的结果。）
# Output:
#   ?day - ?span: 2016-07-28
#   ?day + ?span: blank
#   "2017-07-28"^^xsd:date + "P1Y"^^xsd:yearMonthDuration: blank
#   ?day - xsd:yearMonthDuration("-P1Y"): 2018-07-28
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyoxigraph==0.5.13
cat > "$folder/try.py" <<'END'
import pyoxigraph

QUERY = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT (%s AS ?found) WHERE { VALUES (?day ?span) { ("2017-07-28"^^xsd:date "P1Y"^^xsd:yearMonthDuration) } }"""

for expression in (
    "?day - ?span",
    "?day + ?span",
    '"2017-07-28"^^xsd:date + "P1Y"^^xsd:yearMonthDuration',
    '?day - xsd:yearMonthDuration("-P1Y")',
):
    (row,) = pyoxigraph.Store().query(QUERY % expression)
    print(f"{expression}: {row[0].value if row[0] else 'blank'}")
END
"$folder/env/bin/python" "$folder/try.py" | tee "$folder/said"
printf '%s\n' '?day - ?span: 2016-07-28' '?day + ?span: blank' \
  '"2017-07-28"^^xsd:date + "P1Y"^^xsd:yearMonthDuration: blank' \
  '?day - xsd:yearMonthDuration("-P1Y"): 2018-07-28' | diff - "$folder/said"
