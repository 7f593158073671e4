#!/bin/sh
# nanopub 2.0.1 (with rdflib 7.6.0) and nanopub-sign 0.2.0, Python 3.11, seen in November 2026.
# A property with a value in two languages: what the one toolkit signs, the other refuses, if the order of the texts
# is not that of their language tags. The Python toolkit sorts literals by text, datatype, language; the one in Rust by
# language, datatype, text, before they hash.
# 某属性的值有两种语言：若文本顺序与语言标签顺序不同，一个工具签名的，另一个便拒绝。计算哈希之前，Python 工具按文本、数
# 据类型、语言排序，Rust 工具按语言、数据类型、文本排序。
# Output:
#   "Alpha"@en, "Beta"@zh: accepted
#   "Beta"@en, "Alpha"@zh: refused
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet nanopub==2.0.1 nanopub-sign==0.2.0 rdflib==7.6.0
cat > "$folder/try.py" <<'END'
import sys
import warnings
warnings.simplefilter("ignore")
import nanopub_sign
import rdflib
from nanopub import Nanopub, NanopubConf, Profile

NAME = "https://example.org/claim/one/nanopub#"
TEXT = """@prefix np: <http://www.nanopub.org/nschema#> . @prefix : <%s> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Head { : a np:Nanopublication ; np:hasAssertion :assertion ; np:hasProvenance :provenance ; np:hasPublicationInfo :pubinfo . }
:assertion { <https://example.org/claim/one> rdfs:label %s . }
:provenance { :assertion dct:source <https://example.org/source> . }
:pubinfo { : dct:created "2026-01-01"^^xsd:date . }
"""
profile = Profile(orcid_id="https://example.org/me", name="Nobody")
for labels in ('"Alpha"@en, "Beta"@zh', '"Beta"@en, "Alpha"@zh'):
    graph = rdflib.ConjunctiveGraph().parse(data=TEXT % (NAME, labels), format="trig")
    made = Nanopub(rdf=graph, conf=NanopubConf(profile=profile))
    made.sign()
    assert made.has_valid_trusty and made.has_valid_signature
    try:
        nanopub_sign.Nanopub(made.rdf.serialize(format="trig")).check()
        said = "accepted"
    except Exception as error:
        assert "hash" in str(error), error
        said = "refused"
    print(f"{labels}: {said}", file=sys.stderr)
END
"$folder/env/bin/python" "$folder/try.py" 2>"$folder/said" >/dev/null || { cat "$folder/said"; exit 1; }
cat "$folder/said"
printf '%s\n' '"Alpha"@en, "Beta"@zh: accepted' '"Beta"@en, "Alpha"@zh: refused' | diff - "$folder/said"
