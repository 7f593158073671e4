#!/bin/sh
# pyjstat 2.4.0, pandas 2.3.3, jsonstat-toolkit 2.2.2, Python 3.11, Node 20, seen in November 2026.
# A table of exports by region and year, written as JSON-stat, a cube whose values have no names but their places. Sorted by
# region, all is well. Sorted by year, the values go out in the order of the rows: what Ely had in 2016 is now what Holt had
# in 2017, and the total is right. Where a row is missing, the values behind it move up. Other readers take it as it stands,
# and nothing is said when it is written (pyjstat itself reads the last one back with an error, its issue 36).
# 按地区与年份的出口表写成 JSON-stat，即各值只凭位置辨认的立方体。按地区排序时一切无误。按年份排序时，各值照行的次序写出：
# Ely 2016 年之值成了 Holt 2017 年之值，而合计不变。缺一行时，其后各值前移。其他读取工具照样读入，写出时没有任何提示（最后一
# 例由 pyjstat 自己读回时报错，见其问题 36）。
# Output:
#   by-region written: Holt 2016 1, Holt 2017 2, Ely 2016 30, Ely 2017 40,
#   by-year written: Holt 2016 1, Ely 2016 30, Holt 2017 2, Ely 2017 40,
#   one-missing written: Holt 2016 1, Ely 2016 30, Ely 2017 40,
#   by-region read: Holt 2016 1, Holt 2017 2, Ely 2016 30, Ely 2017 40,
#   by-year read: Holt 2016 1, Holt 2017 30, Ely 2016 2, Ely 2017 40,
#   one-missing read: Holt 2016 1, Holt 2017 30, Ely 2016 40, Ely 2017 ,
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyjstat==2.4.0 pandas==2.3.3
npm install --silent --prefix "$folder" jsonstat-toolkit@2.2.2 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/try.py" <<'END'
import pandas
from pyjstat import pyjstat

ROWS = [("Holt", "2016", 1), ("Holt", "2017", 2), ("Ely", "2016", 30), ("Ely", "2017", 40)]
TABLES = {
    "by-region": ROWS,
    "by-year": sorted(ROWS, key=lambda row: row[1]),
    "one-missing": [row for row in ROWS if row[2] != 2],
}
for name, rows in TABLES.items():
    table = pandas.DataFrame(rows, columns=["region", "year", "value"])
    with open(f"{name}.json", "w") as file:
        file.write(pyjstat.Dataset.read(table).write())
    print(name, "written:", *(f"{region} {year} {value}," for region, year, value in rows))
END
cat > "$folder/try.js" <<'END'
const { readFileSync } = require("fs");
const JSONstat = require("jsonstat-toolkit");

for (const name of ["by-region", "by-year", "one-missing"]) {
  const table = JSONstat(JSON.parse(readFileSync(`${name}.json`))).toTable();
  console.log(name, "read:", table.slice(1).map((row) => `${row.join(" ")},`).join(" "));
}
END
cd "$folder"
{ env/bin/python try.py; node try.js; } | tee said
diff - said <<'END'
by-region written: Holt 2016 1, Holt 2017 2, Ely 2016 30, Ely 2017 40,
by-year written: Holt 2016 1, Ely 2016 30, Holt 2017 2, Ely 2017 40,
one-missing written: Holt 2016 1, Ely 2016 30, Ely 2017 40,
by-region read: Holt 2016 1, Holt 2017 2, Ely 2016 30, Ely 2017 40,
by-year read: Holt 2016 1, Holt 2017 30, Ely 2016 2, Ely 2017 40,
one-missing read: Holt 2016 1, Holt 2017 30, Ely 2016 40, Ely 2017 ,
END
