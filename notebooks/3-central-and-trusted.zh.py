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
# # 3. 谁居中心，谁在居间，排名可信吗？
#
# 排名总有第一。是否名副其实是另一个问题，同样可以提问。

# %%
language = "zh"

import kg

graph = kg.build()
network = graph.project("region-region", level="county")
print(network.number_of_nodes(), "nodes", network.number_of_edges(), "ties")

# %% [markdown]
# 投影规定何为节点、何为联系，并说明舍去了什么。报道大多只说“上海”而未及其区：在县级之间只剩8项合作。

# %%
measures = graph.measure_report("region-region", ["degree", "strength", "betweenness"], level="county")
measures

# %% [markdown]
# 依次去掉每个来源、每个承诺阶段、每条存疑记录，以及随机一半的合作：各县的名次在何范围内变动？随机情形下又有多常见？

# %%
ranked = graph.rank("region-region", ["betweenness"], level="county", resamples=200, nulls=50)
ranked

# %%
for remark in ranked.remarks:
    print("-", remark.in_language(language))

# %% [markdown]
# 谁处在浙江与上海之间？Gould 与 Fernandez 的五种角色，并与随机期望对照。

# %%
graph.brokerage("region-region", by="province", level="county")

# %%
graph.plot("ranks", "region-region", measure="betweenness", level="county", language=language)

# %% [markdown]
# 把上海视为一个节点，计入的合作更多，领先者也随之不同。

# %%
whole = graph.rank("region-region", ["strength"], side="嘉兴市", otherSide="Shanghai", otherLevel="city", resamples=200, nulls=50)
whole.frame().head(4)

# %% [markdown]
# ## 结论
#
# 县级之间，桐乡的中介中心性居首，其他县均为零。随机取半时它几乎总是领先；但若去掉仅签约的合作，其名次可在第一至第七之间：这一位置系于一个承诺阶段和一个来源。
#
# **不可得出的结论。** 不能说桐乡“控制”了什么：中介中心性只是8项合作上的最短路径数。不能说其他县不重要：57项中有49项未连接两个县而未计入。这里的区间说明数据能支持到哪一步，而非现实会如何变化。

# %%
first = ranked.frame().iloc[0]
assert (first["label_en"], first["rank"], measures.frame()["betweenness"].gt(0).sum()) == ("Tongxiang", 1, 1)
