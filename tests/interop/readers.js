// What programs in JavaScript read of a file: `node readers.js network FILE`, or `node readers.js jsonld FILE`.
const fs = require("fs");

const [, , what, file] = process.argv;
const text = fs.readFileSync(file, "utf8");

if (what === "network") {
  const { MultiUndirectedGraph } = require("graphology");
  const parse = file.endsWith(".gexf") ? require("graphology-gexf").parse : require("graphology-graphml").parse;
  const graph = parse(MultiUndirectedGraph, text, { addMissingNodes: false });
  const ties = graph.mapEdges((_, told) => [Number(told.weight), told.since || told.start || null]);
  process.stdout.write(JSON.stringify({ nodes: graph.order, ties }));
} else {
  // The context stands in the document: whatever else is asked for ends in an error.
  const documentLoader = () => { throw new Error("nothing may be fetched"); };
  require("jsonld").toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader })
    .then((quads) => process.stdout.write(quads));
}
