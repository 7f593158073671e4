"""What the heading of a column says of the values below it: 金额（万元）, Amount (USD m), 占比（%）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

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
#: Thousands that a heading writes by their noughts alone: EUR '000, £000s, in 000 EUR; or as what is counted: x 1,000.
_NOUGHTS = re.compile(
    r"(?<![0-9.,])(?<![0-9] )(?:['’‘`´′]\s?)?(000(?:[ ,.]?000)?)(?:['’]?s)?(?![0-9A-Za-z.,])(?! [0-9])"
)
_TIMES = re.compile(r"(?<![A-Za-z0-9])[x×*]\s?(?=1[0 ,.]*0(?![0-9]))")
#: German for thousands of euros.
_T_EUROS = re.compile("(?<![A-Za-z])T(?=€)")
#: Thousand as it is cut short beside a currency: th. EUR, EUR thou.
_CUT_SHORT = re.compile(
    r"(?<![A-Za-z])th(?:ou)?s?(?:\.\s?|\s)(?=[A-Z]{3}(?![A-Za-z])|[€£$¥])"
    r"|(?<=[A-Z]{3} )th(?:ou)?s?(?![A-Za-z])\.?|(?<=[€£$¥] )th(?:ou)?s?(?![A-Za-z])\.?"
)
#: Signs of scripts whose words stand apart or are long: of 회원 and ハードル the end is no currency.
_RUN_ON = re.compile(r"[\uac00-\ud7a3]{2}|[\u30a0-\u30ff]{2}")
#: Words that end with the sign of a currency and are none.
_NO_MONEY = re.compile(r"(?:[单單単公多次纪紀状狀地複复]|二)元$")
#: What parts a unit in brackets from a remark.
_REMARKS = re.compile(r"[,;、。]")
#: What stands before a unit in brackets: （单位：万元）, (in EUR m), (amounts in EUR).
_LED_BY = re.compile(
    r"\s*(?:单位|단위|币种|货币|(?:amounts? |values? |figures )?in\b|en\b|units?\b|currency\b)\s*(?:[:为是]\s*)?"
)


@lru_cache(maxsize=1024)  # asked for every cell below it
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
    written = _KOREAN.sub(lambda scale: in_chinese(scale[0]), _GLUED.sub(_parted, _with_powers(plain(heading))))
    text = folded(written)
    for match in _PLACES.finditer(text):
        start, end = next(match.span(number) for number in (1, 2, 3) if match[number] is not None)
        start = led.end() if (led := _LED_BY.match(text, start, end)) else start
        found = _hints(tokens(text[start:end], written[start:end] if len(text) == len(written) else ""), money)
        if found is None and match[1] is not None:
            found = _beside_remark(text[start:end], money)
        if found is not None:
            if not found.unit:
                return found if match[1] is None else _of_money_before(written[: match.start()], found)
            return found if found.scale else _with_scale_beside(text[: match.start()], text[match.end() :], found)
    return _hints(tokens(text)[-3:], money) or _money_behind(written) or Hints()


#: What says that cells may note another unit than the heading's.
_UNLESS = re.compile(
    r"另[有行]?(?:注|标|说)明?|除外|\bunless\b|\bexcept (?:where|when|as)\b"
    r"|\bif not (?:otherwise )?(?:stated|noted|indicated)|sofern nicht|(?:wenn|falls|soweit) nicht anders"
    r"|sauf (?:mention|indication)|salvo|se non diversamente|если не (?:указано|оговорено)|o ile nie|není-li|特記|별도",
    re.I,
)


@lru_cache(maxsize=1024)  # as often
def says_unless_noted(text: str) -> bool:
    """Whether a heading says that its unit holds unless a cell notes another one.

    >>> says_unless_noted("投资总额（万元，另注明者除外）"), says_unless_noted("Total (EUR m, unless stated)")
    (True, True)
    """
    return _UNLESS.search(text) is not None


def _with_powers(heading: str) -> str:
    """A heading in which what counts thousands is written in words: EUR thousand for EUR '000."""
    heading = _NOUGHTS.sub(lambda found: "thousand" if len(found[1]) == len("000") else "million", heading)
    return _CUT_SHORT.sub("thousand ", _TIMES.sub("", _T_EUROS.sub("k", heading)))


def _with_scale_beside(before: str, behind: str, found: Hints) -> Hints:
    """A unit in brackets with what counts it behind them: Budget (EUR), thousands; nothing where it may be counted.

    Args:
        before: what stands before the brackets, folded.
        behind: what stands behind them.
        found: the unit, which its own place says no scale of.
    """
    other = heading_hints(behind)
    if other.unit == found.unit and other.scale:
        return other  # the same in another language: Investment (RMB) 投资额（万元）
    if not any(token.kinds & _SURE_SCALES or _is_power(token) for token in tokens(f"{before} {behind}")):
        return found
    bare = behind.strip(" ,;:/*()[]-–")
    scale = _hints(tokens(bare[led.end() :] if (led := _LED_BY.match(bare)) else bare))
    if scale is None and len(words := tokens(bare)) == 1 and _is_power(words[0]):
        scale = Hints(scale=words[0].text.count("0"))
    return replace(found, scale=scale.scale) if scale is not None and scale.scale and not scale.unit else Hints()


def _of_money_before(heading: str, scale: Hints) -> Hints:
    """A scale in brackets, of the currency that stands before them: Budget EUR (k); without it where there is none."""
    before = _money_behind(heading)
    return replace(scale, unit=before.unit) if before is not None and not before.scale else scale


def _beside_remark(inside: str, money: bool | None) -> Hints | None:
    """The one unit in brackets with a remark: （万元，另注除外）, (EUR m, unless noted); none where two are.

    What counts beside it is its scale: (EUR, thousands).
    """
    parts = [_LED_BY.sub("", part, count=1) if _LED_BY.match(part) else part for part in _REMARKS.split(inside)]
    read = {part: _hints(tokens(part), money) for part in parts}
    said = {hints for hints in read.values() if hints is not None and hints.unit}
    scales = {hints.scale for hints in read.values() if hints is not None and not hints.unit}
    named = {code for token in tokens(inside) for code in token.said.get("currency", ())}
    one = said.pop() if len(parts) > 1 and len(said) == 1 else None
    if one is None or not named <= {one.unit}:
        return None
    if any(map(_counts, tokens(" ".join(part for part, hints in read.items() if hints is None)))):
        return None  # what counts in a remark may count the amounts
    if not scales:
        return one
    return replace(one, scale=scales.pop()) if len(scales) == 1 and not one.scale else None


def counts_something(heading: str) -> bool:
    """Whether some word of a heading may say how much a number below it counts, by itself or beside a currency.

    >>> counts_something("Budget (mil. EUR)"), counts_something("Budget (EUR)")
    (True, False)
    """
    return len(heading) <= LONGEST and any(map(_counts, tokens(folded(_with_powers(plain(heading))))))


def _counts(token: Token) -> bool:
    """Whether a word, a number of noughts or the cut form of one may say what the figures below a heading count."""
    return bool(token.kinds & _COUNTING) or _is_power(token)


def _is_power(token: Token) -> bool:
    """Whether a number is one that a heading counts in: 1,000 and more."""
    is_power = "number" in token.kinds and _POWER.fullmatch(token.text) is not None
    return is_power and token.text.count("0") >= _LEAST_COUNTED


def _parted(glued: re.Match[str]) -> str:
    scale = glued[1].lower()
    return f"{glued[2].upper()} {_GLUED_SCALE.get(scale, scale)}"


def _money_behind(heading: str) -> Hints | None:
    """A currency with its scale that a heading ends in, without brackets: Contract value EUR m, 金额万欧元."""
    words = tokens(folded(heading))
    for number in (3, 2, 1):
        behind = words[-number:]
        found = _hints(behind) if len(words) > number and not _counts(words[-number - 1]) else None
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


#: Kinds of words that may say what figures count; those that only speech has are read as none.
_COUNTING = frozenset(
    ("scale", "long scale", "foreign scale", "money scale", "foreign money scale", "joint scale", "spoken")
)
#: Those that are nothing else, wherever they stand.
_SURE_SCALES = frozenset(("scale", "long scale", "foreign scale", "spoken"))
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
        if not ((token.text in ("of", "in") or "joint" in token.kinds) and 0 < at < last)
    ]
