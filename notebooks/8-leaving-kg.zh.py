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
# # 8. 在 networkx、NetworKit、pandas、Polars 和 DuckDB 中
#
# 结果以文件或其他库认识的对象离开 `kg`。在那里说的是否一样？（Polars 与 DuckDB：`pip install polars duckdb`。）

# %%
language = "zh"

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
# **networkx。** 投影就是 networkx 图。同一对之间可有多项合作：合为一条联系时，`weight` 是强度，`distance` 是其倒数。networkx 求路径时把权重当作距离，因此要写明所指。

# %%
ours = {row.node: row.values["betweenness"] for row in graph.measure("region-region", ["betweenness"], level="county")}
theirs = nx.betweenness_centrality(ties)
max(abs(ours[node] - theirs[node]) for node in ties)

# %% [markdown]
# **NetworKit** 可读取 `kg` 写出的 GraphML，权重亦然。

# %%
path = folder / "ties.graphml"
path.write_bytes(export(ties, "graphml"))
read = nk.readGraph(str(path), nk.Format.GraphML)
between = nk.centrality.Betweenness(read, normalized=True).run().scores()
sorted(between, reverse=True)[:3], read.totalEdgeWeight()

# %% [markdown]
# **pandas。** 每个答案都是数据框；读者须知写在其 `attrs` 中。

# %%
frame = graph.ask("ties").frame()
print(len(frame), frame.attrs["remarks"][:1])
frame.head(3)

# %% [markdown]
# **Polars 与 DuckDB** 以 CSV 和 Parquet 读取同样的联系。Parquet 中代码保留前导零、日期即日期；CSV 中一切都是文本，须由读取者决定类型。

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
# ## 结论
#
# 同一网络在五个库中节点、联系和权重一致，居中的节点也一致。
#
# **不可得出的结论。** 数字相等只证明途中没有丢失，不证明该测度回答了您的问题。各库的默认设置也不相同：NetworKit 把平行联系各算一条路径，networkx 把权重当作距离。

# %%
assert max(abs(value - sums[0]) for value in sums) < 1e-9
assert abs(max(between) - max(ours.values())) < 1e-9
