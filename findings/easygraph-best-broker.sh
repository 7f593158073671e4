#!/bin/sh
# Python-EasyGraph 1.6.3, Python 3.11, seen in December 2026.
# The effective size of a node's network (Burt) is how many of its neighbours are not redundant: a hub whose three
# partners do not know each other has three. EasyGraph, a library for structural holes, says 1 for it where no weight is
# named, and 3 where a weight of 1 stands at each tie: the best broker there is counts as none.
# 节点网络的有效规模（Burt）是其非冗余邻居数：枢纽的三个伙伴互不相识，则为三。专事结构洞的 EasyGraph 在不指定权重时给出
# 1，每条边写上权重 1 时给出 3：最好的中介被算作毫无中介。
# Output:
#   no weight named: 1.0
#   weights of one: 3.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet Python-EasyGraph==1.6.3
cat > "$folder/try.py" <<'END'
import easygraph

graph = easygraph.Graph()
for partner in ("Northport", "Southport", "Westport"):
    graph.add_edge("Hub", partner, weight=1)
print("no weight named:", easygraph.effective_size(graph)["Hub"])
print("weights of one:", easygraph.effective_size(graph, weight="weight")["Hub"])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
no weight named: 1.0
weights of one: 3.0
END
