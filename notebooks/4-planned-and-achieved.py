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
# # 4. Planned against achieved
#
# Targets are easy to find in a report, results are not. Which of the targets are met?

# %%
language = "en"

import kg

graph = kg.build()
targets = graph.ask("target-status")
targets

# %% [markdown]
# A target is met, missed, in progress, not reported, or not decidable: bounds count (“at least”, “about”), and a result is a result only of the same thing in the same period.

# %%
frame = targets.frame()
frame["status"].value_counts()

# %% [markdown]
# One district in one year, as a ledger: targets beside results, and sums only where adding is legal.

# %%
graph.ledger(region="秀洲区", period="2017")

# %% [markdown]
# What is promised and not reported, with the day by which it is due.

# %%
graph.ask("targets-not-reported")

# %% [markdown]
# What was said of one project, in order of date.

# %%
graph.history("science-city-fund-founding")

# %% [markdown]
# How much of the data has a figure at all? Few partnerships have an amount of money, so nothing can be said of how much is invested in all.

# %%
graph.coverage().by("summary").frame()[["of", "en", "zh", "numerator", "denominator"]].head(8)

# %% [markdown]
# ## Conclusion
#
# Of ten targets one is in progress (eight of eleven places have an agreement), and of nine no result is reported.
#
# **What must not be concluded.** Not that nine targets are missed: the report is of July, and most are due in December. “Not reported” is a finding about the source. And amounts may not be added up: two of 57 partnerships have one, in bounds, and a target is no money spent.

# %%
assert sorted(frame["status"].value_counts().items()) == [("in progress", 1), ("not reported", 9)]
