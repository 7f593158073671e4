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
# # 6. 从文章到记录
#
# 先把文章读成建议，由人决定，只有被采纳的才成为数据。（`article.txt`，地名均为虚构。）

# %%
language = "zh"

import os
import tempfile
from pathlib import Path

import openpyxl

import kg

os.environ["KG_LANG"] = language
folder = Path(tempfile.mkdtemp())
# %load_ext kg

# %%
# %kg read article.txt --published 2024-05-20 --into {folder}/jizhou --wide

# %% [markdown]
# 每条建议都附有原文位置和分值。审阅表有“决定”一栏。这里用一条规则代替人：分值不低于0.5者采纳。处理自己的文章时请勿如此，务必逐条阅读。

# %%
# %kg review {folder}/jizhou --out {folder}/review.xlsx

# %%
review = folder / "review.xlsx"
book = openpyxl.load_workbook(review)
for name in ("regions", "institutions", "partnerships", "stages"):
    sheet = book[name]
    columns = {str(cell.value).split()[0]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        score = sheet.cell(row, columns["score"]).value
        if score and (float(score) >= 0.5 or name in ("regions", "institutions")):
            sheet.cell(row, columns["decision"]).value = "accept"
book.save(review)
# %kg accept {folder}/jizhou {review} --text article.txt --on 2024-05-21 --by reader --wide

# %%
graph = kg.build(folder / "jizhou")
graph.ask("agreements").frame()[["agreement_label_zh", "partiesZh", "stage_label_en", "asOf", "passages"]]

# %% [markdown]
# 任何文件中都没有正文。凭自己的副本，每处引文都可按哈希证明并显示。

# %%
# %kg evidence {folder}/jizhou --text article.txt --values

# %% [markdown]
# ## 结论
#
# 6个句子得到6项合作建议；分值不低于0.5的已进入图谱，各附出处。
#
# **不可得出的结论。** 分值不是概率，只用来排定先读哪些。没有建议不等于没有：有一个句子被交回“请自行阅读”。文章所说，是该文章的陈述。

# %%
assert 0 < len(graph.records.partnerships) <= 6
