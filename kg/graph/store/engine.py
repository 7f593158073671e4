"""The one place where a text of SPARQL reaches Oxigraph, and where what it says of a wrong one is put in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import QueryError, said_by_engine
from kg.graph.functions import Function
from kg.graph.terms import Term
from kg.nearest import did_you_mean, nearest
from kg.text import Text


def answer(
    store: ox.Store,
    text: str,
    bindings: Mapping[str, Term],
    functions: Mapping[str, Function],
    prefixes: Mapping[str, str],
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Answer a query that ``kg.graph.guard.check_query`` has let pass.

    Args:
        store: Oxigraph's store.
        text: the query.
        bindings: terms that take the place of variables, as ``initBindings`` of rdflib do.
        functions: functions that the query may call, by IRI.
        prefixes: the prefixes that need no declaration.

    Returns:
        what Oxigraph gives for a query of this form, read as it is asked for.

    Raises:
        QueryError: if the query is wrong.
    """
    try:
        return store.query(
            text,
            prefixes=dict(prefixes),
            substitutions={ox.Variable(name): term for name, term in bindings.items()} or None,
            custom_functions={ox.NamedNode(iri): call for iri, call in functions.items()} or None,
        )
    except SyntaxError as error:
        name = _unknown_function(text, prefixes)
        if name:
            raise _no_function(name, _FUNCTIONS) from error
        if (form := _begins_with(text)).upper() not in _FORMS:
            hint = did_you_mean(nearest(form.upper(), _FORMS))
            raise QueryError(
                Text(
                    f"The query is not valid SPARQL: it begins with {form[:100]!r}. {hint.en}"
                    f"A query begins with {', '.join(_FORMS[:-1])} or {_FORMS[-1]}, behind its prefixes.",
                    f"查询不是有效的 SPARQL：它以“{form[:100]}”开头。{hint.zh}"
                    f"查询在前缀声明之后以 {'、'.join(_FORMS[:-1])} 或 {_FORMS[-1]} 开头。",
                )
            ) from error
        raise QueryError(
            Text(
                f"The query is not valid SPARQL: {error}. Correct it at that place.",
                f"查询不是有效的 SPARQL：{said_by_engine(error)}。请在该处改正。",
            )
        ) from error
    except RuntimeError as error:
        called = _NOT_SUPPORTED.search(str(error))
        if called:
            known = [*functions, *(vocabulary.XSD + name for name in _CASTS)]
            raise _no_function(called.group(1), [iri for iri in known if iri != called.group(1)], prefixes) from error
        # Oxigraph's word for a binding that the query does not return.
        raise QueryError(
            Text(
                f"The query cannot be run: {error}. Return each bound variable.",
                f"查询无法运行：{said_by_engine(error)}。请返回每个已绑定的变量。",
            )
        ) from error


_NOT_SUPPORTED = re.compile(r"custom (?:aggregate )?function <([^>]*)> is not supported")
_WORD = re.compile(r"\w+")
#: SPARQL 1.2's functions, aggregates and words that have a bracket behind them.
_FUNCTIONS = _WORD.findall("""
    ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR
    GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND SAMETERM SAMPLE
    SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS
    STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR
""")
_CASTS = _WORD.findall("""
    boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float int integer string
    time yearMonthDuration
""")
_CALL = re.compile(r"(?<![\w:?$@<-])([A-Za-z_]\w*)(?=[ \t\r\n]*\()")


#: What a query begins with.
_FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_DECLARED = re.compile(r"\s*(?:(?:#[^\n]*(?:\n|$))|(?:PREFIX\s+\S*\s*<[^<>\s]*>)|(?:BASE\s*<[^<>\s]*>))", re.IGNORECASE)


def _begins_with(text: str) -> str:
    """The first word of a query behind its comments and declarations; a form where it has none."""
    at = 0
    while found := _DECLARED.match(text, at):
        at = found.end()
    word = re.compile(r"\s*([^\W\d]\w*)").match(text, at)
    return word[1] if word and word[1].upper() not in ("PREFIX", "BASE", "VERSION") else _FORMS[0]


def _unknown_function(text: str, prefixes: Mapping[str, str]) -> str:
    """The first bare name of a function without which the query is right; Oxigraph only says where it lost its way."""
    unknown = [name for name in dict.fromkeys(_CALL.findall(text)) if name.upper() not in _FUNCTIONS]

    def parses(names: list[str]) -> bool:
        made = _CALL.sub(lambda call: "<urn:x-unknown:f>" if call.group(1) in names else call.group(0), text)
        try:
            ox.Store().query(made, prefixes=dict(prefixes))
        except (SyntaxError, ValueError):
            return False
        except RuntimeError:
            return True
        return True

    # A keyword such as FILTER is no function: without it, the query is wrong.
    calls = [name for name in unknown if name.upper() not in _KEYWORDS]
    if not calls or not parses(calls):
        return ""
    return next((name for name in calls if not parses([other for other in calls if other != name])), "")


_KEYWORDS = _WORD.findall("""
    AND AS ASC BIND BY DESC DISTINCT FILTER HAVING IN MINUS NOT OPTIONAL OR SELECT UNION VALUES WHERE
""")


def _no_function(name: str, known: Iterable[str], prefixes: Mapping[str, str] | None = None) -> QueryError:
    if prefixes is None:
        return QueryError(
            Text(
                f"The query calls {name}, which is no function of SPARQL. {did_you_mean(nearest(name, known)).en}"
                "Use one that is, or compute the value in another way.",
                f"查询调用了 {name}，SPARQL 没有该函数。{did_you_mean(nearest(name, known)).zh}请改用已有的函数，"
                "或以其他方式计算。",
            )
        )
    short = {_short(iri, prefixes): iri for iri in known}
    near = nearest(_short(name, prefixes), short)
    return QueryError(
        Text(
            f"The query calls <{name}>, which is no function that is known here. {did_you_mean(near).en}"
            "Known are SPARQL's own, the casts of xsd: and those of fn:.",
            f"查询调用了未知的函数 <{name}>。{did_you_mean(near).zh}已知的有 SPARQL 自身的函数、xsd: 的类型转换与 "
            "fn: 的函数。",
        )
    )


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    fitting = [f"{prefix}:{iri[len(start) :]}" for prefix, start in prefixes.items() if iri.startswith(start)]
    return min(fitting, key=len, default=iri)
