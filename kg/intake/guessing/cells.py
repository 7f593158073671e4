"""The columns of a table as they are seen, before it is known what each of them is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from unicodedata import normalize

from kg.intake.anytable import AnyTable, Cell
from kg.intake.guessing.answers import Answers, answers_in, plain_name
from kg.intake.guessing.model import Within
from kg.intake.guessing.words import (
    COMPOUNDS,
    DATED,
    ENDED,
    HAN,
    JAPANESE_PLACES,
    JAPANESE_SIDES,
    JAPANESE_SIGNED,
    MONEY,
    NAMED_LANGUAGES,
    NAMES,
    NO_DAY,
    OF_A_PLACE,
    SAME,
    SIGNED,
    STAGE,
    STARTED,
    YES_OR_NO,
)
from kg.intake.guessing.wrapping import wrapper_of
from kg.intake.registries import find, meant
from kg.intake.several import column_name, parts_of, values
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.vague import is_open_end
from kg.intake.sheets.words import bare, words
from kg.nearest import folded
from kg.notations import period, quantity, since_1970

#: Several of what capitals stand for, as IDs, are one word.
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|[0-9]+")
#: An id: REG|BR|1008, QX-17.
_CODE = re.compile(r"(?=\S*[0-9])\S+")
#: Words of further languages that are English ones too, or cut short, in a heading of several: fin_year, who pays.
_NO_PARTS = frozenset(("fin", "fine", "pays", "ente", "tema", "nota", "local", "surface"))
_NUMBER = re.compile(r"-?[0-9.,]+")
#: All signs that a number may have, and how long it is and its unit, where it has one.
_WITH_BLANKS = re.compile(r"[-+]?[0-9][0-9.,'’\s]*")
_DIGIT = re.compile("[0-9]")
_NO_DIGITS = re.compile(r"[-+0-9.,'’\s]+")
_LONGEST_NUMBER, _LONGEST_UNIT = 40, 8
#: Headings in Chinese of when two became partners or what they agreed on: 结好时间, 缔结友好关系时间, 生效年份.
_PAIRED_ON = re.compile(
    "(结好|缔结|缔约|建立|结对|结为|结成|签署|签订|签约|生效|批准|终止|到期)(?:友好|友城|姐妹|伙伴|合作|城市|省州|关系)*(日期|时间|年份|年月|年度|年)"
)
_SHORT_FOR = re.compile("(.+)(简称|缩写)")
#: Headings in Chinese of one of several: 国家一, 缔约方二, 城市甲; and of a country: 甲国.
_NUMBERED = re.compile(
    "(国家|国别|城市|省份|地区|机构|单位|学校|高校|院校|企业|公司|(?:缔约|签约|成员|参与|合作|当事)(?:国|方))([一二三四甲乙])"
)
_COUNTED = {"一": "1", "二": "2", "三": "3", "四": "4"}
_LAND_OF_A_SIDE = re.compile("([甲乙])国")
#: Headings in small letters of when something was signed or began, without a sign between the words: entryforceyear.
_GLUED = re.compile(
    r"(entered|entry|enter|into|force|signature|signing|signed|sign|ratified|ratification|effective|start|begin|began|"
    r"expiry|expired|terminated|termination|ended|end|year|yr|date|day|in|of)"
)
#: The same of who, where and how much: countryname, boardapprovaldate, totalamt.
_GLUED_NAMES = re.compile(
    "(country|region|state|city|province|district|project|partner|donor|recipient|funder|agency|borrower|implementer|"
    "lead|total|grant|loan|board|approval|closing|signing|start|end)(approval|signing|closing)?"
    "(name|names|code|codes|id|date|year|amt|amount|title)"
)
_OF_TIME = frozenset(("year", "yr", "date", "day", "force"))
#: Headings in Japanese of places, alone and of the other one of two: 自治体名, 提携先国; and of when they signed.
_IN_JAPANESE = re.compile(f"({'|'.join(JAPANESE_SIDES)})?({'|'.join(JAPANESE_PLACES)})(名|名称)?")
_JAPANESE_ALONE = frozenset(("自治体", "市町村", "市区町村", "都道府県", "道府県", "府県"))
_SIGNED_IN_JAPANESE = re.compile(f"(?:{'|'.join(JAPANESE_SIGNED)})(?:年月日|年月|年|日)")
_BRACKETS = re.compile(r"[(\[（［][^()\[\]（）［］]*[)\]）］]")
#: What stands between what a column has and what that is of: year of commitment, taux de financement, cost per head.
_OF = frozenset(
    (
        "of",
        "per",
        "for",
        "in",
        "by",
        "at",
        "from",
        "to",
        "on",
        "as",
        "under",
        "de",
        "del",
        "da",
        "do",
        "du",
        "des",
        "di",
        "von",
        "pro",
        "par",
        "por",
    )
)
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M| ?Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_DAY = re.compile(
    rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,4}}[./年-][0-9]{{1,2}}(?:[./月-][0-9]{{1,4}}日?)?){_TIME}"
)
#: What parts several names in a cell, the surest first.
_SEPARATORS = (";", "；", "|", "、")
#: Latin letters that are none with an accent.
_STROKES = str.maketrans("łŁøØđĐı", "lLoOdDi")
_IS_OTHER = re.compile("^(对方|外方|中方|甲方|乙方|丙方)(?=国家|国别|所在国|城市|所在城市)|^(对方|外方)(?=.)")
#: Portuguese, Italian and Polish: data de início, data di firma, data podpisania. Alone it is the English word.
_PORTUGUESE = re.compile("^data(?=_d[aeio]_|_(?:podpisania|zawarcia|rozpoczecia|zakonczenia))", re.I)
#: What a heading in Chinese says of the language of names.
NAMED_IN = re.compile("(英文|英语|中文|外文|外语|法文|德文|日文|俄文|西文|原文|当地|本地)(?:名称|名|全称)")
#: Words that are of a country, of a part of one, or of neither, as their cells tell: Land, kraj, estado.
_PLACE_OR_NOT = frozenset(("land", "kraj", "stat", "estado", "stato", "etat"))
#: Of so many cells it is looked whether they are countries.
_MOST_LANDS = 60
#: By so many rows it is told that each has a text of its own.
_ENOUGH_ROWS = 8
_DAYS = ("signed", "date", "start", "end")
#: Of so many words of a heading runs are looked at, each of so many at most: no heading that is known has more.
_MOST_WORDS, _LONGEST_RUN = 30, 10


@dataclass(slots=True)
class Seen:
    """Columns of a table as they are seen: their headings and some of their cells.

    Attributes:
        table: the table.
        cells: some of the cells of each column that are not empty, by its name as a mapping has it.
        filled: how many rows they are from.
        places: where each column stands in a row.
        answers: where it is the answer of a SPARQL endpoint, what its columns are.
        wrapper: what stands in front of all columns of a row, and says nothing of any.
        headings, words, roles: of each column its heading, the words in it, and what it is read as by them.
    """

    table: AnyTable
    cells: Mapping[str, Sequence[Cell]]
    filled: int
    places: dict[str, int] = field(init=False)
    answers: Answers = field(init=False)
    wrapper: str = field(init=False)
    headings: dict[str, str] = field(init=False)
    words: dict[str, list[str]] = field(init=False)
    roles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        named = [(column_name(heading), heading) for heading in self.table.names]
        self.places = {name: place for place, (name, _) in enumerate(named)}
        twice = {name for name, _ in named if sum(name == other for other, _ in named) > 1}
        # What stands once at the head of a document is of no row: meta.generated, total.
        self.headings = {n: h for n, h in named if n and n not in twice and h not in self.table.head}
        self.answers = answers_in(self.table, self.cells)
        around = {"key", "object_key"} if self.table.by_key else ()
        self.wrapper = "" if self.answers.variables else wrapper_of(list(self.headings), around)
        self.headings = {name: self._unwrapped(name, heading) for name, heading in self.headings.items()}
        if said := self.answers.variables:
            self.headings = {name: plain_name(said[name]) for name in self.headings if name in said}
        self.words = {name: self._words(name) for name in self.headings}
        self.roles = {name: self.role(name) for name in self.headings}

    def _unwrapped(self, name: str, heading: str) -> str:
        """A heading without what wraps all columns of a row."""
        left = heading[len(self.wrapper) :]
        return left if self.wrapper and self.bare(name) not in (name, "") and column_name(left) else heading

    def bare(self, name: str) -> str:
        """The name of a column without what wraps all columns of a row: City of properties_City."""
        return name.removeprefix(self.wrapper)

    def owner(self, name: str) -> str:
        """What the name of a column begins with, as of an object within a row: lead of lead_city; empty for none."""
        return self.bare(name).rpartition("_")[0]

    def _words(self, name: str) -> list[str]:
        """The words in a heading; Land is an area in English, and above countries the German word for one."""
        said = words_of(self.headings[name] if self.answers.variables else self.bare(name))
        if either := _PLACE_OR_NOT.intersection(said):
            some = list(dict.fromkeys(self.texts(name)))[:_MOST_LANDS]
            if 2 * sum(meant(text, "country") is not None for text in some) > len(some):
                # Land des Partners is of one.
                return ["country" if word in either else {"partners": "partner"}.get(word, word) for word in said]
            if self._are_subdivisions(name):
                return ["state" if word in either else word for word in said]
        return said

    def _are_subdivisions(self, name: str) -> bool:
        """Whether most values of a column are parts of countries by the registries: Utah, Hessen."""
        some = list(dict.fromkeys(self.texts(name)))[:_MOST_LANDS]
        known = sum(any(one.level == "province" for one in find(text)) for text in some)
        return 2 * known > len(some)

    def role(self, name: str) -> str:
        """What a column is read as by its name, or by the longest run of words in it that is a known heading.

        A state is no stage where its values are parts of countries, or it is somebody's and none of them is a stage.
        """
        found, said = self._role(name), self.words[name]
        if found == "stage" and "state" in said and not set(said) & STAGE:
            stages = words().values.get("stage", {})
            is_stage = any(folded(text) in stages for cell in self.cells.get(name, ()) for text in values(cell))
            if not is_stage and (len(said) > 1 or self._are_subdivisions(name)):
                return "region"
        return found

    def _role(self, name: str) -> str:
        parts = [part for part in self.words[name] if not part.isdigit()]
        if parts[:2] in (["type", "of"], ["kind", "of"]):
            return "type"
        parts = parts[:_MOST_WORDS]
        lengths = range(min(len(parts), _LONGEST_RUN), 0, -1)
        runs = (parts[start : start + length] for length in lengths for start in range(len(parts) - length + 1))
        # 合作院校英文名 are of who 合作院校 are.
        plain = NAMED_IN.sub("", self.headings[name])
        own = self.headings[name] if self.answers.variables else self.bare(name)
        texts = (self.headings[name], own, *(" ".join(run) for run in runs), plain)
        # A heading of two meanings is told by its cells alone, and a word of another language is no part of one.
        told = (recognised(text, words()) for text in texts if not _tells_nothing(text, self.headings[name]))
        return next(filter(None, told), "")

    def texts(self, name: str) -> list[str]:
        """The cells of a column that have one value."""
        return [cell for cell in self.cells.get(name, ()) if isinstance(cell, str)]

    def are_names(self, name: str) -> bool:
        """Whether cells may be names: neither numbers nor yes and no nor days."""
        cells = self.cells.get(name, ())
        texts = [text for cell in cells for text in ((cell,) if isinstance(cell, str) else cell)]
        if not texts:
            return False
        plain = [text for text in texts if not is_number(text) and text.lower() not in YES_OR_NO]
        return 2 * len(plain) > len(texts) and not self.is_day(name)

    def is_day(self, name: str) -> bool:
        """Whether a column has days; years alone only where its heading says so."""
        said = self.words[name]
        ends = bool(set(said) & ENDED)
        texts = [text for text in self.texts(name) if not (ends and is_open_end(text))]
        if said[-1] in NO_DAY:  # the type of a date is none
            return False
        is_dated = head_of(self.headings[name]) in DATED  # year of commitment, and no commitment
        if all(map(is_number, texts)) and (set(said) & MONEY or self.is_amount(name)) and not is_dated:
            return False  # 270.28 is no month
        full = sum(_DAY.fullmatch(text) is not None for text in texts)
        is_said = (
            set(said) & (SIGNED | STARTED | {"date", "year", "day", "end", "period"} | ENDED)
            or self.roles[name] in _DAYS
        )
        reads = [period(text) for text in texts] if is_said else []
        read = sum(one.value is not None or bool(one.proposals) for one in reads)
        read += sum(since_1970(text) is not None for text in texts) if is_said else 0
        return bool(texts) and max(full, read) * 10 >= len(texts) * 8

    def is_amount(self, name: str) -> bool:
        """Whether a column is headed as one of amounts."""
        return self.roles[name].startswith("amount")

    def parts(self, name: str, separator: str | Sequence[str]) -> list[str]:
        """The names in the cells of a column, which a sign parts, or several; those of lists one by one."""
        if any(not isinstance(cell, str) for cell in self.cells.get(name, ())):
            texts = [text for cell in self.cells[name] for text in values(cell)]
        else:
            texts = self.texts(name)
        return [part for text in texts for part in parts_of(text, separator)]

    def beside(self, name: str, others: Sequence[str]) -> str:
        """The column that says another thing of what a column names: town_a and country_a, org_name and org_id."""
        own = [word for word in self.words[name] if word not in NAMES | OF_A_PLACE | NAMED_LANGUAGES]
        for other, said in self.words.items():
            left = [word for word in said if word not in others]
            if "country" in others:  # location name, location country
                left = [word for word in left if word not in OF_A_PLACE | NAMES]
            if other != name and set(said) & set(others) and left == own:
                return other
        return ""

    def list_beside(self, name: str, separator: str, others: frozenset[str]) -> str:
        """The column of as many ids, or countries, in each cell as another one has names: party_ids beside parties.

        Args:
            name: the column with the names.
            separator: what parts them in a cell.
            others: words that a heading may have beyond those of ``name``: id, country.

        Returns:
            the column's name; empty if there is none.
        """
        own = [one_of_many(word) for word in self.words[name] if word not in NAMES]
        for other, said in self.words.items():
            left = [one_of_many(word) for word in said if word not in others]
            if other != name and left == own and self.many(other, separator) == self.many(name, separator):
                return other
        return ""

    def as_many(self, name: str, separator: str) -> list[str]:
        """The other columns that have in each cell as many values as one column has names, and several in some."""
        counted = self.many(name, separator)
        return [one for one in self.headings if one != name and any(counted) and self.many(one, separator) == counted]

    def tell(self, ids: str, name: str, separator: str) -> bool:
        """Whether ids in cells of several tell their names apart: each always stands with one name.

        Args:
            ids: the column of the ids.
            name: that of as many names in each cell.
            separator: what parts the names.
        """
        pairs = zip(self.parts(ids, self.sign(ids, separator)), self.parts(name, separator), strict=False)
        named: dict[str, str] = {}
        return all(named.setdefault(one, other) == other for one, other in pairs)

    def many(self, name: str, separator: str) -> list[int]:
        """How often what parts values stands in each cell of a column, its own sign where it has another one."""
        sign = self.sign(name, separator)
        return [text.count(sign) for text in self.texts(name)]

    def sign(self, name: str, separator: str) -> str:
        """What parts values in the cells of a column beside one whose names a sign parts: its own, or the same."""
        return separator_of(self.texts(name)) or separator

    def are_codes(self, name: str) -> bool:
        """Whether nearly all values of a column are ids by their form: one word each, with a digit."""
        texts = self.texts(name)
        parts = list(filter(None, self.parts(name, separator_of(texts))))
        return bool(parts) and 10 * sum(_CODE.fullmatch(part) is not None for part in parts) >= 9 * len(parts)

    def are_of_rows(self, name: str) -> bool:
        """Whether nearly each row has a text of its own in a column, as ids and titles are, and parties are not."""
        texts = self.texts(name)
        return len(texts) >= _ENOUGH_ROWS and 10 * len(set(texts)) >= 9 * len(texts)

    def goes_with(self, name: str, other: str) -> bool:
        """Whether a column has a cell wherever another one has."""
        return bool(name) and len(self.cells.get(name, ())) >= len(self.cells.get(other, ()))

    def is_full(self, name: str) -> bool:
        """Whether a column has a cell in each row."""
        return bool(name) and len(self.cells.get(name, ())) == self.filled

    def is_list(self, name: str) -> bool:
        """Whether a column has several values in a cell."""
        cells = self.cells.get(name, ())
        return any(not isinstance(cell, str) for cell in cells) or bool(separator_of(self.texts(name)))

    def differs(self, name: str, project: str) -> bool:
        """Whether rows of one partnership have different cells in a column."""
        seen: dict[Cell, Cell] = {}
        for number, row in enumerate(self.table.rows()):
            if number >= self.filled or not project:
                break
            if row and seen.setdefault(row[self.places[project]], row[self.places[name]]) != row[self.places[name]]:
                return True
        return False

    def within(self, name: str, project: str) -> Within | None:
        """What the rows of partnerships of several rows say in a column; ``None`` where nothing tells them apart.

        Args:
            name: the column.
            project: that of what tells partnerships apart; empty if there is none.
        """
        said: dict[Cell, dict[int, Cell]] = {}
        for number, row in enumerate(self.table.rows()):
            if number >= self.filled or not project:
                break
            if row and row[self.places[name]] and row[self.places[project]]:
                said.setdefault(row[self.places[project]], {})[self.table.first + number] = row[self.places[name]]
        several = {key: cells for key, cells in said.items() if len(cells) > 1}
        differ = {str(key): _told(cells) for key, cells in several.items() if len(set(cells.values())) > 1}
        return Within(len(several) - len(differ), differ) if project else None


def _tells_nothing(text: str, heading: str) -> bool:
    """Whether a heading, or a part of one, has two meanings, or is another word in another language: Land, fin_year."""
    return bare(text) in words().either or (text != heading and text in _NO_PARTS)


def _told(cells: Mapping[int, Cell]) -> str:
    """Two rows that say different things, with what they say."""
    first = next(iter(cells))
    other = next(row for row, cell in cells.items() if cell != cells[first])
    return ", ".join(f"{row}: {str(cells[row])[:30]}" for row in (first, other))


@lru_cache(10_000)
def is_number(text: str) -> bool:
    """Whether a cell is a number, with blanks and the sign of its currency or without.

    >>> is_number("1 286 340,81"), is_number("2'500.00 CHF"), is_number("12 %"), is_number("3 Swans")
    (True, True, True, False)
    """
    if _NUMBER.fullmatch(text) or _WITH_BLANKS.fullmatch(text):
        return True
    if len(text) > _LONGEST_NUMBER or not _DIGIT.search(text) or not 0 < len(_NO_DIGITS.sub("", text)) <= _LONGEST_UNIT:
        return False
    read = quantity(text).value
    return read is not None and bool(read.unit)


def head_of(heading: str) -> str:
    """The word of a heading that says what its column has.

    >>> head_of("Year of commitment"), head_of("Budget line"), head_of("Total budget (EUR)"), head_of("taux de visite")
    ('year', 'line', 'budget', 'taux')
    """
    raw = raw_words(_BRACKETS.sub(" ", heading).strip() or heading)
    until = next((place for place, word in enumerate(raw) if place and word in _OF), len(raw))
    said = [one for word in raw[:until] if not word.isdigit() for one in words_of(word)]
    return said[-1] if said else ""


def raw_words(name: str) -> list[str]:
    """The words in the name of a column, small, as they stand there."""
    return [word.lower() for word in _WORD.findall(_IS_OTHER.sub(r"\g<0> ", _PORTUGUESE.sub("date", _plain(name))))]


def words_of(name: str) -> list[str]:
    """The words in the name of a column, small."""
    said = raw_words(name)
    # A name of combining signs or digits of other scripts alone is its own word.
    return [one for word in said for one in COMPOUNDS.get(word, _parted(word))] or [name]


def _japanese(word: str) -> tuple[str, ...]:
    """The words of a heading in Japanese: of a place, alone or of the other one of two, or of when they signed."""
    if japanese := _IN_JAPANESE.fullmatch(word):
        side, place, name = japanese.groups()
        # 省 and 市 alone, and 国, are Chinese words too.
        if side or name or word in _JAPANESE_ALONE:
            return (*([JAPANESE_SIDES[side]] if side else []), JAPANESE_PLACES[place], *(["name"] if name else []))
    if _SIGNED_IN_JAPANESE.fullmatch(word):
        return "signed", "date"
    return ()


def _parted(word: str) -> tuple[str, ...]:
    """A word as others are; of several together each: 结好时间 says what happened, and when, 国家一 which country."""
    if paired := _PAIRED_ON.fullmatch(word):
        return paired[1], paired[2]
    if japanese := _japanese(word):
        return japanese
    if short := _SHORT_FOR.fullmatch(word):
        return short[1], short[2]
    if numbered := _NUMBERED.fullmatch(word):
        return SAME.get(numbered[1], numbered[1]), _COUNTED.get(numbered[2], numbered[2])
    if side := _LAND_OF_A_SIDE.fullmatch(word):
        return side[1], "country"
    return _unglued(word) or (SAME.get(word, word),)


def _unglued(word: str) -> tuple[str, ...]:
    """The words that a word in small letters is put together of: entryforceyear, countryname; none if it is not."""
    if several := _GLUED_NAMES.fullmatch(word):
        return tuple(SAME.get(one, one) for one in several.groups() if one)
    glued = _GLUED.findall(word)
    if len(glued) > 1 and "".join(glued) == word and _OF_TIME.intersection(glued):
        return tuple(SAME.get(one, one) for one in glued)
    return ()


def _plain(name: str) -> str:
    """A name with Latin letters without their accents."""
    name = name.translate(_STROKES)
    parts = [normalize("NFD", sign) for sign in name]
    return "".join(part[0] if part[0].isascii() else sign for sign, part in zip(name, parts, strict=True))


def one_of_many(word: str) -> str:
    """A word for one of what a word is for several of."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def separator_of(texts: Sequence[str]) -> str:
    """What parts several names in cells of a column; empty where most have one.

    >>> separator_of(["Alba | Brenn"]), separator_of(["R|1 | R|2"]), separator_of(["R|1 || R|2"])
    ('|', ' | ', '||')
    """
    sign = next((sign for sign in _SEPARATORS if sum(sign in text for text in texts) * 5 > len(texts)), "")
    for wide in (sign * 2, f" {sign} ") if sign else ():
        # What is parted holds the sign itself: of a wider sign beside it, the wider one parts.
        having = [text for text in texts if wide in text]
        within = [text for text in texts if sign in text.replace(wide, "")]
        whole = wide == sign * 2 and not within
        if len(having) * 5 > len(texts) and (whole or (set(having) <= set(within) and 2 * len(having) > len(within))):
            return wide
    return sign


def some_cells(table: AnyTable, most: int) -> tuple[dict[str, list[Cell]], int]:
    """Cells that are not empty, by column as a mapping has it, of the first rows, and how many rows these are."""
    names = [column_name(name) for name in table.names]
    found: dict[str, list[Cell]] = {name: [] for name in names}
    number = 0
    for row in first_rows(table, most):
        number += 1
        for name, cell in zip(names, row, strict=False):
            if cell:
                found[name].append(cell)
    return found, number


def first_rows(table: AnyTable, most: int) -> Iterator[Sequence[Cell]]:
    """Those of the first rows that are not blank."""
    for number, row in enumerate(table.rows()):
        if number >= most:
            return
        if any(row):
            yield row


#: How many cells are looked at for days.
_MOST_DAYS = 200


def all_days(texts: Iterable[str], *, is_headed: bool = True) -> bool:
    """Whether nearly all texts of a column are days, and there are any.

    Args:
        texts: its cells, those of lists one by one.
        is_headed: whether its heading says so; else a number that may be a day is none: 43586, of a spreadsheet.
    """
    some = list(islice(texts, _MOST_DAYS))
    reads = ((text, period(text)) for text in some)
    days = (one.value or (one.proposals and (is_headed or not text.isdigit())) for text, one in reads)
    return bool(some) and 10 * sum(map(bool, days)) >= 8 * len(some)


def places_of(table: AnyTable, names: Collection[str]) -> list[int]:
    """Where some columns stand in a row."""
    return [place for place, name in enumerate(table.names) if column_name(name) in names]


def tongue_of(texts: Sequence[str]) -> str:
    """The language that most of some texts are in, by their letters: Chinese, or else English.

    Args:
        texts: the texts.
    """
    return "zh" if 2 * sum(HAN.search(text) is not None for text in texts) > len(texts) else "en"
