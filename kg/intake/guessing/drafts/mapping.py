"""The text of a draft: its header, its template and its pattern, put together of the lines of each kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from kg.intake.guessing.codes import chosen, kind_codes, sector_codes
from kg.intake.guessing.drafts.amounts import again, figures, of_money
from kg.intake.guessing.drafts.days import Days
from kg.intake.guessing.drafts.histories import of_steps, steps
from kg.intake.guessing.drafts.parties import (
    as_country,
    cells_beside,
    names_beside,
    of_party,
    spelt,
    spelt_land,
    told_apart,
    who,
    within,
)
from kg.intake.guessing.drafts.places import of_registered
from kg.intake.guessing.drafts.terms import IN_ITS_LANGUAGE
from kg.intake.guessing.ends import remarks as of_ends
from kg.intake.guessing.issuing import BLANK
from kg.intake.guessing.kinds import comment
from kg.intake.guessing.laying import folded_lines, unread
from kg.intake.guessing.matrices import Matrix
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.ordering import asked
from kg.intake.guessing.telling import of_one_party
from kg.intake.guessing.totals import LeftOut
from kg.intake.several import named_columns
from kg.text import Text

_NO_PARTIES = "# No column tells who takes part: add the parties. 没有参与方的列，请补上。"
#: What the lines of a draft begin with that tell what is not sure, in each language.
_NOT_SURE = Text("# Not sure: ", "# 存疑：")
#: Rows that are made one partnership say different things, which one partnership says once.
_JOINED = (
    "# Rows of one {0} are made one partnership, and differ in {1}: are they partnerships of their own? "
    "{0}相同的行合为一项合作，但其{2}不同：是否为不同的合作？"
)
#: What stands between the names of parties, as a further part of a CONCAT.
_BETWEEN = ', " - ", '
#: The cells by which a row says that it sums others, in columns that are no id and no party.
_TOTAL = "?total"


@dataclass(frozen=True, slots=True)
class MappingText:
    """What a mapping is written from.

    Attributes:
        path: the table.
        rows, sheet: where its rows are, as in ``open_table``.
        columns: what its columns are taken for.
        issued: when it was issued, if that can be told.
        said: what is noted of that day.
        is_said: whether somebody said when; else it is the day of whichever row has the latest.
        at_head: the column of the day that stands once in the document, around all rows; empty if none does.
        encoding: what the table is in, where that is not UTF-8.
        left: the rows of which no partnership is made.
        matrix: what its headings are, where they are parties too.
        as_above: the columns in which cells only say that they are as the one above.
    """

    path: Path
    rows: str
    sheet: str
    columns: Guessed
    issued: date | None
    said: str
    is_said: bool = False
    at_head: str = ""
    encoding: str = ""
    left: LeftOut = field(default_factory=LeftOut)
    matrix: Matrix | None = None
    as_above: Sequence[str] = ()

    def written(self) -> str:
        """The mapping."""
        file, columns = _quoted(self.path.name), self.columns
        several = [party for party in columns.parties if party.separator]
        split = {name: party.split(name) for party in several for name in party.together}
        together = next((party.together for party in several if len(party.together) > 1), [])
        together = together or list(columns.stages.together)
        # What stands in lines that are to be uncommented is told of there.
        told = {*columns.read, self.at_head, columns.also_money.name if columns.also_money else ""}
        told |= {columns.history.name} if columns.history else set()
        names = self.matrix.others if self.matrix else columns.names
        left, differ = [name for name in names if name not in told], named_columns(list(columns.differ))
        lines = [
            f"#: title: {{en: The table {file}, zh: 表 {file}}}",
            f"#: question: {{en: What {file} says, zh: 该表的内容}}",
            *([f"#: rows: {json.dumps(self.rows, ensure_ascii=False)}"] if self.rows else []),
            *([f"#: sheet: {json.dumps(self.sheet, ensure_ascii=False)}"] if self.sheet else []),
            *([f"#: encoding: {self.encoding}"] if self.encoding else []),
            *([f"#: as_above: {json.dumps(list(self.as_above), ensure_ascii=False)}"] if self.as_above else []),
            *([f"#: split: {json.dumps(split, ensure_ascii=False)}"] if split else []),
            *([f"#: together: {json.dumps(together, ensure_ascii=False)}"] if together else []),
            *([f"#: first: {json.dumps([columns.called], ensure_ascii=False)}"] if self._has_titles else []),
            "# A draft: see who is a party, of which kind, and what the last columns say. 草稿，请核对并修改。",
            *([f"# {'; '.join(map(comment, columns.parties))}"] if columns.parties else [_NO_PARTIES]),
            *([_JOINED.format(columns.project, differ.en, differ.zh)] if columns.differ else []),
            *(line for one in columns.doubts for line in ((_NOT_SURE + one).en, (_NOT_SURE + one).zh)),
            *asked(columns),
            "PREFIX row: <https://w3id.org/partnership-kg/row#>",
            "PREFIX fn: <https://w3id.org/partnership-kg/function#>",
            "CONSTRUCT {",
            *self._made(file),
            "}",
            "WHERE {",
            *self._found(file),
            "}",
            *(f"# {one.en} {one.zh}" for one in (*of_ends(columns), *of_one_party(columns))),
            *unread(left),
            "",
        ]
        return "\n".join(folded_lines(lines))

    @property
    def _days(self) -> Days:
        return Days(self.columns, self.is_said)

    @property
    def _may_lack_parties(self) -> bool:
        """Whether a row may be read that names nobody."""
        return bool(self.columns.project or self.left.rows or self.left.lacking)

    @property
    def _has_titles(self) -> bool:
        """Whether a row may have several titles, as one a language; a partnership has one name."""
        return self.columns.called in self.columns.several

    def _made(self, file: str) -> Iterator[str]:
        columns = self.columns
        yield from self._partnership()
        for number, party in enumerate(columns.parties, 1):
            yield from who(number, party)
        told = " ; pk:assertedBy ?source ; pk:evidence ?evidence ."
        yield from self._days.claims(told)
        yield from steps(columns.history, told)
        yield from figures(columns, self._days.as_of_money, told)
        digest = sha256(self.path.read_bytes()).hexdigest()
        yield (
            f'  ?source a pk:Source ; pk:sha256 "{digest}" ; dcterms:title "Table {file}"@en, "表格 {file}"@zh ;'
            ' dcterms:language "en" ; dcterms:issued ?issued .'
        )
        yield (
            "  ?evidence a pk:Evidence ; oa:hasSource ?source ; oa:hasSelector ?selector . ?selector a"
            " oa:FragmentSelector ; rdf:value ?at ; dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> ."
        )

    def _partnership(self) -> Iterator[str]:
        """The partnership of the template, with its term where columns say it."""
        columns = self.columns
        sector = ", ".join(sector_codes(columns.sectors[1])) or "sector:crossSector"
        kind = "?class ; pk:agreementKind ?agreementKind" if columns.kinds[1] else f"pk:{columns.usual}"
        if columns.of_twins and not columns.kinds[1]:
            kind = "pk:Agreement ; pk:agreementKind agreement-kind:pairing"
        names = "?name, ?otherName" if columns.other_title else "?name"
        yield f"  ?partnership a {kind} ; skos:prefLabel {names} ; pk:sector {sector} ; pk:evidence ?evidence ."
        if said := [f"pk:{end} ?{name} ; pk:{end}Precision ?{name}How" for end, name, *_ in self._days.ends]:
            yield f"  ?partnership {' ; '.join(said)} ."

    def _found(self, file: str) -> Iterator[str]:
        columns, parties = self.columns, list(enumerate(self.columns.parties, 1))
        source = re.sub("[^a-z0-9]+", "-", file.lower()).strip("-") or "table"
        patterns = [f"row:{self._column(party.name)} ?cell{number}" for number, party in parties]
        away = [one for one, (_, party) in zip(patterns, parties, strict=True) if party.name in self.left.lacking]
        needed = [f"row:{columns.project} ?project"] if columns.project else [*patterns]
        across = [self.matrix.pattern(one.name, ("?cell1", "?cell2")) for _, one in parties] if self.matrix else []
        away += [one for one, found in zip(patterns, across, strict=False) if found]
        needed = [one for one in needed if one not in away]
        yield self.left.beside(needed)
        yield from filter(None, across)
        away = [one for one in away if not self.matrix]
        optional = [*(patterns if columns.project else away), *cells_beside(parties)]
        optional += [f"row:{name} {one}" for name, one in self._totals.items() if one.startswith(_TOTAL)]
        found = [*(f"OPTIONAL {{ ?row {pattern} }}" for pattern in optional), *self._of_spellings()]
        if found:
            yield f"  {' '.join(found)}"
        if columns.both_ways:
            named = ", ".join(self._keys or self._named())
            yield f"  BIND(fn:pair({named}) AS ?pair) # of both directions one 两个方向的行合为一项"
        if self.at_head:
            yield f"  OPTIONAL {{ ?row row:{self.at_head} ?issuedText }} BIND(fn:end(?issuedText) AS ?issued)"
        else:
            noted = f" # {self.said}" if self.said else ""
            yield f'  BIND(STRDT("{self.issued or BLANK}", xsd:date) AS ?issued){noted}'
        parts = self._parts(source)
        title = (
            f"OPTIONAL {{ ?row row:{columns.called} ?title }} " if columns.called not in ("", columns.project) else ""
        )
        made = f'fn:id("partnership", {parts})'
        if self._may_lack_parties and parties:
            # A row that names nobody makes no partnership.
            made = f"IF({' || '.join(f'BOUND(?text{number})' for number, _ in parties)}, {made}, ?none)"
        yield (
            f"  {title}BIND({made} AS ?partnership) BIND({self._label(file)} AS ?called)"
            f" BIND({IN_ITS_LANGUAGE.format('?called')} AS ?name)"
        )
        if columns.other_title:
            # Two names in one language are none in two.
            yield (
                f"  OPTIONAL {{ ?row row:{columns.other_title} ?otherTitle }}"
                f" BIND({IN_ITS_LANGUAGE.format('?otherTitle')} AS ?otherSaid)"
                " BIND(IF(LANG(?otherSaid) != LANG(?name), ?otherSaid, ?none) AS ?otherName)"
            )
        for number, party in parties:
            others = [
                n for n, one in parties[: number - 1] if (one.is_region, one.role) == (party.is_region, "organiser")
            ]
            yield from of_party(number, party, parts, others if party.role != "organiser" else ())
        yield from of_registered(parties)
        yield from self._days.of_days(parts)
        yield from of_steps(columns.history, parts)
        yield from self._days.of_term()
        if columns.money:
            yield from self._days.of_span()
            yield from of_money(columns.money, parts, self._days.until)
        if columns.also_money:
            also = replace(columns.also_money, bare=0, by_row=columns.also_money.by_row or bool(columns.reported))
            yield from map(again, of_money(also, f'{parts}, "2"'))
        yield from self._of_codes()
        # Rows of another list in the same file have other numbers.
        within = re.sub("[^a-z0-9]+", "-", self.rows.lower()).strip("-")
        held = f"{source}-{within}" if within else source
        yield (
            f'  BIND(fn:id("source", "{source}") AS ?source) BIND(CONCAT("row=", STR(fn:row())) AS ?at)'
            f' BIND(fn:id("evidence", "{held}", ?at) AS ?evidence)'
            f' BIND(fn:id("evidence", "{held}", ?at, "selector") AS ?selector)'
        )

    def _of_codes(self) -> Iterator[str]:
        """The class and kind of a partnership, and its sector."""
        columns = self.columns
        if columns.kinds[1]:
            classes, kinds = kind_codes(columns.kinds[1])
            yield (
                f"  OPTIONAL {{ ?row row:{columns.kinds[0]} ?typeText }}"
                f" BIND({chosen('?typeText', 'pk', classes, f'pk:{columns.usual}')} AS ?class)"
                f" BIND({chosen('?typeText', 'agreement-kind', kinds, '?none')} AS ?agreementKind)"
            )
        if columns.sectors[1]:
            # What a word has no further code for is of the first once more, so that nothing is lacking.
            others = ("sector:crossSector", *["?sector"] * len(sector_codes(columns.sectors[1])))
            codes = " ".join(
                f"BIND({chosen('?sectorText', 'sector', codes, other)} AS {name})"
                for (name, codes), other in zip(sector_codes(columns.sectors[1]).items(), others, strict=False)
            )
            yield f"  OPTIONAL {{ ?row row:{columns.sectors[0]} ?sectorText }} {codes}"

    def _of_spellings(self) -> Iterator[str]:
        """Names as they are spelt first, and countries as the registries call them; no row that sums others has any."""
        if is_total := self.left.is_total(self._totals):
            yield f"FILTER(!({is_total})) # a row that sums others is left out 合计行不计入\n "
        for number, party in enumerate(self.columns.parties, 1):
            cell = f"fn:spelled(?cell{number})"
            text = f"fn:town({cell})" if party.in_cell else spelt_land(party, number) if party.is_land else cell
            made = [(text, f"?text{number}")]
            if party.in_cell:
                made.append((as_country(party, f"fn:townCountry(?cell{number})"), f"?key{number}"))
            for name, is_land in names_beside(party):
                value = spelt(party, f"{name}Said{number}", is_land)
                # Where somebody is who has no name says nothing.
                named = f"IF(BOUND(?text{number}), {value}, ?none)" if self._may_lack_parties else value
                made.append((named, f"{name}{number}"))
            yield from (f"BIND({value} AS {name})" for value, name in made)

    def _column(self, name: str) -> str:
        """The column of the table that a party stands in."""
        return self.matrix.column(name) if self.matrix else name

    @property
    def _totals(self) -> dict[str, str]:
        """The variables of the cells by which a row may say that it sums others, by their columns."""
        parties = enumerate(self.columns.parties, 1)
        cells = {self._column(party.name): f"?cell{number}" for number, party in parties}
        known = {**cells, self.columns.project: "?project"}
        return {name: known.get(name, f"{_TOTAL}{number}") for number, name in enumerate(self.left.words, 1)}

    def _parts(self, source: str) -> str:
        """What tells partnerships apart: their id; else who takes part, or the row where that is not enough."""
        if self.columns.project:
            return "?project"
        if self.columns.both_ways:
            return "?pair"
        parties = self.columns.parties
        several = any(party.separator for party in parties)
        if several or len(parties) < 2 or not self.columns.pairs_differ:
            return f'"{source}", STR(fn:row())'
        texts = ((f"?text{n}", *told_apart(n, one, one.key)) for n, one in enumerate(parties, 1))
        return ", ".join(filter(None, (text for both in texts for text in both)))

    def _label(self, file: str) -> str:
        columns = self.columns
        is_pair = len(columns.parties) == 2 and not any(party.separator for party in columns.parties)
        is_named = bool(columns.called) and columns.called == columns.project
        texts = self._texts()
        every = f"CONCAT({_BETWEEN.join(texts)})"
        both = f"fn:pair({', '.join(self._named())})" if self._keys else "?pair"
        pair = (both if columns.both_ways else every) if is_pair and not is_named else ""
        if not columns.called and len(columns.parties) > 2 and not columns.project:
            pair = every
        title = "?title" if columns.called and columns.called != columns.project else ""
        found = [one for one in (title, pair, "?project" if columns.project else "") if one]
        found = found or [f'CONCAT("{file} ", STR(fn:row()))']
        return f"COALESCE({', '.join(found)})" if len(found) > 1 else found[0]

    @property
    def _keys(self) -> list[str]:
        """The variables of the ids of all parties, where ids tell them apart; none else."""
        parties = list(enumerate(self.columns.parties, 1))
        keys = [f"?key{n}" for n, one in parties if one.key and not one.country]
        return keys if len(keys) == len(parties) else []

    def _texts(self) -> list[str]:
        """Each party with what it is in, as parts of a CONCAT."""
        return [
            f'?text{n}, COALESCE(CONCAT(" (", {where}, ")"), "")' if (where := within(n, one)) else f"?text{n}"
            for n, one in enumerate(self.columns.parties, 1)
        ]

    def _named(self) -> list[str]:
        """The same, each as a text."""
        return [f"CONCAT({text})" if ", " in text else text for text in self._texts()]


def _quoted(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
