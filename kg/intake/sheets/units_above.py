"""The unit that a table's title or its notes state for its amounts: 单位：万元, Beträge in T€, all figures £000.

It counts for amounts that name none, below headings that name none; where two are stated, they are proposed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.nearest import folded, in_both_scripts
from kg.notations import Hints, currency_name, currency_names, currency_sign, heading_hints, quantity
from kg.notations.headings import says_unless_noted
from kg.text import Text

#: How much of a text is looked through, and how long the words of a unit are.
_LONGEST, _LONGEST_UNIT = 300, 24
#: What says that cells may name other units, which is no part of the unit that is stated.
_UNLESS_NOTED = re.compile(
    in_both_scripts(
        r"(?:[（(]\s*)?(?:除\s*(?:特别|特殊|单独|另有|另外|另行|另)?\s*(?:注明|说明|标注|标明|备注|指明)"
        r"\s*(?:者|的|之|处)?\s*(?:以外|外)?"
        r"|(?:如|若|凡)?(?:无|未|没有)(?:特别|特殊|另行|另外|另)?(?:注明|说明|标注|标明)(?:者|的)?(?:均|皆|则|一律)?"
        r"|另有?行?(?:注明|说明|标注|标明)(?:者|的)?(?:除外)?"
    )
    + r"|(?:unless|except (?:where|when|as|if)|if not|where not)(?: otherwise)?"
    r" (?:stated|noted|indicated|specified|shown|marked)(?: otherwise)?"
    r"|(?:sofern|soweit|falls|wenn|wo) nicht(?: anders| anderes)?"
    r"(?: angegeben| vermerkt| angemerkt| genannt| ausgewiesen)?"
    r"|sauf (?:mention|indication|avis)(?: du)? contraire"
    r"|salvo (?:que se indique lo contrario|indicaci[oó]n(?: en)? contrari[oa]|menci[oó]n(?: en)? contrari[oa]"
    r"|diversa indicazione|indica[cç][aã]o em contr[aá]rio)"
    r"|se non diversamente (?:indicato|specificato)|если не (?:указано|оговорено) ин(?:ое|аче))"
    r"\s*[,，:：]?\s*(?:[）)])?",
    re.I,
)
#: What speaks of amounts or of their unit, in languages of the West.
_AMOUNTS = (
    r"amounts?|values?|figures|sums|budgets?|money|units?|currency"
    r"|[^\W\d_]*(?:betr[aä]ge?|betrag|volumen|summen?|kosten|werte)|angaben|zahlen|w[aä]hrung|einheit(?:en)?"
    r"|montants?|valeurs|chiffres|sommes|co[uû]ts|unit[eé]s?|devise|monnaie"
    r"|importes?|montos?|cifras|valores|cantidades|presupuestos?|unidad(?:es)?|moneda|divisa|montantes?|moeda"
    r"|importi|valori|cifre|costi|unit[aà]|valuta|суммы?|объем|стоимость|единица измерения|валюта|kwoty|bedragen"
)
#: What leads a unit that is stated: 单位：, amounts in, Beträge in, montants en.
_LED = re.compile(
    in_both_scripts(
        r"(?:(?:金额|货币|计价|计量|数额|资金|投资额?|规模)?单位|币种|计价货币|货币"
        r"|(?:金额|数额|资金|投资额?)(?:单位)?\s*(?:均|皆|一律)?(?=[以按为]))"
        r"\s*[:：]?\s*(?:均|皆|一律|统一)?\s*(?:[为是以按]\s*)?(?P<zh>[^，,。；;、\s()（）]{1,16})"
    )
    + rf"|(?<![^\W\d_])(?:{_AMOUNTS})(?![^\W\d_])[^:：.;()（）]{{0,24}}?"
    r"(?:[:：]\s*(?:(?:in|en|em|в)\s)?|\s(?:in|are|en|em|w|в|is)\s)\s*"
    r"(?P<led>[^.;,，；。()（）|]{1,24}(?:\.[^;,，；。()（）|]{1,16})?)",
    re.I,
)
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]")
#: What parts a line in pieces, and what stands before a unit in one.
_PIECES = re.compile(r"\s{2,}|\s[|·•–—-]\s|[,，;；。|]")
_IN = re.compile(rf"^(?:(?:{_AMOUNTS})\s+)?(?:(?:in|en|em|в|w)\s+|[以按])", re.I)
_BEHIND_IN = re.compile(r"\s(?:in|en|em|в|w)\s+(?=\S+(?:\s\S+){0,3}$)", re.I)
#: What parts two units that are stated; what stands behind one: 以万元计; and before that of some rows: 境外为万美元.
_OR, _COUNTED = re.compile(r"\s(?:or|oder|ou|o|или)\s|[或]"), re.compile(in_both_scripts(r"(?:计算?|计量|表示|列示)$"))
_OF_OTHERS = re.compile(in_both_scripts(r"^.{1,12}(?:为|是|以|按|\sin\s|\sen\s)\s*"))
#: What parts two units of different things, and what makes a unit one of a rate.
_TWO = re.compile(r"[/]|(?<=[^\W\d_])(?:和|及|与)")
_A_YEAR = re.compile(r"^(?:年|月|日|year|yr|a|jahr|an|a[nñ]o|month)$", re.I)
#: A sign of several currencies, and what says whose it is: All $ are Australian, $ = AUD, 表中$均指新加坡元.
_SIGN_IS = re.compile(
    in_both_scripts(
        r"(?P<sign>[$＄¥￥£]|(?<![^\W\d_])(?:dollars?|pounds?|francs?|pesos?|rupees?|krone[nr]|kronor|kr|rs)(?![^\W\d_]))"
        r"[\"'”’]?\s*(?:(?:sign|symbol|amounts?|figures|values|sums|betr[aä]ge?|符号|金额|数额)\s*)?(?:throughout|here)?"
        r"\s*(?:[=:：]|(?:均|皆|一律|全部)?(?:为|指|是|系|表示|代表)|即"
    )
    + r"|(?<=\s)(?:are|is|means?|refers? to|denotes?|stands? for|signif(?:y|ies)|represents?"
    r"|bezeichnet|bedeutet|steht für|sind|ist|désigne|signifie|sont des|sont en|significa|son|se refiere a"
    r"|oznacza|betekent|zijn|är|er)\s)\s*(?:(?:all|in|the|to|der|die|das|le|el)\s+)*"
    r"(?P<what>[^\s\d,，;；。.()（）=:：][^,，;；。.()（）\d]{1,34})",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit that is stated for a table.

    Attributes:
        hints: the unit and its scale, and whether cells may note another one.
        words: as it is written.
        text: the line in which it stands.
    """

    hints: Hints
    words: str
    text: str


def stated_units(above: Sequence[str], notes: Sequence[str], money: Collection[str]) -> tuple[Stated, ...]:
    """The units of money that stand around a table for its amounts, each once.

    Args:
        above: the cells above its headings.
        notes: the notes below it, which state one only where they say that it is one.
        money: the codes of the currencies.

    >>> [one.hints.scale for one in stated_units(["单位：除注明外为万元"], [], {"CNY"})]
    [4]
    >>> [one.words for one in stated_units(["Projects in Europe (k€)", "Report of 5 million EUR"], [], {"EUR"})]
    ['k€']
    """
    found: dict[tuple[str, int], Stated] = {}
    lines = [(text, True) for text in above] + [(text, False) for text in notes]
    for text, is_above in lines:
        line = text[:_LONGEST]
        for words in _phrases(line, is_above=is_above):
            hints = _read(words, money)
            if hints is not None:
                noted = replace(hints, unless_noted=says_unless_noted(line) or _UNLESS_NOTED.search(line) is not None)
                found.setdefault((hints.unit, hints.scale), Stated(noted, words, text))
    return tuple(found.values())


def stated_signs(lines: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Whose currency signs are that several have, as lines around a table state it: the sign to its code and the line.

    Args:
        lines: what stands above the table and below it.

    >>> stated_signs(["All $ are Australian unless stated"])["$"][0], stated_signs(["表中$均指新加坡元"])["$"][0]
    ('AUD', 'SGD')
    >>> stated_signs(["$5m for Australian schools", "Costs in $ and Canadian dollars", "¥ for Japan"])
    {}
    """
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        for match in _SIGN_IS.finditer(line[:_LONGEST]):
            sign = currency_sign(f"{match['sign']} 5") or currency_sign(f"5 {match['sign']}")
            for code in _whose(sign, match["what"]) if sign else ():
                for one in {sign, *(("$",) if folded(sign).startswith("dollar") else ())}:
                    found.setdefault(one, {}).setdefault(code, line)
    return {sign: next(iter(codes.items())) for sign, codes in found.items() if len(codes) == 1}


def _whose(sign: str, what: str) -> list[str]:
    """The one currency of a sign that words are, by its code, its name or its country's; none for others."""
    said = folded(what)
    words = set(re.findall(r"[^\W\d_]+", said))
    of_sign = [one.unit for one in quantity(f"{sign} 5", Hints(money=True)).proposals]
    of_sign = list(
        dict.fromkeys((*of_sign, *(code for name, codes in currency_names().items() if name in said for code in codes)))
    )
    unit = heading_hints(f"({_UNLESS_NOTED.sub(' ', what).strip()})", money=True).unit
    return [unit] if unit in of_sign else [code for code in of_sign if _is_called(code, said, words)][:2]


def _is_called(code: str, said: str, words: set[str]) -> bool:
    name = currency_name(code)
    first = folded(name.en).split()
    return folded(code) in words or (len(first) > 1 and set(first[:-1]) <= words) or folded(name.zh) in said


def _phrases(line: str, *, is_above: bool) -> Iterator[str]:
    """The words of a line that may be a unit."""
    plain = _UNLESS_NOTED.sub(" ", line)
    for match in _LED.finditer(plain):
        for part in _OR.split((match["zh"] or match["led"]).strip()):
            yield from _shorter(_IN.sub("", _COUNTED.sub("", part)))
    if not is_above:
        return
    for match in _BRACKETS.finditer(plain):
        for piece in _PIECES.split(match[1]):
            yield _IN.sub("", piece.strip())
            yield _COUNTED.sub("", _OF_OTHERS.sub("", piece.strip()))
    for piece in _PIECES.split(_BRACKETS.sub("  ", plain)):
        words = piece.strip()
        bare = _IN.sub("", words)
        # A line of a currency alone is a heading, and one that counts it is none: k€, Mio. EUR.
        if bare and _has_scale(bare):
            yield bare
        elif (behind := _BEHIND_IN.search(words)) and _has_scale(words[behind.end() :]):
            yield words[behind.end() :]


def _shorter(words: str) -> Iterator[str]:
    """A phrase, and its first words alone, the longest first: T€ of T€ ohne Mwst."""
    if heading_hints(f"({words})", money=True).unit:
        yield words
        return
    parts = words.split()
    for number in range(min(len(parts) - 1, 4), 0, -1):
        shorter = " ".join(parts[:number])
        if heading_hints(f"({shorter})", money=True).unit:
            yield shorter
            return
    yield words


def _has_scale(words: str) -> bool:
    found = heading_hints(f"({words})", money=True) if len(words) <= _LONGEST_UNIT else Hints()
    return bool(found.unit and found.scale)


def _read(words: str, money: Collection[str]) -> Hints | None:
    """The unit of money that words are, also beside another thing that is counted: 万元/人; ``None`` for others."""
    if not words or len(words) > _LONGEST_UNIT:
        return None
    whole = heading_hints(f"({words})", money=True)
    if whole.unit in money:
        return Hints(unit=whole.unit, scale=whole.scale)
    parts = [part.strip() for part in _TWO.split(words)]
    read = [heading_hints(f"({part})", money=True) for part in parts]
    units = [one for one in read if one.unit in money]
    if len(parts) < 2 or len(units) != 1 or any(map(_A_YEAR.match, parts)):
        return None
    return Hints(unit=units[0].unit, scale=units[0].scale)


def told(name: str, stated: Stated, headings: Sequence[str]) -> Text:
    """What is told once of the amounts that are read in a unit which is stated around the table.

    Args:
        name: the sheet's name.
        stated: the unit.
        headings: the columns whose amounts it counts for.
    """
    en, zh = ", ".join(map(repr, headings)), "、".join(f"“{one}”" for one in headings)
    line = " ".join(stated.text.split())
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return Text(
        f"Sheet {name}: amounts below {en} that name no unit are in {stated.words}, as stated around the table "
        f"({shown!r}). Otherwise: sheets > {name} > units",
        f"工作表“{name}”：{zh}一栏未写单位的数额按{stated.words}计，依表外说明（“{shown}”）。"
        f"若不然，请填sheets > {name} > units",
    )


_SHOWN = 60


def told_of_sign(name: str, sign: str, code: str, line: str) -> Text:
    """What is told once of the amounts with a sign of which it is stated around the table whose it is.

    Args:
        name: the sheet's name.
        sign: the sign.
        code: the currency.
        line: what states it.
    """
    shown = " ".join(line.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return Text(
        f"Sheet {name}: {sign} is {code}, as stated around the table ({shown!r}). "
        f"Otherwise: sheets > {name} > units > {sign}",
        f"工作表“{name}”：{sign}按{code}计，依表外说明（“{shown}”）。若不然，请填sheets > {name} > units > {sign}",
    )
