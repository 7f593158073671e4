#!/bin/sh
# quantulum3 0.10.0, Python 3.11, seen in November 2026.
# A reader of quantities in English prose. "million" and "M" are a scale to it; "bn" and "m" behind an amount of money are
# units of physics that it multiplies together, and a range of money is one amount, the sum of its ends.
# 读取英文行文中的数量。它把“million”与“M”当作数量级；金额之后的“bn”与“m”却成为相乘的物理单位，金额范围则成为一个数，即
# 两端之和。
# Output:
#   $1.2M -> 1200000.0 dollar
#   € 1.5 bn -> 1.5 barn newton
#   EUR 40m -> 40.0 metre
#   1.5m dollars -> 1.5 metre
#   10-12 million euros -> 22000000.0 euro
#   US$ 2.37 billion -> 2370000000.0 dimensionless
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet quantulum3==0.10.0
cat > "$folder/try.py" <<'END'
import warnings

warnings.simplefilter("ignore")
from quantulum3 import parser

AMOUNTS = ("$1.2M", "€ 1.5 bn", "EUR 40m", "1.5m dollars", "10-12 million euros", "US$ 2.37 billion")
for text in AMOUNTS:
    print(text, "->", ", ".join(f"{found.value} {found.unit.name}" for found in parser.parse(text)))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
$1.2M -> 1200000.0 dollar
€ 1.5 bn -> 1.5 barn newton
EUR 40m -> 40.0 metre
1.5m dollars -> 1.5 metre
10-12 million euros -> 22000000.0 euro
US$ 2.37 billion -> 2370000000.0 dimensionless
END
