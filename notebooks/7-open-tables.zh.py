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
# # 7. 开放数据表：“地平线2020”与友好城市
#
# 两张公开的表，各用不到四十行映射：机构参与“地平线2020”项目的记录（zambujo/eunets，源自 CORDIS，MIT），以及友好城市结对（Hekman/twincities，源自维基百科，MIT）。图谱能否给出随表公布的数字？
#
# 这两张表不在本项目中。可用 `KG_H2020` 和 `KG_TWINS` 指明您的副本；否则以两份虚构的小样本代替，此时不复现任何已公布的内容。

# %%
language = "zh"

import os

import pandas as pd

import kg

participations = os.environ.get("KG_H2020", "sample-participations.csv")
twins = os.environ.get("KG_TWINS", "sample-twins.csv")
published = "KG_H2020" in os.environ
if not published:
    print({"en": "Skipped: the published tables are not here. Samples stand in.", "zh": "跳过：未找到公布的数据表，以样本代替。"}[language])

# %%
print(open("participations.rq", encoding="utf-8").read())

# %%
graph = kg.map_table(participations, "participations.rq")
graph

# %% [markdown]
# 作者随表公布了每个项目的参与国数（`nunique` 一栏）。映射并不读取这一栏。在图谱中计数：

# %%
counted = graph.query("""
  SELECT ?project (COUNT(DISTINCT ?country) AS ?countries) WHERE {
    ?project a pk:Project ; pk:participation/pk:party/pk:locatedIn ?country
  } GROUP BY ?project
""").frame()
counted.index = counted["project"].str.rsplit("/", n=1).str[-1].astype(int)
rows = pd.read_csv(participations, keep_default_na=False)
table = rows.groupby("rcn")["nunique"].first()
both = pd.DataFrame({"table": table.value_counts(), "graph": counted["countries"].value_counts()}).sort_index()
both.head(10)

# %%
same = counted["countries"].reindex(table.index).eq(table)
print(same.sum(), "/", len(table))
assert same.all()

# %% [markdown]
# 哪些国家合作最多？有二十个参与方的项目如何加权，是否影响结果？`strength` 将每个项目的一个单位分摊到各对之间。

# %%
sparse = graph.project_sparse("region-region", level="country")
len(sparse), sparse.strength.nnz // 2

# %%
graph.measure_report("region-region", ["degree", "strength"], level="country").frame().head(8)

# %% [markdown]
# 友好城市：名单自称有若干对。城市与自身的一对不构成联系；正反各列一次的一对只是一项合作。

# %%
cities = kg.map_table(twins, "twins.rq", partial=True)
listed = len(pd.read_csv(twins, keep_default_na=False))
made = cities.query("SELECT (COUNT(?p) AS ?n) WHERE { ?p a pk:Partnership }").frame()["n"][0]
ties = cities.project_sparse("region-region", level="city")
listed, int(made), ties.strength.nnz // 2

# %%
cities.measure_report("region-region", ["degree"], level="city").frame().head(5)

# %% [markdown]
# ## 结论
#
# 每个项目的参与国数，图谱与表一致；用公布的文件，31,451个项目全部一致。名单所称25,917对友好城市中，有3对是城市与自身：联系两个城市的有25,914对。
#
# **不可得出的结论。** 两个数字一致不等于正确：它们数的是同样的行。联系多的国家不一定合作得好：大项目产生许多联系，因此需要加权。百科全书的名单，其完整程度因各国编者而异。
