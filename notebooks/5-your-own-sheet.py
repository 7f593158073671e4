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
# # 5. Your own sheet
#
# A spreadsheet as people keep them: headings in Chinese, amounts as “about 350 million”, dates in six spellings, a total at the bottom. (`deals.csv`; everything in it is invented.) What of it becomes a graph, and what is asked?

# %%
language = "en"

import os
import tempfile
from pathlib import Path

import kg

os.environ["KG_LANG"] = language
folder = Path(tempfile.mkdtemp())
sheet = folder / "deals.csv"
sheet.write_bytes(Path("deals.csv").read_bytes())
print(sheet.read_text("utf-8"))
# %load_ext kg

# %% [markdown]
# Every row is accounted for. What is unsure is asked and never guessed; until it is answered, it is left out.

# %%
# %kg import {sheet} --into {folder}/deals

# %% [markdown]
# The questions wait in a file beside the sheet. Here two of them are answered.

# %%
answers = folder / "deals.csv.kg.yaml"
text = answers.read_text("utf-8")
text = text.replace("共建实验室:  #", "共建实验室: Agreement/jointConstruction #").replace("公共交通:  #", "公共交通: publicTransport #")
answers.write_text(text, "utf-8")
# %kg import {sheet} --into {folder}/deals

# %% [markdown]
# The package builds like any other, and each claim leads back to its row.

# %%
graph = kg.build(folder / "deals")
graph.ask("partnerships")

# %%
print(graph.explain("智慧物流园" if language == "zh" else "Joint robotics centre").text(language))

# %%
graph.ask("figures").frame()

# %% [markdown]
# ## Conclusion
#
# Eight of nine rows are partnerships, and the ninth is a total, which is told and not counted. Two answers later all eight have a type and a sector.
#
# **What must not be concluded.** 7/8/2024 is still two dates: nobody may decide that for you, so it stays without a date. An amount “at most 3 million” is a bound, and no sum may treat it as 3 million.

# %%
assert len(graph.records.partnerships) == 8
