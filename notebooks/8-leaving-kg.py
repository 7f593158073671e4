# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 8. The same in networkx, NetworKit, pandas, Polars and DuckDB
#
# Results leave `kg` as files and as objects that other libraries know. Do they say the same there? (Polars and DuckDB: `pip install polars duckdb`.)

# %%
language = "en"

import tempfile
from pathlib import Path

import duckdb
import networkx as nx
import networkit as nk
import pandas as pd
import polars as pl

import kg
from kg.network.export import export
from kg.network.forms.graphs import simple

graph = kg.build()
folder = Path(tempfile.mkdtemp())
network = graph.project("region-region", level="county")
ties = simple(network)
print(network)
print(ties)

# %% [markdown]
# **networkx.** A projection is a networkx graph. Several partnerships tie the same two: as one tie they have a `weight`, their strength, and a `distance`, its reciprocal. networkx takes a weight for a distance wherever it looks for paths, so name the one that is meant.

# %%
ours = {row.node: row.values["betweenness"] for row in graph.measure("region-region", ["betweenness"], level="county")}
theirs = nx.betweenness_centrality(ties)
max(abs(ours[node] - theirs[node]) for node in ties)

# %% [markdown]
# **NetworKit** reads the GraphML that `kg` writes, weights too.

# %%
path = folder / "ties.graphml"
path.write_bytes(export(ties, "graphml"))
read = nk.readGraph(str(path), nk.Format.GraphML)
between = nk.centrality.Betweenness(read, normalized=True).run().scores()
sorted(between, reverse=True)[:3], read.totalEdgeWeight()

# %% [markdown]
# **pandas.** Every answer is a data frame; what a reader must know stands in its `attrs`.

# %%
frame = graph.ask("ties").frame()
print(len(frame), frame.attrs["remarks"][:1])
frame.head(3)

# %% [markdown]
# **Polars and DuckDB** read the same ties as CSV and as Parquet. Codes keep their leading zeros and dates are dates in Parquet; in CSV all is text until a reader decides, so decide.

# %%
(folder / "ties.csv").write_bytes(export(network, "csv"))
(folder / "ties.parquet").write_bytes(export(network, "parquet"))
polars = pl.read_parquet(folder / "ties.parquet")
polars.select("node_label_en", "partner_label_en", "strength", "since").head(4)

# %%
duckdb.sql(f"SELECT sum(strength) AS strength, count(DISTINCT partnership) AS partnerships FROM '{folder}/ties.parquet'").df()

# %%
csv = pl.read_csv(folder / "ties.csv", infer_schema_length=0)
sums = [network.size("weight"), pd.read_csv(folder / "ties.csv")["strength"].sum(), csv["strength"].cast(pl.Float64).sum(), polars["strength"].sum(), duckdb.sql(f"SELECT sum(strength) FROM '{folder}/ties.parquet'").fetchall()[0][0]]
sums

# %% [markdown]
# ## Conclusion
#
# The same network has the same nodes, ties and weights in five libraries, and the same node in the middle.
#
# **What must not be concluded.** Equal numbers prove that nothing was lost on the way, not that the measure answers your question. And not every default is the same: NetworKit counts parallel ties as paths of their own, and networkx takes weights for distances.

# %%
assert max(abs(value - sums[0]) for value in sums) < 1e-9
assert abs(max(between) - max(ours.values())) < 1e-9
