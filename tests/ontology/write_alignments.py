"""Write ``ontology/alignments/sector.ttl`` and ``unit.ttl`` anew from the code lists. Run by hand.

    pip install iso4217 && python -m tests.ontology.write_alignments

NACE Rev. 2 has the sections and divisions of ISIC Rev. 4; below them the two part. Its IRIs are those of the
Publications Office of the European Union (reuse: Commission Decision 2011/833/EU). Names of classes are not copied: the
texts of ISIC are the United Nations', those of GB/T 4754 the standard's.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.ontology.write_currencies import LEFT_OUT, WITHDRAWN

ONTOLOGY = Path(__file__).parents[2] / "ontology"
NACE = "http://data.europa.eu/ux2/nace2/"
SECTORS = """\
# Alignments: sectors in ISIC Rev. 4, NACE Rev. 2 and GB/T 4754-2017, by their codes. No graph carries these; a cell or
# a command may say NACE C29 in place of a sector. A sector is no more than close to a class: it is how plans and news
# speak. IRIs: NACE Rev. 2 of the Publications Office of the European Union (Commission Decision 2011/833/EU). Names of
# classes are not copied: their texts are those of the standards. Written by tests/ontology/write_alignments.py.

@prefix sector: <https://w3id.org/partnership-kg/code/sector/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
UNITS = """\
# Alignments: currencies of ISO 4217: digits behind the decimal point, and the year in which a code was withdrawn. No
# graph carries these. Codes that are no money of a country, such as gold, and withdrawn ones have no digits here.
# By iso4217 {version} (MIT). Written by tests/ontology/write_alignments.py.

@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/partnership-kg/code/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

pk:minorUnits a owl:DatatypeProperty ;
    rdfs:label "minor units"@en , "辅币位数"@zh ;
    skos:definition "How many digits behind the decimal point amounts in the currency have."@en ,
        "该货币金额的小数位数。"@zh ;
    rdfs:range xsd:integer .

pk:withdrawn a owl:DatatypeProperty ;
    rdfs:label "withdrawn in"@en , "废止年份"@zh ;
    skos:definition "The year in which the code was withdrawn from the standard."@en ,
        "该代码从标准中废止的年份。"@zh ;
    rdfs:range xsd:gYear .
"""


def sectors() -> str:
    """Each sector with the classes that its notations name."""
    files = (ONTOLOGY / part / "sector.ttl" for part in ("codelists", "further-codes"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    blocks = []
    for block in text.split("\nsector:")[1:]:
        isic, gbt = (_notations(block, name) for name in ("isic4", "gbt4754"))
        if not isic and not gbt:
            continue
        names = [f'"ISIC {code}"@en' for code in isic]
        names += [f'"NACE {code}"@en' for code in isic if len(code) <= 3]
        names += [f'"GB/T 4754 {code}"@{language}' for code in gbt for language in ("en", "zh")]
        lines = [f"skos:altLabel {' , '.join(names)}"]
        close = [f"<{NACE}{code if len(code) == 1 else code[1:]}>" for code in isic if len(code) <= 3]
        broad = sorted({f"<{NACE}{code[1:3]}>" for code in isic if len(code) > 3})
        lines += [f"skos:closeMatch {' , '.join(close)}"] if close else []
        lines += [f"skos:broadMatch {' , '.join(broad)}"] if broad else []
        joined = " ;\n    ".join(lines)
        blocks.append(f"\nsector:{block.split()[0]} {joined} .\n")
    return SECTORS + "".join(blocks)


def _notations(block: str, name: str) -> list[str]:
    match = re.search(rf"pk:{name} ([^;]+);", block)
    return re.findall(r'"([^"]+)"', match[1]) if match else []


def units() -> str:
    """Each currency with its minor units, or the year of its end."""
    from importlib.metadata import version

    # Not at the head: whoever collects tests imports this module, and need not have it.
    from iso4217 import Currency

    said = {
        item.code: f"pk:minorUnits {item.exponent}"
        for item in Currency
        if item.code not in LEFT_OUT and item.exponent is not None
    }
    said |= {code: f'pk:withdrawn "{year}"^^xsd:gYear' for code, year in WITHDRAWN.items() if code not in said}
    lines = [f"unit:{code} {said[code]} .\n" for code in sorted(said)]
    return UNITS.format(version=version("iso4217")) + "\n" + "".join(lines)


def main() -> None:
    """Write both files."""
    (ONTOLOGY / "alignments" / "sector.ttl").write_text(sectors(), encoding="utf-8")
    (ONTOLOGY / "alignments" / "unit.ttl").write_text(units(), encoding="utf-8")


if __name__ == "__main__":
    main()
