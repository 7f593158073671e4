#!/bin/sh
# dateparser 1.5.0, Python 3.11, seen in November 2026.
# A quarter of a year is not refused but read as one day in its middle month, a half as one in January, and the months
# January to June as one in June; which day of the month, depends on the day on which one asks.
# 季度不予拒绝，而读作其中间月份的某一天；半年读作一月的某一天，“一月至六月”读作六月的某一天；究竟是几号，取决于提问当天。
# Output:
#   2017Q1 -> 2017-02-17
#   2017Q3 -> 2017-08-17
#   H1 2017 -> 2017-01-17
#   2017年1-6月 -> 2017-06-01
#   2017/18 -> 2017-05-18
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet dateparser==1.5.0
cat > "$folder/try.py" <<'END'
from datetime import datetime

import dateparser

SETTINGS = {"RELATIVE_BASE": datetime(2018, 5, 17), "TIMEZONE": "UTC"}
for text in ("2017Q1", "2017Q3", "H1 2017", "2017年1-6月", "2017/18"):
    found = dateparser.parse(text, settings=SETTINGS)
    print(text, "->", found and found.date())
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
2017Q1 -> 2017-02-17
2017Q3 -> 2017-08-17
H1 2017 -> 2017-01-17
2017年1-6月 -> 2017-06-01
2017/18 -> 2017-05-18
END
