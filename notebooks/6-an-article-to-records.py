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
# # 6. An article to records
#
# An article is read into suggestions; a person decides; only what was accepted becomes data. (`article.txt`; the places are invented.)

# %%
language = "en"

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
# Each suggestion has the very passage and a score. The review sheet has a column *decision*. Here a rule stands in for the person: whatever scores 0.5 or more is accepted. Do not do this with your own article; read.

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
# The text itself is in none of the files. With your own copy, each passage is proved by its hash and shown.

# %%
# %kg evidence {folder}/jizhou --text article.txt --values

# %% [markdown]
# ## Conclusion
#
# Six sentences gave six suggested partnerships; those with a score of 0.5 or more are in the graph, each with its passage.
#
# **What must not be concluded.** A score is no probability: it orders what to read first. What is not suggested is not absent: one sentence was given back “to be read by yourself”. And what an article says is a claim of that article.

# %%
assert 0 < len(graph.records.partnerships) <= 6
