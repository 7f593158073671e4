"""Write ``ontology/further-codes/unit.ttl`` anew: the currencies of ISO 4217, each a unit. Run by hand.

    pip install iso4217 babel && python tests/ontology/write_currencies.py

Codes are those of ISO 4217, by the package iso4217 (MIT); names in both languages are Unicode CLDR's, by the package
Babel (BSD-3-Clause; the data under the Unicode licence). Neither is needed at run time. What CLDR does not name, and
the year of those that were withdrawn, stands here.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "ontology" / "further-codes" / "unit.ttl"
# No currency, and a code for tests.
LEFT_OUT = {"XXX", "XTS"}
NAMES = {"XAD": ("Arab Accounting Dinar", "阿拉伯会计第纳尔")}
# Withdrawn from the standard, with the year; figures of their time are in them.
WITHDRAWN = {
    "ADP": 2003, "AFA": 2003, "ANG": 2025, "AOK": 1991, "AON": 2000, "AOR": 2000, "ARA": 1992, "ARP": 1985,
    "ATS": 2002, "AZM": 2005, "BEC": 1990, "BEF": 2002, "BEL": 1990, "BGL": 2003, "BGN": 2026, "BOP": 1987,
    "BRB": 1986, "BRC": 1989, "BRE": 1993, "BRN": 1990, "BRR": 1994, "BUK": 1990, "BYB": 2001, "BYR": 2016,
    "CSD": 2006, "CSK": 1993, "CUC": 2021, "CYP": 2008, "DDM": 1990, "DEM": 2002, "ECS": 2000, "ECV": 2000,
    "EEK": 2011, "ESA": 1981, "ESB": 1994, "ESP": 2002, "FIM": 2002, "FRF": 2002, "GEK": 1995, "GHC": 2008,
    "GNS": 1986, "GRD": 2002, "GWP": 1997, "HRD": 1995, "HRK": 2023, "IEP": 2002, "ILP": 1981, "ITL": 2002,
    "LTL": 2015, "LTT": 1993, "LUC": 1990, "LUF": 2002, "LUL": 1990, "LVL": 2014, "LVR": 1994, "MGF": 2004,
    "MLF": 1984, "MRO": 2017, "MTL": 2008, "MXP": 1993, "MZE": 1981, "MZM": 2006, "NIC": 1990, "NLG": 2002,
    "PEI": 1991, "PES": 1986, "PLZ": 1997, "PTE": 2002, "RHD": 1981, "ROL": 2005, "RUR": 2004, "SDD": 2007,
    "SDP": 1998, "SIT": 2007, "SKK": 2009, "SLL": 2024, "SRG": 2003, "STD": 2017, "TJR": 2001, "TMM": 2009,
    "TPE": 2002, "TRL": 2005, "UAK": 1996, "UGS": 1987, "UYP": 1993, "VEB": 2008, "VEF": 2018, "XEU": 1999,
    "YUD": 1990, "YUM": 2003, "ZAL": 1995, "ZMK": 2012, "ZRN": 1999, "ZRZ": 1994, "ZWD": 2008, "ZWL": 2024,
    "ZWR": 2009,
}  # fmt: skip
HEAD = """\
# Code list: units, continued: the currencies of ISO 4217 that unit.ttl does not have, current ones and, said in the
# definition, some that were withdrawn; behind them units of energy and volume. A graph has those that its figures are
# in, so that it does not carry them all.
# Codes: ISO 4217, by iso4217 {iso}. Names: Unicode CLDR, by Babel {babel}; Copyright 1991-2025 Unicode, Inc.,
# Unicode License v3 (https://www.unicode.org/license.txt). Written by tests/ontology/write_currencies.py.

@prefix unit: <https://w3id.org/partnership-kg/code/unit/> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
BLOCK = """
unit:{code} a skos:Concept ;
    skos:notation "{code}" ;
    skos:prefLabel "{en}"@en , "{zh}"@zh ;
    rdfs:label "{en}"@en , "{zh}"@zh ;
    skos:definition "{means_en}"@en ,
        "{means_zh}"@zh ;
    pk:unitKind "{kind}" ;
    pk:currency {currency} ;
    pk:wholeNumber false ;
    skos:inScheme <https://w3id.org/partnership-kg/code/unit> ;
    skos:topConceptOf <https://w3id.org/partnership-kg/code/unit> .
"""

#: Units that are no currencies: code, kind, and name and definition in both languages.
OTHERS = (
    ("MWh", "energy", "megawatt hour", "兆瓦时", "Energy of one megawatt in an hour.", "一兆瓦功率一小时的能量。"),
    ("m3", "volume", "cubic metre", "立方米", "Volume of a cube with edges of one metre.", "边长一米的立方体的体积。"),
)


def main() -> None:
    """Write the file."""
    from importlib.metadata import version

    known = (ROOT / "ontology" / "codelists" / "unit.ttl").read_text(encoding="utf-8")
    # Not at the head: whoever collects tests imports this module, and need not have them.
    from babel import Locale
    from iso4217 import Currency

    english, chinese = Locale("en").currencies, Locale("zh").currencies
    current = {item.code for item in Currency} - LEFT_OUT
    blocks = []
    for code in sorted({*current, *WITHDRAWN}):
        if f"unit:{code} a " in known:
            continue
        en, zh = NAMES.get(code) or (english[code], chinese[code])
        year = WITHDRAWN.get(code) if code not in current else None
        gone = (f", withdrawn in {year}", f"，{year}年废止") if year else ("", "")
        means = (f"{en}; ISO 4217 {code}{gone[0]}.", f"{zh}；ISO 4217代码{code}{gone[1]}。")
        blocks.append(_block(code, "money", en, zh, *means))
    blocks += [_block(*unit) for unit in OTHERS]
    head = HEAD.format(iso=version("iso4217"), babel=version("babel"))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(head + "".join(blocks), encoding="utf-8")


def _block(code: str, kind: str, en: str, zh: str, means_en: str, means_zh: str) -> str:
    currency = "true" if kind == "money" else "false"
    return BLOCK.format(code=code, kind=kind, currency=currency, en=en, zh=zh, means_en=means_en, means_zh=means_zh)


if __name__ == "__main__":
    main()
