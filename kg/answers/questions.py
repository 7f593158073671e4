"""Named questions: each one file in ``ontology/questions/``, asked with parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import vocabulary
from kg.answers.cells import typed
from kg.answers.names import Names
from kg.assets import BUNDLED, Ontology
from kg.extras import require
from kg.graph import library
from kg.graph.around import around
from kg.graph.functions import Given
from kg.graph.queryfile import Column, QueryFile, Value
from kg.graph.queryfile.header import read_text
from kg.graph.store import Row, Store, Term
from kg.graph.terms import Literal, NamedNode
from kg.results.numbers import amount
from kg.results.result import Tabular, noted, texts_of
from kg.results.sheets import Explained, Scalar, Sheet
from kg.results.tables import Table
from kg.text import Text

_BOOLEAN = NamedNode(vocabulary.XSD + "boolean")
#: What is said of an answer without rows.
NO_ROWS = Text("No rows: the graph has nothing that fits.", "没有结果：图谱中没有符合条件的内容。")
_BOOLEANS_ZH = {"true": "是", "false": "否"}


#: How many things are named beside a reason.
_SHOWN = 3
#: Why a figure is in no sum, as ``fn:notAdded`` says it; ``stock`` is what there was on a day.
WHY_NOT_ADDED = {
    "superseded": Text("superseded by a later figure for the same thing", "已被就同一事项的较新数据取代"),
    "limit": Text("open on one side, or only about a number", "仅为上下限或约数"),
    "inside": Text("inside another figure", "包含于另一数据"),
    "twice": Text("said by another figure too", "另有数据已述"),
    "paired": Text("another side of the same things", "同一批事物的另一指标"),
    "undecided": Text("overlapping with another figure, or differing from it", "与另一数据重叠或数值不一"),
    "place": Text("inside a figure of the region that it goes to", "包含于其流向地区的数据"),
    "stock": Text("what there was on a day", "为某日的存量"),
}


@dataclass(frozen=True, repr=False)
class Answer(Tabular):
    """The rows that answer a question, and what they mean."""

    question: QueryFile
    columns: tuple[Column, ...]
    rows: list[Row]
    names: Names
    left_out: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Which names were understood as another thing's; how the answer is to be read; and what it leaves out."""
        how = self.question.remark if self.rows else self._none
        return (*self.notes, *filter(None, (how,)), *self.left_out)

    @property
    def _none(self) -> Text:
        """What is said without rows: where a question says what else to ask, that."""
        said = self.question.header.get("none")
        return Text(str(said.get("en", "")), str(said.get("zh", ""))) if isinstance(said, dict) else NO_ROWS

    def table(self, language: str = "both") -> Table:
        """The answer for people: things by their names, units in the headings.

        What a column has in the other language only is left out.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        columns = [column for column in self.columns if column.is_for(language)]
        rows = self._written(columns, language)
        return Table([column.heading(language) for column in columns], rows)

    def _has_things(self, column: Column) -> bool:
        return any(isinstance(row.get(column.name), NamedNode) for row in self.rows)

    def screen(self, language: str = "both") -> Table:
        """The answer as a terminal shows it: amounts as ``4.5bn`` or ``45亿``, and what the rows come to.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        columns = [column for column in self.columns if column.is_for(language)]
        rows = [
            [amount(shown, language) if column.is_amount else shown for column, shown in zip(columns, row, strict=True)]
            for row in self._written(columns, language)
        ]
        headings = [
            # A count is told from an amount by its name, and of an amount its shortened form tells the unit.
            column.text.in_language(language)
            if column.is_amount or column.unit == "count"
            else column.heading(language)
            for column in columns
        ]
        return Table(headings, rows, [column.rank for column in columns], self.summary if self.rows else Text())

    def _written(self, columns: Sequence[Column], language: str) -> list[list[str]]:
        """The cells of some columns for people; things of one name in one column are told apart."""
        called = {
            column.name: self.names.told_apart(
                (term.value for row in self.rows if isinstance(term := row.get(column.name), NamedNode)), language
            )
            for column in columns
        }
        return [
            [
                called[column.name][term.value]
                if isinstance(term := row.get(column.name), NamedNode)
                else self._shown(term, language)
                for column in columns
            ]
            for row in self.rows
        ]

    @property
    def summary(self) -> Text:
        """What the rows come to, in a line; as the question's header says what is to be counted, or their number."""
        number = len(self.rows)
        told = self.question.header.get("summary")
        if not told:
            return Text(
                f"{number} row{'s' * (number != 1)}: {self.question.title.en}", f"{self.question.title.zh}：{number}行"
            )
        counts = Counter(str(getattr(row.get(told["by"]), "value", "")) for row in self.rows)
        en = ", ".join(f"{counts[value]} {value}" for value in told["values"])
        zh = "，".join(f"{counts[value]}{told['measured']}{name}" for value, name in told["values"].items())
        return Text(f"{number} {told['en']}: {en}", f"{number}{told['measured']}{told['zh']}：{zh}")

    def sheet(self) -> Sheet:
        """The answer for spreadsheets: of a thing its IRI and its two names, numbers as such, its codes explained."""
        names: list[str] = []
        titles: dict[str, Text] = {}
        spoken: dict[str, str] = {}
        series: list[list[Scalar]] = []
        for column in self.columns:
            title = Text(column.heading("en"), column.heading("zh"))
            for name, values in self._cells(column):
                names.append(name)
                titles[name] = title
                series.append(values)
                if column.language:
                    spoken[name] = column.language
        rows = tuple(zip(*series, strict=True))
        return Sheet(tuple(names), rows, titles, tuple(self._explained()), self.remarks, spoken)

    def _cells(self, column: Column) -> Iterator[tuple[str, list[Scalar]]]:
        terms = [row.get(column.name) for row in self.rows]
        things = [term for term in terms if isinstance(term, NamedNode)]
        # Whether a column holds things follows from its first row; an answer without rows has its plain names.
        if not things:
            yield column.name, [typed(term) for term in terms]
            return
        yield f"{column.name}_id", [None if term is None else str(getattr(term, "value", "")) for term in terms]
        for language in ("en", "zh"):
            yield (
                f"{column.name}_{language}",
                [self._shown(term, language) if isinstance(term, NamedNode) else None for term in terms],
            )

    def _explained(self) -> Iterator[Explained]:
        found = {term.value for row in self.rows for term in row.values() if isinstance(term, NamedNode)}
        for iri in sorted(found):
            if iri.startswith((vocabulary.CODE, vocabulary.PK)):
                yield Explained(
                    iri, Text(self.names.label(iri, "en"), self.names.label(iri, "zh")), self.names.definition(iri)
                )

    def records(self) -> list[dict[str, Any]]:
        """The answer for programs: a thing as its IRI with its names, a number as its exact spelling."""
        return [{column.name: self._record(row.get(column.name)) for column in self.columns} for row in self.rows]

    def frame(self) -> Any:
        """The answer as a ``pandas.DataFrame``: a thing as its IRI, with two columns more for its names.

        Numbers are numbers (decimals as floats, for their exact spelling see ``records``), dates are texts as ISO 8601
        writes them, and what a row does not say is missing.
        """
        require("frames")
        import pandas as pd

        frame = pd.DataFrame({name: values for column in self.columns for name, values in self._series(column)})
        return noted(frame, self.remarks)

    def _series(self, column: Column) -> Iterator[tuple[str, list[object]]]:
        terms = [row.get(column.name) for row in self.rows]
        # The names, which people look for, before the IRI.
        if self._has_things(column):
            for language in ("en", "zh"):
                yield (
                    f"{column.name}_label_{language}",
                    [self._shown(term, language) if isinstance(term, NamedNode) else None for term in terms],
                )
        yield column.name, [_number_or_text(term) for term in terms]

    def _shown(self, term: Term | None, language: str) -> str:
        if isinstance(term, NamedNode):
            return self.names.label(term.value, language)
        if language == "zh" and isinstance(term, Literal) and term.datatype == _BOOLEAN:
            return _BOOLEANS_ZH.get(term.value, term.value)
        return str(getattr(term, "value", "")) if term is not None else ""

    def _record(self, term: Term | None) -> object:
        if isinstance(term, NamedNode):
            return {
                "iri": term.value,
                "en": self.names.label(term.value, "en"),
                "zh": self.names.label(term.value, "zh"),
            }
        return None if term is None else str(getattr(term, "value", ""))

    def as_dict(self) -> dict[str, Any]:
        """The answer for programs, with the question that it answers."""
        return {
            "question": self.question.name,
            "en": self.question.question.en,
            "zh": self.question.question.zh,
            "rows": self.records(),
            "remarks": texts_of(self.remarks),
        }


def list_questions(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The questions, by name.

    Raises:
        SourceError, QueryError: if one of one's own is wrong.
    """
    return library.queries(ontology, "questions")


def load_question(name: str, ontology: Ontology = BUNDLED) -> QueryFile:
    """A question by its name, or by the path of a file of one's own.

    Raises:
        UsageError: if there is none of that name; it names the nearest.
        SourceError, QueryError: if one of one's own is wrong.
    """
    return library.named_query(
        ontology, "questions", name, Text("question", "问题"), Text("See `kg ask --list`.", "见 `kg ask --list`。")
    )


def ask(store: Store, name: str, values: Mapping[str, Value | None], names: Names | None = None) -> Answer:
    """Ask a named question.

    Args:
        store: the graph.
        name: the question's name, or the path of a file of one's own that ends in ``.rq``.
        values: its parameters, left out where ``None``; regions and institutions by id or name.
        names: the graph's names, if they were read already.

    Returns:
        the rows, with the question's columns and what was left out.

    Raises:
        UsageError: if the question or a parameter is unknown, or a value is of the wrong type.
        LookupFailed: if a value names nothing in the graph.
        SourceError, QueryError: if a question of one's own is wrong.
    """
    names = names or Names(store)
    question = load_question(name, store.ontology)
    given = {parameter: value for parameter, value in values.items() if value is not None}
    notes: dict[Text, None] = {}

    def resolve(text: str, kind: str) -> str:
        iri = names.resolve(text, kind)
        if note := names.moved(text, kind):
            notes[note] = None
        return iri

    terms = question.terms(store, given, resolve)
    rows = _near(store, question, terms).select(question.text, terms)
    columns = tuple(question.columns.values()) or _undeclared(rows)
    return Answer(question, columns, rows, names, tuple(_left_out(store, question, terms, names)), tuple(notes))


def _near(store: Store, question: QueryFile, terms: Mapping[str, Given]) -> Store:
    """Of a large graph what is around the parameter that the question names, if it says that no more is read."""
    term = terms.get(str(question.header.get("around")))
    part = around(store, [term.value]) if isinstance(term, NamedNode) else None
    return store if part is None else part


def _left_out(store: Store, question: QueryFile, terms: Mapping[str, Given], names: Names) -> Iterator[Text]:
    """What the answer leaves out, with its number; nothing where it leaves out nothing."""
    if question.left_out and (rows := store.select(question.left_out.text, terms)):
        said, why = read_text(question.left_out.header["remark"]), _reasons(rows, names)
        yield Text(said.en.format(number=len(rows), reasons=why.en), said.zh.format(number=len(rows), reasons=why.zh))


def _reasons(rows: Sequence[Row], names: Names) -> Text:
    """Why figures are in no sum, with the number of each reason and the first things that they are of."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if (reason := row.get("reason")) is not None:
            of = row.get("receiver")
            found.setdefault(getattr(reason, "value", ""), []).append(of.value if isinstance(of, NamedNode) else "")
    said = []
    for why_not, things in sorted(found.items()):
        shown = list(dict.fromkeys(filter(None, things)))
        more = len(shown) > _SHOWN
        why = WHY_NOT_ADDED.get(why_not, Text(why_not, why_not))
        en = ", ".join([*(names.label(one, "en") for one in shown[:_SHOWN]), *(["…"] if more else [])])
        zh = "、".join([*(names.label(one, "zh") for one in shown[:_SHOWN]), *(["…"] if more else [])])
        said.append(
            Text(
                f"{why.en}: {len(things)}{f' ({en})' if en else ''}",
                f"{why.zh}：{len(things)}项{f'（{zh}）' if zh else ''}",
            )
        )
    return Text("; ".join(one.en for one in said) + ".", "；".join(one.zh for one in said) + "。")


def _undeclared(rows: list[Row]) -> tuple[Column, ...]:
    return tuple(Column(name, Text(name, name)) for name in (rows[0] if rows else {}))


def _number_or_text(term: Term | None) -> object:
    text = None if term is None else str(getattr(term, "value", ""))
    if not isinstance(term, Literal) or text is None:
        return text
    kind = term.datatype.value.removeprefix(vocabulary.XSD)
    if kind == "boolean":
        return text in ("true", "1")
    return int(text) if kind == "integer" else float(text) if kind in ("decimal", "double", "float") else text
