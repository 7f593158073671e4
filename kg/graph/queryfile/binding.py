"""Turns what a person typed for the parameters of a query into terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from kg import vocabulary
from kg.errors import LookupFailed, UsageError
from kg.graph.functions import Given
from kg.graph.queryfile.model import PARAMETER_TYPES, Parameter, Value, spellings
from kg.graph.terms import Literal, NamedNode, Term
from kg.text import Text, typed

#: What to write for a value of each type that has a form of its own.
_FIXES = {
    "date": Text("Write a day that exists, as 2017-07-28.", "请写存在的日期，如 2017-07-28。"),
    "integer": Text("Write a whole number in digits, as 12.", "请以数字写整数，如 12。"),
    "decimal": Text("Write a number in digits, as 0.5 or 12.", "请以数字书写，如 0.5 或 12。"),
    "boolean": Text("Write true or false.", "请写 true 或 false。"),
}
_LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
}


def bind(
    query: str, parameters: Mapping[str, Parameter], values: Mapping[str, Value], resolve: Any = None
) -> dict[str, Given]:
    """The terms that texts stand for, defaults filled in.

    Args:
        query: the query's name, for errors.
        parameters: its parameters.
        values: parameter name to value, or to several.
        resolve: as in ``QueryFile.bind``.

    Raises:
        UsageError: if a parameter is unknown, missing, or of the wrong type.
    """
    for name in values:
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            raise UsageError(
                Text(
                    f"{query} has no parameter {typed(name)!r}. It has: {known}.",
                    f"{query} 没有参数“{typed(name)}”，其参数为：{', '.join(parameters) or '无'}。",
                )
            )
    given = {name: values.get(name, parameter.default) for name, parameter in parameters.items()}
    for name, value in given.items():
        if parameters[name].required and (value is None or not any(spellings(value))):
            raise UsageError(
                Text(
                    f"{query} needs the parameter {name}: {parameters[name].text.en}.",
                    f"{query} 需要参数 {name}：{parameters[name].text.zh}。",
                )
            )
        # Empty is not left out: a script whose variable is unset would get an answer to another question.
        if value is not None and not all(text.strip() for text in spellings(value) or ("",)):
            form = _FIXES.get(parameters[name].type, Text("Give a value.", "请给出取值。"))
            raise UsageError(
                Text(
                    f"{query}: parameter {name} is empty. {form.en} Or leave the parameter out.",
                    f"{query}：参数 {name} 为空。{form.zh}或不写该参数。",
                )
            )
    return {name: _given(query, parameters[name], value, resolve) for name, value in given.items() if value is not None}


def _given(query: str, parameter: Parameter, given: Value, resolve: Any) -> Given:
    values = parameter.values(given)
    if len(values) > 1 and not parameter.several:
        raise UsageError(
            Text(
                f"{query}: parameter {parameter.name} takes one value, not {len(values)}. Keep one.",
                f"{query}：参数 {parameter.name} 只取一个值，而给出了{len(values)}个。请只保留其一。",
            )
        )
    terms = tuple(_term(query, parameter, value, resolve) for value in values)
    return terms if parameter.several else terms[0]


def _term(query: str, parameter: Parameter, value: str, resolve: Any) -> Term:
    datatype = PARAMETER_TYPES[parameter.type]
    if datatype is None:
        return NamedNode(_iri(query, parameter, value, resolve))
    if not _is_lexical(parameter.type, value):
        raise UsageError(
            Text(
                f"{query}: parameter {parameter.name} must be of type {parameter.type}, not {typed(value)!r}. "
                f"{_FIXES[parameter.type].en}",
                f"{query}：参数 {parameter.name} 的类型须为 {parameter.type}，而不是“{typed(value)}”。"
                f"{_FIXES[parameter.type].zh}",
            )
        )
    return Literal(value, datatype=NamedNode(datatype))


def _iri(query: str, parameter: Parameter, value: str, resolve: Any) -> str:
    if re.match(r"https?://[^\s<>\"{}|^`\\]+$", value):
        return value
    if parameter.type == "code":
        # Without a graph a code's label cannot be told from a mistake.
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", value):
            raise UsageError(
                Text(
                    f"{query}: parameter {parameter.name} must be a code of the list {parameter.list}.",
                    f"{query}：参数 {parameter.name} 须为代码表 {parameter.list} 中的代码。",
                )
            )
        return f"{vocabulary.CODE}{parameter.list}/{value}"
    if parameter.type == "class":
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", value):
            raise UsageError(
                Text(
                    f"{query}: parameter {parameter.name} must be a class such as Agreement.",
                    f"{query}：参数 {parameter.name} 须为类，如 Agreement。",
                )
            )
        return vocabulary.PK + value
    if resolve is None:
        raise LookupFailed(
            Text(
                f"{query}: parameter {parameter.name} needs an IRI, not {typed(value)!r}.",
                f"{query}：参数 {parameter.name} 须为 IRI，而不是“{typed(value)}”。",
            )
        )
    return str(resolve(value, parameter.type))


def _is_lexical(kind: str, value: str) -> bool:
    if kind == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None
    pattern = _LEXICAL.get(kind)
    return pattern is None or pattern.fullmatch(value) is not None
