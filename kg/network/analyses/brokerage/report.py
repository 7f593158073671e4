"""Brokerage roles as a table of results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.network.analyses.brokerage.roles import ROLES, Brokerage, Roles, brokerage
from kg.network.forms.labels import GROUP, NODE, group_record, grouping_remarks, named
from kg.results.numbers import rounded
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph
    from kg.network.forms.partition import Grouping

_ROLE_NAMES = {
    "coordinator": Text("Coordinator A-A-A", "协调人 A-A-A"),
    "itinerant": Text("Itinerant A-B-A", "顾问 A-B-A"),
    "representative": Text("Representative A-A-B", "代表人 A-A-B"),
    "gatekeeper": Text("Gatekeeper A-B-B", "守门人 A-B-B"),
    "liaison": Text("Liaison A-B-C", "联络人 A-B-C"),
    "total": Text("Total", "合计"),
}


def brokerage_report(graph: Graph, grouping: Grouping) -> Report:
    """Roles of every node, those who broker most first; ``about`` has the groups and the whole network."""
    found = brokerage(graph, grouping.groups)
    ranked = sorted(found.brokers, key=lambda broker: -broker.roles.count["total"])
    rows = tuple(
        (
            named(graph.nodes, broker.node),
            Named(broker.group, grouping.label(broker.group)),
            *(part[role] for role in ROLES for part in _parts(broker.roles).values()),
        )
        for broker in ranked
    )
    about = {
        "density": rounded(found.density),
        "network": {
            name: {role: rounded(value) for role, value in part.items()} for name, part in _parts(found.network).items()
        },
        "groups": [
            {**group_record(grouping, group.group), "size": group.size, "count": dict(group.count)}
            for group in found.groups
        ],
    }
    columns = (NODE, GROUP, *(column for role in ROLES for column in _role_columns(role)))
    return Report(columns, rows, (*grouping_remarks(graph.nodes, grouping), *_brokerage_remarks(found)), about, found)


def _role_columns(role: str) -> Iterable[Column]:
    name = _ROLE_NAMES[role]
    # The pattern alone, as a terminal shows z beside the count and has no room for more.
    pattern = Text(name.en.rpartition(" ")[2], name.zh.rpartition(" ")[2])
    yield Column(role, name)
    yield Column(f"{role}_expected", Text(f"{name.en}, expected", f"{name.zh}（期望值）"), brief=False)
    yield Column(f"{role}_sd", Text(f"{name.en}, standard deviation", f"{name.zh}（标准差）"), brief=False)
    yield Column(f"{role}_z", Text(f"z {pattern.en}", f"z 值 {pattern.zh}"))


def _parts(roles: Roles) -> dict[str, Mapping[str, float | None]]:
    return {"count": roles.count, "expected": roles.expected, "sd": roles.sd, "z": roles.z}


def _brokerage_remarks(found: Brokerage) -> list[Text]:
    told = []
    if len(found.groups) == 1:
        told.append(
            Text(
                "All nodes are in one group: whoever brokers is a coordinator.",
                "所有节点同属一组：居间者都是协调人。",
            )
        )
    if not found.directed and found.brokers:
        told.append(
            Text(
                "Ties have no direction, so every pair counts both ways, and representative equals gatekeeper. z is "
                "that of R sna, which takes the two ways for independent: except for these two roles it is too "
                "large by a factor of about 1.4.",
                "联系没有方向，每对节点按两个方向各计一次，代表人与守门人相等。z 值与 R 软件包 sna 一致，"
                "该算法视两个方向为相互独立：除上述两种角色外，z 值约偏大至 1.4 倍。",
            )
        )
    return told
