#!/bin/sh
# pyrudof 0.3.35, pyshacl 0.40.1, rdflib 7.6.0, Python 3.11, seen in November 2026.
# Lengths in SHACL are of characters, as in SPARQL. rudof counts bytes: a letter such as Ł is two and a Chinese sign three,
# so that a name of three signs is refused as longer than 3, and one of two passes where at least 3 are asked for. The 30th
# of February is an xsd:date to it.
# SHACL 的长度与 SPARQL 相同，按字符计。rudof 按字节计：Ł 这样的字母为二，一个汉字为三；三个字的名称因“长于 3”被拒，
# 要求至少 3 个字时，两个字的名称却能通过。在它看来，2 月 30 日也是 xsd:date。
# Output:
#   "Ely" sh:maxLength 3: pySHACL True, rudof True
#   "Łódź" sh:maxLength 4: pySHACL True, rudof False
#   "嘉兴市" sh:maxLength 3: pySHACL True, rudof False
#   "嘉兴" sh:minLength 3: pySHACL False, rudof True
#   "2017-02-28"^^xsd:date sh:datatype xsd:date: pySHACL True, rudof True
#   "2017-02-30"^^xsd:date sh:datatype xsd:date: pySHACL False, rudof True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyrudof==0.3.35 pyshacl==0.40.1 rdflib==7.6.0
cat > "$folder/try.py" <<'END'
import logging

import pyrudof
import pyshacl
from rdflib import Graph

logging.disable(logging.WARNING)

HEAD = """@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CASES = (
    ('"Ely"', "sh:maxLength 3"),
    ('"Łódź"', "sh:maxLength 4"),
    ('"嘉兴市"', "sh:maxLength 3"),
    ('"嘉兴"', "sh:minLength 3"),
    ('"2017-02-28"^^xsd:date', "sh:datatype xsd:date"),
    ('"2017-02-30"^^xsd:date', "sh:datatype xsd:date"),
)
for value, rule in CASES:
    data = f"{HEAD}:accord :value {value} ."
    shapes = f"{HEAD}:Shape a sh:NodeShape ; sh:targetNode :accord ; sh:property [ sh:path :value ; {rule} ] ."
    right = pyshacl.validate(Graph().parse(data=data), shacl_graph=Graph().parse(data=shapes))[0]
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, pyrudof.RDFFormat.Turtle)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.Turtle)
    said = rudof.validate_shacl(pyrudof.ShaclValidationMode.Native).conforms
    print(f"{value} {rule}: pySHACL {right}, rudof {said}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
"Ely" sh:maxLength 3: pySHACL True, rudof True
"Łódź" sh:maxLength 4: pySHACL True, rudof False
"嘉兴市" sh:maxLength 3: pySHACL True, rudof False
"嘉兴" sh:minLength 3: pySHACL False, rudof True
"2017-02-28"^^xsd:date sh:datatype xsd:date: pySHACL True, rudof True
"2017-02-30"^^xsd:date sh:datatype xsd:date: pySHACL False, rudof True
END
