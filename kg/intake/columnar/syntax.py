"""The WHERE of a mapping as steps over columns; of any other form, the reason why it is not.

Only what is surely the same in both ways is read: one variable for the row, columns that are bound to variables of
their own, BIND, FILTER, OPTIONAL and UNION. Groups are worked out from the inside, as SPARQL 1.1 says (§18.2), so that
a group whose expression would look outside of it is left to the engine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg import vocabulary
from kg.intake.templates import KEPT, prefixes_of, tokens
from kg.text import Text


class NotColumnar(Exception):
    """A mapping that must be asked of the engine; its text says why, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.text = Text(en, zh)

    def of(self, mapping: str) -> Text:
        """What is told of a mapping that has a name."""
        return Text(
            f"{mapping} is asked of the query engine, which is slower: {self.text.en}.",
            f"{mapping} 由查询引擎计算，较慢：{self.text.zh}。",
        )


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable in an expression."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A term in an expression, as N-Triples spells it."""

    spelt: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator; ``name`` is a word in capitals, a sign, or an IRI."""

    name: str
    arguments: tuple[Node, ...]


Node = Variable | Constant | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression.

    Attributes:
        text: as it is written.
        variables: the variables in it.
        node: what it is made of; ``None`` where it holds something that only the engine knows.
    """

    text: str
    variables: tuple[str, ...]
    node: Node | None


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """``?row row:column ?variable``, or a text in place of the variable."""

    column: str
    variable: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Bind:
    """``BIND(expression AS ?variable)``."""

    expression: Expression
    variable: str


@dataclass(frozen=True, slots=True)
class Filter:
    """``FILTER(expression)``."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Exists:
    """``FILTER [NOT] EXISTS { ?row row:column ?any … }``."""

    columns: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Optionally:
    """``OPTIONAL { … }``."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """``{ … } UNION { … }``; of one group alone, ``{ … }``."""

    groups: tuple[Group, ...]


Step = ColumnOf | Bind | Filter | Exists | Optionally | Union


@dataclass(slots=True)
class Group:
    """A group of steps.

    Attributes:
        steps: in their order, each FILTER at the end, or as soon as all that it looks at is there.
        variables: those that it may bind, the row's not among them.
        closed: whether it is a SELECT: then it may bind others too, which are nobody else's.
    """

    steps: list[Step] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """The WHERE of a mapping: its steps, the variable of the row, and what stands before CONSTRUCT."""

    group: Group
    row: str
    prologue: str


#: What gives another value each time, or looks at the whole store.
_ELSEWHERE = {"RAND", "NOW", "UUID", "STRUUID", "BNODE", "EXISTS", "SELECT"}
_WORDS = {"BIND", "FILTER", "OPTIONAL", "UNION", "MINUS", "VALUES", "GRAPH", "SERVICE", "SELECT", "LATERAL"}
#: What may follow the columns of a row.
_ENDS = {".", "{", "}", *_WORDS}
_SIMPLE = re.compile(r'"([^"\\\n\r]*)"|\'([^\'\\\n\r"]*)\'')
#: What stands in a path, behind a column.
_PATHS = {"|", "/", "*", "+", "?"}
#: How many alternatives a mapping's groups may make together.
_MOST_FRAMES = 64


@lru_cache(KEPT)
def read_where(query: str) -> Where:
    """The WHERE of a mapping.

    Args:
        query: the query without its header.

    Raises:
        NotColumnar: if it is of another form.
    """
    return _Reader(query).read()


class _Reader:
    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = [(match.lastgroup or "", match[0], match.start(), match.end()) for match in tokens(query)]
        self._prefixes = prefixes_of(query)
        self._at = 0
        self._row = ""

    def read(self) -> Where:
        words = [text.upper() for _, text, _, _ in self._tokens]
        if "CONSTRUCT" not in words:
            raise NotColumnar("it has no CONSTRUCT", "其中没有 CONSTRUCT")
        begin = words.index("CONSTRUCT")
        prologue = self._query[: self._tokens[begin][2]]
        if "BASE" in words[:begin]:
            raise NotColumnar("it has a BASE", "其中有 BASE")
        self._at = begin + 1
        self._expect("{")
        while self._take() != "}":
            pass
        if self._peek().upper() == "WHERE":
            self._take()
        group = self._group()
        if self._at != len(self._tokens):
            raise NotColumnar(f"{self._peek()} follows its pattern", f"模式之后有 {self._peek()}")
        if not self._row:
            raise NotColumnar("it names no column of a row", "未写行的任何列")
        if not _binds_row(group):
            raise NotColumnar("its row may be any", "其行可为任意行")
        if _frames(group) > _MOST_FRAMES:
            raise NotColumnar("its alternatives are too many", "其可能的情形过多")
        _check_scopes(group, group.variables)
        return Where(group, self._row, prologue)

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        if self._at >= len(self._tokens):
            raise NotColumnar("it ends too soon", "查询不完整")
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _expect(self, mark: str) -> None:
        if self._take() != mark:
            raise NotColumnar(f"{mark} is missing", f"缺少 {mark}")

    def _group(self) -> Group:
        self._expect("{")
        if self._peek().upper() == "SELECT":
            return self._select()
        group = Group()
        filters: list[Filter | Exists] = []
        while self._peek() != "}":
            word = self._peek().upper()
            if word == "BIND":
                self._bind(group)
            elif word == "FILTER":
                filters.append(self._filter())
            elif word == "OPTIONAL":
                self._take()
                inner = self._group()
                self._add_inner(group, Optionally(inner), [inner])
            elif word == "{":
                self._union(group)
            elif word == ".":
                self._take()
            elif word in _WORDS:
                raise NotColumnar(f"it has a {word}", f"其中有 {word}")
            else:
                self._columns(group)
        self._take()
        _place(group, filters)
        return group

    def _select(self) -> Group:
        """``SELECT ?row ?other … WHERE { … }``, all that is in a group."""
        self._take()
        names = []
        while self._peek()[:1] in ("?", "$"):
            names.append(self._take()[1:])
        if self._peek().upper() == "WHERE":
            self._take()
        inner = self._group()
        self._expect("}")
        if self._row not in names:
            raise NotColumnar("a SELECT hides its row", "SELECT 未取出其行")
        _check_scopes(inner, inner.variables)
        return Group(inner.steps, inner.variables & set(names), closed=True)

    def _bind(self, group: Group) -> None:
        self._take()
        first, last = self._brackets()
        if last - first < 3 or self._tokens[last - 2][1].upper() != "AS":
            raise NotColumnar("a BIND is not understood", "有 BIND 无法识别")
        name = self._tokens[last - 1][1]
        if name[0] not in "?$" or name[1:] in group.variables or name[1:] == self._row:
            raise NotColumnar(f"{name} has a value already", f"{name} 已有取值")
        expression = self._expression(first, last - 2)
        group.steps.append(Bind(expression, name[1:]))
        group.variables.add(name[1:])

    def _filter(self) -> Filter | Exists:
        self._take()
        negated = self._peek().upper() == "NOT"
        if negated:
            self._take()
        if self._peek().upper() == "EXISTS":
            self._take()
            inner = self._group()
            if not inner.steps or not all(isinstance(step, ColumnOf) and step.text is None for step in inner.steps):
                raise NotColumnar("an EXISTS looks at more than columns", "EXISTS 所看的不止是列")
            self._check_only_there(inner.variables)
            return Exists(tuple(step.column for step in inner.steps if isinstance(step, ColumnOf)), not negated)
        if negated:
            raise NotColumnar("a FILTER is not understood", "有 FILTER 无法识别")
        before = self._at
        if self._peek() != "(":
            self._take()  # the name of a function
        first, last = self._brackets()
        return Filter(self._expression(first, last) if before + 1 == first else self._expression(before, last + 1))

    def _union(self, group: Group) -> None:
        groups = [self._group()]
        while self._peek().upper() == "UNION":
            self._take()
            groups.append(self._group())
        self._add_inner(group, Union(tuple(groups)), groups)

    def _add_inner(self, group: Group, step: Optionally | Union, inner: Sequence[Group]) -> None:
        for one in inner:
            if one.variables & group.variables:
                name = min(one.variables & group.variables)
                raise NotColumnar(f"?{name} has a value outside of its group too", f"?{name} 在其组外也有取值")
            if not _binds_row(one):
                raise NotColumnar("a group names no column", "有一组未写列")
            if isinstance(step, Optionally) and _frames(one) > 1:
                raise NotColumnar("an OPTIONAL holds alternatives", "OPTIONAL 内有多种可能")
        group.steps.append(step)
        for one in inner:
            group.variables |= one.variables

    def _columns(self, group: Group) -> None:
        subject = self._take()
        if subject[0] not in "?$":
            raise NotColumnar(f"{subject} is no row", f"{subject} 不是行")
        if self._row and subject[1:] != self._row:
            raise NotColumnar("it has more than one row", "其中的行不止一个")
        self._row = subject[1:]
        if self._row in group.variables:
            raise NotColumnar("its row is made", "其行是算出来的")
        mark = ";"
        while mark == ";":
            column = self._column(self._take())
            mark = ","
            while mark == ",":
                group.steps.append(self._cell(group, column, self._take()))
                mark = self._peek()
                self._at += mark == ","
            while self._peek() == ";":
                self._take()
            if self._peek().upper() in _ENDS:
                return
        raise NotColumnar("a pattern is not understood", "有模式无法识别")

    def _cell(self, group: Group, column: str, value: str) -> ColumnOf:
        if value[0] in "?$":
            if value[1:] in group.variables or value[1:] == self._row:
                raise NotColumnar(f"{value} is in two places", f"{value} 出现在两处")
            group.variables.add(value[1:])
            return ColumnOf(column, value[1:])
        if value in _PATHS:
            raise NotColumnar(f"it has a path ({value})", f"其中有路径（{value}）")
        spelt = _simple(value)
        if spelt is None:
            raise NotColumnar(f"{value} is no text", f"{value} 不是文本")
        return ColumnOf(column, "", spelt)

    def _column(self, term: str) -> str:
        iri = self._iri(term)
        if iri is None or not iri.startswith(vocabulary.ROW) or iri == vocabulary.ROW:
            raise NotColumnar(f"{term} is no column", f"{term} 不是列")
        return iri.removeprefix(vocabulary.ROW)

    def _iri(self, term: str) -> str | None:
        if term.startswith("<"):
            return term[1:-1] if "\\" not in term else None
        prefix, colon, name = term.partition(":")
        if not colon or prefix not in self._prefixes or term[0] in "\"'?$":
            return None
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", name)

    def _brackets(self) -> tuple[int, int]:
        """Where what is in the brackets that come next begins and ends; reading goes on behind them."""
        self._expect("(")
        first, depth = self._at, 1
        while depth:
            depth += {"(": 1, ")": -1}.get(self._take(), 0)
        return first, self._at - 1

    def _expression(self, first: int, last: int) -> Expression:
        part = self._tokens[first:last]
        if not part:
            raise NotColumnar("an expression is empty", "有表达式为空")
        for _, text, _, _ in part:
            if text.upper() in _ELSEWHERE or text in "{}":
                raise NotColumnar(f"an expression has {text}", f"表达式中有 {text}")
        names = tuple(dict.fromkeys(text[1:] for kind, text, _, _ in part if kind == "term" and text[0] in "?$"))
        text = self._query[part[0][2] : part[-1][3]]
        return Expression(text, names, _Operators(part, self).read())

    def _check_only_there(self, names: set[str]) -> None:
        """Variables of an EXISTS have no value outside of it; one that is used there too would be joined."""
        written = [text[1:] for _, text, _, _ in self._tokens if text[0] in "?$"]
        if any(written.count(name) > 1 for name in names):
            raise NotColumnar("an EXISTS looks at what has a value", "EXISTS 所看的变量在别处已有取值")


class _Operators:
    """The operators of an expression, by their rank; nothing where there is one that is not known here."""

    def __init__(self, part: Sequence[tuple[str, str, int, int]], reader: _Reader) -> None:
        self._part = part
        self._reader = reader
        self._at = 0

    def read(self) -> Node | None:
        try:
            node = self._either()
        except (_Unknown, IndexError):
            return None
        return node if self._at == len(self._part) else None

    def _peek(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._part[place][1] if place < len(self._part) else ""

    def _take(self) -> str:
        self._at += 1
        return self._part[self._at - 1][1]

    def _either(self) -> Node:
        found = [self._both()]
        while self._peek() == "|" == self._peek(1):
            self._at += 2
            found.append(self._both())
        return found[0] if len(found) == 1 else Call("||", tuple(found))

    def _both(self) -> Node:
        found = [self._compared()]
        while self._peek() == "&" == self._peek(1):
            self._at += 2
            found.append(self._compared())
        return found[0] if len(found) == 1 else Call("&&", tuple(found))

    def _compared(self) -> Node:
        left = self._single()
        if self._peek() == "=":
            self._take()
            return Call("=", (left, self._single()))
        if self._peek() == "!" and self._peek(1) == "=":
            self._at += 2
            return Call("!=", (left, self._single()))
        return left

    def _single(self) -> Node:
        kind, text, _, _ = self._part[self._at]
        self._at += 1
        if text == "!":
            return Call("!", (self._single(),))
        if text == "(":
            node = self._either()
            self._close()
            return node
        if kind == "term" and text[0] in "?$":
            return Variable(text[1:])
        if kind == "term" and text[0] in "\"'":
            spelt = _simple(text)
            if spelt is None:
                raise _Unknown
            return Constant(spelt)
        name = self._reader._iri(text) if kind == "term" else text.upper()
        if name is None or (kind == "word" and not name.isidentifier()):
            raise _Unknown
        if self._peek() == "(":
            return Call(name, self._arguments())
        if kind == "word":
            raise _Unknown
        return Constant(f"<{name}>")

    def _arguments(self) -> tuple[Node, ...]:
        self._take()
        found: list[Node] = []
        if self._peek() == ")":
            self._take()
            return ()
        while True:
            found.append(self._either())
            if self._peek() != ",":
                break
            self._take()
        self._close()
        return tuple(found)

    def _close(self) -> None:
        if self._take() != ")":
            raise _Unknown


class _Unknown(Exception):
    pass


def _simple(written: str) -> str | None:
    """A plain text as N-Triples spells it; ``None`` for any other term."""
    found = _SIMPLE.fullmatch(written)
    return None if found is None else f'"{found[1] if found[1] is not None else found[2]}"'


def _place(group: Group, filters: Sequence[Filter | Exists]) -> None:
    """Put each filter behind the first step after which all that it looks at is there; that changes no answer."""
    for one in filters:
        place = len(group.steps)
        wanted = set(one.expression.variables) & group.variables if isinstance(one, Filter) else set[str]()
        known: set[str] = set()
        for number, step in enumerate(group.steps, 1):
            known |= bound(step)
            if wanted <= known and not isinstance(step, Bind):
                place = number
                break
        group.steps.insert(place, one)


def bound(step: Step) -> set[str]:
    """The variables to which a step may give a value."""
    match step:
        case ColumnOf() | Bind():
            return {step.variable} - {""}
        case Optionally():
            return step.group.variables
        case Union():
            return set[str]().union(*(group.variables for group in step.groups))
        case _:
            return set()


def expressions_of(group: Group) -> list[Expression]:
    """The expressions of a group, and of those in it."""
    found: list[Expression] = []
    for step in group.steps:
        match step:
            case Bind() | Filter():
                found.append(step.expression)
            case Optionally():
                found += expressions_of(step.group)
            case Union():
                found += [one for inner in step.groups for one in expressions_of(inner)]
            case _:
                pass
    return found


def _binds_row(group: Group) -> bool:
    """Whether each solution of a group surely has a row."""
    first = next((step for step in group.steps if not isinstance(step, (Filter, Exists))), None)
    return isinstance(first, (ColumnOf, Union))  # the groups of a union were looked at before


def _frames(group: Group) -> int:
    number = 1
    for step in group.steps:
        if isinstance(step, Union):
            number *= sum(map(_frames, step.groups))
    return number


def _check_scopes(group: Group, anywhere: set[str]) -> None:
    """No expression looks at what has its value later, or outside of its group: there it would have none."""
    if group.closed:
        return  # looked at by itself
    known: set[str] = set()
    for step in group.steps:
        match step:
            case Bind() | Filter():
                beyond = (set(step.expression.variables) & anywhere) - known
                if beyond:
                    name = min(beyond)
                    raise NotColumnar(f"?{name} is looked at where it has no value", f"?{name} 在尚无取值处被用到")
            case Optionally():
                _check_scopes(step.group, anywhere)
            case Union():
                for one in step.groups:
                    _check_scopes(one, anywhere)
            case _:
                pass
        known |= bound(step)
