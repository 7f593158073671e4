#!/bin/sh
# pyvis 0.3.2, networkx 3.6.1, Python 3.11, seen in November 2026.
# Drawing a networkx graph changes it: from_nx takes the attribute "weight" off the edges of the graph that it was given.
# What is measured after the picture is measured without weights, and gives another answer.
# 绘制 networkx 图会改动该图：from_nx 取走所给图各边的“weight”属性。绘图之后的测度便没有权重，结果不同。
# Output:
#   before: 8 [('Northshire', 'Southshire', {'weight': 3}), ('Northshire', 'Westshire', {'weight': 5})]
#   after: 2 [('Northshire', 'Southshire', {'width': 3}), ('Northshire', 'Westshire', {'width': 5})]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyvis==0.3.2 networkx==3.6.1
cat > "$folder/try.py" <<'END'
import networkx
from pyvis.network import Network

ties = networkx.Graph()
ties.add_edge("Northshire", "Southshire", weight=3)
ties.add_edge("Northshire", "Westshire", weight=5)
print("before:", ties.degree("Northshire", weight="weight"), sorted(ties.edges(data=True)))
Network().from_nx(ties)
print("after:", ties.degree("Northshire", weight="weight"), sorted(ties.edges(data=True)))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
before: 8 [('Northshire', 'Southshire', {'weight': 3}), ('Northshire', 'Westshire', {'weight': 5})]
after: 2 [('Northshire', 'Southshire', {'width': 3}), ('Northshire', 'Westshire', {'width': 5})]
END
