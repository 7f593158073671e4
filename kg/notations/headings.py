"""What the heading of a column says of the values below it: 金额（万元）, Amount (USD m), 占比（%）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.nearest import folded
from kg.notations.lexicon import Token, is_power, tokens
from kg.notations.model import Hints
from kg.notations.plain import LONGEST, in_chinese, plain

_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
#: A power of ten in digits, and the least that a heading counts in: USD 100 is an amount.
_POWER, _LEAST_COUNTED = re.compile(r"1[0 ,.]*0"), 3
_PLACES = re.compile(r"[(\[]([^()\[\]]*)[)\]]|(?:单位|단위|\b(?:units?|in)\b)\s*:?\s*(.+)|[/,:;_]\s*([^/,:;_()\[\]]+)$")
#: A scale and a currency in one word: MEUR, kUSD, amount_musd.
_GLUED = re.compile(
    r"(?<![A-Za-z])(m|mn|k|t|bn)(usd|eur|gbp|cny|rmb|jpy|chf|sek|nok|dkk|pln|czk|huf|hkd|sgd|krw|inr|aud|cad|nzd|brl|zar)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_GLUED_SCALE = {"t": "k", "mn": "m"}
#: Korean scales before a currency, which are powers of ten like 万: 백만원, 억 원.
_KOREAN = re.compile(r"(?<![\uac00-\ud7a3])[십백천만억조]+(?= ?(?:원|엔|유로|위안|파운드|(?:미국? ?)?달러))")
#: Signs of scripts whose words stand apart or are long: of 회원 and ハードル the end is no currency.
_RUN_ON = re.compile(r"[\uac00-\ud7a3]{2}|[\u30a0-\u30ff]{2}")
#: Words that end with the sign of a currency and are none.
_NO_MONEY = re.compile(r"(?:[单單単公多次纪紀状狀地複复]|二)元$")
#: What parts a unit in brackets from a remark.
_REMARKS = re.compile(r"[,;、。]")
#: What stands before a unit in brackets: （单位：万元）, (in EUR m), (amounts in EUR).
_LED_BY = re.compile(
    r"\s*(?:单位|단위|币种|货币|(?:amounts? |values? |figures )?in\b|units?\b|currency\b)\s*(?:[:为是]\s*)?"
)


def heading_hints(heading: str, *, money: bool | None = None) -> Hints:
    """The unit and the scale that a heading names; nothing where it names none or two.

    Args:
        heading: as it stands above the column.
        money: whether the column is one of money, so that a scale that is a word as well is one without a currency
            beside it: Importe (miles), which of a route are miles. Of what is said to be none, m is no million: Length
            (m). ``None`` where nobody knows.

    >>> heading_hints("投资额（万元）"), heading_hints("Amount (USD m)").scale
    (Hints(unit='CNY', scale=4, ...), 6)
    """
    if len(heading) > LONGEST:
        return Hints()
    written = _KOREAN.sub(lambda scale: in_chinese(scale[0]), _GLUED.sub(_parted, plain(heading)))
    text = folded(written)
    for match in _PLACES.finditer(text):
        start, end = next(match.span(number) for number in (1, 2, 3) if match[number] is not None)
        start = led.end() if (led := _LED_BY.match(text, start, end)) else start
        found = _hints(tokens(text[start:end], written[start:end] if len(text) == len(written) else ""), money)
        if found is None and match[1] is not None:
            found = _beside_remark(text[start:end], money)
        if found is not None:
            return found
    return _hints(tokens(text)[-3:], money) or _money_behind(written) or Hints()


#: What says that cells may note another unit than the heading's.
_UNLESS = re.compile(
    r"另[有行]?(?:注|标|说)明?|除外|\bunless\b|\bexcept (?:where|when|as)\b"
    r"|\bif not (?:otherwise )?(?:stated|noted|indicated)|sofern nicht|(?:wenn|falls|soweit) nicht anders"
    r"|sauf (?:mention|indication)|salvo|se non diversamente|если не (?:указано|оговорено)|o ile nie|není-li|特記|별도",
    re.I,
)


def says_unless_noted(text: str) -> bool:
    """Whether a heading says that its unit holds unless a cell notes another one.

    >>> says_unless_noted("投资总额（万元，另注明者除外）"), says_unless_noted("Total (EUR m, unless stated)")
    (True, True)
    """
    return _UNLESS.search(text) is not None


def _beside_remark(inside: str, money: bool | None) -> Hints | None:
    """The one unit in brackets with a remark: （万元，另注除外）, (EUR m, unless noted); none where two are."""
    parts = _REMARKS.split(inside)
    said = {found for part in parts if (found := _hints(tokens(part), money)) is not None and found.unit}
    named = {code for token in tokens(inside) for code in token.said.get("currency", ())}
    one = said.pop() if len(parts) > 1 and len(said) == 1 else None
    return one if one is not None and named <= {one.unit} else None


def _parted(glued: re.Match[str]) -> str:
    scale = glued[1].lower()
    return f"{glued[2].upper()} {_GLUED_SCALE.get(scale, scale)}"


def _money_behind(heading: str) -> Hints | None:
    """A currency with its scale that a heading ends in, without brackets: Contract value EUR m, 金额万欧元."""
    words = tokens(folded(heading))
    for number in (3, 2, 1):
        behind = words[-number:]
        found = _hints(behind) if len(words) > number else None
        if found and found.unit and any("currency" in token.kinds for token in behind):
            start = behind[0].start
            if _RUN_ON.match(heading[start - 1 : start + 1]) or _NO_MONEY.search(heading):
                return None
            written = heading[start : behind[-1].end]
            # In small letters a code is a word as well: top, all.
            codes = [
                token.text for token in behind if "currency" in token.kinds and re.fullmatch("[a-z]{3}", token.text)
            ]
            return found if all(code.upper() in written for code in codes) else None
    return None


#: Scales that are words as well: a heading's, where it names money.
_OF_MONEY = frozenset(("foreign money scale", "joint scale"))


def _hints(words: list[Token], money: bool | None = None) -> Hints | None:
    """A scale, a unit or both, and nothing else."""
    factor, unit, counted = Decimal(1), "", False
    in_base, of_unit = Decimal(1), ""
    scales, words = _scales_in(words, money), _without_of(words)
    for token in words:
        if token.kinds & scales:
            factor *= token.factor
            unit = unit or "".join(token.said.get("percent", ()))
        elif "run" in token.kinds and all(sign in _POWERS for sign in token.text):
            factor = factor.scaleb(sum(_POWERS[sign] for sign in token.text))
        elif "number" in token.kinds and _POWER.fullmatch(token.text):
            # CNY 10k, EUR 1,000: what each figure counts.
            counted, factor = True, factor.scaleb(token.text.count("0"))
        elif len(codes := token.said.get("currency", token.said.get("unit", ()))) == 1 and unit in ("", *codes):
            if len(token.in_base) > 1:
                return None  # tons are those of several countries
            one = token.in_base[0]
            if is_power(one):
                unit, factor = codes[0], factor * one
            else:
                unit, in_base, of_unit = codes[0], one, token.text
        else:
            return None
    scale = factor.adjusted()
    is_too_small = counted and (not unit or scale < _LEAST_COUNTED)
    is_one = bool(words) and is_power(factor) and not is_too_small
    return Hints(unit=unit, scale=scale, in_base=in_base, of_unit=of_unit) if is_one else None


def _scales_in(words: Sequence[Token], money: bool | None) -> set[str]:
    """The kinds of words that are scales in a heading: m is a million of money, and of a length is none."""
    is_money = money or any("currency" in token.kinds for token in words)
    scales = {"scale", "long scale", "foreign scale", "percent"} | (_OF_MONEY if is_money else set())
    return scales | ({"money scale"} if is_money or money is None else set())


def _without_of(words: Sequence[Token]) -> list[Token]:
    """The words without those between two of them that say nothing: millions of euros are euro millions."""
    last = len(words) - 1
    return [
        token
        for at, token in enumerate(words)
        if not ((token.text == "of" or "joint" in token.kinds) and 0 < at < last)
    ]
