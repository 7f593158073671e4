"""Values of a column that a mapping compares with texts, one after the other, and that are none of these.

A mapping says ``IF(?does = "coordinator", role:organiser, IF(?does = "participant", role:partner, role:partner))``; in
next year's file stands ``co-ordinator``, and would be a partner without a word. ``IF(?is = "3", fn:end(?day), ?none)``
is no list but a question: what it does not ask for is meant to give nothing, and said without a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.intake.anytable import Cell
from kg.intake.behind import cell_variables, closing, spelt_tokens
from kg.intake.several import Several
from kg.intake.templates import is_term
from kg.nearest import folded
from kg.text import Text, shortened, typed

#: How many values a message names, with how many rows of each, and how many of those that are listed.
_MOST_VALUES, _MOST_ROWS, _MOST_LISTED = 6, 5, 8
_LONGEST = 40
#: How a comparison may spell what it compares; what a function of ours does is like folding.
_WORDS: dict[str, Callable[[str], str]] = {"LCASE": str.lower, "UCASE": str.upper, "STR": str}
_OURS = ("folded", "spelled")


@dataclass(slots=True)
class _Listing:
    """What a mapping compares the cells of a column with.

    Attributes:
        variable: the variable that holds them.
        column: the column.
        listed: the texts.
        spelt: what is made of a cell before it is compared.
        form: how the mapping writes that: ``LCASE(?does)``.
        others: what is made of a cell that is none of them, as it is written.
        is_list: whether the texts are a list of what there may be, and no question that has an answer for all others.
        is_told: whether what is made of all others is worth a word: nothing, or a code of its own.
        codes: the texts of which something is made.
        nothing: those of which a variable without a value is made.
    """

    variable: str
    column: str
    listed: dict[str, None] = field(default_factory=dict)
    spelt: Callable[[str], str] = str
    form: str = ""
    others: str = ""
    is_list: bool = False
    is_told: bool = False
    codes: set[str] = field(default_factory=set)
    nothing: set[str] = field(default_factory=set)

    @property
    def for_nothing(self) -> set[str]:
        """The texts of which nothing is made, as cells are compared."""
        return {*map(self.spelt, self.nothing)} - {*map(self.spelt, self.codes)}


def listings(query: str) -> list[_Listing]:
    """What a mapping compares columns with, in its order.

    Only where a variable of cells is compared with texts and in no other way, as by CONTAINS or with a pattern.

    Args:
        query: the query without its header.
    """
    return [one for one in _Reader(query).read() if one.listed]


class Unlisted:
    """Looks for values that a mapping does not list.

    Args:
        query: the mapping without its header.
        columns: the columns' names in the mapping; empty for those that it does not name.
        names: their headings.
        several: what parts the cells.
    """

    def __init__(self, query: str, columns: Sequence[str], names: Sequence[str], several: Several) -> None:
        self._listings = [
            (columns.index(one.column), one, {*map(one.spelt, one.listed)} - one.for_nothing)
            for one in listings(query)
            if one.column in columns
        ]
        self._names = names
        self._several = several
        self._found: list[dict[str, list[int]]] = [{} for _ in self._listings]
        self._many: list[dict[str, int]] = [{} for _ in self._listings]

    def look(self, rows: Sequence[Sequence[Cell]], first: int) -> None:
        """Look at rows.

        Args:
            rows: a batch of them.
            first: the number of the first.
        """
        for (place, listing, listed), found, many in zip(self._listings, self._found, self._many, strict=True):
            known: dict[str, bool] = {}
            for number, cells in enumerate(rows, first):
                for text in self._several.texts(place, cells[place]) if cells else ():
                    is_known = known.get(text)
                    if is_known is None:
                        is_known = known[text] = listing.spelt(text) in listed or not text.strip()
                    if not is_known:
                        many[text] = many.get(text, 0) + 1
                        if len(shown := found.setdefault(text, [])) < _MOST_ROWS:
                            shown.append(number)

    def findings(self, file: str) -> Iterator[Finding]:
        """What is to be said of them.

        Args:
            file: the table's name.
        """
        for (place, listing, _), found, many in zip(self._listings, self._found, self._many, strict=True):
            void = listing.for_nothing
            left = {text: rows for text, rows in found.items() if listing.spelt(text) in void}
            alike = {folded(text): text for text in reversed(listing.listed)}
            # Of no list only another spelling of what is asked for.
            shown = [text for text in found if text not in left and (listing.is_list or folded(text) in alike)]
            if shown:
                yield self._finding(file, self._names[place], listing, {text: found[text] for text in shown}, many)
            others = [text for text in found if text not in left and text not in shown]
            if others and listing.is_told:
                yield _otherwise(file, self._names[place], listing, {text: found[text] for text in others}, many)
            if left:
                yield _for_nothing(file, self._names[place], left, many)

    def _finding(
        self, file: str, heading: str, listing: _Listing, found: dict[str, list[int]], many: dict[str, int]
    ) -> Finding:
        """What is said of the values of one column.

        Args:
            file: the table's name.
            heading: the column.
            listing: what the mapping compares it with.
            found: the values, with the first rows of each.
            many: how many rows each is in.
        """
        values, total = _by_row(found), sum(many[text] for text in found)
        named = _named(found, many)
        listed = ", ".join(f'"{shortened(text, _LONGEST)}"' for text in list(listing.listed)[:_MOST_LISTED])
        listed += " …" if len(listing.listed) > _MOST_LISTED else ""
        is_one = len(values) == 1
        taken = f"taken for {listing.others}" if listing.others else "taken for nothing"
        taken_zh = f"按{listing.others}处理" if listing.others else "未被采用"
        first = f"{listing.form} = {_quoted(listing.spelt(values[0]))}"
        return Finding(
            Severity.WARNING,
            "value-not-listed",
            f"{len(values):,} {'value' if is_one else 'values'} in {total:,} {'row' if total == 1 else 'rows'} "
            f"{'is' if is_one else 'are'} none of those that the mapping compares with, and {taken}: {named.en}.",
            f"{total}行中有{len(values)}个值不在映射所比较的各值之列，{taken_zh}：{named.zh}。",
            f"Write what is meant beside the others, as {first}, or correct the cells. Listed: {listed}.",
            file,
            row=found[values[0]][0],
            field=heading,
            value=values[0][:200],
            fix_zh=f"请在映射中与其他值并列写明其含义，如 {first}；或更正单元格。已列出：{listed}。",
        )


def _otherwise(
    file: str, heading: str, listing: _Listing, found: dict[str, list[int]], many: dict[str, int]
) -> Finding:
    """What is said of values that a mapping asks nothing about, where it says itself what is made of all others.

    Args:
        file: the table's name.
        heading: the column.
        listing: what the mapping asks for.
        found: the values, with the first rows of each.
        many: how many rows each is in.
    """
    values, total = _by_row(found), sum(many[text] for text in found)
    named, is_one = _named(found, many), len(found) == 1
    taken = f"taken for {listing.others}" if listing.others else f"give{'s' if is_one else ''} nothing by it"
    taken_zh = f"按{listing.others}处理" if listing.others else "不由此生成内容"
    return Finding(
        Severity.INFO,
        "value-otherwise",
        f"{len(values):,} {'value' if is_one else 'values'} in {total:,} {'row' if total == 1 else 'rows'} "
        f"{'is' if is_one else 'are'} not what the mapping asks for, and {taken}, as it says: {named.en}.",
        f"{total}行中有{len(values)}个值不是映射所问的值，按映射所写{taken_zh}：{named.zh}。",
        f"Leave it so if that is meant; else write {listing.form} = {_quoted(listing.spelt(values[0]))} beside it.",
        file,
        row=found[values[0]][0],
        field=heading,
        value=values[0][:200],
        fix_zh=f"若正是此意，则无须改动；否则请在其旁写明 {listing.form} = {_quoted(listing.spelt(values[0]))}。",
    )


def _for_nothing(file: str, heading: str, found: dict[str, list[int]], many: dict[str, int]) -> Finding:
    """What is said of values of which the mapping makes a variable without a value.

    Args:
        file: the table's name.
        heading: the column.
        found: the values, with the first rows of each.
        many: how many rows each is in.
    """
    values, total = _by_row(found), sum(many[text] for text in found)
    named, is_one = _named(found, many), len(found) == 1
    return Finding(
        Severity.INFO,
        "value-for-nothing",
        f"{len(values):,} {'value' if is_one else 'values'} in {total:,} {'row' if total == 1 else 'rows'} "
        f"{'is' if is_one else 'are'} listed in the mapping with nothing to be made of {'it' if is_one else 'them'}: "
        f"{named.en}.",
        f"{total}行中有{len(values)}个值列于映射中，但未写明其含义，未生成内容：{named.zh}。",
        "Write in the mapping what is meant in place of the variable beside it, or leave it so.",
        file,
        row=found[values[0]][0],
        field=heading,
        value=values[0][:200],
        fix_zh="请在映射中将其旁的变量改为所指含义；若本无含义，则无须改动。",
    )


def _by_row(found: dict[str, list[int]]) -> list[str]:
    """Values in the order of their first rows."""
    return sorted(found, key=lambda text: (found[text][0], text))


def _named(found: dict[str, list[int]], many: dict[str, int]) -> Text:
    """Some values, each with the first of its rows.

    Args:
        found: the values, with the first rows of each.
        many: how many rows each is in.
    """
    told = [(typed(shortened(text, _LONGEST)), many[text], found[text]) for text in _by_row(found)[:_MOST_VALUES]]
    more = " …" if len(found) > _MOST_VALUES else ""
    en = "; ".join(f'"{text}" (row{"s" if number > 1 else ""} {_rows(rows, number)})' for text, number, rows in told)
    zh = "；".join(f"“{text}”（第{_rows(rows, number)}行）" for text, number, rows in told)
    return Text(f"{en}{more}", f"{zh}{more}")


def _rows(first: Sequence[int], number: int) -> str:
    return ", ".join(map(str, first)) + (" …" if number > len(first) else "")


def _quoted(text: str) -> str:
    return '"' + shortened(text, _LONGEST).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class _Reader:
    """Reads the conditions of a mapping's IFs."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._spelt = spelt_tokens(query)
        self._columns = cell_variables(query)
        self._made = {one[1:] for word, one in zip(self._spelt, self._spelt[1:], strict=False) if word.upper() == "AS"}
        self._found: dict[str, _Listing] = {}
        self._otherwise: set[str] = set()

    def read(self) -> list[_Listing]:
        within: set[int] = set()
        for place, word in enumerate(self._spelt[:-1]):
            if word.upper() == "IF" and self._spelt[place + 1] == "(" and place not in within:
                within |= self._chain(place)
            elif word.upper() == "VALUES":
                self._table(place + 1)
        return [one for name, one in self._found.items() if name not in self._otherwise]

    def _table(self, place: int) -> None:
        """The texts of a VALUES, which is a table of what there may be."""
        if "{" not in self._spelt[place:]:
            return
        begin = self._spelt.index("{", place)
        end = self._spelt.index("}", begin) if "}" in self._spelt[begin:] else len(self._spelt)
        names = [one[1:] for one in self._spelt[place:begin] if one[0] in "?$"]
        cells = [one for one in self._spelt[begin + 1 : end] if one not in ("(", ")")]
        for at, name in enumerate(names):
            texts = [text for one in cells[at :: len(names)] if (text := _plain(one)) is not None]
            if name in self._columns and texts:
                listing = self._found.setdefault(name, _Listing(name, self._columns[name], form=f"?{name}"))
                listing.listed |= dict.fromkeys(texts)
                listing.is_list = True

    def _chain(self, place: int) -> set[int]:
        """One IF with those that stand in its last place; gives the places of these."""
        places, met, meant, other = set[int](), dict[str, int](), list[str](), ""
        has_codes = False
        instead = self._instead(place)
        while True:
            parts = self._parts(place + 1)
            if len(parts) != 3:
                return places
            meant.append(self._written(*parts[1]))
            is_nothing = not instead and self._is_nothing(meant[-1])
            has_codes |= parts[1][1] == parts[1][0] + 1 and not self._is_nothing(meant[-1])
            compared = list(self._compared(*parts[0]))
            met |= {name: met.get(name, 0) + 1 for name, _ in compared}
            for name, texts in compared:
                listing = self._found[name]
                (listing.nothing if is_nothing else listing.codes).update(texts)
            begin, end = parts[2]
            other = self._written(begin, end)
            if self._spelt[begin].upper() != "IF" or closing(self._spelt, begin + 1) != end - 1:
                break
            place = begin
            places.add(place)
        for name in met:
            listing = self._found[name]
            nothing = self._is_nothing(other)
            listing.others = listing.others or shortened(instead if nothing else other, _LONGEST)
            # A code of its own for all others is meant; one that stands in the list too is what is left to them.
            is_own = not nothing and other not in meant
            is_several = met[name] > 1 or (nothing and bool(instead))
            listing.is_list |= (is_several and has_codes and not is_own) or set(meant) == {other}
            listing.is_told |= nothing or met[name] > 1
        return places

    def _is_nothing(self, term: str) -> bool:
        """Whether what stands somewhere is a variable alone, to which nothing gives a value."""
        return term[:1] in ("?", "$") and term[1:] not in {*self._made, *self._columns}

    def _instead(self, place: int) -> str:
        """What a COALESCE around an IF gives where the IF gives nothing; empty if none is there."""
        if place < 2 or self._spelt[place - 1] != "(" or self._spelt[place - 2].upper() != "COALESCE":
            return ""
        *_, last = self._parts(place - 1)
        return self._written(*last) if last[0] > place else ""

    def _compared(self, begin: int, end: int) -> Iterator[tuple[str, list[str]]]:
        """The variables of cells that a condition compares with texts, with these; how else it looks at any is kept."""
        place = begin
        while place < end:
            word = self._spelt[place]
            if word[0] in "?$" and word[1:] in self._columns:
                name = word[1:]
                first, last, spelt = self._wrapped(place)
                texts = self._texts(first, last)
                if texts:
                    listing = self._found.setdefault(name, _Listing(name, self._columns[name]))
                    listing.listed |= dict.fromkeys(texts)
                    listing.spelt = spelt if listing.spelt is str else listing.spelt
                    listing.form = listing.form or "".join(self._spelt[first:last])
                    yield name, texts
                elif self._spelt[max(first - 2, 0)].upper() != "BOUND":
                    self._otherwise.add(name)
            place += 1

    def _wrapped(self, place: int) -> tuple[int, int, Callable[[str], str]]:
        """Where a variable with the functions around it begins and ends, and what they do to a text."""
        spelt: Callable[[str], str] = str
        begin, end = place, place + 1
        while begin >= 2 and self._spelt[begin - 1] == "(" and self._spelt[end : end + 1] == [")"]:
            name = self._spelt[begin - 2]
            does = _WORDS.get(name.upper())
            if does is None and any(is_term(self._query, name, vocabulary.FUNCTION + one) for one in _OURS):
                does = folded
            if does is None:
                break
            spelt = does if does is not str else spelt
            begin, end = begin - 2, end + 1
        return begin, end, spelt

    def _texts(self, begin: int, end: int) -> list[str]:
        """The texts that what stands from one token to another is compared with; none where it is not."""
        behind = self._spelt[end : end + 2]
        if behind[:1] == ["="] and (text := _plain(behind[1])) is not None:
            return [text]
        if self._spelt[begin - 1] == "=" and self._spelt[begin - 2] not in ("!", "<", ">"):
            return [] if (text := _plain(self._spelt[begin - 2])) is None else [text]
        if [word.upper() for word in behind] == ["IN", "("]:
            inside = self._spelt[end + 2 : closing(self._spelt, end + 1)]
            texts = [_plain(one) for one in inside if one != ","]
            return [one for one in texts if one is not None]
        return []

    def _parts(self, opening: int) -> list[tuple[int, int]]:
        """Where the arguments of a call begin and end."""
        end, depth, begin = closing(self._spelt, opening), 0, opening + 1
        parts = []
        for place in range(opening + 1, end):
            depth += {"(": 1, ")": -1}.get(self._spelt[place], 0)
            if self._spelt[place] == "," and not depth:
                parts.append((begin, place))
                begin = place + 1
        return [*parts, (begin, end)] if end > begin else parts

    def _written(self, begin: int, end: int) -> str:
        return " ".join(self._spelt[begin:end])


def _plain(term: str) -> str | None:
    """The text of a literal in quotes; ``None`` of anything else."""
    if len(term) < 2 or term[0] not in "\"'" or term[-1] != term[0]:
        return None
    try:
        return (
            term[1:-1]
            if "\\" not in term
            else term[1:-1].encode("latin-1", "backslashreplace").decode("unicode_escape")
        )
    except UnicodeError:
        return None
