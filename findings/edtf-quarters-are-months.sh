#!/bin/sh
# edtf 5.0.2 (python-edtf), Python 3.11, seen in December 2026.
# EDTF has codes for quarters and halves of a year. python-edtf reads them, but makes of the words for them a month of
# that number: the third quarter is March, and the fourth, which begins in October, April. Of a Chinese month it makes
# the seventh day of an unknown month.
# EDTF 有季度和半年的代码。python-edtf 能读这些代码，但把写成文字的季度变成同号的月份：第三季度成了三月，十月开始的第四
# 季度成了四月。中文的月份则变成某年某月的七日。
# Output:
#   2021-35: (2021, 7, 1) to (2021, 9, 30)
#   Q3 2021: 2021-03
#   2021 Q4: 2021-04
#   1st half of 2021: 2021-01
#   2017年7月: XXXX-XX-07
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet edtf==5.0.2
cat > "$folder/try.py" <<'END'
from edtf import parse_edtf, text_to_edtf

code = parse_edtf("2021-35")
print("2021-35:", code.lower_strict()[:3], "to", code.upper_strict()[:3])
for text in ("Q3 2021", "2021 Q4", "1st half of 2021", "2017年7月"):
    print(f"{text}: {text_to_edtf(text)}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
2021-35: (2021, 7, 1) to (2021, 9, 30)
Q3 2021: 2021-03
2021 Q4: 2021-04
1st half of 2021: 2021-01
2017年7月: XXXX-XX-07
END
