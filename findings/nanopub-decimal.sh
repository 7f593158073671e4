#!/bin/sh
# nanopub 2.0.1 with rdflib 7.6.0, Python 3.11, seen in November 2026.
# A signed nanopublication with a whole decimal ("7"^^xsd:decimal) is valid until it is stored as TriG: rdflib writes the
# value as 7.0, which is another spelling, so the hash in the trusty URI no longer fits. As N-Quads it stays valid.
# 含整数值小数（"7"^^xsd:decimal）的已签名纳米出版物，存为 TriG 之前有效：rdflib 把该值写成 7.0，写法不同，可信 URI 中的
# 哈希便不再相符。存为 N-Quads 则一直有效。
# Output:
#   in memory: valid
#   stored as nquads: valid
#   stored as trig: invalid
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet nanopub==2.0.1 rdflib==7.6.0
cat > "$folder/try.py" <<'END'
import warnings
warnings.simplefilter("ignore")
import rdflib
from nanopub import Nanopub, NanopubConf, Profile

TEXT = """@prefix np: <http://www.nanopub.org/nschema#> . @prefix : <https://example.org/claim/one/nanopub#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Head { : a np:Nanopublication ; np:hasAssertion :assertion ; np:hasProvenance :provenance ; np:hasPublicationInfo :pubinfo . }
:assertion { <https://example.org/claim/one> <https://example.org/amount> "7"^^xsd:decimal . }
:provenance { :assertion dct:source <https://example.org/source> . }
:pubinfo { : dct:created "2026-01-01"^^xsd:date . }
"""


def said(nanopub):
    try:
        return "valid" if nanopub.has_valid_trusty else "invalid"
    except ValueError:
        return "invalid"


graph = rdflib.ConjunctiveGraph().parse(data=TEXT, format="trig")
made = Nanopub(rdf=graph, conf=NanopubConf(profile=Profile(orcid_id="https://example.org/me", name="Nobody")))
made.sign()
print("in memory:", said(made))
for form in ("nquads", "trig"):
    again = rdflib.ConjunctiveGraph().parse(data=made.rdf.serialize(format=form), format=form)
    print(f"stored as {form}:", said(Nanopub(rdf=again)))
END
"$folder/env/bin/python" "$folder/try.py" | tee "$folder/said"
printf '%s\n' 'in memory: valid' 'stored as nquads: valid' 'stored as trig: invalid' | diff - "$folder/said"
