"""What says of an amount whether taxes are in it, or that it is net or gross: 不含税, excl. VAT, brutto, HT."""

from __future__ import annotations

import re

from kg.nearest import folded, in_both_scripts

_VAT = (
    r"(?:vat|gst|tax(?:es?)?|sales tax|mwst\.?|ust\.?|mehrwertsteuer|umsatzsteuer|tva|iva|btw|impuestos|impostos"
    r"|imposte)"
)
#: The words, folded. Of duty-free zones and tax offices they say nothing, as they are all of a bracket or of an end.
TAXED = re.compile(
    in_both_scripts(
        r"(?:均|已|未|不)?(?:含|包含|扣除|除)(?:增值)?税(?:价|额|金额)?|免税|税[前后](?:价|额|金额)?|净额|毛额|净值|含税价|不含增值税"
    )
    + rf"|nett?o?|brutto?|gross|(?:net|gross) of {_VAT}|(?:before|after|pre|post)[- ]?{_VAT}"
    rf"|(?:incl(?:uding|usive|\.)?|excl(?:uding|usive|\.)?|ex|w/o|without|with|plus|zzgl\.?|zuzuglich|ohne|inkl\.?"
    rf"|inklusive|exkl\.?|sans|hors|avec|sin|con|sem|com|senza|zonder|incl|bez|z)(?: of)? {_VAT}"
    rf"|{_VAT} (?:incl(?:uded|\.)?|excl(?:uded|\.)?"
    r"|comprise|incluse|incluido|excluido|inclusa|esclusa)|ht|ttc|h\.t\.|t\.t\.c\."
)
_BEHIND = re.compile(
    rf"(?P<rest>.*[^\s,，、(（])(?:\s*[(（]\s*(?P<inside>{TAXED.pattern})\s*[)）]|[\s,，、]+(?P<behind>{TAXED.pattern}))\s*"
)
_BEFORE = re.compile(
    rf"\s*(?P<before>{TAXED.pattern})[\s:：,]+(?P<rest>.*[0-9].*)|(?P<han>(?:不|未)?含税|税[前后])(?P<behind_han>.*[0-9].*)"
)


def without_taxed(text: str) -> tuple[str, str]:
    """An amount without what says whether taxes are in it, and these words; none where it says nothing of them.

    Args:
        text: the cell.

    >>> without_taxed("EUR 5m (net of VAT)"), without_taxed("gross EUR 5m"), without_taxed("1.2亿元（不含税）")
    (('EUR 5m', 'net of VAT'), ('EUR 5m', 'gross'), ('1.2亿元', '不含税'))
    >>> without_taxed("EUR 5m network"), without_taxed("NET 5 network")
    (('EUR 5m network', ''), ('5 network', 'NET'))
    """
    plain = folded(text)
    if len(plain) != len(text):
        # Folding has changed its length: what is where is not known.
        plain = text.lower()
    if len(plain) != len(text) or len(text) > _LONGEST:
        return text, ""
    if found := _BEHIND.fullmatch(plain):
        name = "inside" if found["inside"] else "behind"
        return text[: found.end("rest")].strip(), text[found.start(name) : found.end(name)]
    if found := _BEFORE.fullmatch(plain):
        name, rest = ("before", "rest") if found["before"] else ("han", "behind_han")
        return text[found.start(rest) :].strip(), text[found.start(name) : found.end(name)]
    return text, ""


#: What is longer is a text.
_LONGEST = 120
