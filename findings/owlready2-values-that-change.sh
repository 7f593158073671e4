#!/bin/sh
# owlready2 0.51, Python 3.11, seen in November 2026.
# Loaded and saved again, most values of an ontology come back letter by letter. A decimal that a float writes with an
# exponent does not: a share of 0.00005 is saved as 5e-05, which is no xsd:decimal, and so is an amount of 17 digits, whose
# last ones are lost. Asked in Python, the boolean "1" is False, and a day with a zone is None (with the traceback of a
# ValueError on the screen, the program goes on).
# 载入后再保存，本体中的多数值逐字不变。浮点数须用指数书写的小数则不然：0.00005 的份额存成 5e-05，已不是 xsd:decimal；17 位
# 的金额也是，末几位丢失。在 Python 中询问，布尔值“1”为 False，带时区的日期为 None（屏幕上打印 ValueError 的回溯，程序继续）。
# Output:
#   0.5 decimal: [0.5], saved as 0.5
#   0.00005 decimal: [5e-05], saved as 5e-05
#   12345678901234567.5 decimal: [1.2345678901234568e+16], saved as 1.2345678901234568e+16
#   true boolean: [True], saved as true
#   1 boolean: [False], saved as 1
#   2017-07-28 date: [datetime.date(2017, 7, 28)], saved as 2017-07-28
#   2017-07-28+08:00 date: [None], saved as 2017-07-28+08:00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet owlready2==0.51
cat > "$folder/try.py" <<'END'
import owlready2

XSD, RDF, OWL = (f"http://www.w3.org/{name}#" for name in ("2001/XMLSchema", "1999/02/22-rdf-syntax-ns", "2002/07/owl"))
VALUES = (
    ("0.5", "decimal"),
    ("0.00005", "decimal"),
    ("12345678901234567.5", "decimal"),
    ("true", "boolean"),
    ("1", "boolean"),
    ("2017-07-28", "date"),
    ("2017-07-28+08:00", "date"),
)
with open("deals.nt", "w") as file:
    print(f"<urn:deals#amount> <{RDF}type> <{OWL}DatatypeProperty> .", file=file)
    print(f"<urn:deals#Deal> <{RDF}type> <{OWL}Class> .", file=file)
    for at, (value, kind) in enumerate(VALUES):
        print(f"<urn:deals#d{at}> <{RDF}type> <urn:deals#Deal> .", file=file)
        print(f'<urn:deals#d{at}> <urn:deals#amount> "{value}"^^<{XSD}{kind}> .', file=file)
world = owlready2.World()
with open("deals.nt", "rb") as file:
    world.get_ontology("urn:deals#").load(fileobj=file, format="ntriples").save("again.nt", format="ntriples")
saved = open("again.nt").read()
for at, (value, kind) in enumerate(VALUES):
    line = next(line for line in saved.splitlines() if f"d{at}> <urn:deals#amount>" in line)
    print(f"{value} {kind}: {world[f'urn:deals#d{at}'].amount}, saved as {line.split(chr(34))[1]}")
END
cd "$folder"
env/bin/python try.py 2> traceback.txt | tee said
diff - said <<'END'
0.5 decimal: [0.5], saved as 0.5
0.00005 decimal: [5e-05], saved as 5e-05
12345678901234567.5 decimal: [1.2345678901234568e+16], saved as 1.2345678901234568e+16
true boolean: [True], saved as true
1 boolean: [False], saved as 1
2017-07-28 date: [datetime.date(2017, 7, 28)], saved as 2017-07-28
2017-07-28+08:00 date: [None], saved as 2017-07-28+08:00
END
