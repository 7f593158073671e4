#!/bin/sh
# pycirclize 1.10.1, pandas 2.3.3, Python 3.11, seen in November 2026.
# A chord diagram from a table of flows. Two rows of the same pair are not added up: the last takes the place of the others,
# unsaid, while the order by size ("desc") goes by all of them. Who received the most is drawn with the thinnest band.
# 由流量表绘制弦图。同一对地区的两行不相加：最后一行取代前面各行，不作提示；而按大小排序（“desc”）时又计入所有行。得到最多
# 的地区，所画的带子反而最细。
# Output:
#   in the table: 115 {'Southshire': 95, 'Brackwater': 20}
#   in the drawing: 25 {'Southshire': 5, 'Brackwater': 20}
#   largest first: ['Northshire', 'Southshire', 'Brackwater']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pycirclize==1.10.1 pandas==2.3.3
cat > "$folder/try.py" <<'END'
import pandas
from pycirclize.parser import Matrix

FUNDS = [("Northshire", "Southshire", 90), ("Northshire", "Brackwater", 20), ("Northshire", "Southshire", 5)]
table = pandas.DataFrame(FUNDS, columns=["from", "to", "value"])
matrix = Matrix.parse_fromto_table(table, order="desc")
print("in the table:", table.value.sum(), table.groupby("to", sort=False).value.sum().to_dict())
drawn = {other: int(value) for _, other, value in matrix.to_fromto_table().itertuples(index=False)}
print("in the drawing:", sum(drawn.values()), drawn)
print("largest first:", matrix.all_names)
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
in the table: 115 {'Southshire': 95, 'Brackwater': 20}
in the drawing: 25 {'Southshire': 5, 'Brackwater': 20}
largest first: ['Northshire', 'Southshire', 'Brackwater']
END
