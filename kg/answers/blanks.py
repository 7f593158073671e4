"""Why a column of an answer is blank: what an expression of a query made nothing of, without a word.

SPARQL leaves the result of an expression unbound where the expression fails. That is right, and hard to see: a
``GROUP_CONCAT`` over IRIs is blank, and so is a ``SUM`` with one member unbound. Here the query's text is looked
through for ``(… AS ?x)``, and a column that comes from one and has a blank is told, with the likely cause.
Nothing is told where a blank is meant: in ``COALESCE`` and ``IF``, in an ``OPTIONAL``, and of its variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.text import Text

#: What SPARQL is made of; of a name with a prefix, ``name`` and ``local``.
TOKEN = re.compile(
    r"""\#[^\n\r]*|(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')|(?P<iri><[^<>"{}|^`\x00-\x20]*>)|(?P<variable>[?$]\w+)
    |(?P<number>\d[\d.eE]*)|(?P<name>[^\W\d][\w.-]*+)(?P<local>:[\w%.:-]*+)?
    |(?P<bare>:[\w%.:-]*+)|(?P<mark>[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_AGGREGATES = {"SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"}
_MEANT = {"COALESCE", "IF"}
_UNSURE_BEFORE = {"OPTIONAL", "UNION", "EXISTS", "MINUS"}

_JOINED = Text(
    "GROUP_CONCAT joins texts only, and one IRI, number or unbound member leaves it blank: "
    'write GROUP_CONCAT(COALESCE(STR(?v), "")).',
    "GROUP_CONCAT只连接文本，只要有一个IRI、数字或未绑定的成员，结果即为空："
    '请写作GROUP_CONCAT(COALESCE(STR(?v), ""))。',
)
_ADDED_UP = Text(
    "SUM and AVG are blank if one member is unbound or no number: leave such members out with "
    "FILTER(isNumeric(?v)), or write COALESCE(?v, 0) inside.",
    "只要有一个成员未绑定或不是数字，SUM和AVG即为空："
    "请用FILTER(isNumeric(?v))排除这些成员，或在其中写COALESCE(?v, 0)。",
)
_CHOSEN = Text(
    "MIN, MAX and SAMPLE are blank if a member is unbound or there is none: leave unbound members out with "
    "FILTER(BOUND(?v)).",
    "有成员未绑定或没有任何成员时，MIN、MAX和SAMPLE为空：请用FILTER(BOUND(?v))排除未绑定的成员。",
)
_TEXTS = Text(
    "It takes texts only: put STR() around an IRI or a number.",
    "该函数只接受文本：请用STR()包住IRI或数字。",
)
_CAST = Text(
    "A value that is not spelled as its type demands cannot be cast: look at it with STR().",
    "写法不合类型要求的值无法转换：请用STR()查看该值。",
)
_DIVIDED = Text(
    "Nothing is divided by zero: write IF(?d = 0, 0, ?n / ?d), or leave such rows out.",
    "除数不能为零：请写作IF(?d = 0, 0, ?n / ?d)，或排除这些行。",
)
_ADDED = Text(
    "Only numbers, or a date and a duration, are added. Of a date and a duration, + may be blank whatever they are: "
    'subtract the negative duration, as in ?day - xsd:yearMonthDuration("-P1Y"), with xsd:date(?day) or '
    "xsd:dateTime(?day) if it is a text.",
    "只有数字、或日期与时长可以相加。日期与时长用+相加时结果可能为空：请改为减去负的时长，"
    '如?day - xsd:yearMonthDuration("-P1Y")；若?day为文本，先写xsd:date(?day)或xsd:dateTime(?day)。',
)
_OTHER = Text(
    "An argument is unbound or of another type than the function takes: look at its arguments as columns of their own.",
    "某个参数未绑定，或其类型不为该函数所接受：请把各参数单独列出查看。",
)
_OF_TEXTS = {
    *("CONCAT", "STRLEN", "UCASE", "LCASE", "SUBSTR", "STRBEFORE", "STRAFTER", "REPLACE", "REGEX", "CONTAINS"),
    *("STRSTARTS", "STRENDS", "ENCODE_FOR_URI", "STRLANG", "STRDT"),
}


@dataclass(slots=True)
class _Group:
    """What is between two curly brackets; ``sure`` if each row has passed through it."""

    sure: bool
    variables: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Expression:
    tokens: tuple[re.Match[str], ...]
    group: _Group

    def words(self) -> list[str]:
        return [word for token in self.tokens if (word := _word(token))]

    def variables(self) -> set[str]:
        return {token["variable"][1:] for token in self.tokens if token["variable"]}


def remarks(sparql: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Text]:
    """What to say of the blank cells of an answer.

    Args:
        sparql: a SELECT that has been answered.
        names: its columns.
        rows: its rows, with ``None`` where a cell is unbound.

    Returns:
        one remark a column that comes from an expression and has blanks, in the order of the columns.
    """
    suspects = _suspects(sparql)
    wanted = [(index, name) for index, name in enumerate(names) if name in suspects]
    if not wanted:
        return []
    blank = dict.fromkeys(names, 0)
    total = 0
    for row in rows:
        total += 1
        for index, name in wanted:
            blank[name] += row[index] is None
    return [_remark(name, blank[name], total, suspects[name]) for _, name in wanted if blank[name]]


def may_be_blank(sparql: str) -> bool:
    """Whether the query has an expression whose blanks would be told; else its rows need not be read."""
    return bool(_suspects(sparql))


def _remark(name: str, blank: int, total: int, cause: Text) -> Text:
    return Text(
        f"?{name} is blank in {blank} of {total} {'row' if total == 1 else 'rows'}: its expression fails there. "
        f"{cause.en}",
        f"?{name}在{total}行中有{blank}行为空：其表达式在该处无法求值。{cause.zh}",
    )


def _suspects(sparql: str) -> Mapping[str, Text]:
    """Each variable that an expression makes, with the likely cause of a blank."""
    tokens = [token for token in TOKEN.finditer(sparql) if token.lastgroup]
    groups: list[_Group] = []
    expressions = dict(_expressions(tokens, groups))
    sure = {name for group in groups if group.sure for name in group.variables}
    found = {}
    for name, expression in expressions.items():
        words = expression.words()
        aggregate = bool(_AGGREGATES & set(words))
        fails_by_itself = expression.group.sure and (aggregate or expression.variables() <= sure)
        if fails_by_itself and not _MEANT & set(words[:1]) and (cause := _cause(expression, words)):
            found[name] = cause
    return found


def _expressions(tokens: Sequence[re.Match[str]], groups: list[_Group]) -> Iterator[tuple[str, _Expression]]:
    """The variables that ``(… AS ?x)`` makes; ``groups`` takes up what each group has of variables beside these."""
    ends = _ends(tokens)
    open_ = [_Group(sure=True)]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = ends.get(index)
        if token.group() == "{":
            before = _word(tokens[index - 1]) if index else ""
            after = _word(tokens[end + 1]) if end is not None and end + 1 < len(tokens) else ""
            unsure = before in _UNSURE_BEFORE or after == "UNION"
            open_.append(_Group(open_[-1].sure and not unsure))
            groups.append(open_[-1])
        elif token.group() == "}" and len(open_) > 1:
            open_.pop()
        elif token.group() == "(" and end is not None and end - index > 3 and _names(tokens[end - 2 : end]):
            yield tokens[end - 1]["variable"][1:], _Expression(tuple(tokens[index + 1 : end - 2]), open_[-1])
            index = end
        elif token["variable"]:
            open_[-1].variables.add(token["variable"][1:])
        index += 1


def _names(tokens: Sequence[re.Match[str]]) -> bool:
    return _word(tokens[0]) == "AS" and bool(tokens[1]["variable"])


def _word(token: re.Match[str]) -> str:
    """A keyword, or the bare name of a function, in capitals; empty for anything else."""
    return "" if token["local"] else (token["name"] or "").upper()


def _ends(tokens: Sequence[re.Match[str]]) -> dict[int, int]:
    """Where each bracket that opens is closed, by their places."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for index, token in enumerate(tokens):
        if token.group() in ("(", "{"):
            open_.append(index)
        elif token.group() in (")", "}") and open_:
            found[open_.pop()] = index
    return found


def _cause(expression: _Expression, words: Sequence[str]) -> Text | None:
    marks = {token["mark"] for token in expression.tokens}
    called = [(token["name"] or "").lower() for token in expression.tokens if token["local"]]
    if len(expression.tokens) == 1 or "fn" in called:
        return None  # a variable or a value; a parameter that was not given
    for names, cause in (
        ({"GROUP_CONCAT"}, _JOINED),
        ({"SUM", "AVG"}, _ADDED_UP),
        ({"MIN", "MAX", "SAMPLE"}, _CHOSEN),
        (_OF_TEXTS, _TEXTS),
    ):
        if names & set(words):
            return cause
    if "/" in marks:
        return _DIVIDED
    if marks & {"+", "-"}:
        return _ADDED
    return _CAST if "xsd" in called else _OTHER
