"""What a model is asked for, and whether its answer has that form.

The codes are those of the ontology. A model gives words of the text and codes, never offsets, numbers or dates: these
are read from its quotes by the same readers as everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.errors import SourceError
from kg.intake import schema
from kg.text import Text

INSTRUCTIONS = """\
You read an article, in Chinese or English, for a database of partnerships between regions (towns, counties, cities,
zones, countries) and institutions (companies, universities, hospitals and so on).
List every partnership that the text states: what two parties or more sign, build, run, set up or plan together, or what
one has from another place, such as an investment, a branch or aid. Leave out slogans, denials, visits, statistics, and
what a party does alone.
Every quote must be copied from the text character by character, and be as short as it can be without being unclear:
"quote" is the clause that states the record; "name" is the name of a party as it stands in the text; a figure's
"number" is its number with its unit and with any word that limits it (about, at least, 不少于).
Give each party the role that it has. Say in "stage" no more than the words warrant: what is intended is planned, not
signed or under construction. Give empty lists where the text says nothing."""

_TEXT = {"type": "string", "maxLength": 2000}


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, with the ontology's codes."""
    party = {"name": _TEXT, "role": _codes("role"), "kind": {"enum": ["region", *schema.codes("institution-kind")]}}
    figure = {"quote": _TEXT, "number": _TEXT, "measure": _codes("measure"), "is_target": {"type": "boolean"}}
    classes = next(field for field in schema.table_schema("partnerships")["fields"] if field["name"] == "class")
    partnership = {
        "quote": _TEXT,
        "class": {"enum": classes["constraints"]["enum"]},
        "agreement_kind": {"enum": ["", *schema.codes("agreement-kind")]},
        "sectors": _list(_codes("sector")),
        "parties": _list(_object(party)),
        "stage": _codes("stage"),
        "stage_quote": _TEXT,
        "figures": _list(_object(figure)),
    }
    return _object({"partnerships": _list(_object(partnership))})


def _codes(code_list: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(schema.codes(code_list))}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": 200}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def check_answer(value: Any, wanted: Mapping[str, Any], path: str = "answer") -> None:
    """See that an answer has the form that was asked for; servers do not all hold models to it.

    Args:
        value: the answer, or a part of it.
        wanted: its schema: of the words that ``answer_schema`` uses.
        path: where the part stands, for the message.

    Raises:
        SourceError: if it has not.
    """
    if "enum" in wanted:
        if value not in wanted["enum"]:
            shown = repr(value)[:60]
            raise _wrong(path, f"is {shown}, which is none of the codes", f"为 {shown}，不在代码之中")
        return
    if not isinstance(value, _KINDS[wanted["type"]]):
        raise _wrong(path, f"is no {wanted['type']}", f"不是 {wanted['type']}")
    for name, part in wanted.get("properties", {}).items():
        if name not in value:
            raise _wrong(f"{path}.{name}", "is missing", "缺少")
        check_answer(value[name], part, f"{path}.{name}")
    most = wanted.get("maxLength", wanted.get("maxItems"))
    if most is not None and len(value) > most:
        raise _wrong(path, f"has a length of {len(value)}; the most is {most}", f"长度为{len(value)}，最多为{most}")
    if "items" in wanted:
        for number, item in enumerate(value):
            check_answer(item, wanted["items"], f"{path}[{number}]")


_KINDS: Mapping[str, Any] = {"string": str, "array": list, "object": dict, "boolean": bool}


def _wrong(path: str, en: str, zh: str) -> SourceError:
    return SourceError(
        Text(
            f"The model's answer has not the form that was asked for: {path} {en}. Try again, or another model.",
            f"模型的回答不符合所要求的格式：{path} {zh}。请重试，或换用其他模型。",
        )
    )
