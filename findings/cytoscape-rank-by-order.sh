#!/bin/sh
# cytoscape 3.35.0 (Cytoscape.js, headless), Node 20, seen in December 2026.
# Ties between partners have no direction, and Cytoscape.js draws them without. Its PageRank has no option to take them so:
# who is named first in a row passes rank on and gets none, and the same hub has 0.208 or 0.531 by the order in which its
# ties are written. Its betweenness counts each pair of nodes twice, and "normalized" divides by the largest there is: the
# first place has 1 in every network, so that two networks, or two years, cannot be compared by it.
# 伙伴之间的联系没有方向，Cytoscape.js 画出来也没有。它的 PageRank 却没有按无向处理的选项：一行中先写的只送出、不得到，同一个
# 枢纽因书写顺序不同而得 0.208 或 0.531。介数对每对节点计两次，“normalized”除以图中的最大值：任何网络的第一名都是 1，两个网
# 络或两个年份无法据此比较。
# Output:
#   pagerank of the hub, named first: 0.208
#   pagerank of the hub, named last: 0.531
#   betweenness: 6 normalized: 1
#   middle of a path of five: 8 normalized: 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" cytoscape@3.35.0 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/try.mjs" <<'END'
import cytoscape from "cytoscape";

const ties = [["Hub", "Northport"], ["Hub", "Southport"], ["Hub", "Westport"]];
const network = (rows) => cytoscape({
  headless: true,
  elements: [
    ...[...new Set(rows.flat())].map((id) => ({ data: { id } })),
    ...rows.map(([source, target], i) => ({ data: { id: `tie ${i}`, source, target } })),
  ],
}).elements();
const rank = (rows) => network(rows).pageRank().rank("#Hub").toFixed(3);
console.log("pagerank of the hub, named first:", rank(ties));
console.log("pagerank of the hub, named last:", rank(ties.map(([a, b]) => [b, a])));
const between = network(ties).betweennessCentrality();
console.log("betweenness:", between.betweenness("#Hub"), "normalized:", between.betweennessNormalized("#Hub"));
const path = network([["a", "b"], ["b", "c"], ["c", "d"], ["d", "e"]]).betweennessCentrality();
console.log("middle of a path of five:", path.betweenness("#c"), "normalized:", path.betweennessNormalized("#c"));
END
cd "$folder"
node try.mjs | tee said
diff - said <<'END'
pagerank of the hub, named first: 0.208
pagerank of the hub, named last: 0.531
betweenness: 6 normalized: 1
middle of a path of five: 8 normalized: 1
END
