#!/bin/sh
# networkx 3.6.1, rustworkx 0.18.1, networkit 11.3, graphology 0.26.0 with graphology-graphml 0.5.2, Python 3.11, Node 20, seen in November 2026.
# A key of GraphML may have a default: an edge that says no weight of its own has that one. Of a tie of weight 5 by default,
# and one of 1, four readers make four networks: rustworkx has 5 and 1; networkx puts the default aside (in graph.graph) and
# the tie counts as 1; NetworKit gives it the weight 0; graphology has it as a text, so that what adds up joins "5" and 1.
# GraphML 的键可以有默认值：自身未写权重的边即取该值。一条边取默认权重 5，另一条写明 1，四种读取工具得出四个网络：
# rustworkx 为 5 与 1；networkx 把默认值另置于 graph.graph，该边按 1 计；NetworKit 把其权重记为 0；graphology
# 把它读作文本，求和时“5”与 1 相连。
# Output:
#   rustworkx: [5.0, 1.0], strength of Northshire 6.0
#   networkx: [None, 1.0], strength of Northshire 2.0
#   NetworKit: [0.0, 1.0], strength of Northshire 1.0
#   graphology: ["5",1], strength of Northshire "051"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet networkx==3.6.1 rustworkx==0.18.1 networkit==11.3
npm install --silent --prefix "$folder" graphology@0.26.0 graphology-graphml@0.5.2 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/deals.graphml" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="w" for="edge" attr.name="weight" attr.type="double"><default>5</default></key>
  <graph edgedefault="undirected">
    <node id="Northshire"/><node id="Southshire"/><node id="Brackwater"/>
    <edge source="Northshire" target="Southshire"/>
    <edge source="Northshire" target="Brackwater"><data key="w">1</data></edge>
  </graph>
</graphml>
END
cat > "$folder/try.py" <<'END'
import networkit
import networkx
import rustworkx

(graph,) = rustworkx.read_graphml("deals.graphml")
weights = [data["weight"] for _, _, data in graph.weighted_edge_list()]
print(f"rustworkx: {weights}, strength of Northshire {sum(weights)}")
graph = networkx.read_graphml("deals.graphml")
weights = [data.get("weight") for *_, data in graph.edges(data=True)]
print(f"networkx: {weights}, strength of Northshire {graph.degree('Northshire', weight='weight')}")
graph = networkit.readGraph("deals.graphml", networkit.Format.GraphML)
weights = [weight for *_, weight in graph.iterEdgesWeights()]
print(f"NetworKit: {weights}, strength of Northshire {graph.weightedDegree(0)}")
END
cat > "$folder/try.js" <<'END'
const { readFileSync } = require("fs");
const { UndirectedGraph } = require("graphology");
const { parse } = require("graphology-graphml");
const graph = parse(UndirectedGraph, readFileSync("deals.graphml", "utf8"));
const weights = graph.mapEdges((edge, data) => data.weight);
const strength = weights.reduce((sum, weight) => sum + weight, 0);
console.log(`graphology: ${JSON.stringify(weights)}, strength of Northshire ${JSON.stringify(strength)}`);
END
cd "$folder"
{ env/bin/python try.py && node try.js; } | grep -v '^identified' | tee said
diff - said <<'END'
rustworkx: [5.0, 1.0], strength of Northshire 6.0
networkx: [None, 1.0], strength of Northshire 2.0
NetworKit: [0.0, 1.0], strength of Northshire 1.0
graphology: ["5",1], strength of Northshire "051"
END
