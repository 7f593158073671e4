#!/bin/sh
# pyvis 0.3.2, networkx 3.6.1, Python 3.11, seen in November 2026.
# Two regions with three agreements are a multigraph with three edges. from_nx keeps one of them, the first, and drops the
# others without a word; the same graph with directions keeps all three.
# 两个地区之间有三项协议，即有三条边的多重图。from_nx 只保留第一条，其余略去而不作提示；有方向的同一图则三条都保留。
# Output:
#   MultiGraph 3 edges, drawn: ['treaty of 1998']
#   MultiDiGraph 3 edges, drawn: ['treaty of 1998', 'memorandum of 2009', 'fund of 2017']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyvis==0.3.2 networkx==3.6.1
cat > "$folder/try.py" <<'END'
import networkx
from pyvis.network import Network

for kind in (networkx.MultiGraph, networkx.MultiDiGraph):
    ties = kind()
    for title in ("treaty of 1998", "memorandum of 2009", "fund of 2017"):
        ties.add_edge("Northshire", "Southshire", title=title)
    drawn = Network(directed=ties.is_directed())
    drawn.from_nx(ties)
    print(kind.__name__, ties.number_of_edges(), "edges, drawn:", [edge["title"] for edge in drawn.edges])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
MultiGraph 3 edges, drawn: ['treaty of 1998']
MultiDiGraph 3 edges, drawn: ['treaty of 1998', 'memorandum of 2009', 'fund of 2017']
END
