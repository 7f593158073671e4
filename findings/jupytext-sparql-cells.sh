#!/bin/sh
# jupytext 1.19.6, nbformat 5.10.4, Python 3.11, seen in November 2026.
# Paired as a script, a cell that begins with %%sql or %%bash is commented whole. One that begins with %%sparql or %%cypher
# keeps its lines but the magic's, and of a query over several lines some are commented and some are not: the script is no
# Python, though it reads back as the same notebook.
# 存为脚本时，以 %%sql 或 %%bash 开头的单元格整格注释。以 %%sparql 或 %%cypher 开头的只注释魔法命令一行，多行查询中有的
# 行注释、有的不注释：脚本不是合法的 Python，虽然读回仍是同一笔记本。
# Output:
#   %%sql: 3 of 3 lines commented, the script is Python
#   %%sparql: 1 of 3 lines commented, the script is no Python
#   %%sparql, indented: 3 of 5 lines commented, the script is no Python
#   read back, all are the same: True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet jupytext==1.19.6 nbformat==5.10.4
cat > "$folder/try.py" <<'END'
import ast

import jupytext
import nbformat

CELLS = {
    "%%sql": "%%sql\nSELECT name\nFROM deals",
    "%%sparql": "%%sparql\nSELECT ?name\nWHERE { ?deal skos:prefLabel ?name }",
    "%%sparql, indented": "%%sparql\nSELECT ?name WHERE {\n  ?deal a pk:Agreement .\n  ?deal skos:prefLabel ?name\n}",
}
same = True
for name, cell in CELLS.items():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    script = jupytext.writes(notebook, fmt="py:percent")
    same = same and jupytext.reads(script, fmt="py:percent").cells[0].source == cell
    body = script[script.index("# %%"):].splitlines()
    lines = [line for line in body if line.strip() not in ("", "# %%")]
    try:
        ast.parse(script)
        kind = "Python"
    except SyntaxError:
        kind = "no Python"
    commented = sum(line.lstrip().startswith("#") for line in lines)
    print(f"{name}: {commented} of {len(lines)} lines commented, the script is {kind}")
print("read back, all are the same:", same)
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
%%sql: 3 of 3 lines commented, the script is Python
%%sparql: 1 of 3 lines commented, the script is no Python
%%sparql, indented: 3 of 5 lines commented, the script is no Python
read back, all are the same: True
END
