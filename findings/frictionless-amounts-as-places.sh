#!/bin/sh
# frictionless 5.21.0, Python 3.11, seen in December 2026.
# Asked to describe a table with decimal commas, frictionless takes the column of amounts for places: 1,5 is the point
# at longitude 1 and latitude 5, and is read as such, without an error. One amount beyond 90 behind the comma makes the
# column text.
# 让 frictionless 描述用逗号作小数点的表格，金额列被当作地点：1,5 成了经度 1、纬度 5 的点，读出来就是坐标，没有任何错误。
# 只要有一个金额逗号后超过 90，该列就成了文本。
# Output:
#   small [('partner', 'string'), ('amount', 'geopoint')]
#   small [[1.0, 5.0], [2.0, 75.0]]
#   large [('partner', 'string'), ('amount', 'string')]
#   large ['1,5', '2,95']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet frictionless==5.21.0
cat > "$folder/try.py" <<'END'
import pathlib

from frictionless import Resource, describe

for name, rows in (("small", ("1,5", "2,75")), ("large", ("1,5", "2,95"))):
    path = pathlib.Path(f"{name}.csv")
    path.write_text("partner;amount\n" + "".join(f"Town {number};{row}\n" for number, row in enumerate(rows)))
    print(name, [(field.name, field.type) for field in describe(path.name).schema.fields])
    with Resource(path.name) as table:
        print(name, [row["amount"] for row in table.row_stream])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
small [('partner', 'string'), ('amount', 'geopoint')]
small [[1.0, 5.0], [2.0, 75.0]]
large [('partner', 'string'), ('amount', 'string')]
large ['1,5', '2,95']
END
