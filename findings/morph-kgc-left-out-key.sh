#!/bin/sh
# morph-kgc 2.8.1, Python 3.11, seen in November 2026.
# RML over JSON: whole numbers that are ids of regions are put into IRIs. As long as every record has a partner, or says
# null, a tie leads to the partner's IRI. If one record leaves the key out, the ids of all other records come as 31.0:
# every tie leads to a region that is not there, and an amount of 16 digits is another one. No warning.
# 以 RML 映射 JSON，整数的地区编号写进 IRI。只要每条记录都有伙伴，或写明 null，关系便指向伙伴的 IRI。只要有一条记录省去该
# 键，其余所有记录的编号都成为 31.0：每条关系都指向不存在的地区，16 位的金额也变为另一个数。没有警告。
# Output:
#   all have a partner: 33 with 31, 31 with 33; amounts 5, 9007199254740993; ties to a region that is there: 2 of 2
#   one says null: 33 with 31, 31 with 33; amounts 5, 9007199254740993; ties to a region that is there: 2 of 2
#   one leaves it out: 33 with 31.0, 31 with 33.0; amounts 5.0, 9007199254740992.0; ties to a region that is there: 0 of 2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet morph-kgc==2.8.1
cat > "$folder/deals.ttl" <<'END'
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix : <http://example.org/> .
:Deals rml:logicalSource [ rml:source "deals.json" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "$[*]" ] ;
  rr:subjectMap [ rr:template "http://example.org/{id}" ] ;
  rr:predicateObjectMap [ rr:predicate :with ; rr:objectMap [ rr:template "http://example.org/{partner}" ] ] ,
    [ rr:predicate :amount ; rr:objectMap [ rml:reference "amount" ] ] .
END
cat > "$folder/try.py" <<'END'
import json

import morph_kgc

BOTH = [{"id": 33, "partner": 31, "amount": 5}, {"id": 31, "partner": 33, "amount": 9007199254740993}]
CASES = {
    "all have a partner": BOTH,
    "one says null": [*BOTH, {"id": 44, "partner": None, "amount": None}],
    "one leaves it out": [*BOTH, {"id": 44}],
}
for name, records in CASES.items():
    with open("deals.json", "w") as file:
        json.dump(records, file)
    lines = morph_kgc.materialize_set("[CONFIGURATION]\nlogging_level=ERROR\n[DEALS]\nmappings=deals.ttl\n")
    triples = sorted((line.replace("<http://example.org/", "").replace(">", "").split() for line in lines), reverse=True)
    ties = [(subject, value) for subject, predicate, value in triples if predicate == "with"]
    amounts = [value.strip('"') for _, predicate, value in triples if predicate == "amount"]
    there = {str(record["id"]) for record in records}
    met = sum(partner in there for _, partner in ties)
    said = ", ".join(f"{one} with {other}" for one, other in ties)
    print(f"{name}: {said}; amounts {', '.join(amounts)}; ties to a region that is there: {met} of {len(ties)}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
all have a partner: 33 with 31, 31 with 33; amounts 5, 9007199254740993; ties to a region that is there: 2 of 2
one says null: 33 with 31, 31 with 33; amounts 5, 9007199254740993; ties to a region that is there: 2 of 2
one leaves it out: 33 with 31.0, 31 with 33.0; amounts 5.0, 9007199254740992.0; ties to a region that is there: 0 of 2
END
