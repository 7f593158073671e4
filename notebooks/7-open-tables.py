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
# # 7. Open tables: Horizon 2020 and twin cities
#
# Two public tables, each mapped in under forty lines: participations of organisations in projects of Horizon 2020 (zambujo/eunets from CORDIS, MIT), and pairs of twin cities (Hekman/twincities from Wikipedia, MIT). Does the graph give the numbers that were published with them?
#
# The tables are not part of this project. `KG_H2020` and `KG_TWINS` may name your copies; without them, two small samples of invented rows stand in, and nothing that is published is reproduced.

# %%
language = "en"

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
# With the table its authors published, for each project, how many countries take part in it (the column `nunique`). The mapping does not read that column. Counted in the graph:

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
# Which countries do most together, and does it matter how a project with twenty partners is weighed? In `strength` each project spreads one unit over its pairs.

# %%
sparse = graph.project_sparse("region-region", level="country")
len(sparse), sparse.strength.nnz // 2

# %%
graph.measure_report("region-region", ["degree", "strength"], level="country").frame().head(8)

# %% [markdown]
# Twin cities: the list says of itself how many pairs it has. A pair of a city with itself ties nothing, and a pair that stands twice, once from each side, is one partnership.

# %%
cities = kg.map_table(twins, "twins.rq", partial=True)
listed = len(pd.read_csv(twins, keep_default_na=False))
made = cities.query("SELECT (COUNT(?p) AS ?n) WHERE { ?p a pk:Partnership }").frame()["n"][0]
ties = cities.project_sparse("region-region", level="city")
listed, int(made), ties.strength.nnz // 2

# %%
cities.measure_report("region-region", ["degree"], level="city").frame().head(5)

# %% [markdown]
# ## Conclusion
#
# Of every project the graph counts as many countries as its table says; with the published file that is 31,451 projects of 31,451. Of the 25,917 pairs of twin cities that the list announces, three are a city with itself: 25,914 tie two cities.
#
# **What must not be concluded.** Not that an agreement of two numbers makes them right: both were counted from the same rows. Not that a country with many ties works well with others: large projects make many ties, which is why they are weighed. And a list from an encyclopaedia is as complete as its editors are, country by country.
