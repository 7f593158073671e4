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
# # 4. 计划与实绩
#
# 报道中目标易见，结果难寻。哪些目标实现了？

# %%
language = "zh"

import kg

graph = kg.build()
targets = graph.ask("target-status")
targets

# %% [markdown]
# 目标可为：实现、未实现、进行中、未报告、无法判定。界限（“不少于”“约”）计入判断；只有同一事项、同一期间的结果才算结果。

# %%
frame = targets.frame()
frame["status"].value_counts()

# %% [markdown]
# 一区一年的台账：目标与结果并列，仅在可以相加时给出合计。

# %%
graph.ledger(region="秀洲区", period="2017")

# %% [markdown]
# 已承诺而未见报告者，及其到期日。

# %%
graph.ask("targets-not-reported")

# %% [markdown]
# 关于某一项目的陈述，按日期排列。

# %%
graph.history("science-city-fund-founding")

# %% [markdown]
# 有多少数据带有数字？有金额的合作很少，因此无法说明总投资额。

# %%
graph.coverage().by("summary").frame()[["of", "en", "zh", "numerator", "denominator"]].head(8)

# %% [markdown]
# ## 结论
#
# 10个目标中，1个在进行中（11处中8处已有协议），9个没有报告结果。
#
# **不可得出的结论。** 不能说9个目标落空：报道在7月，多数目标12月到期。“未报告”说的是来源。金额也不可相加：57项中仅2项有金额，且带界限；目标也不是已花的钱。

# %%
assert sorted(frame["status"].value_counts().items()) == [("in progress", 1), ("not reported", 9)]
