#!/bin/sh
# pyshacl 0.40.1, rdflib 7.6.0, Python 3.11, seen in November 2026.
# Asked to check by one node shape only (`use_shapes`), pySHACL forgets the shapes that it leads to by sh:property,
# sh:node or sh:or wherever these have a name of their own, and the data conform: no error, no warning. The same shape
# with its parts as blank nodes reports them. Each part must be named in `use_shapes` beside the shape. (An issue of the
# project, RDFLib/pySHACL 298, tells of an error in such a case; here there is none.)
# 只用一个节点形状检查（`use_shapes`）时，经 sh:property、sh:node 或 sh:or 引出而自有名称的形状会被 pySHACL 忘记，数据便
# 算合规：没有错误，也没有警告。同一形状的各部分写成空白节点时则会报告。各部分须与该形状一并列入 `use_shapes`。（该项目
# 的问题 298 提到此时会报错；此处并不报错。）
# Output:
#   all shapes: parts with a name: conforms False
#   one shape: parts with a name: conforms True
#   one shape and its part: parts with a name: conforms False
#   all shapes: parts without a name: conforms False
#   one shape: parts without a name: conforms False
#   all shapes: the part of another shape: conforms False
#   one shape: the part of another shape: conforms True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pyshacl==0.40.1 rdflib==7.6.0
cat > "$folder/try.py" <<'END'
from pyshacl import validate
from rdflib import Graph

HEAD = "@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
DATA = Graph().parse(data=HEAD + ":accord a :Agreement .", format="turtle")
SIGNED = "a sh:PropertyShape ; sh:path :signed ; sh:minCount 1"
SHAPES = {
    "parts with a name": f":Dated a sh:NodeShape ; sh:targetClass :Agreement ; sh:property :Day . :Day {SIGNED} .",
    "parts without a name": f":Dated a sh:NodeShape ; sh:targetClass :Agreement ; sh:property [ {SIGNED} ] .",
    "the part of another shape": ":Dated a sh:NodeShape ; sh:targetClass :Agreement ; sh:node :Other ."
    f":Other a sh:NodeShape ; sh:property [ {SIGNED} ] .",
}


def tell(how, name, used):
    shapes = Graph().parse(data=HEAD + SHAPES[name], format="turtle")
    print(f"{how}: {name}: conforms {validate(DATA, shacl_graph=shapes, use_shapes=used)[0]}")


for name in SHAPES:
    tell("all shapes", name, None)
    tell("one shape", name, ["http://example.org/Dated"])
    if name == "parts with a name":
        tell("one shape and its part", name, ["http://example.org/Dated", "http://example.org/Day"])
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
all shapes: parts with a name: conforms False
one shape: parts with a name: conforms True
one shape and its part: parts with a name: conforms False
all shapes: parts without a name: conforms False
one shape: parts without a name: conforms False
all shapes: the part of another shape: conforms False
one shape: the part of another shape: conforms True
END
