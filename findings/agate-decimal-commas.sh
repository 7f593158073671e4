#!/bin/sh
# agate 1.14.2 (what csvkit reads with), Python 3.11, seen in December 2026.
# A column of amounts with decimal commas is a column of numbers to agate: the commas go as signs of thousands wherever
# they stand, so that 1,5 is 15. Beside a point for thousands only the comma goes: 1.234,50 is 1.2345. Of a percentage
# the sign goes and the hundred stays.
# 金额用逗号作小数点的列，agate 当作数字列：逗号无论在何处都按千位分隔符去掉，1,5 变成 15。与作千位分隔的点并用时也只去
# 掉逗号：1.234,50 变成 1.2345。百分数去掉符号，不除以一百。
# Output:
#   ['Text', 'Number', 'Number']
#   Lindau 15 40
#   Marnau 275 5
#   Tolnau 1.23450 55
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet agate==1.14.2
cat > "$folder/try.py" <<'END'
import io

import agate

table = agate.Table.from_csv(io.StringIO("partner;amount;share\nLindau;1,5;40%\nMarnau;2,75;5%\nTolnau;1.234,50;55%\n"), delimiter=";")
print([type(kind).__name__ for kind in table.column_types])
for row in table.rows:
    print(row["partner"], row["amount"], row["share"])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
['Text', 'Number', 'Number']
Lindau 15 40
Marnau 275 5
Tolnau 1.23450 55
END
