"""A first mapping of a table, from its headings and cells: a draft to be corrected, which runs as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from kg.errors import DataError, SourceError
from kg.findings import Finding
from kg.grids import read_book
from kg.intake.anytable import AnyTable, open_table
from kg.intake.guessing.answers import answers_in, called_alike
from kg.intake.guessing.cells import places_of, some_cells
from kg.intake.guessing.codes import chosen, kind_codes, sector_codes
from kg.intake.guessing.columns import guessed, list_of_parties
from kg.intake.guessing.ends import remarks as of_ends
from kg.intake.guessing.figures import in_short, remarks
from kg.intake.guessing.identity import remarks as of_partnerships
from kg.intake.guessing.issuing import (
    BLANK,
    issued_at_head,
    latest_day,
    latest_of,
    of_starts,
    only_starts_date_stages,
    past_ends,
    stated_above,
)
from kg.intake.guessing.kinds import comment, remark
from kg.intake.guessing.laying import folded_lines, unread
from kg.intake.guessing.model import Guessed, Money, Party
from kg.intake.guessing.ordering import asked
from kg.intake.guessing.ordering import remarks as of_order
from kg.intake.guessing.stages import remarks as of_stages
from kg.intake.guessing.telling import of_blanks, of_namesakes, of_one_party, of_sums, of_twinned
from kg.intake.guessing.totals import Nobody, keyed_totals, nobody_in, of_nobody, without_totals
from kg.intake.several import named_columns, odd_row
from kg.text import Text, shortened

_LOOKED_AT = 500
#: How many rows a remark names.
_MOST_ROWS = 10
#: A name is in the language of its letters.
_IN_ITS_LANGUAGE = 'STRLANG({0}, IF(REGEX({0}, "[\\u4e00-\\u9fff]"), "zh", "en"))'
#: What an institution is of which no kind is said.
_ORGANISATION = "Institution ; pk:institutionKind institution-kind:organisation"
_NO_PARTIES = "# No column tells who takes part: add the parties. 没有参与方的列，请补上。"
#: Rows that are made one partnership say different things, which one partnership says once.
_JOINED = (
    "# Rows of one {0} are made one partnership, and differ in {1}: are they partnerships of their own? "
    "{0}相同的行合为一项合作，但其{2}不同：是否为不同的合作？"
)
#: What stands between the names of parties, as a further part of a CONCAT.
_BETWEEN = ', " - ", '
#: A day of a row, and where it has none that of the table: never in place of a day that was not understood.
_OR_ISSUED = 'COALESCE({0}, IF(BOUND(?{1}) && REGEX(?{1}, "[0-9]"), ?none, ?issued))'
#: What means something else in a pattern.
_IN_PATTERNS = re.compile(r"[\\.^$|?*+(){}\[\]]")
#: What is said of the day of issue.
_STATED = "as stated above the headings 表头上方所写，请核对"
_WHEN = "when was the table issued? 请写明表格的发布日期"


@dataclass(frozen=True, slots=True)
class Draft:
    """A first mapping.

    Attributes:
        text: the mapping.
        remarks: what its parties and amounts were taken for, and why.
        findings: what must be known of how the table was read.
    """

    text: str
    remarks: tuple[Text, ...]
    findings: tuple[Finding, ...] = ()


def guess(path: Path, rows: str = "", sheet: str = "", issued: date | None = None, encoding: str = "") -> Draft:
    """A mapping in under 40 lines: what a row is a partnership of, who takes part, since when, and for how much.

    What columns are is told by their headings, with the words of ``ontology/headings`` as ``kg import`` has them, and
    by their cells. Where the parties are a list of objects within a row, each of them is made a row.

    Args:
        path: the table.
        rows: as in ``open_table``.
        sheet: as in ``open_table``.
        issued: when the table was issued; its latest day if ``None``, and a blank to fill where it has none.
        encoding: as in ``open_table``; it stands in the draft, as the one does that was found of no UTF-8.

    Raises:
        DataError: if no column has a name of its own, there is no row, or one of the first has more or fewer cells than
            the header.
    """
    sheet = sheet or _widest_sheet(path)
    table = open_table(path, rows, sheet, encoding)
    if not rows and (within := list_of_parties(table)):
        table, rows = _one_party_a_row(path, table, within, sheet)
    rows = rows or table.by_key
    for place, row in enumerate(islice(table.rows(), _LOOKED_AT), table.first):
        if row and len(row) != len(table.names):
            raise odd_row(path, place, len(row), len(table.names))
    plain = without_totals(table)
    cells, number = some_cells(plain, _LOOKED_AT)
    columns = guessed(plain, cells, number)
    if not columns.names:
        raise DataError(Text(f"{path}: has no column with a name of its own.", f"{path}：没有名称唯一的列。"))
    if not number:
        raise DataError(
            Text(
                f"{path}: has headings and no row below them, so that nothing tells what they are. Fill some in.",
                f"{path}：只有表头，没有数据行，无法判断各列内容。请填写若干行。",
            )
        )
    dates_stages = only_starts_date_stages(columns)
    stated = None if issued or columns.issued else stated_above(table)
    latest = stated or (None if issued or dates_stages else latest_of(plain, columns))
    said = "" if issued else _STATED if stated else "its latest day 最晚日期，请核对" if latest else _WHEN
    at_head = "" if issued else issued_at_head(table)
    encoding = encoding or table.encoding
    nobody, (summed, sums) = nobody_in(table, columns), keyed_totals(table, columns.project)
    draft = _Draft(path, rows, sheet, columns, issued or latest, said, issued is not None, at_head, encoding, nobody)
    if columns.parties:
        draft = replace(draft, summed=summed, sums=tuple(dict.fromkeys(sums.values())))
    of_parties = [one for party in columns.parties for one in (remark(party), party.listed) if one]
    said_of_all = [*of_parties, *remarks(columns.money), *of_stages(columns), *_of_nobody(table, columns)]
    said_of_all += of_namesakes(called_alike(table, answers_in(table, cells)))
    said_of_all += of_sums(summed, sums) if draft.sums else []
    said_of_all += [*of_partnerships(columns), *of_ends(columns), *of_one_party(columns), *of_blanks(table)]
    said_of_all += [*of_order(columns), *of_twinned(columns)]
    if dates_stages and not issued and not at_head and not stated:
        said_of_all.append(of_starts(columns, latest_day(past_ends(plain, columns))))
    return Draft(draft.written(), tuple(said_of_all), tuple(table.remarks))


def _of_nobody(table: AnyTable, columns: Guessed) -> Iterator[Text]:
    """A remark on rows that name nobody: no partnership is made of them, and what they say of one is left out."""
    names = {party.name for party in columns.parties}
    left = list(of_nobody(enumerate(table.rows(), table.first), places_of(table, names))) if names else []
    if left:
        shown = ", ".join(map(str, left[:_MOST_ROWS])) + (" …" if len(left) > _MOST_ROWS else "")
        many = f"{len(left):,} {'row names' if len(left) == 1 else 'rows name'}"
        yield Text(
            f"{many} nobody who takes part, and no partnership is made of {'it' if len(left) == 1 else 'them'}, nor of "
            f"the amounts there: {shown}. Name somebody to have them counted.",
            f"{len(left)}行没有参与方，不生成合作，其数额也不计入：{shown}。如需计入，请填写参与方。",
        )


def lacks_issued(mapping: str) -> bool:
    """Whether a draft waits for the day on which its table was issued."""
    return f'"{BLANK}"' in mapping


def _widest_sheet(path: Path) -> str:
    """The sheet of a workbook with the most columns, if it is not the first: a cover and notes stand before tables."""
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xls", ".ods"):
        return ""
    grids = [grid for grid in read_book(path).grids if grid.rows and not grid.hidden]
    widest = max(grids, key=lambda grid: max(len(row.cells) for row in grid.rows), default=None)
    return widest.sheet if widest is not None and widest is not grids[0] else ""


def _one_party_a_row(path: Path, table: AnyTable, within: str, sheet: str) -> tuple[AnyTable, str]:
    """The table with a row for each object of a list within a row, and the path to them."""
    rows = table.ways.get(within, "")
    try:
        return (open_table(path, rows, sheet), rows) if rows else (table, "")
    except SourceError:  # a path that cannot be written
        return table, ""


@dataclass(frozen=True, slots=True)
class _Draft:
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
        nobody: the rows that name neither their partnership nor anybody.
        summed, sums: the column of ids in which rows say that they sum others, and what they say.
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
    nobody: Nobody = field(default_factory=Nobody)
    summed: str = ""
    sums: tuple[str, ...] = ()

    def written(self) -> str:
        """The mapping."""
        file, columns = _quoted(self.path.name), self.columns
        several = [party for party in columns.parties if party.separator]
        split = {name: party.split(name) for party in several for name in party.together}
        together = next((party.together for party in several if len(party.together) > 1), [])
        together = together or list(columns.stages.together)
        # What stands in lines that are to be uncommented is told of there.
        told = {*columns.read, self.at_head, columns.also_money.name if columns.also_money else ""}
        left, differ = [name for name in columns.names if name not in told], named_columns(list(columns.differ))
        lines = [
            f"#: title: {{en: The table {file}, zh: 表 {file}}}",
            f"#: question: {{en: What {file} says, zh: 该表的内容}}",
            *([f"#: rows: {json.dumps(self.rows, ensure_ascii=False)}"] if self.rows else []),
            *([f"#: sheet: {json.dumps(self.sheet, ensure_ascii=False)}"] if self.sheet else []),
            *([f"#: encoding: {self.encoding}"] if self.encoding else []),
            *([f"#: split: {json.dumps(split, ensure_ascii=False)}"] if split else []),
            *([f"#: together: {json.dumps(together, ensure_ascii=False)}"] if together else []),
            *([f"#: first: {json.dumps([columns.called], ensure_ascii=False)}"] if self._has_titles else []),
            "# A draft: see who is a party, of which kind, and what the last columns say. 草稿，请核对并修改。",
            *([f"# {'; '.join(map(comment, columns.parties))}"] if columns.parties else [_NO_PARTIES]),
            *([_JOINED.format(columns.project, differ.en, differ.zh)] if columns.differ else []),
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
    def _may_lack_parties(self) -> bool:
        """Whether a row may be read that names nobody."""
        return bool(self.columns.project or self.nobody.rows or self.nobody.words or self.sums)

    @property
    def _has_titles(self) -> bool:
        """Whether a row may have several titles, as one a language; a partnership has one name."""
        return self.columns.called in self.columns.several

    def _made(self, file: str) -> Iterator[str]:
        columns = self.columns
        yield from self._partnership()
        for number, party in enumerate(columns.parties, 1):
            yield from _who(number, party)
        told = " ; pk:assertedBy ?source ; pk:evidence ?evidence ."
        if columns.signed or columns.awarded or columns.started:
            stage = "signed" if columns.signed or columns.awarded else "operating"
            if not columns.signed:
                yield _AWARDED.format(columns.awarded) if columns.awarded else _STARTED.format(columns.started)
            yield (
                f"  {self._off}?claim a pk:StageClaim ; pk:about ?partnership ; pk:stage stage:{stage} ; pk:asOf ?day ;"
                f" pk:asOfPrecision ?precision ; pk:timeBasis time-basis:stated{told}"
            )
        if codes := columns.stages.codes:
            if open_ := [
                json.dumps(shortened(text, 60), ensure_ascii=False) for text, code in codes.items() if not code
            ]:
                yield _STAGES_OPEN.format(", ".join(open_))
            off = "# " if columns.stages.is_open else ""
            if off:
                yield _UNDATED.format(columns.stages.name)
            yield f"  {off}?now a pk:StageClaim ; pk:about ?partnership ; pk:stage ?stage ; {self._as_of_stage}{told}"
        yield from self._figures(told)
        digest = sha256(self.path.read_bytes()).hexdigest()
        yield (
            f'  ?source a pk:Source ; pk:sha256 "{digest}" ; dcterms:title "Table {file}"@en, "表格 {file}"@zh ;'
            ' dcterms:language "en" ; dcterms:issued ?issued .'
        )
        yield (
            "  ?evidence a pk:Evidence ; oa:hasSource ?source ; oa:hasSelector ?selector . ?selector a"
            " oa:FragmentSelector ; rdf:value ?at ; dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> ."
        )

    def _figures(self, told: str) -> Iterator[str]:
        """The amount of a row, and another one to be uncommented.

        Args:
            told: who says so, and where.
        """
        columns = self.columns
        if columns.money:
            off = "# " if columns.money.is_off else ""
            if columns.money.doubt:
                yield _AMOUNT_OPEN.format(columns.money.name, *in_short(columns.money))
            if columns.money.is_open:
                likely = columns.money.likely
                line = _COUNT_OPEN if columns.money.unclear else _UNIT_LIKELY if likely[0] else _UNIT_OPEN
                yield line.format(columns.money.name, *likely)
            yield (
                f"  {off}?figure a pk:Target ; pk:about ?partnership ; pk:measure measure:{columns.money.measure} ;"
                f" pk:value ?value ; pk:unit ?unit ; pk:bound ?bound ; {self._as_of_money}{told}"
            )
        if columns.also_money:
            yield _ALSO_MONEY.format(columns.also_money.name)
            yield _again(
                f"  ?figure a pk:Target ; pk:about ?partnership ; pk:measure measure:{columns.also_money.measure} ;"
                f" pk:value ?value ; pk:unit ?unit ; pk:bound ?bound ; {_AS_ISSUED}{told}"
            )

    def _partnership(self) -> Iterator[str]:
        """The partnership of the template, with its term where columns say it."""
        columns = self.columns
        sector = ", ".join(sector_codes(columns.sectors[1])) or "sector:crossSector"
        kind = "?class ; pk:agreementKind ?agreementKind" if columns.kinds[1] else f"pk:{columns.usual}"
        if columns.of_twins and not columns.kinds[1]:
            kind = "pk:Agreement ; pk:agreementKind agreement-kind:pairing"
        yield f"  ?partnership a {kind} ; skos:prefLabel ?name ; pk:sector {sector} ; pk:evidence ?evidence ."
        if said := [f"pk:{end} ?{name} ; pk:{end}Precision ?{name}How" for end, name, *_ in self._ends]:
            yield f"  ?partnership {' ; '.join(said)} ."

    def _found(self, file: str) -> Iterator[str]:
        columns, parties = self.columns, list(enumerate(self.columns.parties, 1))
        source = re.sub("[^a-z0-9]+", "-", file.lower()).strip("-") or "table"
        patterns = [f"row:{party.name} ?cell{number}" for number, party in parties]
        needed = [f"row:{columns.project} ?project"] if columns.project else patterns
        yield self.nobody.beside(needed)
        optional = [*(patterns if columns.project else []), *_keys(parties)]
        optional += [f"row:{self.summed} ?sum"] if self.sums and self._sum == "?sum" else []
        found = [*(f"OPTIONAL {{ ?row {pattern} }}" for pattern in optional), *self._of_spellings()]
        if found:
            yield f"  {' '.join(found)}"
        if columns.both_ways:
            named = ", ".join(self._named())
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
            f" BIND({_IN_ITS_LANGUAGE.format('?called')} AS ?name)"
        )
        for number, party in parties:
            others = [
                n for n, one in parties[: number - 1] if (one.is_region, one.role) == (party.is_region, "organiser")
            ]
            yield from _of_party(number, party, parts, others if party.role != "organiser" else ())
        yield from _of_registered(parties)
        yield from self._of_days(parts)
        yield from self._of_term()
        if columns.money:
            yield from self._of_span()
            yield from _of_money(columns.money, parts)
        if columns.also_money:
            also = replace(columns.also_money, bare=0, by_row=columns.also_money.by_row or bool(columns.reported))
            yield from map(_again, _of_money(also, f'{parts}, "2"'))
        yield from self._of_codes()
        yield (
            f'  BIND(fn:id("source", "{source}") AS ?source) BIND(CONCAT("row=", STR(fn:row())) AS ?at)'
            f' BIND(fn:id("evidence", "{source}", ?at) AS ?evidence)'
            f' BIND(fn:id("evidence", "{source}", ?at, "selector") AS ?selector)'
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
        """Names as they are spelt first, and countries as the registries call them."""
        for number, party in enumerate(self.columns.parties, 1):
            cell = f"fn:spelled(?cell{number})"
            text = f"fn:town({cell})" if party.in_cell else _spelt_land(party, number) if party.is_land else cell
            if totals := self.nobody.words.get(party.name):
                listed = ", ".join(json.dumps(total, ensure_ascii=False) for total in totals)
                text = f"IF(?cell{number} IN ({listed}), ?none, {text})"
            # Of a total nobody is made.
            made = [(f"IF({self._is_sum}, ?none, {text})" if self.sums else text, f"?text{number}")]
            if party.in_cell:
                made.append((_as_country(party, f"fn:townCountry(?cell{number})"), f"?key{number}"))
            for name, is_land in _said(party):
                value = _spelt(party, f"{name}Said{number}", is_land)
                # Where somebody is who has no name says nothing.
                named = f"IF(BOUND(?text{number}), {value}, ?none)" if self._may_lack_parties else value
                made.append((named, f"{name}{number}"))
            yield from (f"BIND({value} AS {name})" for value, name in made)

    @property
    def _sum(self) -> str:
        """The variable of what says that a row sums others."""
        return "?project" if self.summed == self.columns.project else "?sum"

    @property
    def _is_sum(self) -> str:
        """Whether a row sums others."""
        texts = "|".join(_IN_PATTERNS.sub(r"\\\g<0>", one) for one in self.sums)
        said = f"REGEX({self._sum}, {json.dumps(f'^({texts})$', ensure_ascii=False)})"
        return said if self._sum == "?project" else f"BOUND(?sum) && {said}"

    @property
    def _off(self) -> str:
        """What takes a stage out of the draft that only a column of awards or beginnings tells."""
        return "" if self.columns.signed else "# "

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
        texts = ((f"?text{n}", *_told_apart(n, one, one.key)) for n, one in enumerate(parties, 1))
        return ", ".join(filter(None, (text for both in texts for text in both)))

    def _label(self, file: str) -> str:
        columns = self.columns
        is_pair = len(columns.parties) == 2 and not any(party.separator for party in columns.parties)
        is_named = bool(columns.called) and columns.called == columns.project
        texts = self._texts()
        every = f"CONCAT({_BETWEEN.join(texts)})"
        pair = ("?pair" if columns.both_ways else every) if is_pair and not is_named else ""
        if not columns.called and len(columns.parties) > 2 and not columns.project:
            pair = every
        title = "?title" if columns.called and columns.called != columns.project else ""
        found = [one for one in (title, pair, "?project" if columns.project else "") if one]
        found = found or [f'CONCAT("{file} ", STR(fn:row()))']
        return f"COALESCE({', '.join(found)})" if len(found) > 1 else found[0]

    def _texts(self) -> list[str]:
        """Each party with what it is in, as parts of a CONCAT."""
        return [
            f'?text{n}, COALESCE(CONCAT(" (", {where}, ")"), "")' if (where := _where(n, one)) else f"?text{n}"
            for n, one in enumerate(self.columns.parties, 1)
        ]

    def _named(self) -> list[str]:
        """The same, each as a text."""
        return [f"CONCAT({text})" if ", " in text else text for text in self._texts()]

    def _of_days(self, parts: str) -> Iterator[str]:
        columns = self.columns
        if day := columns.signed or columns.awarded or columns.started:
            order = self._order_of(day)
            # Each direction may say another day.
            claim = f"{parts}, ?dayText" if columns.both_ways else parts
            found = f"fn:end(?dayText{order})"
            # Since 1969 is of a day, and has no end.
            found = f"COALESCE({found}, fn:date(?dayText{order}))" if day in columns.since else found
            yield (
                f"  {self._off}OPTIONAL {{ ?row row:{day} ?dayText }} BIND({found} AS ?day)"
                f" BIND(fn:precision(?dayText{order}) AS ?precision)"
                f' BIND(IF(BOUND(?partnership) && BOUND(?day), fn:id("stage", {claim}), ?none) AS ?claim)'
            )
        yield from self._of_stage(parts)

    def _of_stage(self, parts: str) -> Iterator[str]:
        """How far a partnership is, and when it was so."""
        stages = self.columns.stages
        if not stages.codes:
            return
        day, off = stages.day or ("DAY" if stages.is_open else ""), "# " if stages.is_open else ""
        order = f', "{stages.order}"' if stages.order else ""
        claim = f"{parts}, ?stageText"
        if day and stages.may_be_issued:
            yield (
                f"  OPTIONAL {{ ?row row:{day} ?whenText }} BIND(fn:end(?whenText{order}) AS ?then)"
                f" BIND({_OR_ISSUED.format('?then', 'whenText')} AS ?when)"
                f" BIND(IF(BOUND(?when), COALESCE(fn:precision(?whenText{order}), date-precision:day), ?none)"
                " AS ?whenHow)"
                f" BIND(IF(BOUND(?then), time-basis:stated, time-basis:assumed) AS ?basis)"
            )
        elif day:
            # A stage holds on its own day, and on no other.
            claim = f"{claim}, ?whenText"
            yield (
                f"  {off}OPTIONAL {{ ?row row:{day} ?whenText }} BIND(fn:end(?whenText{order}) AS ?when)"
                f" BIND(fn:precision(?whenText{order}) AS ?whenHow)"
            )
        codes = chosen("?stageText", "stage", stages.codes, "?none")
        needed = " && ".join(f"BOUND({one})" for one in ("?partnership", "?stage", *(["?when"] if day else [])))
        yield (
            f"  {off}OPTIONAL {{ ?row row:{stages.name} ?stageText }} BIND({codes} AS ?stage)"
            f' BIND(IF({needed}, fn:id("stage", {claim}), ?none) AS ?now)'
        )

    @property
    def _as_of_stage(self) -> str:
        """By when a stage holds: the day of its row, else that of the table."""
        stages = self.columns.stages
        if not stages.day and not stages.is_open:
            return _AS_ISSUED
        basis = "?basis" if stages.may_be_issued else "time-basis:stated"
        return f"pk:asOf ?when ; pk:asOfPrecision ?whenHow ; pk:timeBasis {basis}"

    def _order_of(self, column: str) -> str:
        """How days of a column are written whose year stands last, as a further argument of what reads them."""
        order = self.columns.orders.get(column, "")
        return f', "{order}"' if order else ""

    @property
    def _spans(self) -> list[tuple[str, str, str, str]]:
        """The ends that columns say: the property, how it is called, which of its days it is, and the column."""
        ends = (("periodStart", "from", "date", self.columns.started), ("periodEnd", "to", "end", self.columns.ended))
        return [one for one in ends if one[-1]]

    @property
    def _ends(self) -> list[tuple[str, str, str, str]]:
        """Those of them that are of a partnership's term."""
        return [one for one in self._spans if one[-1] in self.columns.terms]

    def _of_end(self, name: str, day: str, column: str) -> str:
        order = self._order_of(column)
        return f"OPTIONAL {{ ?row row:{column} ?{name}Text }} BIND(fn:{day}(?{name}Text{order}) AS ?{name})"

    def _of_term(self) -> Iterator[str]:
        """From when to when a partnership runs: what ends on a day that is to come is no stage."""
        made = [
            f"{self._of_end(name, day, column)}"
            f" BIND(IF(BOUND(?{name}), fn:precision(?{name}Text{self._order_of(column)}), ?none) AS ?{name}How)"
            for _, name, day, column in self._ends
        ]
        if made:
            yield f"  {' '.join(made)}"

    @property
    def _day_of_money(self) -> str:
        """The column of a row's own day, by which its amount holds; empty where the table's day of issue is said."""
        columns = self.columns
        return "" if self.is_said else columns.signed or columns.awarded or columns.started or columns.dated

    @property
    def _as_of_money(self) -> str:
        span = [f"pk:{term} ?{name} ; " for term, name, *_ in self._spans]
        when = _AS_ISSUED
        if self._day_of_money:
            when = "pk:asOf ?since ; pk:asOfPrecision ?how ; pk:timeBasis time-basis:assumed"
        return "".join(span) + when

    def _of_span(self) -> Iterator[str]:
        """The days of an amount: by which it holds, and from when until when it is meant."""
        columns, order = self.columns, self._order_of(self._day_of_money)
        made = []
        if self._day_of_money:
            # Never the day of another row.
            made.append(
                f"OPTIONAL {{ ?row row:{self._day_of_money} ?sinceText }}"
                f" BIND({_OR_ISSUED.format(f'fn:end(?sinceText{order})', 'sinceText')} AS ?since)"
                f" BIND(IF(BOUND(?since), COALESCE(fn:precision(?sinceText{order}), date-precision:day), ?none)"
                " AS ?how)"
            )
        made += [self._of_end(name, day, end) for _, name, day, end in self._spans if end not in columns.terms]
        if made:
            yield f"  {'# ' if columns.money and columns.money.is_off else ''}{' '.join(made)}"


#: A column that says when something began says nothing of how far it is by now.
_STARTED = "  # Does it run since {0}? Then take off the # here and below. 若自{0}起运营，请去掉此处与下文的 #。"
#: The day of an award may be that of signing.
_AWARDED = "  # Was it signed on {0}? Then take off the # here and below. 若于{0}签约，请去掉此处与下文的 #。"
#: Texts of which no stage is known.
_STAGES_OPEN = (
    "  # Which stage is meant? Write stage:operating or another for ?none beside 请为下列状态将 ?none 改为所指阶段: {0}"
)
#: Several stages of one partnership of which nothing tells when each was.
_UNDATED = (
    "  # When was each stage of {0}? Write the column of its day for DAY below, and take off the # here and there. "
    "{0}的各状态始于何时？请将下文DAY改为其日期列，并去掉两处的 #。"
)
#: A column of amounts of which nothing tells the unit.
_UNIT_OPEN = (
    "  # In which currency is {0}? Write it for XXX below, and take off the # here and there. "
    "{0}以何币种计？请将下文XXX改为该币种，并去掉两处的 #。"
)
#: One of which another heading says who gives.
_UNIT_LIKELY = (
    "  # Is {0} in {1}, the currency of who gives {2}? Then take off the # here and there; else write its own for {1}. "
    "{0}是否以{1}（{2}出资方的货币）计？若是，请去掉两处的 #；否则请改为所用币种。"
)
#: One that is hardly the amount of a partnership.
_AMOUNT_OPEN = (
    "  # {0}: {1}. To read it all the same take off the # here and below, or read another column there. "
    "{0}：{2}。如仍需读取，请去掉此处与下文的 #，或改读其他列。"
)
#: A column of amounts of which the heading has something that may say how much a number counts.
_COUNT_OPEN = (
    "  # What does a number of {0} count? Write it for XXX below, as EUR thousand or EUR million, and take off the # "
    "here and there. {0}的数字以什么计？请将下文XXX改为如 EUR thousand 或 万元，并去掉两处的 #。"
)
#: Another column of amounts, of which a table may have as many as it likes.
_ALSO_MONEY = (
    "  # {0} has amounts too: see what they measure, and take off the # here and below to read them. "
    "{0}也是数额：请核对其含义；如需读取，请去掉此处与下文的 #。"
)
#: Amounts without a currency among those that have one.
_BARE = (
    "  # {0} cells of {1} name no currency, and make no figure: write unit:{2} for ?none where they are in it. "
    "{1}有{0}个单元格未写币种，不成数额：若为该币种，请将 ?none 改为 unit:{2}。"
)
_AS_ISSUED = "pk:asOf ?issued ; pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed"


def _who(number: int, party: Party) -> Iterator[str]:
    """A party of the template, and where it is."""
    kind = f"AdministrativeRegion ; pk:level level:{party.level}" if party.is_region else _ORGANISATION
    is_told = party.statistical or _may_lack_town(party)
    seat = f"?seat{number}" if is_told else f"?place{number}" if party.place else ""
    inside = f" ; pk:parentRegion ?country{number}" if party.country else f" ; pk:locatedIn {seat}" if seat else ""
    if party.is_mixed:
        # What a row's name is decides what is said of it, and how it is in a place.
        inside = f" ; ?in{number} ?seat{number}" if _above(number, party) or seat else ""
    short = f" ; skos:altLabel ?alias{number}" if party.short else ""
    for place, is_main, is_further in party.also_called:
        short += f" ; skos:prefLabel ?named{place}Of{number}" if is_main else ""
        short += f" ; skos:altLabel ?called{place}Of{number}" if is_further else ""
    inside += _POINT.format("", number) if _is_town(party) else ""
    name = f"?name{number}"
    if party.is_land:
        name = f"{name if party.is_mixed else f'?partyName{number}'}, ?partyChinese{number}"
    yield (
        f"  ?party{number} a {f'?class{number} ; ?of{number} ?kind{number}' if party.is_mixed else f'pk:{kind}'} ;"
        f" skos:prefLabel {name}{short}{inside} . ?partnership pk:participation"
        f" ?part{number} . ?part{number} a pk:Participation ; pk:party ?party{number} ; pk:partnership"
        f" ?partnership ; pk:role {f'?role{number}' if party.does else f'role:{party.role}'} ; pk:evidence ?evidence ."
    )
    chinese = f", ?placeChinese{number}" if party.coded else ""
    if party.place:
        is_land = party.level == "country"
        above = f" ; pk:parentRegion ?country{number}" if party.land else ""
        above += _POINT.format("place", number) if _is_in_town(party) else ""
        yield (
            f"  ?place{number} a pk:AdministrativeRegion ; pk:level level:{party.level} ; skos:prefLabel"
            f" ?placeName{number}{chinese if is_land else ''}{above} ."
        )
    if party.country or party.land:
        yield (
            f"  ?country{number} a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel"
            f" ?countryName{number}{chinese.replace('place', 'country')} ."
        )
    if party.statistical:
        above = f" ; pk:parentRegion {_above(number, party)}" if party.coded else ""
        above += _POINT.format("nuts", number)
        yield (
            f"  ?nuts{number} a pk:AdministrativeRegion ; pk:level ?nutsLevel{number} ; skos:prefLabel"
            f" ?nutsName{number}{above} ."
        )


#: Towns are told apart by their name and country; the registries have ids of their own.
_REGISTERED = (
    "  # To join other data by the registries' ids, put {0} first into the COALESCE of {1}{2}. "
    "如需以名录标识与其他数据相连，请将其置于 {1} 的 COALESCE 之首{3}。"
)
#: Where a region is, by variables whose names begin so.
_POINT = " ; wgs84:lat ?{0}Lat{1} ; wgs84:long ?{0}Long{1}"


def _is_town(party: Party) -> bool:
    """Whether a party is a town of which the row names the country, as the registries know it."""
    return party.is_region and party.coded and party.level == "city" and bool(party.country) and not party.is_mixed


def _is_in_town(party: Party) -> bool:
    """Whether a party is in such a town."""
    return party.coded and party.level == "city" and bool(party.place and party.land)


def _of_town(number: int, party: Party) -> str:
    """The point of a town that is a party, or that one is in; empty where there is none."""
    if _is_town(party):
        found = f'fn:city(?text{number}, "{{0}}", ?key{number})'
        if party.area:
            found = f'COALESCE(fn:city(?text{number}, "{{0}}", ?key{number}, ?area{number}), {found})'
        return _of_point("", number, found)
    return (
        _of_point("place", number, f'fn:city(?placeText{number}, "{{0}}", ?land{number})') if _is_in_town(party) else ""
    )


def _of_registered(parties: Sequence[tuple[int, Party]]) -> Iterator[str]:
    """The line that says how towns have the ids that the registries give them, by which other data know them."""
    made = [
        (f"?party{number}", f'fn:id("region", fn:city(?text{number}, "id", ?key{number}))')
        for number, party in parties
        if _is_town(party)
    ]
    made += [
        (f"?place{number}", f'fn:id("region", fn:city(?placeText{number}, "id", ?land{number}))')
        for number, party in parties
        if _is_in_town(party)
    ]
    if made:
        name, found = made[0]
        more = "".join(f", {other}" for other, _ in made[1:])
        yield _REGISTERED.format(
            found, name, f" (and so for{more[1:]})" if more else "", f"（{more[2:]}同）" if more else ""
        )


def _of_point(what: str, number: int, found: str) -> str:
    """The point of a region: of a town by its name and country, of a code by the code alone."""
    return "".join(
        f" BIND(STRDT({found.format(column)}, xsd:decimal) AS ?{what}{name}{number})"
        for name, column in (("Lat", "latitude"), ("Long", "longitude"))
    )


def _above(number: int, party: Party) -> str:
    """The variable of the country that a party is in; empty if none is told."""
    if party.country or party.land:
        return f"?country{number}"
    return f"?place{number}" if party.place and party.level == "country" and not party.is_region else ""


def _said(party: Party) -> Iterator[tuple[str, bool]]:
    """The variables of what tells parties of one name apart and is a name itself, and whether it is a country's."""
    if party.country and not party.in_cell:
        yield "?key", True
    if party.place:
        yield "?placeText", party.level == "country" and not party.is_region
    if party.land:
        yield "?land", True
    if party.area:
        yield "?area", False


def _spelt(party: Party, text: str, is_land: bool) -> str:
    return _as_country(party, text) if is_land else f"fn:spelled({text})"


def _spelt_land(party: Party, number: int) -> str:
    """The name of a country that takes part; of a column of both, that of an institution as it is."""
    cell = f"?cell{number}"
    if not party.is_mixed:
        return _as_country(party, cell)
    other = f'IF(BOUND({cell}) && STR(COALESCE(fn:institutionKind({cell}), "")) != "", fn:spelled({cell}), ?none)'
    return f"COALESCE({other}, {_as_country(party, cell)})"


def _as_country(party: Party, text: str) -> str:
    """The name of a country: that of the registries, so that Great Britain is the United Kingdom; else as it is."""
    spelt = f'fn:spelled({text}, "country")'
    return f'COALESCE(fn:registered({text}, "name_{party.tongue}", "country"), {spelt})' if party.coded else spelt


def _keys(parties: Sequence[tuple[int, Party]]) -> Iterator[str]:
    for number, party in parties:
        if party.key and not party.in_cell:
            yield f"row:{party.key} ?key{'Said' if party.country else ''}{number}"
        if party.place:
            yield f"row:{party.place} ?placeTextSaid{number}"
        if party.land:
            yield f"row:{party.land} ?landSaid{number}"
        if party.short:
            yield f"row:{party.short} ?short{number}"
        yield from (f"row:{name} ?also{place}Of{number}" for place, name in enumerate(party.also, 1))
        if party.area:
            yield f"row:{party.area} ?areaSaid{number}"
        if party.does:
            yield f"row:{party.does} ?does{number}"
        if party.statistical:
            yield f"row:{party.statistical} ?code{number}"


def _of_party(number: int, party: Party, parts: str, before: Sequence[int]) -> Iterator[str]:
    text, key = f"?text{number}", f"?key{number}"
    if party.is_land and not party.is_mixed:
        yield _of_country(text, "party", number)
        named = ""
    elif party.is_mixed:
        yield from _of_kind(number, party)
        named = f"IF({_is_region(number)}, {_named(number, party, 'region')}, {_named(number, party, 'institution')})"
    else:
        named = _named(number, party, "region" if party.is_region else "institution")
    within = bool(party.area or party.country)
    # What tells parties of one name apart does so here too, and so does what each does.
    who = text if within or not party.key else f"COALESCE({key}, {text})" if party.separator else key
    told = ", ".join([who, *_told_apart(number, party, party.country)])
    part = f'fn:id("participation", {parts}, {told})'
    if before:
        # Who leads may stand among all who take part, and takes part once.
        is_led = " || ".join(f"BOUND(?party{one}) && ?party{one} = ?party{number}" for one in before)
        part = f"IF({is_led}, ?none, {part})"
    name = f"BIND({_IN_ITS_LANGUAGE.format(text)} AS ?name{number})"
    if party.is_mixed and party.is_land:
        chinese = f'fn:registered({text}, "name_zh", "country")'
        name += f' BIND(IF({_is_region(number)}, STRLANG({chinese}, "zh"), ?none) AS ?partyChinese{number})'
    yield (
        f"  BIND({part} AS ?part{number})"
        if not named
        else (f"  BIND({named} AS ?party{number}) BIND({part} AS ?part{number}) {name}")
    )
    if party.short:
        yield f"  BIND({_IN_ITS_LANGUAGE.format(f'?short{number}')} AS ?alias{number})"
    yield from (_of_names(number, *one) for one in party.also_called)
    if party.does:
        yield f"  BIND({chosen(f'?does{number}', 'role', party.roles, f'role:{party.role}')} AS ?role{number})"
    yield from _of_place(number, party)
    yield from _of_seat(number, party)


def _of_names(number: int, place: int, is_main: bool, is_further: bool) -> str:
    """A party's name in another language: of Chinese and English its other name, else one more.

    Args:
        number: the party's.
        place: that of the column among those of its names.
        is_main: whether some of them are in other letters than the party's name.
        is_further: whether some are in the same letters.
    """
    also, han = f"?also{place}Of{number}", 'REGEX({0}, "[\\u4e00-\\u9fff]")'
    is_same = f"{han.format(also)} = {han.format(f'?text{number}')}"
    named = _IN_ITS_LANGUAGE.format(also)
    main = f"IF({is_same}, ?none, {named})" if is_further else named
    further = f"IF({is_same}, {named}, ?none)" if is_main else named
    made = [f"BIND({main} AS ?named{place}Of{number})"] if is_main else []
    made += [f"BIND({further} AS ?called{place}Of{number})"] if is_further else []
    return f"  {' '.join(made)}"


def _of_place(number: int, party: Party) -> Iterator[str]:
    """Where a party is: its town, its country, and the region of its NUTS code."""
    key = f"?key{number}"
    if party.place:
        place, land = f"?placeText{number}", f"?land{number}"
        if party.coded and party.level == "country":
            yield _of_country(place, "place", number)
        else:
            found = f'fn:id("region", {place})'
            found = f'COALESCE(fn:id("region", {place}, {land}), {found})' if party.land else found
            yield f"  BIND({found} AS ?place{number}) BIND({_IN_ITS_LANGUAGE.format(place)} AS ?placeName{number})"
    if party.country or party.land:
        key = key if party.country else f"?land{number}"
        if party.coded:
            yield _of_country(key, "country", number) + _of_town(number, party)
        else:
            yield (
                f'  BIND(fn:id("region", {key}) AS ?country{number})'
                f" BIND({_IN_ITS_LANGUAGE.format(key)} AS ?countryName{number})"
            )
    if party.statistical:
        code = f"?code{number}"
        found = f'fn:registered({code}, "{{0}}")'
        yield (
            f'  BIND(fn:id("region", fn:registered({code}, "id")) AS ?nuts{number})'
            f' BIND(fn:code("level", fn:registered({code}, "level")) AS ?nutsLevel{number})'
            f' BIND(STRLANG(fn:registered({code}, "name_en"), "en") AS ?nutsName{number})'
            f"{_of_point('nuts', number, found)}"
        )


def _named(number: int, party: Party, kind: str) -> str:
    """The id of a party of a kind."""
    text, key = f"?text{number}", f"?key{number}"
    named = f'fn:id("{kind}", {text})'
    if party.is_land and kind == "region":
        return f'COALESCE(fn:id("region", fn:registered({text}, "id", "country")), {named})'
    within = [one for one, there in ((f"?area{number}", party.area), (key, party.country)) if there]
    if within and kind == "region":
        # Of two towns of one name, what they are in tells which is meant.
        ways = [within, *([[one] for one in within] if len(within) > 1 else [])]
        made = [f'fn:id("{kind}", {", ".join([text, *way])})' for way in ways]
        return f"COALESCE({', '.join([*made, named])})"
    if party.key and not within:
        return f'COALESCE(fn:id("{kind}", {key}), {named})' if party.separator else f'fn:id("{kind}", {key})'
    if kind == "institution" and not (party.key or party.is_id) and (land := _land(number, party)):
        # Organisations of one name in two countries are two.
        return f'COALESCE(fn:id("{kind}", {text}, {land}), {named})'
    return named


def _land(number: int, party: Party) -> str:
    """The variable of the name of the country that a party without a key is in; empty if there is none."""
    if party.land:
        return f"?land{number}"
    return f"?placeText{number}" if party.place and party.level == "country" and not party.is_region else ""


def _is_region(number: int) -> str:
    return f"?class{number} = pk:AdministrativeRegion"


def _of_kind(number: int, party: Party) -> Iterator[str]:
    """Of a column of both, what each name is: what its words say, else what the column is taken for."""
    kind, level = f"fn:institutionKind(?text{number})", f"fn:level(?text{number})"
    # What no word tells is what most of the column is.
    said, kinds, classes = (
        (kind, f"{kind}, {level}, level:{party.level}", "pk:Institution, pk:AdministrativeRegion")
        if party.is_region
        else (level, f"{level}, {kind}, institution-kind:organisation", "pk:AdministrativeRegion, pk:Institution")
    )
    yield (
        f"  BIND({said} AS ?said{number}) BIND(IF(BOUND(?said{number}), {classes}) AS ?class{number})"
        f" BIND(COALESCE({kinds}) AS ?kind{number})"
        f" BIND(IF({_is_region(number)}, pk:level, pk:institutionKind) AS ?of{number})"
    )


def _of_seat(number: int, party: Party) -> Iterator[str]:
    """Where an institution is, or of a column of both, what a region lies in."""
    nuts = [f"?nuts{number}"] if party.statistical else []
    place = [f"?place{number}"] if party.place else []
    above = _above(number, party)
    ways = list(dict.fromkeys([*nuts, *place, *([above] if above else [])]))
    if not ways or not (party.is_mixed or nuts or _may_lack_town(party)):
        return
    seat = f"COALESCE({', '.join(ways)})" if len(ways) > 1 else ways[0]
    if party.is_mixed:
        seat = f"IF({_is_region(number)}, {above or '?none'}, {seat})"
        yield (
            f"  BIND({seat} AS ?seat{number})"
            f" BIND(IF({_is_region(number)}, pk:parentRegion, pk:locatedIn) AS ?in{number})"
        )
    else:
        yield f"  BIND({seat} AS ?seat{number})"


def _may_lack_town(party: Party) -> bool:
    """Whether an organisation has a town and a country: where a row leaves its town empty, it is in the country."""
    return bool(party.place and party.land) and not party.is_region


def _of_country(text: str, what: str, number: int) -> str:
    """A country as the registries have it; where they do not know it, as it is written."""
    cells = {name: f'fn:registered({text}, "{name}", "country")' for name in ("id", "name_en", "name_zh")}
    name = f'COALESCE(STRLANG({cells["name_en"]}, "en"), {_IN_ITS_LANGUAGE.format(text)})'
    return (
        f'  BIND(COALESCE(fn:id("region", {cells["id"]}), fn:id("region", {text})) AS ?{what}{number})'
        f" BIND({name} AS ?{what}Name{number})"
        f' BIND(STRLANG({cells["name_zh"]}, "zh") AS ?{what}Chinese{number})'
    )


def _told_apart(number: int, party: Party, key: str) -> Iterator[str]:
    """What tells parties of one name apart, as further parts of an id."""
    if party.area:
        yield f'COALESCE(?area{number}, "-")'
    if key:
        yield f'COALESCE(?key{number}, "-")'
    elif party.apart:
        yield f'COALESCE({_land(number, party)}, "-")'


def _where(number: int, party: Party) -> str:
    """What stands in brackets behind the name of a region: what it is in."""
    if party.area and party.country:
        return f'?area{number}, COALESCE(CONCAT(", ", ?key{number}), "")'
    return f"?area{number}" if party.area else f"?key{number}" if party.country else ""


def _of_money(money: Money, parts: str) -> Iterator[str]:
    """The amount of a row, its unit and bound, and the figure that it makes."""
    off, bare = "# " if money.is_off else "", money.likely[0] or "XXX"
    further, said, heading, unit = (
        "",
        "?amountText",
        f", {json.dumps(money.heading, ensure_ascii=False)}" if money.heading else "",
        "",
    )
    currency = "?currency" if money.currency and not money.named else f'"{bare}"' if money.is_open else ""
    if money.unclear:
        heading = ', "(XXX)"'
    elif currency:
        further = f" OPTIONAL {{ ?row row:{money.currency} ?currency }}" if money.currency else ""
        if heading:  # what an amount counts stands in the heading, and in which unit beside it
            unit = f'fn:unit(CONCAT("1 ", {currency}))'
        else:
            said = f'CONCAT(?amountText, " ", {currency})' if money.currency else f'CONCAT(?amountText, " {bare}")'
    unit = unit or f"fn:unit(?said{heading})"
    if money.bare and not money.is_off:
        yield _BARE.format(money.bare, money.name, money.usual or "EUR")
        unit = f"COALESCE({unit}, ?none)"
    row = ", STR(fn:row())" if money.by_row else ""
    yield (
        f"  {off}OPTIONAL {{ ?row row:{money.name} ?amountText }}{further} BIND({said} AS ?said)"
        f" BIND(fn:amount(?said{heading}) AS ?value) BIND({unit} AS ?unit)"
        f" BIND(fn:bound(?said{heading}) AS ?bound)"
        " BIND(IF(BOUND(?partnership) && BOUND(?value) && BOUND(?unit),"
        f' fn:id("observation", {parts}{row}), ?none) AS ?figure)'
    )


def _again(line: str) -> str:
    """A line of an amount as one of another amount, which is to be uncommented."""
    return f"  # {_OF_MONEY.sub(r'?also_', line.strip().removeprefix('# '))}"


#: What the variables of an amount begin with.
_OF_MONEY = re.compile(r"\?(?=(?:figure|value|unit|bound|amountText|currency|said)\b)")


def _quoted(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
