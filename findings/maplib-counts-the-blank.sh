#!/bin/sh
# maplib 0.20.26, pyoxigraph 0.5.13, Python 3.11, seen in November 2026.
# A SPARQL engine on Polars, asked beside Oxigraph. COUNT of what is not there is 1 and not 0, as soon as the variable has
# values of several types elsewhere (a name with a language, one without). 7 by 2 is 3, the mean of an integer and a
# decimal is blank, 7 does not equal 7.0, VALUES with UNDEF leaves no row, and a day is that of Greenwich. All of it unsaid.
# 基于 Polars 的 SPARQL 引擎，与 Oxigraph 同题对照。只要变量在别处的值有多种类型（一个名称带语言，一个不带），不存在之物的
# COUNT 便是 1 而不是 0。7 除以 2 得 3，整数与小数的平均值为空，7 不等于 7.0，含 UNDEF 的 VALUES 一行不剩，日期取格林尼治的
# 那一天。均无提示。
# Output:
#   funders of two deals: 2, 0; maplib: 2, 1
#   7 paid of 2 planned: 3.5; maplib: 3.0
#   the mean of 7 and 2.5: 4.75; maplib: blank
#   deals of which 7.0 is paid: a; maplib: nothing
#   ties from Holt, or to Sandbrook: Holt Ely, Ely Sandbrook; maplib: nothing
#   the day of 28 July in China: 28; maplib: 27
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet maplib==0.20.26 pyoxigraph==0.5.13
cat > "$folder/try.py" <<'END'
import maplib
import pyoxigraph

DATA = """@prefix : <urn:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a a :Deal ; :funder "Holt", "Northshire"@en ; :paid 7 ; :planned 2 ; :signed "2017-07-28T07:30:00+08:00"^^xsd:dateTime .
:b a :Deal ; :paid 2.5 . :Holt :with :Ely . :Ely :with :Sandbrook ."""
QUESTIONS = {
    "funders of two deals": "SELECT (COUNT(?f) AS ?n) { ?d a :Deal OPTIONAL { ?d :funder ?f } } GROUP BY ?d ORDER BY ?d",
    "7 paid of 2 planned": "SELECT (?paid / ?planned AS ?n) { :a :paid ?paid ; :planned ?planned }",
    "the mean of 7 and 2.5": "SELECT (AVG(?paid) AS ?n) { ?d :paid ?paid }",
    "deals of which 7.0 is paid": "SELECT ?d { ?d :paid ?paid FILTER(?paid = 7.0) }",
    "ties from Holt, or to Sandbrook": "SELECT ?x ?y { VALUES (?x ?y) { (:Holt UNDEF) (UNDEF :Sandbrook) } ?x :with ?y } ORDER BY ?y",
    "the day of 28 July in China": "SELECT (DAY(?on) AS ?n) { ?d :signed ?on }",
}
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)


def told(rows):
    cells = [" ".join("blank" if cell is None else str(cell) for cell in row) for row in rows]
    return ", ".join(cells).replace("<urn:", "").replace(">", "") or "nothing"


for name, question in QUESTIONS.items():
    model = maplib.Model()
    model.reads(DATA, format="turtle")
    query = "PREFIX : <urn:> " + question
    right = [[None if cell is None else getattr(cell, "value", cell) for cell in row] for row in store.query(query)]
    print(f"{name}: {told(right).replace('urn:', '')}; maplib: {told(model.query(query).rows())}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
funders of two deals: 2, 0; maplib: 2, 1
7 paid of 2 planned: 3.5; maplib: 3.0
the mean of 7 and 2.5: 4.75; maplib: blank
deals of which 7.0 is paid: a; maplib: nothing
ties from Holt, or to Sandbrook: Holt Ely, Ely Sandbrook; maplib: nothing
the day of 28 July in China: 28; maplib: 27
END
