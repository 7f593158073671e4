#!/bin/sh
# xlsx 0.18.5 (SheetJS), openpyxl 3.1.5, Node 20, Python 3.11, seen in November 2026.
# A day in a sheet, read with cellDates on a computer in Shanghai, is 43 seconds short of that day: asked for its date, it is
# the day before. So it is in Kolkata, by ten seconds; in London, Berlin and New York it is right. Days are counted from the
# end of 1899, when those two places still went by the sun, and a computer tells the offset of such a clock in whole minutes.
# 在上海的计算机上以 cellDates 读取表中的某一天，得到的时刻早 43 秒：再问其日期，便是前一天。加尔各答早 10 秒，也是如此；
# 伦敦、柏林与纽约则正确。日期自 1899 年末数起，当时两地仍用地方太阳时，而程序得到的时差只有整分钟。
# Output:
#   Asia/Shanghai: 2017-07-27 23:59:17
#   Asia/Kolkata: 2017-07-27 23:59:50
#   Europe/London: 2017-07-28 00:00:00
#   Europe/Berlin: 2017-07-28 00:00:00
#   America/New_York: 2017-07-28 00:00:00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet openpyxl==3.1.5
npm install --silent --prefix "$folder" xlsx@0.18.5 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cd "$folder"
env/bin/python - <<'END'
from datetime import date

import openpyxl

book = openpyxl.Workbook()
book.active["A1"] = date(2017, 7, 28)
book.save("signed.xlsx")
END
cat > try.js <<'END'
const { readFile } = require("xlsx");
const book = readFile("signed.xlsx", { cellDates: true });
const day = book.Sheets[book.SheetNames[0]].A1.v;
const two = (number) => String(number).padStart(2, "0");
const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
console.log(`${process.env.TZ}: ${date} ${two(day.getHours())}:${two(day.getMinutes())}:${two(day.getSeconds())}`);
END
for place in Asia/Shanghai Asia/Kolkata Europe/London Europe/Berlin America/New_York; do
    TZ=$place node try.js
done | tee said
diff - said <<'END'
Asia/Shanghai: 2017-07-27 23:59:17
Asia/Kolkata: 2017-07-27 23:59:50
Europe/London: 2017-07-28 00:00:00
Europe/Berlin: 2017-07-28 00:00:00
America/New_York: 2017-07-28 00:00:00
END
