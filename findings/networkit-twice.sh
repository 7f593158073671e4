#!/bin/sh
# networkit 11.3, Python 3.11, seen in December 2026.
# Betweenness of an undirected graph counts each pair of nodes once; NetworKit counts it from both ends, so that the
# middle of a path of three has 2, and with "normalized" the 1 that others give. PageRank of a graph with a node without
# ties adds up to 0.79, also where sinks are to be distributed: in an undirected graph it sees none.
# 无向图的介数对每对节点只计一次；NetworKit 从两端各计一次，三点路径的中点得 2，写上 normalized 才与他家同为 1。图中有孤
# 立节点时 PageRank 之和为 0.79，要求分配汇点也一样：它在无向图中看不到汇点。
# Output:
#   betweenness: [0.0, 2.0, 0.0, 0.0]
#   normalized, of three: [0.0, 1.0, 0.0]
#   pagerank in all: 0.7875
#   with sinks distributed: 0.7875
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet networkit==11.3
cat > "$folder/try.py" <<'END'
import networkit

path = networkit.Graph(4)
path.addEdge(0, 1)
path.addEdge(1, 2)
print("betweenness:", networkit.centrality.Betweenness(path).run().scores())
whole = networkit.Graph(3)
whole.addEdge(0, 1)
whole.addEdge(1, 2)
print("normalized, of three:", networkit.centrality.Betweenness(whole, normalized=True).run().scores())
rank = networkit.centrality.PageRank(path, tol=1e-12).run().scores()
print("pagerank in all:", round(sum(rank), 4))
distributed = networkit.centrality.SinkHandling.DistributeSinks
rank = networkit.centrality.PageRank(path, tol=1e-12, distributeSinks=distributed).run().scores()
print("with sinks distributed:", round(sum(rank), 4))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
betweenness: [0.0, 2.0, 0.0, 0.0]
normalized, of three: [0.0, 1.0, 0.0]
pagerank in all: 0.7875
with sinks distributed: 0.7875
END
