"""An amount as words, from left to right: its number, scale, share and unit, and the bounds at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kg.nearest import folded
from kg.notations import numerals
from kg.notations.amount_words import WORDS_TOO, is_of_money
from kg.notations.doubts import (
    BILLION,
    COMMA,
    CONFLICT,
    CURRENCY,
    MIL,
    NOT_PARSED,
    SCALE,
    SURE,
    TONS,
    TRILLION,
    UNUSUAL,
)
from kg.notations.lexicon import Token, currency_codes, is_power
from kg.notations.model import Hints
from kg.text import Text

#: How many readings are proposed.
MOST = 3
#: Codes of currencies that are common enough in small letters; others are words as well (all, top, try).
_OFTEN = frozenset(
    ("cny", "usd", "eur", "gbp", "jpy", "hkd", "twd", "krw", "chf", "aud", "cad", "sgd", "nzd", "rub", "inr")
)
#: The exponent of a number with cents, which makes money of what stands behind such a code: TOP 10.50, not TOP 1,000.
_CENTS = -2
#: What is a name where no money is spoken of: COP 26, SDG 5.
_NAMES = frozenset(("COP", "SDG"))
#: From here on a number with its currency is no number of ten thousands or millions.
WHOLE = Decimal(10) ** 9
THOUSAND, _MILLION = Decimal(1000), Decimal(10) ** 6
#: What other currencies are counted in too, in Chinese: 港币3亿元.
_COUNTED_IN = frozenset("元圆")
#: Where "mil" is thousand, and where it is cut short for million: the currencies, and words of the text.
_MIL_THOUSAND = frozenset(
    [
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "UYU",
        "PYG",
        "BOB",
        "CRC",
        "GTQ",
        "HNL",
        "NIO",
        "DOP",
        "CUP",
        "VES",
        "AOA",
        "MZN",
        "CVE",
    ]
)
_MIL_MILLION = frozenset(["MYR", "CZK", "RON", "MDL", "RSD", "MKD", "TRY", "HUF"])
_SPEAKS_IBERIAN = re.compile(
    r"\b(?:d[oó]lares|reais|pesos|soles|de|mais|m[aá]s|menos|cerca|hasta|at[eé]|aprox\w*|con|com|libras|yuanes|unos)\b",
    re.I,
)
#: Short for milhões and bilhões beside a currency; by itself mi is miles as well.
_MILES_TOO = frozenset(("mi", "bi"))
#: What M is, beside million, where amounts are in the money of a country.
_OTHER_M = {"IDR": Decimal(10) ** 9, "CLP": Decimal(1000)}
#: Languages in which a billion is a million millions, by the months that a sheet names.
_LONG_LANGUAGES = frozenset(("de", "fr", "nl", "da", "nb", "no", "sv", "fi", "pl", "cs", "sk", "hu", "hr", "sl"))
#: English words at an amount, which say in which language its billion is.
_SPEAKS_ENGLISH = re.compile(
    r"\b(?:over|about|around|approximately|nearly|almost|up to|at least|more than|less than|some|roughly|worth)\b", re.I
)
#: Their words at an amount; a comma before decimals is none of English either.
_SPEAKS_LONG = re.compile(
    r"\b(?:rund|etwa|ungefähr|zirka|über|mehr|mindestens|höchstens|bis|unter|weniger|eine[nr]?|environ"
    r"|plus(?= d[e'’])|moins|près|au"
    r"|jusqu|une?|de|des|omkring|cirka|ongeveer|około|milliarden?)\b|\bd'|[0-9],[0-9]{1,2}(?![0-9])",
    re.I,
)


@dataclass(slots=True)
class Amount:
    """A number with what stands at it, as far as it is parsed."""

    values: tuple[Decimal, ...]
    doubt: Text = SURE
    about: str = ""
    scale: Decimal | None = None
    percent: Decimal | None = None
    units: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    more: bool = False
    money_scale: bool = False
    small: bool = False
    #: What its own words multiply by; a numeral spelt out below ten thousand is a number like any other.
    own: Decimal | None = None
    blank: bool = False
    #: By what each way of its unit multiplies it: a ton may be metric, American or British.
    ways: tuple[Decimal, ...] = (Decimal(1),)
    #: How its currency is written that stands first, and whether that is a word as well: MAD, TOP.
    currency: str = ""
    is_word: bool = False
    #: Its unit as it is written, where that is another one than the code: miles.
    converted: str = ""


@dataclass(slots=True)
class Parsed:
    """One amount or two, and the bounds that are set."""

    first: Amount
    second: Amount | None = None
    bounds: list[str] = field(default_factory=list)
    doubt: Text = SURE
    bare: bool = False


class Parser:
    """Parses words from left to right. Lives for one text.

    In running text another unit behind an amount belongs to what follows: 亿元以上项目.
    """

    def __init__(self, words: Sequence[Token], hints: Hints, text: str, in_prose: bool = False) -> None:
        self._in_prose = in_prose
        self._words = words
        self._hints = hints
        self._text = text
        self.at = 0

    def whole(self) -> Parsed | None:
        """The text, if it is one quantity from end to end."""
        parsed = self.start()
        while self._take("tail"):
            pass
        return parsed if parsed and self.at == len(self._words) else None

    def start(self) -> Parsed | None:
        """The quantity that the words begin with."""
        bounds = list(self._bounds_before())
        between = self._take("between") is not None
        first = self._amount()
        if first is None:
            return None
        parsed = Parsed(first, bounds=bounds + self._behind(first))
        here = self.at
        to = self._take("range")
        if to is not None and (to.text != "and" or between) and (second := self._amount()) is not None:
            parsed.second = second
            parsed.bare = to.text in ("-", "~")
            parsed.bounds += self._behind(second)
        else:
            self.at = here
            if between:
                parsed.doubt = NOT_PARSED
        ends = (first, parsed.second or first)
        if first.is_word and not any(self._is_money_behind(first.currency, end) for end in ends):
            first.doubt = first.doubt or CURRENCY
        return parsed

    def _take(self, kind: str) -> Token | None:
        if self.at < len(self._words) and kind in self._words[self.at].kinds:
            self.at += 1
            return self._words[self.at - 1]
        return None

    def _bounds_before(self) -> Iterator[str]:
        """Words that lead in, and bounds, in any order."""
        while self.at < len(self._words):
            if (token := self._take("before")) is not None:
                yield from token.said["before"]
            elif (token := self._foreign("foreign before")) is not None:
                yield from token.said["foreign before"]
            elif self._take("lead") is None and self._foreign("foreign lead") is None:
                return

    def _behind(self, amount: Amount) -> list[str]:
        bounds = ["moreThan"] if amount.more else []
        while (token := self._take("behind") or self._foreign("foreign behind")) is not None:
            bounds.extend(token.said.get("behind") or token.said["foreign behind"])
            self._units(amount)
        return bounds

    def _amount(self) -> Amount | None:
        """A sign, a currency, a number, its scale, its unit."""
        here = self.at
        before = Amount(())
        sign = self._sign()
        signed = self.at > here
        self._units(before)
        if before.units and self.at < len(self._words) and self._words[self.at].text == ".":
            self.at += 1  # KES. 4m
        inner = list(self._bounds_before()) if before.units else []
        sign = sign if signed else self._sign()
        leading = self._take("leading percent")
        number = None if inner else self._number()
        if number is None:
            self.at = here
            return None
        if sign < 0:
            number.values = tuple(-value for value in number.values)
        if leading is not None:
            number.percent = leading.factor
        number.units, number.doubt = before.units, number.doubt or before.doubt
        number.currency = before.currency
        self._scale(number)
        self._units(number)
        self._in_brackets(number)
        number.is_word = before.is_word
        return number

    def _is_money_behind(self, word: str, number: Amount) -> bool:
        """Whether a code that is a word as well is one by its number: MAD 300 mn, PEN 50.00; not TOP 1,000, mad 5m."""
        code = word.upper()
        if self._in_prose or code not in currency_codes() or code not in self._text:
            return False
        has_cents = is_of_money(self._hints) and all(value.as_tuple().exponent == _CENTS for value in number.values)
        return number.own is not None or has_cents or self._hints.unit == code

    def _in_brackets(self, amount: Amount) -> None:
        """A scale and a unit in brackets: 8 (USD)."""
        here = self.at
        if self._take("open") is None:
            return
        inside = replace(amount)
        self._scale(inside)
        self._units(inside)
        if self.at > here + 1 and self._take("close"):
            amount.values, amount.units, amount.factor, amount.doubt = (
                *(inside.values, inside.units),
                *(inside.factor, inside.doubt),
            )
            amount.converted = inside.converted
            amount.scale, amount.own, amount.percent = inside.scale, inside.own, inside.percent
            amount.more, amount.money_scale = inside.more, inside.money_scale
        else:
            self.at = here

    def _sign(self) -> int:
        token = self._words[self.at] if self.at < len(self._words) else None
        behind = self._words[self.at + 1] if token and self.at + 1 < len(self._words) else None
        # A dash that stands apart is a bullet or a line.
        if token and behind and token.text in ("-", "+") and token.end == behind.start:
            self.at += 1
            return -1 if token.text == "-" else 1
        return 1

    def _number(self) -> Amount | None:
        """Digits and Chinese numerals that stand together."""
        parts: list[list[numerals.Part]] = [[]]
        found = Amount(())
        chinese = self._is_chinese_here()
        while (token := self._take("number") or self._take("run")) is not None:
            if "run" in token.kinds:
                for some in parts:
                    some.append(token.text)
                continue
            read = numerals.literal(token.text, self._hints.decimal_comma, chinese)
            found.blank = token.text.count(" ") == 1 and token.text.replace(" ", "").isdigit()
            if not read.sure:
                found.doubt, found.about = (COMMA if read.about else UNUSUAL), read.about
            parts = [[*some, value] for some in parts[:MOST] for value in read.values]
        if not parts or not parts[0]:
            return None
        values = [numerals.mixed(some) for some in parts]
        found.values = tuple(value for value in values if value is not None)
        found.scale = numerals.scale(parts[0]) if found.values else None
        found.small = found.scale in (100, 1000)
        found.own = _own_scale(parts[0], found.scale)
        return found if found.values else None

    def _is_chinese_here(self) -> bool:
        """Whether Chinese words stand right behind the number, so that its point is a decimal point."""
        behind = self._words[self.at + 1 : self.at + 2]
        return any("一" <= token.text[0] <= "鿿" for token in behind)

    def _scale(self, amount: Amount) -> None:
        while self.at < len(self._words):
            if (token := self._take("scale") or self._foreign_scale(amount)) is not None:
                amount.scale = amount.own = (amount.scale or Decimal(1)) * token.factor
                amount.values = tuple(value * token.factor for value in amount.values)
            elif (token := self._take("percent")) is not None:
                amount.percent = token.factor
            elif (token := self._take("spoken")) is not None:
                self._spoken(amount, token)
            elif (token := self._take("long scale")) is not None:
                self._billion(amount, token)
            elif not self._more(amount) and not self._money_scale(amount):
                return

    def _foreign(self, kind: str) -> Token | None:
        """A word of a further language, which in running text may be any word."""
        return None if self._in_prose else self._take(kind)

    def _foreign_scale(self, amount: Amount) -> Token | None:
        """A scale of a further language, in Latin letters in doubt where no money is spoken of.

        One that is a word as well (300 md, 3 tis) is one of money alone, and miles only before a currency: 5 miles de
        euros.
        """
        is_money = is_of_money(self._hints) or any("currency" in token.kinds for token in self._words)
        if is_money and (token := self._foreign("foreign money scale")) is not None:
            if token.text in _MILES_TOO and not any("currency" in one.kinds for one in self._words):
                amount.doubt = amount.doubt or SCALE
            return token
        behind = self._words[self.at + 1 : self.at + 3]
        if behind and "joint" in behind[0].kinds:
            behind = behind[1:]
        if behind and "currency" in behind[0].kinds and (token := self._foreign("joint scale")) is not None:
            return token
        if is_of_money(self._hints) and (token := self._foreign("joint scale")) is not None:
            amount.doubt = amount.doubt or SCALE  # thousands in Spanish, and no length of money
            return token
        token = self._foreign("foreign scale")
        if token is not None and not is_money and token.text[0] < "\u0250":
            amount.doubt = amount.doubt or SCALE
        return token

    def _spoken(self, amount: Amount, token: Token) -> None:
        """The mil of 5 mil: thousand or million, as the text, its currency or somebody says."""
        words = {folded(code).upper() for word in self._words for code in word.said.get("currency", ())}
        codes = words | {self._hints.unit}
        is_thousand = self._hints.mil_thousand
        if is_thousand is None and (self._in_prose or codes & _MIL_MILLION):
            is_thousand = False
        elif is_thousand is None and ((codes & _MIL_THOUSAND and len(words) < 2) or _SPEAKS_IBERIAN.search(self._text)):
            is_thousand = True
        factors = (THOUSAND,) if is_thousand else (token.factor,) if is_thousand is False else (THOUSAND, token.factor)
        if len(factors) > 1:
            amount.doubt = amount.doubt or MIL
        amount.scale = amount.own = factors[0]
        amount.values = tuple(value * factor for factor in factors for value in amount.values)

    def _billion(self, amount: Amount, token: Token) -> None:
        """The billion and trillion of an English text, and what they are in German and French where one speaks so."""
        long = token.factor * (THOUSAND if token.factor == WHOLE else _MILLION)
        hints, is_long = self._hints, self._hints.long_billion
        by_months = hints.languages & _LONG_LANGUAGES and not hints.short_scale
        speaks = hints.long_scale or by_months or _SPEAKS_LONG.search(self._text)
        factors: tuple[Decimal, ...] = (long if is_long else token.factor,)
        is_english = self._in_prose or _SPEAKS_ENGLISH.search(self._text)
        if is_long is None and speaks and not is_english:
            doubt = BILLION if token.factor == WHOLE else TRILLION
            amount.doubt, factors = amount.doubt or doubt, (long, token.factor)
        amount.scale = amount.own = factors[-1]
        amount.values = tuple(value * factor for factor in factors for value in amount.values)

    def _more(self, amount: Amount) -> bool:
        """The 多 of 100多万, and the scale behind it."""
        if self._take("more") is None:
            return False
        amount.more = True
        behind = self._words[self.at] if self.at < len(self._words) else None
        if behind is not None and "run" in behind.kinds and all(sign in "百千万亿" for sign in behind.text):
            self.at += 1
            scaled = [numerals.mixed([Decimal(1), *sign]) or Decimal(1) for sign in behind.text]
            for factor in scaled:
                amount.scale = amount.own = (amount.scale or Decimal(1)) * factor
                amount.values = tuple(value * factor for value in amount.values)
        return True

    def _money_scale(self, amount: Amount) -> bool:
        """The m of $1.2m; without a currency it is in doubt."""
        if amount.scale is not None or (token := self._take("money scale")) is None:
            return False
        amount.scale = amount.own = token.factor
        amount.money_scale = True
        factors: tuple[Decimal, ...] = (token.factor,)
        if token.text == "m" and (other := self._other_m(amount)):
            factors, amount.doubt = (other, token.factor), amount.doubt or SCALE
        amount.values = tuple(value * factor for factor in factors for value in amount.values)
        return True

    def _other_m(self, amount: Amount) -> Decimal | None:
        """What M is as well in a country: miliar in Indonesia, mil in Chile; ``None`` elsewhere."""
        behind = {code for word in self._words for code in word.said.get("currency", ())}
        codes = set(amount.units) or behind or {self._hints.unit}
        return next((factor for code, factor in _OTHER_M.items() if codes == {code}), None)

    def _units(self, amount: Amount) -> None:
        """Currencies, units and counting words; two that do not fit are a doubt."""
        while self.at < len(self._words):
            if self._in_prose and amount.units and self._is_of_another(amount):
                return
            if amount.scale is not None and self._foreign_joint():
                continue
            if (token := self._take("currency") or (self._take("unit") if amount.values else None)) is not None:
                self._unit(amount, token)
            elif amount.values and self._take("more"):
                amount.more = True
            elif not amount.values or self._take("classifier") is None:
                return

    def _foreign_joint(self) -> bool:
        """The de of 5 millones de euros, where a currency is behind it."""
        behind = self._words[self.at + 1] if self.at + 1 < len(self._words) else None
        return behind is not None and "currency" in behind.kinds and self._foreign("joint") is not None

    def _is_of_another(self, amount: Amount) -> bool:
        said = self._words[self.at].said
        codes = said.get("currency", said.get("unit"))
        return codes is not None and not set(codes) & set(amount.units)

    def _unit(self, amount: Amount, token: Token) -> None:
        codes = token.said.get("currency", token.said.get("unit", ()))
        both = tuple(code for code in amount.units if code in codes) if amount.units else codes
        if not both and (counted := _counted(amount, token, codes)):
            amount.units = counted
            return
        amount.currency = amount.currency or token.text
        if not both:
            amount.doubt = amount.doubt or CONFLICT
            return
        amount.units = both
        if not amount.values and token.text.upper() in WORDS_TOO:
            amount.is_word = True  # what stands behind it tells
        elif self._is_only_a_word(token, before=not amount.values):
            amount.doubt = amount.doubt or CURRENCY
        self._in_base(amount, token)

    def _in_base(self, amount: Amount, token: Token) -> None:
        """What an amount is in the unit of its code: 12 miles in kilometres; of a word for several units, each way."""
        if len(token.in_base) > 1:
            amount.doubt = amount.doubt or TONS
            amount.ways = token.in_base
            return
        amount.factor *= token.in_base[0]
        if not is_power(token.in_base[0]):
            amount.converted = token.text

    def _is_only_a_word(self, token: Token, before: bool) -> bool:
        """Whether a code may be a word: 5 all, 5 try, TOP 10."""
        code = token.text.upper()
        if before and code in _NAMES and not is_of_money(self._hints):
            return True
        is_code = code in token.said.get("currency", ()) and token.text not in _OFTEN
        return is_code and code not in self._text


def _counted(amount: Amount, token: Token, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The one currency of 港币3亿元 and 3亿元港币, of which 元 says no more than that it is money; empty for two."""
    if not ("一" <= token.text[0] <= "鿿" and "一" <= amount.currency[:1] <= "鿿"):
        return ()
    if token.text in _COUNTED_IN:
        return amount.units
    return codes if amount.currency in _COUNTED_IN else ()


def _own_scale(parts: Sequence[numerals.Part], scale: Decimal | None) -> Decimal | None:
    """What the words of a number multiply by: 万 or 亿 anywhere in it, or a unit behind digits."""
    signs = "".join(part for part in parts if isinstance(part, str))
    large = Decimal(10**8) if "亿" in signs else Decimal(10**4) if "万" in signs else None
    return large or (None if isinstance(parts[0], str) else scale)
