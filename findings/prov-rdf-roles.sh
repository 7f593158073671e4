#!/bin/sh
# prov 3.2.3, rdflib 7.6.0, Python 3.11, seen in November 2026.
# An activity with two agents, of whom one has a role. JSON, XML and JSON-LD bring both back. What was written as RDF has one
# agent only when it is read, and the role goes to either of them, now to one and now to the other, though the file says
# whose it is. The same with PROV-O as the recommendation writes it, where the short form of each stands beside the long
# one, and with attributions. No error and no warning.
# 某活动有两个主体，其中一个带角色。JSON、XML、JSON-LD 都能读回两个主体。写成 RDF 后再读，只剩一个主体，角色则归于二者之一，
# 每次运行不定，尽管文件写明归谁。按 PROV-O 推荐的写法（简式与限定式并列）、以及归属关系，也是如此。没有错误，也没有警告。
# Output:
#   json: [('Ann', 'author'), ('Ben', None)]
#   xml: [('Ann', 'author'), ('Ben', None)]
#   jsonld: [('Ann', 'author'), ('Ben', None)]
#   rdf: [('Ann', 'author')] or [('Ben', 'author')]
#   PROV-O, Association: [('Ann', 'author')] or [('Ben', 'author')]
#   PROV-O, Attribution: [('Ann', 'author')] or [('Ben', 'author')]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet 'prov[rdf,xml]==3.2.3' rdflib==7.6.0
cat > "$folder/try.py" <<'END'
from prov.model import PROV, ProvDocument, ProvRelation

TURTLE = """
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix ex: <http://example.org/> .
ex:survey prov:{short} ex:Ann{n}, ex:Ben{n} ;
  prov:{long} [ a prov:{kind} ; prov:agent ex:Ann{n} ; prov:hadRole ex:author ] .
"""
# Which of the two keeps the role hangs on their names and on the run: eighty pairs of names show both.
PAIRS = range(80)


def agents(document):
    found = []
    for relation in document.get_records(ProvRelation):
        role = [getattr(value, "localpart", value) for value in relation.get_attribute(PROV["role"])]
        found.append((relation.args[1].localpart.rstrip("0123456789"), role[0] if role else None))
    return str(sorted(found))


def alternatives(texts, **how):
    return " or ".join(sorted({agents(ProvDocument.deserialize(content=text, **how)) for text in texts}))


def document(n):
    made = ProvDocument()
    made.add_namespace("ex", "http://example.org/")
    made.wasAssociatedWith("ex:survey", f"ex:Ann{n}", other_attributes={"prov:role": "author"})
    made.wasAssociatedWith("ex:survey", f"ex:Ben{n}")
    return made


for form in ("json", "xml", "jsonld", "rdf"):
    print(f"{form}: {alternatives((document(n).serialize(format=form) for n in PAIRS), format=form)}")
for kind, short, long in (
    ("Association", "wasAssociatedWith", "qualifiedAssociation"),
    ("Attribution", "wasAttributedTo", "qualifiedAttribution"),
):
    texts = (TURTLE.format(kind=kind, short=short, long=long, n=n) for n in PAIRS)
    print(f"PROV-O, {kind}: {alternatives(texts, format='rdf', rdf_format='turtle')}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
json: [('Ann', 'author'), ('Ben', None)]
xml: [('Ann', 'author'), ('Ben', None)]
jsonld: [('Ann', 'author'), ('Ben', None)]
rdf: [('Ann', 'author')] or [('Ben', 'author')]
PROV-O, Association: [('Ann', 'author')] or [('Ben', 'author')]
PROV-O, Attribution: [('Ann', 'author')] or [('Ben', 'author')]
END
