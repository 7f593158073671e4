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
# # 3. Who is central, who brokers, and can the ranking be trusted?
#
# A ranking always has a first place. Whether somebody deserves it is another question, and can be asked too.

# %%
language = "en"

import kg

graph = kg.build()
network = graph.project("region-region", level="county")
print(network.number_of_nodes(), "nodes", network.number_of_edges(), "ties")

# %% [markdown]
# A projection says what is a node and what is a tie, and counts what it leaves out. Most of the report speaks of “Shanghai” and of no district of it: between counties only eight partnerships are left.

# %%
measures = graph.measure_report("region-region", ["degree", "strength", "betweenness"], level="county")
measures

# %% [markdown]
# Left out in turn: each source, each stage of pledge, each doubtful record, and half of the partnerships at random. Between which ranks does each county move? How often would chance do as well?

# %%
ranked = graph.rank("region-region", ["betweenness"], level="county", resamples=200, nulls=50)
ranked

# %%
for remark in ranked.remarks:
    print("-", remark.in_language(language))

# %% [markdown]
# Who stands between Zhejiang and Shanghai? Gould and Fernandez' five roles, with what chance would give.

# %%
graph.brokerage("region-region", by="province", level="county")

# %%
graph.plot("ranks", "region-region", measure="betweenness", level="county", language=language)

# %% [markdown]
# With Shanghai as one node, more partnerships count, and another county leads.

# %%
whole = graph.rank("region-region", ["strength"], side="嘉兴市", otherSide="Shanghai", otherLevel="city", resamples=200, nulls=50)
whole.frame().head(4)

# %% [markdown]
# ## Conclusion
#
# Between counties Tongxiang leads in betweenness, and no other county has any. It leads in nearly every random half of the data, but not without the agreements that are only signed: its rank is then anything from first to seventh. The place rests on one stage of pledge and on one source.
#
# **What must not be concluded.** Not that Tongxiang “controls” anything: betweenness counts shortest paths over eight partnerships. Not that the others are unimportant: 49 of 57 partnerships tie no two counties and are left out. And an interval here says how far the data carry, not how the world would vary.

# %%
first = ranked.frame().iloc[0]
assert (first["label_en"], first["rank"], measures.frame()["betweenness"].gt(0).sum()) == ("Tongxiang", 1, 1)
