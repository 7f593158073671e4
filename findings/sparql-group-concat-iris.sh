#!/bin/sh
# pyoxigraph 0.5.13, rdflib 7.6.0, Python 3.11, seen in November 2026.
# Two engines, one query: GROUP_CONCAT over IRIs. rdflib joins their texts; Oxigraph leaves the cell empty, without an error,
# as soon as one value of the group is an IRI: names that are there are lost with it. STR() inside makes both alike.
# 两个引擎，一个查询：对 IRI 作 GROUP_CONCAT。rdflib 连接其文本；Oxigraph 只要组中有一个值是 IRI，单元格便为空且不报错：
# 同组已有的名称也随之丢失。内加 STR() 则两者一致。
# Output:
#   GROUP_CONCAT(?x), texts: oxigraph 'A, B' rdflib 'A, B'
#   GROUP_CONCAT(?x), a text and an IRI: oxigraph nothing rdflib 'A, urn:b'
#   GROUP_CONCAT(STR(?x)), a text and an IRI: oxigraph 'A, urn:b' rdflib 'A, urn:b'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyoxigraph==0.5.13 rdflib==7.6.0
cat > "$folder/try.py" <<'END'
import pyoxigraph
import rdflib

CASES = (("?x", "texts", '"A" "B"'), ("?x", "a text and an IRI", '"A" <urn:b>'), ("STR(?x)", "a text and an IRI", '"A" <urn:b>'))
for what, name, values in CASES:
    query = f'SELECT (GROUP_CONCAT({what}; separator=", ") AS ?all) WHERE {{ VALUES ?x {{ {values} }} }}'
    (one,) = pyoxigraph.Store().query(query)
    (other,) = rdflib.Graph().query(query)
    told = repr(one["all"].value) if one["all"] is not None else "nothing"
    print(f"GROUP_CONCAT({what}), {name}: oxigraph {told} rdflib {str(other[0])!r}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
GROUP_CONCAT(?x), texts: oxigraph 'A, B' rdflib 'A, B'
GROUP_CONCAT(?x), a text and an IRI: oxigraph nothing rdflib 'A, urn:b'
GROUP_CONCAT(STR(?x)), a text and an IRI: oxigraph 'A, urn:b' rdflib 'A, urn:b'
END
