"""Answers of a SPARQL endpoint: in JSON beside each value its type stands; in CSV an address beside its label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.intake.anytable import AnyTable, Cell
from kg.intake.several import column_name

_VALUE, _TYPE = "_value", "_type"
#: What stands beside a value, as a mapping has it: its type, the type of a literal, its language.
_BESIDE = (_TYPE, "_datatype", "_xml_lang")
_TYPES = {"uri", "literal", "typed-literal", "bnode"}
#: Behind the variable of a thing, that of its name, as the label service of Wikidata calls it.
_LABEL = "Label"
_ADDRESS = re.compile(r"<?https?://")


@dataclass(frozen=True, slots=True)
class Answers:
    """The columns of a table that is the answer of an endpoint.

    Attributes:
        variables: the columns of values, each with its variable; none where the table is none.
        things: the columns of what things are called, each with that of their addresses; their own where they have no
            name.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)


def answers_in(table: AnyTable, cells: Mapping[str, Sequence[Cell]]) -> Answers:
    """What the columns of a table are, where it is the answer of an endpoint.

    Args:
        table: the table.
        cells: some of the cells of each column, by its name as a mapping has it.
    """
    names = [column_name(name) for name in table.names if name not in table.head]
    if flat := _flat(names, cells):
        return Answers({name: name for name in names if name not in flat.values()}, flat)
    variables = {name: name.removesuffix(_VALUE) for name in names if name.endswith(_VALUE)}
    known = {f"{one}{end}" for one in variables.values() for end in (_VALUE, *_BESIDE)}
    types = {one: {*cells.get(f"{one}{_TYPE}", ())} for one in variables.values()}
    if not variables or not {*names} <= known or not all(said and said <= _TYPES for said in types.values()):
        return Answers()
    addresses = {one for one, said in types.items() if said == {"uri"}}
    called = {one: f"{one}{_LABEL if f'{one}{_LABEL}' in types else ''}{_VALUE}" for one in addresses}
    things = {called[one]: name for name, one in variables.items() if one in addresses}
    left = {name for label, name in things.items() if label != name}
    return Answers({name: one for name, one in variables.items() if name not in left}, things)


def _flat(names: Sequence[str], cells: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """Of an answer in CSV the columns of names, each with that of the addresses: twinLabel, twin.

    Args:
        names: the columns.
        cells: some of the cells of each.
    """
    labels = {f"{name}{_LABEL}": name for name in names if f"{name}{_LABEL}" in names}
    said = {label: cells.get(name, ()) for label, name in labels.items()}
    return {
        label: labels[label]
        for label, some in said.items()
        if some and all(isinstance(one, str) and _ADDRESS.match(one) for one in some)
    }


def called_alike(table: AnyTable, answers: Answers) -> dict[str, list[str]]:
    """The names that several things have, by the column of names: of one name and country they would be one thing.

    Args:
        table: the table.
        answers: what its columns are.
    """
    names = [column_name(name) for name in table.names]
    found: dict[str, list[str]] = {}
    for label, address in answers.things.items():
        met: dict[Cell, set[Cell]] = {}
        for row in table.rows() if label != address else ():
            if row and row[names.index(label)]:
                met.setdefault(row[names.index(label)], set()).add(row[names.index(address)])
        if several := [str(name) for name, things in met.items() if len(things) > 1]:
            found[label] = several
    return found


def plain_name(variable: str) -> str:
    """What a variable is called by: that of a thing's name as the thing, and an item as nothing.

    >>> plain_name("twinLabel"), plain_name("itemLabel"), plain_name("start"), plain_name("twinCountryLabel")
    ('twin', 'name', 'start', 'twinCountry')
    """
    name = variable.removesuffix(_LABEL) or variable
    return "name" if name.lower() in ("item", "thing", "entity") else name
