"""The rows that a suggestion becomes in the tables of a package, with what is wrong or unsure about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.articles.choosing import code_labels, codes_of
from kg.intake.articles.states import ABOUT, NEW_PARTY, OPEN, PARTICIPATIONS, PARTY, Resolver, State, columns_of
from kg.intake.sheets.clean_names import clean, is_chinese, kebab, new_id
from kg.intake.tables.problems import Problem
from kg.intake.tables.values import Column
from kg.text import Text

Row = dict[str, str]
#: What begins an id that is made of a hash, by table.
_SHORT = {"partnerships": "p", "institutions": "i", "regions": "z", "officials": "o"}
#: Of the claims, the column whose code is a part of the id.
_TELLING = {"stages": "stage", "observations": "measure", "statements": "kind"}
_ROLE = "role"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong or unsure about a field of a suggestion.

    Attributes:
        field: the field; empty for the whole suggestion.
        group: its group.
        finding: what it is; a violation stands in the way.
    """

    field: str
    group: int
    finding: Finding

    @property
    def is_grave(self) -> bool:
        """Whether the suggestion cannot be accepted because of it."""
        return self.finding.severity is Severity.VIOLATION


@dataclass(frozen=True, slots=True)
class Drafted:
    """The rows that a suggestion becomes.

    Attributes:
        rows: table and row, the record itself first; empty cells are left out.
        problems: what is wrong or unsure.
        waits: the ids of suggestions that have to be decided on before.
    """

    rows: tuple[tuple[str, Row], ...]
    problems: tuple[FieldProblem, ...] = ()
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes rows of suggestions.

    Attributes:
        resolver: what references stand for.
        published: the day of publication of each source, ISO 8601.
        name_of: what a record is called, by its typed reference.
        ontology: where codes are found.
    """

    resolver: Resolver
    published: Mapping[str, str]
    name_of: Callable[[str], Text]
    ontology: Ontology = BUNDLED
    _made: dict[tuple[str, str], Drafted] = field(default_factory=dict)

    def draft(self, state: State, reference: str = "") -> Drafted:
        """The rows of a suggestion.

        Args:
            state: the suggestion as it is now.
            reference: the typed reference that the record has or will have; a stand-in where that is not known yet.
        """
        key = (state.id, reference)
        if key not in self._made:
            self._made[key] = _Draft(self, state, reference.partition("/")[2] or "draft").made()
        return self._made[key]

    def new_id(self, state: State, used: Collection[str]) -> str:
        """An id that no row of the table has yet, made of the record's name, or of what a claim is about and of.

        Args:
            state: the suggestion.
            used: the ids that there are.
        """
        kind = state.suggestion.kind
        if kind in _TELLING:
            about = self.resolver.record(state.about).partition("/")[2]
            first = f"{about or state.id}-{kebab(state.value(_TELLING[kind])) or kind}"
            if first not in used:
                return first
            return next(f"{first}-{number}" for number in range(2, len(used) + 3) if f"{first}-{number}" not in used)
        row = dict(self.draft(state).rows[0][1])
        parties = "\n".join(self.resolver.record(state.value(PARTY, group)) for group in state.groups)
        more = parties or row.get("post_zh", "") or row.get("post_en", "")
        return new_id(_SHORT[kind], row.get("name_en") or row.get("name_zh") or more, used, more)


@dataclass(slots=True)
class _Draft:
    """One suggestion on its way to rows."""

    drafter: Drafter
    state: State
    id: str
    problems: list[FieldProblem] = field(default_factory=list)
    waits: dict[str, None] = field(default_factory=dict)

    def made(self) -> Drafted:
        """All of it."""
        kind = self.state.suggestion.kind
        if self.state.suggestion.present and kind not in _TELLING:
            self.say(Severity.WARNING, "present", "", 0, *_PRESENT, value=self.state.suggestion.present)
        row = self.cells(kind, 0)
        rows = [(kind, row)]
        if kind == "partnerships":
            rows += self.participations(row)
            self.name(row, [one["party"] for _, one in rows[1:]])
        elif kind in _TELLING:
            self.claim(kind, row)
        row = {"id": self.id, **row, **self.evidence()}
        rows[0] = (kind, row)
        self.check(kind, row, 0)
        return Drafted(tuple(rows), tuple(self.problems), tuple(self.waits))

    def evidence(self) -> Row:
        """Where the record is stated."""
        span = self.state.suggestion.span
        return {"source": self.state.source, "start": str(span.start), "end": str(span.end)}

    def cells(self, table: str, group: int) -> Row:
        """The cells of the fields of a group, as the table wants them."""
        own = set(columns_of(self.state.suggestion.kind, group)) - {ABOUT}
        own |= {ABOUT} & {one["name"] for one in _fields(table, self.drafter.ontology)}
        row: Row = {}
        for column in _fields(table, self.drafter.ontology):
            name = column["name"]
            values = self.state.values(name, group) if name in own else []
            if name == ABOUT and not values and self.state.about:
                values = [self.state.about]
            separator = column.get(schema.SEPARATOR)
            parts = [part for value in values for part in (value.split(separator) if separator else [value])]
            if schema.REFERENCES in column:
                parts = [self.reference(name, group, part.strip(), column[schema.REFERENCES]) for part in parts]
            elif _is_free(column):
                parts = [clean(part) for part in parts]
            cell = (separator or "").join(filter(None, parts)) if separator else next(iter(parts), "")
            if cell:
                row[name] = cell
        for one in self.state.suggestion.fields:
            if one.group == group and one.name not in own and one.name != ABOUT:
                self.say(Severity.INFO, "unknown-field", one.name, group, *_UNUSED, value=one.value)
        return row

    def reference(self, name: str, group: int, value: str, targets: list[str]) -> str:
        """A reference as a cell has it: typed where the column may lead to several tables."""
        found = self.drafter.resolver.record(value)
        if not found and value:
            waits = self.drafter.resolver.waits_for(value)
            self.waits[waits] = None
            state = self.drafter.resolver.states.get(waits)
            if value.startswith(NEW_PARTY) and state is not None and state.status == OPEN:
                self.say(Severity.INFO, "new-party", name, group, *_COMES_WITH, value=waits)
            else:
                self.say(Severity.VIOLATION, "not-decided", name, group, *_WAITS, value=waits or value)
            return value.removeprefix(NEW_PARTY)
        kind, slash, rest = found.partition("/")
        return rest if len(targets) == 1 and slash and kind == schema.KIND_OF_TABLE[targets[0]] else found

    def participations(self, partnership: Row) -> list[tuple[str, Row]]:
        """The rows of those who take part, and what a partnership is if it does not say."""
        if not partnership.get("class"):
            partnership["class"] = "Agreement" if partnership.get("agreement_kind") else "Partnership"
            self.say(Severity.INFO, "class-by-default", "class", 0, *_BY_DEFAULT, value=partnership["class"])
        usual = "signatory" if partnership["class"] == "Agreement" else "partner"
        found: dict[str, Row] = {}
        for group in self.state.groups:
            cells = self.cells(PARTICIPATIONS, group)
            if not cells.get(PARTY):
                continue
            if not cells.get(_ROLE):
                cells[_ROLE] = usual
                self.say(Severity.INFO, "role-by-default", _ROLE, group, *_BY_DEFAULT, value=usual)
            if cells[PARTY] in found:
                self.say(Severity.WARNING, "party-twice", PARTY, group, *_TWICE, value=cells[PARTY])
                continue
            row = {"partnership": self.id, **cells, **self.evidence()}
            self.check(PARTICIPATIONS, row, group)
            found[cells[PARTY]] = row
        if not found:
            self.say(Severity.VIOLATION, "no-party", PARTY, 1, *_NOBODY)
        return [(PARTICIPATIONS, row) for row in found.values()]

    def name(self, row: Row, parties: Iterable[str]) -> None:
        """A name for a partnership that has none: who does what, in each language in which all of that has a name."""
        if row.get("name_zh") or row.get("name_en"):
            return
        ontology = self.drafter.ontology
        kind = row.get("agreement_kind", "")
        what = code_labels("agreement-kind", ontology).get(kind) if kind else None
        what = what or next((one.label for one in codes_of("partnerships", "class") if one.value == row["class"]), None)
        names = [self.drafter.name_of(party) for party in parties]
        if not names or what is None:
            return
        if all(name.zh and is_chinese(name.zh) for name in names):
            row["name_zh"] = f"{'、'.join(name.zh for name in names)}：{what.zh}"
        if all(name.en and not is_chinese(name.en) for name in names):
            row["name_en"] = f"{', '.join(name.en for name in names)}: {what.en}"
        for column in ("name_zh", "name_en"):
            if row.get(column):
                self.say(Severity.INFO, "name-made", column, 0, *_NAME_MADE, value=row[column])

    def claim(self, kind: str, row: Row) -> None:
        """What a stage, a figure or a statement is about, and the day by which it holds."""
        if kind == "stages":
            found = self.reference(ABOUT, 0, self.state.about, ["partnerships"]) if self.state.about else ""
            if found:
                row["partnership"] = found
        if not row.get("as_of"):
            day = self.drafter.published.get(self.state.source, "")
            # Of a claim without a day, the source says that it holds when it is published.
            row |= {"as_of": day, "precision": "day", "time_basis": "assumed"}
            self.say(Severity.INFO, "day-by-default", "as_of", 0, *_BY_DEFAULT, value=day)
        row.setdefault("precision", "day")
        row.setdefault("time_basis", "stated")
        if kind == "observations":
            row.setdefault("bound", "exact")

    def check(self, table: str, row: Row, group: int) -> None:
        """Each cell by the rules of its column."""
        for column in _columns(table, self.drafter.ontology).values():
            problem = column.read(row.get(column.name, "")).problem
            if problem is not None:
                name = ABOUT if (table, column.name) == ("stages", "partnership") else column.name
                self.tell(problem, table, name, group, row.get(column.name, ""))
        for one in self.state.suggestion.fields if table != PARTICIPATIONS else ():
            span, whole = one.span, self.state.suggestion.span
            if span is not None and not (whole.start <= span.start and span.end <= whole.end):
                self.say(Severity.INFO, "outside-passage", one.name, one.group, *_OUTSIDE, value=one.value)

    def tell(self, problem: Problem, table: str, name: str, group: int, value: str) -> None:
        """Note what a rule of a column says."""
        if problem.severity is Severity.INFO:
            return
        finding = problem.at(self.state.id, table, 0, name, value)
        self.problems.append(FieldProblem(name, group, finding))

    def say(self, severity: Severity, code: str, name: str, group: int, said: Text, fix: Text, value: str = "") -> None:
        """Note something of a field."""
        kind = PARTICIPATIONS if group else self.state.suggestion.kind
        finding = Finding(
            *(severity, code, said.en, said.zh, fix.en, self.state.id, kind, 0, name, value), fix_zh=fix.zh
        )
        self.problems.append(FieldProblem(name, group, finding))


@cache
def _fields(table: str, ontology: Ontology) -> tuple[dict[str, Any], ...]:
    """The entries of a table's columns; nobody changes them."""
    return tuple(schema.table_schema(table, ontology)["fields"])


@cache
def _columns(table: str, ontology: Ontology) -> dict[str, Column]:
    """The columns of a table, by name."""
    return {entry["name"]: Column(entry, ontology) for entry in schema.table_schema(table, ontology)["fields"]}


def _is_free(column: Mapping[str, object]) -> bool:
    """Whether a column holds any text, as names and notes do: what is not seen and markup do not belong there."""
    constraints = column.get("constraints")
    narrowed = isinstance(constraints, dict) and {"enum", "pattern"} & set(constraints)
    return column["type"] == "string" and not narrowed and schema.CODE_LIST not in column


def grave(problems: Iterable[FieldProblem]) -> Iterator[Finding]:
    """Those that stand in the way, as findings."""
    return (one.finding for one in problems if one.is_grave)


_COMES_WITH = (
    Text("It is a new party, which is accepted with this.", "这是新的参与方，将随本条一并接受。"),
    Text("Or say which record it is.", "也可指明它即某条已有记录。"),
)
_WAITS = (
    Text("It is a suggestion that is not accepted.", "它本身是一条尚未接受的建议。"),
    Text("Decide on that first: accept, or same as a record.", "请先对其作出决定：接受，或指明即某条记录。"),
)
_TWICE = (
    Text("The party stands twice; the first one counts.", "该参与方重复，以第一处为准。"),
    Text("Reject one of the two.", "请删去其一。"),
)
_NOBODY = (
    Text("Nobody takes part.", "没有参与方。"),
    Text("Name the parties.", "请写明参与方。"),
)
_BY_DEFAULT = (
    Text("The text gives none; this is the usual one.", "原文未写明，此为通常的值。"),
    Text("Change it if it is another.", "若不对请修改。"),
)
_NAME_MADE = (
    Text("The name is made of the parties.", "名称由参与方拼成。"),
    Text("Write a better one if there is.", "若有更好的名称请填写。"),
)
_OUTSIDE = (
    Text("It was read outside the passage that the record cites.", "其出处在该记录所引的文字之外。"),
    Text("Draw the record's passage so that it holds it.", "请扩大该记录的引文，使其包含此处。"),
)
_PRESENT = (
    Text("The package may have it already.", "数据包中可能已有此记录。"),
    Text("If it is that record, say same; accepting makes another one.", "若即该记录，请判为“即”；接受会新增一条。"),
)
_UNUSED = (
    Text("The table has no such column; it is not written.", "该表没有此栏，不写入。"),
    Text("Leave it, or write it into a note.", "可不管，或写入备注。"),
)
