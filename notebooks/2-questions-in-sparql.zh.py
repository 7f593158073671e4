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
# # 2. 用 SPARQL 提问
#
# 现成的问题有几十个；都不合适时，可以自己写。报道的合作中，有多少还停留在纸面？

# %%
language = "zh"

import kg

graph = kg.build()
# %load_ext kg

# %% [markdown]
# 现成问题接受中英文名称，并可查看其 SPARQL。

# %%
graph.ask("partners", party="嘉善")

# %% [markdown]
# 自己写的查询。前缀已定义；按 Tab 可按名称或中英文标签补全 `pk:`、`stage:`、`sector:` 等。图谱也含推导出的内容：`pk:currentStage` 即为推导所得。

# %%
# %%sparql -o stages
SELECT ?en ?zh (COUNT(DISTINCT ?partnership) AS ?partnerships) WHERE {
  # ?partnership pk:currentStage ?stage .
  # ?stage skos:prefLabel ?en, ?zh ; pk:order ?order .
  FILTER(LANG(?en) = "en" && LANG(?zh) = "zh")
} GROUP BY ?en ?zh ?order ORDER BY ?order

# %%
stages

# %% [markdown]
# 一个陷阱：按参与方计数时，三方合作会被计三次。

# %%
# %%sparql -o counted
SELECT (COUNT(?partnership) AS ?rows) (COUNT(DISTINCT ?partnership) AS ?partnerships) WHERE {
  # ?partnership pk:participation/pk:party ?party
}

# %%
counted

# %% [markdown]
# 哪些协议仅止于签约？按领域列出。

# %%
waiting = graph.ask("not-operating", stage="signed")
waiting

# %% [markdown]
# 截至2016年底的情况：另一日的图谱仍是图谱，可提同样的问题。

# %%
earlier = graph.at("2016-12-31")
len(earlier.records.partnerships), len(graph.records.partnerships)

# %% [markdown]
# ## 结论
#
# 57项合作中，27项处于规划，12项已签约，16项在运行或已完成。报道将计划与成果一并叙述，图谱则加以区分。
#
# **不可得出的结论。** “已签约”仅表示没有更晚的陈述，并不表示什么都没发生。查询没有结果，可能只是写错了：先查确知存在的内容。行数也不等于合作数。

# %%
running = stages[stages["en"].isin(["operating", "completed"])]["partnerships"].sum()
assert (int(stages["partnerships"].sum()), int(running)) == (57, 16)
assert int(counted["rows"][0]) > int(counted["partnerships"][0])
