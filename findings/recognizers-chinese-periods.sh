#!/bin/sh
# recognizers-text-suite 1.0.2a2 (its parts of the same version), emoji 1.7.0, Python 3.11, seen in November 2026.
# Its Chinese dates know "the third quarter" and a range of days. Of "January to June" it takes June, of "the first quarter
# of this year" this year up to the day of the text, of "the first half of 2017" nothing at all; and "2015 to 2020" ends
# where 2020 begins, while 2017 alone ends where 2018 begins. Amounts: a currency before its number is an amount of its
# own, without a value.
# 其中文日期认识“第三季度”和日期范围。“一月至六月”只取六月，“今年第一季度”取今年至行文当日，“2017年上半年”什么也没有；“
# 2015至2020年”止于2020年开始之时，而单独的2017年止于2018年开始之时。金额：写在数字之前的货币自成一个没有数值的金额。
# Output:
#   第三季度 -> 第三季度 2017-07-01 to 2017-10-01
#   2024年5月6日至8日 -> 2024年5月6日至8日 2024-05-06 to 2024-05-08
#   1-6月 -> 6月 2017-06-01 to 2017-07-01
#   今年一季度 -> 今年 2017-01-01 to 2017-07-28
#   2017年上半年 -> nothing
#   2017年 -> 2017年 2017-01-01 to 2018-01-01
#   2015至2020年 -> 2015至2020年 2015-01-01 to 2020-01-01
#   人民币3亿元 -> 人民币 None, 3亿元 3e+08
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet recognizers-text-suite==1.0.2a2 emoji==1.7.0
cat > "$folder/try.py" <<'END'
from datetime import datetime

from recognizers_date_time import recognize_datetime
from recognizers_number_with_unit import recognize_currency
from recognizers_text import Culture

DAY = datetime(2017, 7, 28)
for text in ("第三季度", "2024年5月6日至8日", "1-6月", "今年一季度", "2017年上半年", "2017年", "2015至2020年"):
    found = recognize_datetime(text, Culture.Chinese, reference=DAY)
    said = [f"{one.text} {one.resolution['values'][0]['start']} to {one.resolution['values'][0]['end']}" for one in found]
    print(text, "->", ", ".join(said) or "nothing")
money = recognize_currency("人民币3亿元", Culture.Chinese)
print("人民币3亿元 ->", ", ".join(f"{one.text} {one.resolution['value']}" for one in money))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
第三季度 -> 第三季度 2017-07-01 to 2017-10-01
2024年5月6日至8日 -> 2024年5月6日至8日 2024-05-06 to 2024-05-08
1-6月 -> 6月 2017-06-01 to 2017-07-01
今年一季度 -> 今年 2017-01-01 to 2017-07-28
2017年上半年 -> nothing
2017年 -> 2017年 2017-01-01 to 2018-01-01
2015至2020年 -> 2015至2020年 2015-01-01 to 2020-01-01
人民币3亿元 -> 人民币 None, 3亿元 3e+08
END
