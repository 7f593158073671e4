#!/bin/sh
# htmldate 1.11.0, dateparser 1.5.0, Python 3.11, seen in November 2026.
# It says when a web page was published, in many languages. Of a Chinese day, alone or behind "published", it takes the year
# only, as the first of January; where a footer has the years of its copyright, it takes the last of these, years after the
# article. A day in German or Korean is read in the same place, and so is a Chinese one with a time of day and no word before
# it. (With extensive_search=False nothing is said of such a page, in place of a wrong day.)
# 判断网页的发布日期，支持多种语言。中文日期单独出现或前有“发布时间”时，只取年份，记作一月一日；若页脚有版权年份，则取其中
# 最后一年，比文章晚若干年。同一位置的德文、韩文日期可以读出；中文日期后有时刻而前面没有词语时，也可以读出。
# （设 extensive_search=False 时，对这样的网页不作回答，而不是答错。）
# Output:
#   28 July 2017: 2017-07-28; with a footer: 2017-07-28
#   28. Juli 2017: 2017-07-28; with a footer: 2017-07-28
#   2017년 7월 28일: 2017-07-28; with a footer: 2017-07-28
#   2017-07-28: 2017-07-28; with a footer: 2017-07-28
#   2017年7月28日: 2017-01-01; with a footer: 2024-01-01
#   2017年7月28日 10:20: 2017-07-28; with a footer: 2017-07-28
#   发布时间：2017年7月28日 10:20: 2017-01-01; with a footer: 2024-01-01
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet htmldate==1.11.0 dateparser==1.5.0
cat > "$folder/try.py" <<'END'
from htmldate import find_date

PAGE = '<html><body><article><h1>Accord</h1><span class="date">{}</span><p>Text.</p></article>{}</body></html>'
FOOTER = "<footer>© 2005-2024 Daily</footer>"
for day in ("28 July 2017", "28. Juli 2017", "2017년 7월 28일", "2017-07-28", "2017年7月28日", "2017年7月28日 10:20",
            "发布时间：2017年7月28日 10:20"):
    print(f"{day}: {find_date(PAGE.format(day, ''))}; with a footer: {find_date(PAGE.format(day, FOOTER))}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
28 July 2017: 2017-07-28; with a footer: 2017-07-28
28. Juli 2017: 2017-07-28; with a footer: 2017-07-28
2017년 7월 28일: 2017-07-28; with a footer: 2017-07-28
2017-07-28: 2017-07-28; with a footer: 2017-07-28
2017年7月28日: 2017-01-01; with a footer: 2024-01-01
2017年7月28日 10:20: 2017-07-28; with a footer: 2017-07-28
发布时间：2017年7月28日 10:20: 2017-01-01; with a footer: 2024-01-01
END
