"""What a mapping of one's own makes nothing of, row by row, so that no row disappears unsaid.

The mapping is asked as a SELECT of all that it finds: which solutions a row has, and whether each gives a triple, is
then known without reading any of its expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import DataError, QueryError
from kg.findings import Finding, Severity
from kg.graph.columns import split
from kg.graph.queryfile import QueryFile
from kg.graph.store import Solutions, Store
from kg.intake.anytable import Cell
from kg.intake.batch_told import Told, row_numbers, rows_of_solutions, told_of_account, told_of_answer
from kg.intake.behind import cell_variables, cells_of_parties, columns_behind, empty_behind, variables_of_cells
from kg.intake.columnar.plan import Account
from kg.intake.joined_cells import amount_columns
from kg.intake.left_out import lenient
from kg.intake.lost_of_lists import LostOfLists
from kg.intake.mapping import Functions
from kg.intake.rows_told import MOST_ROWS, Rows, together, variables_told
from kg.intake.several import named_columns, signs_of, values
from kg.intake.templates import read_template, with_row
from kg.intake.unlisted import listings
from kg.text import Text, shortened, typed

_DIGIT = re.compile("[0-9]")
#: How many names a message names.
_MOST_NAMES = 5


class Watch:
    """Looks at each batch of rows, and says in the end what went.

    Args:
        table: the table's file.
        query: the mapping.
        functions: what the mapping calls; they keep what they could make no id of.
        rows_of: the first row of the table that has each of some texts in a cell.
        clashes: whether two texts that make one id are said: of several tables, by the last.
        lacking: the columns that the mapping names and only another table has.
        told: texts of which it is said elsewhere that nothing was made of them.

    Attributes:
        total: how many rows there were, blank lines not counted.
        gave: how many of them gave a triple, of something else than where it is stated; ``None`` where that cannot be
            told.
        left: how many the mapping leaves out on purpose, by a FILTER or a text that it asks of a cell.
    """

    def __init__(
        self,
        table: Path,
        query: QueryFile,
        functions: Functions,
        rows_of: Callable[[Collection[str]], dict[str, int]],
        *,
        clashes: bool = True,
        lacking: Sequence[str] = (),
        told: Collection[str] = (),
    ) -> None:
        self._table = table
        self._lacking = lacking
        self._rows_of = rows_of
        self._says_clashes = clashes
        self._functions = functions
        self._template = read_template(with_row(query.sparql))
        self._cells = {} if self._template is None else cells_of_parties(query.sparql, self._template)
        self._columns_of = cell_variables(query.sparql)
        self._split = set(signs_of(said)) if isinstance(said := query.header.get("split"), dict) else set[str]()
        self._told_elsewhere = told
        self._unmade: dict[str, tuple[dict[str, None], Rows]] = {}
        compared = {one.variable for one in listings(query.sparql)}
        wanted = () if self._template is None else self._template.variables
        beside = frozenset[str]() if self._template is None else self._template.names_beside
        self._made_of = variables_of_cells(query.sparql, {*wanted} - beside, compared)
        self._lists = LostOfLists(self._columns_of)
        self._asked = True
        self.total = 0
        self.gave: int | None = 0
        self.left = 0
        self._filled = set[str]()
        self._empty = Rows()
        self._lost: dict[tuple[str, str], Rows] = {}
        self._missing: dict[frozenset[str], Rows] = {}
        self._beside: dict[tuple[frozenset[str], tuple[str, ...]], Rows] = {}
        self._behind = columns_behind(query.sparql)
        self._amounts = amount_columns(query.sparql)
        self._unvalued: dict[tuple[tuple[str, ...], tuple[str, ...]], Rows] = {}
        self._unheld: dict[tuple[str, tuple[str, ...]], tuple[dict[str, None], Rows]] = {}
        self._wrong: dict[str, tuple[str, Rows]] = {}
        self._blank: dict[str, tuple[int, str]] = {}

    def solutions(self, scratch: Store) -> dict[str, list[str]] | None:
        """All that the mapping finds in a batch: variable name to its terms, one a solution, as TSV spells them.

        Args:
            scratch: the rows' triples.

        Returns:
            ``None`` where the mapping cannot be asked in that way.
        """
        if self._template is None or not self._asked:
            return None
        try:
            return self._found(scratch, self._template.select)
        except QueryError:
            self._asked = False
            return None

    def _found(self, scratch: Store, select: str) -> dict[str, list[str]]:
        answer = scratch.query(select, functions=self._functions.table())
        assert isinstance(answer, Solutions)
        return split(answer.serialize("tsv"))

    def left_out(
        self, answer: Mapping[str, Sequence[str]], numbers: Sequence[int], scratch: Callable[[Sequence[int]], Store]
    ) -> set[int]:
        """The rows without a solution that the mapping leaves out on purpose, where the engine is asked.

        Args:
            answer: what ``solutions`` gave.
            numbers: the numbers of the rows.
            scratch: gives the triples of the rows at some places of ``numbers``.
        """
        solved = row_numbers(answer)
        lost = [place for place, number in enumerate(numbers) if number not in solved]
        query = lenient(self._template.select) if self._template is not None and lost else ""
        # A mapping whose rows stay inside a sub-select shows none of them.
        if not query or (any(answer.values()) and not solved):
            return set()
        try:
            return {numbers[place] for place in lost} - row_numbers(self._found(scratch(lost), query))
        except QueryError:  # nothing is known then
            return set()

    def look(
        self,
        answer: Mapping[str, Sequence[str]] | Account | None,
        batch: Sequence[Sequence[Cell]],
        columns: Sequence[str],
        first: int,
        numbers: Sequence[int],
        left: Collection[int] = (),
    ) -> None:
        """Look at a batch that was mapped.

        Args:
            answer: what ``solutions`` gave for it, or the account of a mapping that is worked out over columns.
            batch: the rows.
            columns: the columns' names in the mapping; empty for those that it does not name.
            first: the number of the first row in the file, the header being row 1.
            numbers: the numbers of the rows that the account is of, of which several may be parts of one.
            left: those of rows without a solution that the mapping leaves out on purpose.
        """
        if isinstance(answer, Account):
            told: Told | None = told_of_account(answer, numbers)
        else:
            told = None if answer is None else self._told(answer)
        named = [(index, name) for index, name in enumerate(columns) if name]
        self._filled.update(name for index, name in named if any(row[index] for row in batch if row))
        whole = set[int]() if told is None else told.whole
        if told is None or self.gave is None:
            self.gave = None
        else:
            self.gave += len(told.stated)
        self.total += len(whole)
        self._note_wrong(told, whole)
        for number in sorted({*range(first, first + len(batch))} - whole):
            cells = batch[number - first]
            if not any(cells):
                continue  # a blank line is no row
            self.total += 1
            empty = [name for index, name in named if not cells[index]]
            if len(empty) == len(named):
                self._empty.add(number)
            elif number in left:
                self.left += 1
            elif told is not None:
                self._note(number, told, [*empty, *self._lacking])
                self._note_unvalued(number, told, cells, named)
        if told is not None:
            self._note_parties(told, batch, columns, first)
        self._place(batch, columns, first)

    def _note_wrong(self, told: Told | None, whole: Collection[int]) -> None:
        """Keep what is no value of its type in rows that say all that the mapping asks for."""
        for number in () if told is None else sorted(told.wrong.keys() & whole):
            assert told is not None
            self._note(number, told, [])

    def _note_parties(self, told: Told, batch: Sequence[Sequence[Cell]], columns: Sequence[str], first: int) -> None:
        """Keep what has a name and is not in the graph, of rows that say something else."""
        for number in sorted(told.stated.intersection({*told.unheld, *told.unmade})):
            cells = {name: cell for name, cell in zip(columns, batch[number - first], strict=False) if name}
            empty = [name for name, cell in cells.items() if not cell]
            self._note_unheld(number, told.unheld.get(number, {}), empty)
            self._note_unmade(number, told.unmade.get(number, {}), cells)
        for number in sorted(told.stated.intersection(told.lacking)):
            unmade = {text for texts in told.unmade.get(number, {}).values() for text in texts}
            self._lists.note(number, told.lacking[number], {*unmade, *self._told_elsewhere})

    def _told(self, answer: Mapping[str, Sequence[str]]) -> Told | None:
        """What the mapping finds, by row; ``None`` where no row can be told."""
        assert self._template is not None
        rows = rows_of_solutions(answer)
        # A mapping whose rows stay inside a sub-select shows none of them.
        self._asked = any(rows) or not any(answer.values())
        return told_of_answer(self._template, self._cells, self._made_of, answer, rows) if self._asked else None

    def listed(self, batch: Sequence[Sequence[Cell]], columns: Sequence[str]) -> set[str]:
        """The columns of which a row of a batch has several values, or may have: of those that belong together.

        Args:
            batch: the rows.
            columns: the columns' names in the mapping; empty for those that it does not name.
        """
        wanted = {column for column, _ in self._made_of.values()}
        return {
            name
            for place, name in enumerate(columns)
            if name in wanted and (name in self._split or any(row and not isinstance(row[place], str) for row in batch))
        }

    def _note(self, number: int, told: Told, empty: Sequence[str]) -> None:
        missing = set[str]() if number in told.whole else told.missing.get(number)
        if number in told.whole or number in told.made:
            if missing and number in told.stated:
                self._missing.setdefault(frozenset(missing), Rows()).add(number)
            elif missing:
                said = empty_behind(missing, self._behind, empty)
                self._beside.setdefault((frozenset(missing), said), Rows()).add(number)
            for name, value in told.wrong.get(number, {}).items():
                self._wrong.setdefault(name, (value, Rows()))[1].add(number)
            return
        if missing is not None:
            names = variables_told(missing)
            reason = (f"there is no value for {names.en}", f"{names.zh}没有值")
        elif empty:
            cells = named_columns(empty)
            reason = (
                f"what the mapping asks for is not there; empty: {cells.en}",
                f"映射所需内容缺失；空列：{cells.zh}",
            )
        else:
            reason = ("a pattern or FILTER of the mapping leaves it out", "被映射的模式或FILTER排除")
        self._lost.setdefault(reason, Rows()).add(number)

    def _note_unvalued(self, number: int, told: Told, row: Sequence[Cell], named: Sequence[tuple[int, str]]) -> None:
        """Keep an amount of which nothing is made, since another column is empty: the currency, mostly.

        Args:
            number: the row's number.
            told: what is known of the rows.
            row: the row.
            named: the columns that the mapping names, with their places.
        """
        assert self._template is not None
        missing = told.missing.get(number, set()) if number in told.stated else ()
        for value in sorted(self._template.valued.intersection(missing)):
            cells = {name: row[index] for index, name in named}
            behind = self._behind.get(value, frozenset()).intersection(cells)
            texts = {name: " ".join(values(cells[name])) for name in behind & self._amounts}
            filled = tuple(sorted(name for name, one in texts.items() if _DIGIT.search(one)))
            lacking = tuple(sorted(name for name in behind if not cells[name]))
            if filled and lacking:
                self._unvalued.setdefault((filled, lacking), Rows()).add(number)

    def _note_unheld(self, number: int, names: Mapping[str, Sequence[str]], empty: Collection[str]) -> None:
        """Keep what is called by a name and has no id, and of which columns its id is made.

        Args:
            number: the row.
            names: the names, by their variable.
            empty: the columns that are empty in the row.
        """
        assert self._template is not None
        for name, texts in names.items():
            things = self._template.named[name]
            own = self._behind.get(name, frozenset())
            made = sorted(frozenset[str]().union(*(self._behind.get(thing, ()) for thing in things)) - own)
            # Of a cell that is parted one part may be empty, and the cell is not.
            columns = tuple([one for one in made if one in empty] or made)
            some, rows = self._unheld.setdefault((name, columns), ({}, Rows()))
            some.update(dict.fromkeys(texts[: MOST_ROWS - len(some)]))
            rows.add(number)

    def _note_unmade(self, number: int, cells: Mapping[str, Sequence[str]], row: Mapping[str, Cell]) -> None:
        """Keep what a list names of which no party is made, while others of the list are there.

        Args:
            number: the row.
            cells: what makes no party, by the variable of its cell.
            row: the row's cells, by the columns' names in the mapping.
        """
        for name, texts in cells.items():
            column = self._columns_of[name]
            left = [text for text in texts if text not in self._told_elsewhere]
            if left and (column in self._split or len(values(row.get(column, ""))) > 1):
                some, rows = self._unmade.setdefault(name, ({}, Rows()))
                some.update(dict.fromkeys(left[: MOST_ROWS - len(some)]))
                rows.add(number)

    def _place(self, batch: Sequence[Sequence[Cell]], columns: Sequence[str], first: int) -> None:
        """Find the rows of texts that the functions could make no id of, or that clash."""
        blank = {text for text in self._functions.blank if text not in self._blank}
        if blank:
            for number, cells in enumerate(batch, first):
                for name, cell in zip(columns, cells, strict=False):
                    for value in blank.intersection((cell,) if isinstance(cell, str) else cell) if name else ():
                        self._blank.setdefault(f"{value}\0{number}", (number, name))

    def findings(self, *, partial: bool) -> list[Finding]:
        """What is to be said.

        Raises:
            DataError: with the rows, where any is lost and that was not allowed, or where two texts make one id.
        """
        clashes = list(self._clashes())
        lost = [*self._lost_rows(), *self._no_ids()]
        notes = list(self._notes())
        if clashes or (lost and not partial):
            number = sum(rows.number for rows in self._lost.values())
            total = f"{self.total:,}"
            told = [Text(f"{self._table}: no graph was made.", f"{self._table}：未生成图谱。")]
            if number:
                told.append(
                    Text(
                        f"{number:,} of {total} rows give nothing.",
                        f"{self.total}行中有{number}行未产生任何内容。",
                    )
                )
            if lost and not clashes:
                told.append(
                    Text(
                        "Correct the rows, put OPTIONAL { } around what may be empty, or say --partial to go without "
                        "them.",
                        "请改正这些行，或以 OPTIONAL { } 包住可能为空的内容，或以 --partial 略去它们。",
                    )
                )
            whole = Text(" ".join(one.en for one in told), "".join(one.zh for one in told))
            raise DataError(whole, [*clashes, *lost])
        return [*(replace(finding, severity=Severity.WARNING) for finding in lost), *notes]

    def _clashes(self) -> list[Finding]:
        clashes = self._functions.clashes if self._says_clashes else {}
        rows = self._rows_of(set().union(*clashes.values())) if clashes else {}
        found = []
        for name, texts in sorted(clashes.items()):
            # A query's answers come in no order of their own: by the rows.
            first, *others = sorted(texts, key=lambda text: (rows.get(text, 0), text))
            found += [
                self._finding(
                    Severity.VIOLATION,
                    "two-names-one-id",
                    f"{first!r} ({_at(rows.get(first, 0))}) and {other!r} both make the id {name!r}.",
                    f"“{first}”（{_at(rows.get(first, 0), 'zh')}）与“{other}”生成同一标识“{name}”。",
                    Text(
                        "Write them alike if they are one name; else make the id without fn:slug, as "
                        "fn:id(kind, ?name).",
                        "若为同一名称，请写成一致；否则请不用 fn:slug 生成标识，如 fn:id(kind, ?name)。",
                    ),
                    rows.get(other, 0),
                    other,
                )
                for other in others
            ]
        return found

    def _lost_rows(self) -> list[Finding]:
        return [
            self._finding(
                Severity.VIOLATION,
                "row-without-result",
                f"{rows.number:,} of {self.total:,} rows give nothing ({rows.told()}): {en}.",
                f"{self.total}行中有{rows.number}行未产生任何内容（{rows.told('zh')}）：{zh}。",
                Text("Correct the rows or the mapping.", "请改正这些行或映射。"),
                rows.first[0],
            )
            for (en, zh), rows in self._lost.items()
        ]

    def _no_ids(self) -> list[Finding]:
        return [
            self._finding(
                Severity.VIOLATION,
                "no-id",
                "The cell is blank, and no id can be made of it.",
                "单元格为空白，无法生成标识。",
                Text("Write a name, or leave the cell empty.", "请写明名称，或将单元格留空。"),
                number,
                field=name,
            )
            for number, name in sorted(self._blank.values())[:MOST_ROWS] or ([(0, "")] if self._functions.blank else [])
        ]

    def _notes(self) -> list[Finding]:
        return [
            *self._with_evidence_only(),
            *self._without_id(),
            *self._without_party(),
            *self._lists.findings(self._table.name, self.total),
            *self._without_value(),
            *self._without_variables(),
            *self._wrong_values(),
            *self._names_alike(),
            *self._empty_rows(),
            *self._not_told(),
        ]

    def _with_evidence_only(self) -> Iterator[Finding]:
        for (missing, columns), rows in sorted(self._beside.items(), key=lambda one: one[1].first):
            yield self._finding(
                Severity.WARNING,
                "row-with-evidence-only",
                f"{rows.number:,} of {self.total:,} rows ({rows.told()}) "
                f"{'give their' if rows.number > 1 else 'gives its'} evidence and nothing else"
                f"{_as_empty(columns).en}: there is no value for {variables_told(missing).en}.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）只产生证据，而无其所证之事"
                f"{_as_empty(columns).zh}：{variables_told(missing).zh}没有值。",
                Text(
                    "Correct the rows, or leave them out by a pattern or FILTER of the mapping.",
                    "请改正这些行，或以映射的模式或 FILTER 将其排除。",
                ),
                rows.first[0],
            )

    def _is_never(self, name: str, rows: Rows) -> bool:
        """Whether a day or a figure is made of cells that some rows have, and is there in none."""
        assert self._template is not None
        is_read = bool(self._behind.get(name, frozenset()) & self._filled)
        return name in self._template.measured and is_read and rows.number == self.gave

    def _without_variables(self) -> Iterator[Finding]:
        for names, rows in self._gaps():
            is_never = any(self._is_never(name, rows) for name in names)
            yield self._finding(
                Severity.WARNING if is_never else Severity.INFO,
                "variable-without-value",
                f"{', '.join(f'?{name}' for name in names)} {'have' if len(names) > 1 else 'has'} no value in "
                f"{rows.number:,} of {self.total:,} rows ({rows.told()}): what the mapping says with "
                f"{'them' if len(names) > 1 else 'it'} is not in the graph.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）的{'、'.join(f'?{name}' for name in names)}"
                "没有值：映射以其所述内容不在图谱中。",
                Text(
                    "See whether the cells are of a form that the mapping reads; else leave them out of it.",
                    "请核对单元格的写法是否为映射所能读取；否则请从映射中去掉。",
                )
                if is_never
                else Text(),
                rows.first[0],
            )

    def _wrong_values(self) -> Iterator[Finding]:
        for name, (value, rows) in sorted(self._wrong.items()):
            yield self._finding(
                Severity.WARNING,
                "wrong-value",
                f"?{name} is no value of its type in {rows.number:,} of {self.total:,} rows ({rows.told()}), and no "
                "question counts it.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）的?{name}不是其类型的值，任何问题均不计入。",
                Text("Correct the cells, or what the mapping makes of them.", "请改正单元格，或映射对其的处理。"),
                rows.first[0],
                value,
            )

    def _names_alike(self) -> Iterator[Finding]:
        if alike := self._functions.alike:
            number = sum(len(texts) - 1 for texts in alike.values())
            some = "; ".join(" = ".join(map(repr, sorted(alike[name]))) for name in sorted(alike)[:MOST_ROWS])
            yield self._finding(
                Severity.INFO,
                "names-alike",
                f"{number:,} names differ from another in case, width or spaces only and make the same id: {some}.",
                f"{number}个名称与另一名称仅在大小写、全半角或空格上不同，生成同一标识：{some}。",
            )

    def _empty_rows(self) -> Iterator[Finding]:
        if self._empty.number:
            yield self._finding(
                Severity.WARNING,
                "row-empty",
                f"{self._empty.number:,} of {self.total:,} rows are empty in all columns that the mapping names "
                f"({self._empty.told()}), and give nothing.",
                f"{self.total}行中有{self._empty.number}行（{self._empty.told('zh')}）在映射所用各列均为空，未产生内容。",
                Text(),
                self._empty.first[0],
            )

    def _not_told(self) -> Iterator[Finding]:
        if not self._asked or self._template is None:
            yield self._finding(
                Severity.WARNING,
                "rows-not-told",
                "Whether each row gives something cannot be told: the mapping keeps its rows inside a sub-select.",
                "无法判断各行是否产生内容：映射把行限制在子查询内。",
                Text("Let the outer pattern have the row, as ?row.", "请让外层模式含有该行，写作 ?row。"),
            )

    def _without_id(self) -> Iterator[Finding]:
        """What is called by a name in some rows and has no id, so that it is nowhere."""
        assert self._template is not None or not self._unheld
        for (name, columns), (texts, rows) in sorted(self._unheld.items(), key=lambda one: (one[1][1].first, one[0])):
            things = self._template.named[name] if self._template is not None else ()
            some = [shortened(typed(text), 60) for text in list(texts)[:_MOST_NAMES]]
            more = " …" if len(texts) > _MOST_NAMES else ""
            ids = ", ".join(f"?{thing}" for thing in things)
            made_of = named_columns(columns)
            by = Text(f", which is made of {made_of.en}", f"（由{made_of.zh}生成）") if columns else Text()
            yield self._finding(
                Severity.WARNING,
                "name-without-id",
                f"In {rows.number:,} of {self.total:,} rows ({rows.told()}) what is called so has no id, and is not in "
                f"the graph: {'; '.join(some)}{more}. There is no value for {ids}{by.en}.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）所称的对象没有标识，不在图谱中："
                f"{'；'.join(some)}{more}。{ids}没有值{by.zh}。",
                Text(
                    "Fill the cells in, or make the id of the name where there is nothing else: "
                    "COALESCE(fn:id(kind, ?key), fn:id(kind, ?name)).",
                    "请填写单元格；或在别无他据时以名称生成标识：COALESCE(fn:id(kind, ?key), fn:id(kind, ?name))。",
                ),
                rows.first[0],
                next(iter(texts), ""),
                columns[0] if columns else "",
            )

    def _without_party(self) -> Iterator[Finding]:
        """What a list names of which no party is made."""
        for name, (texts, rows) in sorted(self._unmade.items(), key=lambda one: (one[1][1].first, one[0])):
            column = self._columns_of[name]
            some = [shortened(typed(text), 60) for text in list(texts)[:_MOST_NAMES]]
            more = " …" if len(texts) > _MOST_NAMES else ""
            parties = ", ".join(f"?{party}" for party in self._cells[name])
            yield self._finding(
                Severity.WARNING,
                "listed-without-party",
                f"In {rows.number:,} of {self.total:,} rows ({rows.told()}) {typed(column)} lists who takes part, and "
                f"of these no party is made, so that they are not in the graph: {'; '.join(some)}{more}. There is no "
                f"value for {parties}.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）的{typed(column)}所列参与方中，以下未成为参与方，"
                f"不在图谱中：{'；'.join(some)}{more}。{parties}没有值。",
                Text(
                    "Correct the cells, or let the mapping make a party of them too; what is no party, leave out by a "
                    "FILTER.",
                    "请更正单元格，或使映射也为其生成参与方；若不是参与方，请以 FILTER 排除。",
                ),
                rows.first[0],
                next(iter(texts), ""),
                column,
            )

    def _without_value(self) -> Iterator[Finding]:
        """Amounts of which nothing is made, since another column is empty."""
        for (filled, empty), rows in sorted(self._unvalued.items(), key=lambda one: (one[1].first, one[0])):
            of, lacking = named_columns(filled), named_columns(empty)
            yield self._finding(
                Severity.WARNING,
                "amount-without-value",
                f"In {rows.number:,} of {self.total:,} rows ({rows.told()}) no figure is made of {of.en}, as "
                f"{lacking.en} {'is' if len(empty) == 1 else 'are'} empty.",
                f"{self.total}行中有{rows.number}行（{rows.told('zh')}）的{of.zh}未成数额，因为{lacking.zh}为空。",
                Text("Fill the cells in, or say in the mapping what holds there.", "请填写单元格，或在映射中写明。"),
                rows.first[0],
                field=empty[0],
            )

    def _gaps(self) -> list[tuple[list[str], Rows]]:
        """The variables without a value, those together that have none in the same rows."""
        of: dict[tuple[frozenset[str], ...], list[str]] = {}
        for name in sorted(set().union(*self._missing)):
            of.setdefault(tuple(missing for missing in self._missing if name in missing), []).append(name)
        return [(names, together([self._missing[missing] for missing in groups])) for groups, names in of.items()]

    def _finding(
        self,
        severity: Severity,
        code: str,
        en: str,
        zh: str,
        fix: Text = Text(),  # noqa: B008 - it cannot be changed
        row: int = 0,
        value: str = "",
        field: str = "",
    ) -> Finding:
        return Finding(severity, code, en, zh, fix.en, self._table.name, "", row, field, value, fix_zh=fix.zh)


def _as_empty(columns: Sequence[str]) -> Text:
    """That columns are empty, and nothing follows without them."""
    if not columns:
        return Text()
    told = named_columns(columns)
    return Text(f", as {told.en} {'is' if len(columns) == 1 else 'are'} empty", f"（{told.zh}为空）")


def _at(row: int, language: str = "en") -> str:
    if not row:
        return "某行" if language == "zh" else "some row"
    return f"第{row}行" if language == "zh" else f"row {row}"
