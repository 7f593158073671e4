#!/bin/sh
# networkx 3.6.1, igraph 1.0.0, infomap 2.16.0, Python 3.11, seen in November 2026.
# Pajek numbers its vertices and labels them; labels may be alike. Of two places called Newport networkx makes one, with the
# ties of both; igraph and Infomap have two. (Of two nodes of one label in GML it says that this is an error.) A network may
# have arcs, which go one way, and edges, which go both. Of these networkx takes all for what comes first, igraph for what
# comes last, so that one file is directed to the one and undirected to the other, and an edge among arcs goes one way only.
# (igraph's manual says that it does not support both; it reads them all the same.) No error, no warning.
# Pajek 给顶点编号并加标签，标签可以相同。两个都叫 Newport 的地方，networkx 合为一个，兼有两者的关系；igraph 与 Infomap 为两
# 个。（GML 中两个节点同名时，它则报错。）网络可以既有单向的弧，也有双向的边。networkx 一律按先出现的类型读，igraph 一律按后
# 出现的类型读：同一文件，一个读作有向，一个读作无向，弧中的边只剩一个方向。（igraph 的手册说不支持两者并存，却照样读入。）
# 没有错误，也没有警告。
# Output:
#   edges: networkx 3 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
#     igraph 4 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
#     infomap ['Newport', 'Newport', 'Holt', 'Ely']
#   arcs and edges: networkx 3 directed [('Newport', 'Holt'), ('Newport', 'Ely')]
#     igraph 4 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
#   edges and arcs: networkx 3 undirected [('Newport', 'Ely'), ('Newport', 'Holt')]
#     igraph 4 directed [('Newport', 'Ely'), ('Newport', 'Holt')]
#   GML: node label 'Newport' is duplicated
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet networkx==3.6.1 igraph==1.0.0 infomap==2.16.0
cat > "$folder/try.py" <<'END'
import igraph
import networkx
from infomap import Infomap

PLACES = ("Newport", "Newport", "Holt", "Ely")
VERTICES = f"*Vertices {len(PLACES)}\n" + "".join(f'{at} "{name}"\n' for at, name in enumerate(PLACES, 1))
ARCS, EDGES = "*Arcs\n1 3\n", "*Edges\n2 4\n"


def kept(name, ties):
    with open("ties.net", "w") as file:
        file.write(VERTICES + ties)
    graph = networkx.read_pajek("ties.net")
    print(f"{name}: networkx {len(graph)} {'directed' if graph.is_directed() else 'undirected'} {list(graph.edges())}")
    graph = igraph.Graph.Read_Pajek("ties.net")
    named = [tuple(graph.vs["name"][end] for end in tie) for tie in graph.get_edgelist()]
    print(f"  igraph {graph.vcount()} {'directed' if graph.is_directed() else 'undirected'} {named}")


kept("edges", "*Edges\n1 3\n2 4\n")
flow = Infomap(silent=True)
flow.read_file("ties.net")
print(f"  infomap {[flow.run().names[at] for at, _ in enumerate(PLACES, 1)]}")
kept("arcs and edges", ARCS + EDGES)
kept("edges and arcs", EDGES + ARCS)
try:
    networkx.parse_gml('graph [ node [ id 1 label "Newport" ] node [ id 2 label "Newport" ] ]')
except networkx.NetworkXError as error:
    print(f"GML: {error}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
edges: networkx 3 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
  igraph 4 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
  infomap ['Newport', 'Newport', 'Holt', 'Ely']
arcs and edges: networkx 3 directed [('Newport', 'Holt'), ('Newport', 'Ely')]
  igraph 4 undirected [('Newport', 'Holt'), ('Newport', 'Ely')]
edges and arcs: networkx 3 undirected [('Newport', 'Ely'), ('Newport', 'Holt')]
  igraph 4 directed [('Newport', 'Ely'), ('Newport', 'Holt')]
GML: node label 'Newport' is duplicated
END
