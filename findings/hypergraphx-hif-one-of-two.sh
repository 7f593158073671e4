#!/bin/sh
# hypergraphx 1.8.0, xgi 0.10.2, Python 3.11, seen in November 2026.
# HIF is the format in which hypergraphs are passed on: partnerships and who is in them, each with an id and a weight. Two
# partnerships of the same parties, a treaty of weight 3 and a fund of 5, come into hypergraphx as one of weight 2, which is
# how many they are, with what is said of the later one alone; a weight of 7 comes as 1, and parties are numbers. What was
# read cannot be written as HIF again (an error). xgi has all three by their ids, and no weight. No warning from either.
# HIF 是超图的交换格式：合作及其成员，各有编号与权重。成员相同的两项合作（权重 3 的条约与 5 的基金）读入 hypergraphx 后成为
# 一项，权重为 2，即项数，说明只留后者；权重 7 读作 1，各方成为数字。读入的内容不能再写成 HIF（报错）。xgi 保留三项合作及其
# 编号，但没有权重。两者都没有警告。
# Output:
#   xgi: treaty ['A', 'B'] weight None, of treaty
#   xgi: fund ['A', 'B'] weight None, of fund
#   xgi: fair ['B', 'C', 'D'] weight None, of fair
#   hypergraphx: (0, 1) weight 2, of fund
#   hypergraphx: (1, 2, 3) weight 1, of fair
#   hypergraphx, written again: keys must be str, int, float, bool or None, not tuple
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet hypergraphx==1.8.0 xgi==0.10.2
cat > "$folder/try.py" <<'END'
import json

import xgi
from hypergraphx.readwrite import read_hif, write_hif

PARTIES = {"treaty": "AB", "fund": "AB", "fair": "BCD"}
WEIGHTS = {"treaty": 3, "fund": 5, "fair": 7}
with open("ties.json", "w") as file:
    json.dump(
        {
            "network-type": "undirected",
            "metadata": {},
            "incidences": [{"edge": edge, "node": node} for edge, nodes in PARTIES.items() for node in nodes],
            "nodes": [{"node": node} for node in "ABCD"],
            "edges": [{"edge": edge, "weight": weight, "attrs": {"of": edge}} for edge, weight in WEIGHTS.items()],
        },
        file,
    )
for edge, nodes in (read := xgi.read_hif("ties.json")).edges.members(dtype=dict).items():
    print(f"xgi: {edge} {sorted(nodes)} weight {read.edges[edge].get('weight')}, of {read.edges[edge]['of']}")
read = read_hif("ties.json")
for nodes in sorted(read.get_edges()):
    print(f"hypergraphx: {nodes} weight {read.get_weight(nodes)}, of {read.get_edge_metadata(nodes)['attrs']['of']}")
try:
    write_hif(read, "again.json")
except TypeError as error:
    print(f"hypergraphx, written again: {error}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
xgi: treaty ['A', 'B'] weight None, of treaty
xgi: fund ['A', 'B'] weight None, of fund
xgi: fair ['B', 'C', 'D'] weight None, of fair
hypergraphx: (0, 1) weight 2, of fund
hypergraphx: (1, 2, 3) weight 1, of fair
hypergraphx, written again: keys must be str, int, float, bool or None, not tuple
END
