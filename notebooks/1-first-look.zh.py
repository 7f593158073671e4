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
# # 1. 初览
#
# 2017年7月28日的一篇报道讲述了嘉兴各县（市、区）如何与上海合作。`kg` 将其中的事实存为图谱：谁、与谁、在哪个领域、进展到哪一步、出处在何处。谁与上海的合作最多？其中有多少不只是计划？

# %%
language = "zh"

import kg

graph = kg.build()
graph

# %% [markdown]
# `kg.build()` 读取表格、完成检查并推导结论。卡片说明数量、完整程度和检查发现，其下可展开页面。
#
# 各地区的合作数，以及其中运行中或已完成的数量。

# %%
regions = graph.ask("regions")
regions

# %% [markdown]
# 页面本身，可以互动。点击一个地区或一条线，再运行其后第二个单元格：所选即为数值。也可以由 Python 选定。

# %%
view = graph.view(language=language)
view

# %%
view.selection = ["海盐", "Shanghai"]
view.selection

# %%
view.frame()[["partnership_label_en", "partnership_label_zh", "currentStage_label_en", "currentStage_label_zh"]]

# %% [markdown]
# 这条线背后是什么，出处在哪里？每项陈述都指向来源的码点；来源的文字不在此处。

# %%
print(graph.explain("海盐", "Shanghai").text(language))

# %%
print(graph.cite("海盐", "Shanghai").text(language))

# %% [markdown]
# ## 结论
#
# 桐乡的合作最多，有9项，其中1项在运行。海宁有7项，其中4项在运行：签约最多者，并非运行最多者。
#
# **不可得出的结论。** 这只是一天的一篇报道。此处合作少的县，可能有许多未见报的合作；无论是一条公交线还是一个产业园，都计为一项；这里也没有任何内容说明合作产生了成效。

# %%
numbers = {row["region"]["en"]: (row["partnerships"], row["operating"]) for row in regions.records()}
assert (numbers["Tongxiang"], numbers["Haining"]) == (("9", "1"), ("7", "4"))
