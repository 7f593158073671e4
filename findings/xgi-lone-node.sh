#!/bin/sh
# xgi 0.10.2, Python 3.11, seen in November 2026.
# The clique eigenvector centrality of a hypergraph is there for every node while all of it hangs together. One node
# without a partnership, or one partnership of two others, makes it NaN for every node, and no error or warning says so.
# 只要超图整体连通，各节点便都有团特征向量中心度。多一个没有合作的节点，或另两者之间的一项合作，所有节点便都成为 NaN，没
# 有错误也没有警告。
# Output:
#   in one piece: A 0.27, B 0.27, C 0.32, D 0.15
#   with a lone node: A nan, B nan, C nan, D nan, E nan
#   with a pair apart: A nan, B nan, C nan, D nan, E nan, F nan
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet xgi==0.10.2
cat > "$folder/try.py" <<'END'
import warnings

import xgi

warnings.simplefilter("error")


def tell(name, graph):
    found = sorted(xgi.clique_eigenvector_centrality(graph).items())
    print(f"{name}:", ", ".join(f"{node} {value:.2f}" for node, value in found))


graph = xgi.Hypergraph([["A", "B", "C"], ["C", "D"]])
tell("in one piece", graph)
graph.add_node("E")
tell("with a lone node", graph)
graph.add_edge(["E", "F"])
tell("with a pair apart", graph)
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
in one piece: A 0.27, B 0.27, C 0.32, D 0.15
with a lone node: A nan, B nan, C nan, D nan, E nan
with a pair apart: A nan, B nan, C nan, D nan, E nan, F nan
END
