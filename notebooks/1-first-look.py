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
# # 1. A first look
#
# A news report of 28 July 2017 tells how the counties of Jiaxing work together with Shanghai. `kg` has its facts as a graph: who, with whom, in which sector, how far it has come, and where exactly that is stated. Who has the most to do with Shanghai, and how much of it is more than a plan?

# %%
language = "en"

import kg

graph = kg.build()
graph

# %% [markdown]
# `kg.build()` read the tables, checked them and derived what follows from them. The card says how much there is, how complete it is and what the checks found; folded below it is the page.
#
# Of each region: its partnerships, and how many of them run or are completed.

# %%
regions = graph.ask("regions")
regions

# %% [markdown]
# The page itself, alive. Click a region or a line, then run the cell after the next one: what you selected is a value. Python can select as well.

# %%
view = graph.view(language=language)
view

# %%
view.selection = ["海盐", "Shanghai"]
view.selection

# %%
view.frame()[["partnership_label_en", "partnership_label_zh", "currentStage_label_en", "currentStage_label_zh"]]

# %% [markdown]
# What is behind the line, and where is it stated? Each claim leads to code points of the source; the source's words are not here.

# %%
print(graph.explain("海盐", "Shanghai").text(language))

# %%
print(graph.cite("海盐", "Shanghai").text(language))

# %% [markdown]
# ## Conclusion
#
# Tongxiang has the most partnerships, nine, and one of them runs. Haining has seven, of which four run: who signs most is not who has most running.
#
# **What must not be concluded.** This is one report of one day. A county with few partnerships here may have many that nobody wrote about; a partnership counts one, whether it is a bus line or an industrial zone; and nothing here says that a partnership did any good.

# %%
numbers = {row["region"]["en"]: (row["partnerships"], row["operating"]) for row in regions.records()}
assert (numbers["Tongxiang"], numbers["Haining"]) == (("9", "1"), ("7", "4"))
