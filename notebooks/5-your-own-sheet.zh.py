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
# # 5. 自己的表格
#
# 人们日常使用的表格：中文表头，金额写作“约3.5亿元”，日期六种写法，末行有合计。（`deals.csv`，内容均为虚构。）哪些能成为图谱，哪些需要询问？

# %%
language = "zh"

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
# 每一行都有交代。拿不准的会询问而不猜测；未答之前先不计入。

# %%
# %kg import {sheet} --into {folder}/deals

# %% [markdown]
# 问题写在表格旁的文件中。这里回答其中两个。

# %%
answers = folder / "deals.csv.kg.yaml"
text = answers.read_text("utf-8")
text = text.replace("共建实验室:  #", "共建实验室: Agreement/jointConstruction #").replace("公共交通:  #", "公共交通: publicTransport #")
answers.write_text(text, "utf-8")
# %kg import {sheet} --into {folder}/deals

# %% [markdown]
# 数据包可照常构建，每项陈述都可追溯到所在行。

# %%
graph = kg.build(folder / "deals")
graph.ask("partnerships")

# %%
print(graph.explain("智慧物流园" if language == "zh" else "Joint robotics centre").text(language))

# %%
graph.ask("figures").frame()

# %% [markdown]
# ## 结论
#
# 9行中8行是合作，第9行是合计，予以说明而不计入。回答两个问题后，8项都有了类型和领域。
#
# **不可得出的结论。** 7/8/2024 仍可能是两个日期：没有人能替您决定，因此暂无日期。“不超过300万元”是界限，任何求和都不能当作300万元。

# %%
assert len(graph.records.partnerships) == 8
