"""A network as bytes, for Gephi, spreadsheets and other programs.

The same network gives the same bytes: nothing in them tells the time or the version of a library.
Every format carries the IRIs of nodes and partnerships. What a format cannot hold is said here:

* XML (GraphML, GEXF) has no place for most control characters; each becomes U+FFFD, and
  every line end becomes a line feed.
* GraphML edges have no ``id``, as one partnership may be several edges; their key is in ``key``. Booleans are
  ``true`` and ``false``, as its schema has them.
* GEXF has no place for attributes of the graph itself, but for its name. A tie begins on the day of the
  first claim about its partnership (or of its stage, where there is no such day), and ends on the day on
  which the partnership ended; one that had ended and went on has a spell for each time. Ties without a day
  are there always, as nodes are.
* A tie has the term of its partnership as ``term_start`` and ``term_end``, and where that is carried out, as IRIs, as
  ``carried_out_in``, where it is said. GEXF's spells go by claims and not by terms: what is agreed to run until 2031
  may have ended before.
* Pajek has vertices, edges and one text an edge, which is the partnership's IRI; vertices are named by IRI.
  The other attributes come behind, as networkx writes and reads them. A text there is one line and holds
  neither a double quote nor a backslash: they become ” and ＼. ``clu`` is the partition of the same
  vertices by kind. It has no place for attributes of the graph itself. Other readers (igraph in R, Infomap)
  refuse the words of those attributes, or take them for names: ``pajek-plain`` has none of them.
* An edge has ``strength`` and ``distance``, as what is one to one measure is the other to the next.
  GEXF, GraphML and the tables for Gephi have a ``weight`` besides, equal to the strength: Gephi, igraph and
  NetworKit read it as one. networkx' shortest paths take it for a distance: give them ``weight="distance"``.
* Where ties have a direction, GraphML, GEXF, DOT and node-link JSON say so, Pajek has arcs, Gephi's tables have
  ``Directed``; in the other tables the source gives and the target receives.
* Parquet has the columns ``since`` and ``date`` as dates, unless one of them holds what is no day.
* In CSV a text that a spreadsheet would take for a formula is preceded by an apostrophe.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.entry_points import Register
from kg.errors import UsageError
from kg.extras import require
from kg.files import delimited_text, guarded
from kg.network.forms.graphs import DISTANCE, STRENGTH
from kg.network.measures.register import MEASURES, MeasureRow
from kg.results.numbers import rounded
from kg.text import Text, typed

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

# What XML 1.0 does not allow (§2.2), lone surrogates included.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

#: A source is where something is stated, never a node; Gephi's own tables keep the words that Gephi knows.
_ENDS = ("node", "node_label_en", "node_label_zh", "partner", "partner_label_en", "partner_label_zh")
_TIE = ("partnership", "label_en", "label_zh", "kind", "sector", "stage", "since", "date", "strength", "distance")
#: Columns of networks in which a partnership has ended, or had.
_ENDS_OF_TIES = ("ended", "interrupted")
#: Columns of networks in which it is said where a partnership is carried out, or from when to when it is to run.
_TERMS_OF_TIES = ("carried_out_in", "term_start", "term_end")
_NODE = ("label_en", "label_zh", "kind", "mode", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format that other programs read. A package adds one by an entry point ``kg.network_formats``.

    Attributes:
        name: what it is asked for by, such as ``gexf``.
        write: from a projection, or the simple graph made from one, to a file's content.
        text: what it is, in a few words.
        complete: whether it holds the nodes and the ties; what does not stands beside one that does.
        beside: the name of another one without which it is of little use, and which is written beside it.
    """

    name: str
    write: Callable[[Graph], bytes]
    text: Text
    complete: bool = True
    beside: str = ""


def export(graph: Graph, form: str) -> bytes:
    """A network in a format that other programs read.

    Args:
        graph: a projection, or the simple graph made from one.
        form: one of ``FORMATS``.

    Returns:
        the file's content.

    Raises:
        UsageError: if the format is unknown, or needs a package that is not installed.
        PluginError: if a package that adds formats cannot be used.
    """
    if form not in FORMATS:
        raise UsageError(
            Text(
                f"There is no network format {typed(form)!r}. Use one of: {', '.join(FORMATS)}.",
                f"没有网络格式“{typed(form)}”。请用其中之一：{', '.join(FORMATS)}。",
            )
        )
    return FORMATS[form].write(graph)


def graphml(graph: Graph) -> bytes:
    """GraphML, as networkx and Gephi read it; read keys back with ``force_multigraph=True``."""
    plain = _plain(graph, _xml_text)
    for _, _, data, key in _edges(plain):
        if key is not None:
            data["key"] = key
        if STRENGTH in data:
            data["weight"] = float(data[STRENGTH])
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(plain)
    booleans = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for datum in writer.xml.iter("data"):
        if datum.get("key") in booleans:
            datum.text = str(datum.text).lower()
    for edge in writer.xml.iter("edge"):
        edge.attrib.pop("id", None)
    return _written(writer)


def gexf(graph: Graph) -> bytes:
    """GEXF 1.2, as Gephi reads it; nodes and ties are labelled in English, both languages beside it."""
    plain = _plain(graph, _xml_text)
    plain.graph.setdefault("name", plain.graph.get("projection", ""))
    for _, _, data, _ in _edges(plain):
        if STRENGTH in data:
            data["weight"] = data[STRENGTH]
        if data.get("since") or data.get("date"):
            data |= _spells(data)
    for data in (*(data for _, data in plain.nodes(data=True)), *(data for _, _, data, _ in _edges(plain))):
        if "label_en" in data:
            data["label"] = data["label_en"]
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        meta[0].text = "kg"
    return _written(writer)


def _spells(data: Mapping[str, Any]) -> dict[str, Any]:
    """When a tie is there, as networkx has it: a start, with an end where it has ended, or several spells."""
    start, end = data.get("since") or data["date"], data.get("ended")
    gaps = [gap.split("/") for gap in str(data.get("interrupted") or "").split(";") if gap]
    if not gaps:
        return {"start": start, **({"end": end} if end else {})}
    starts, stops = [start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), end or None]
    return {"spells": list(zip(starts, stops, strict=True))}


def node_link(graph: Graph) -> bytes:
    """Node-link JSON, as ``networkx.node_link_graph`` and D3 read it."""
    data = nx.node_link_data(_measured_ties(graph), edges="edges")
    return (_SURROGATE.sub(_REPLACEMENT, json.dumps(data, ensure_ascii=False, indent=1)) + "\n").encode()


def edge_list(graph: Graph) -> bytes:
    """CSV, one row a tie; a simple graph's row has its number of partnerships and their IRIs instead."""
    columns = _tie_columns(graph)
    return csv_bytes([*_ENDS, *columns], _tie_rows(graph, columns))


def node_list(graph: Graph) -> bytes:
    """CSV, one row a node, with its names, kind, mode and place."""
    rows = ([str(node), *(data.get(column, "") for column in _NODE)] for node, data in graph.nodes(data=True))
    return csv_bytes(["node", *_NODE], rows)


def gephi_ties(graph: Graph) -> bytes:
    """CSV with the headers that Gephi's spreadsheet import knows, one row a tie; a name is the English one."""
    columns = [name for name in _tie_columns(graph) if name not in _GEPHI_KNOWS]
    kind = "Directed" if graph.is_directed() else "Undirected"
    rows = (
        [str(a), str(b), data.get(STRENGTH, 1.0), kind, data.get("label_en", ""), *_cells(data, columns)]
        for a, b, data, _ in _edges(_measured_ties(graph))
    )
    return csv_bytes(["Source", "Target", "Weight", "Type", "Label", *columns], rows)


def gephi_nodes(graph: Graph) -> bytes:
    """CSV with the headers that Gephi's spreadsheet import knows, one row a node; a name is the English one."""
    columns = [name for name in _NODE if name not in _GEPHI_KNOWS]
    rows = ([str(node), data.get("label_en", ""), *_cells(data, columns)] for node, data in graph.nodes(data=True))
    return csv_bytes(["Id", "Label", *columns], rows)


#: What has a column of Gephi's own in ``gephi_ties`` and ``gephi_nodes``.
_GEPHI_KNOWS = ("label_en", STRENGTH, DISTANCE)


def pajek(graph: Graph) -> bytes:
    """A Pajek network; vertices are in the graph's order, and an edge's value is its strength."""
    number = {node: index for index, node in enumerate(graph, 1)}
    lines = [f"*Vertices {len(number)}"]
    for node, data in graph.nodes(data=True):
        named = " ".join(f"{name} {_quoted(data[name])}" for name in _NODE[:4] if data.get(name))
        lines.append(f"{number[node]} {_quoted(node)} 0.0 0.0 ellipse {named}".rstrip())
    lines.append(_ties_heading(graph))
    for a, b, data, key in _edges(_measured_ties(graph)):
        told = data.get("partnership") or data.get("partnerships") or key or ""
        rest = "".join(f" {name} {_quoted(data[name])}" for name in _TIE[1:8] if data.get(name))
        lines.append(f"{number[a]} {number[b]} {data.get(STRENGTH, 1.0)} l {_quoted(_flat(told))}{rest}")
    return _SURROGATE.sub(_REPLACEMENT, "\n".join(lines) + "\n").encode()


def pajek_plain(graph: Graph) -> bytes:
    """A Pajek network of numbers, names and strengths alone, which every reader of the format takes."""
    number = {node: index for index, node in enumerate(graph, 1)}
    vertices = [f"{index} {_quoted(node)}" for node, index in number.items()]
    ties = [f"{number[a]} {number[b]} {data.get(STRENGTH, 1.0)}" for a, b, data, _ in _edges(_measured_ties(graph))]
    lines = [f"*Vertices {len(number)}", *vertices, _ties_heading(graph), *ties]
    return _SURROGATE.sub(_REPLACEMENT, "\n".join(lines) + "\n").encode()


def _ties_heading(graph: Graph) -> str:
    """What Pajek calls the ties: arcs where they have a direction."""
    return "*Arcs" if graph.is_directed() else "*Edges"


def graphviz(graph: Graph) -> bytes:
    """DOT, as Graphviz reads it, one edge a tie; nodes are named by IRI and labelled in English."""
    joint = "->" if graph.is_directed() else "--"
    lines = ["digraph {" if graph.is_directed() else "graph {"]
    for node, data in graph.nodes(data=True):
        told = "".join(f", {name}={_dot_text(data[name])}" for name in ("label_zh", "kind") if data.get(name))
        lines.append(f"  {_dot_text(node)} [label={_dot_text(data.get('label_en') or node)}{told}];")
    for a, b, data, key in _edges(_measured_ties(graph)):
        told = _flat(data.get("partnership") or data.get("partnerships") or key or "")
        # What lays a drawing out calls "weight" how near two should be, and wants a number of at most 32 bits.
        named = "".join(f", {name}={_dot_text(data[name])}" for name in _TIE[1:8] if data.get(name))
        about = f'partnership={_dot_text(told)}, {STRENGTH}="{data.get(STRENGTH, 1.0)}"{named}'
        lines.append(f"  {_dot_text(a)} {joint} {_dot_text(b)} [{about}];")
    return _SURROGATE.sub(_REPLACEMENT, "\n".join([*lines, "}"]) + "\n").encode()


def _dot_text(value: Any) -> str:
    """A text as DOT has it: one line in double quotes; a backslash would begin an escape of its own."""
    line = " ".join(_xml_text(str(value)).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{line}"'


def pajek_partition(graph: Graph) -> bytes:
    """A Pajek partition: the kind of each vertex of ``pajek``, as its number among the kinds by name."""
    kinds = [str(data.get("kind", "")) for _, data in graph.nodes(data=True)]
    number = {kind: index for index, kind in enumerate(sorted(set(kinds)), 1)}
    return "\n".join([f"*Vertices {len(kinds)}", *(str(number[kind]) for kind in kinds), ""]).encode()


def parquet(graph: Graph) -> bytes:
    """Parquet, one row a tie with the columns of ``edge_list``; the graph's attributes are the schema's metadata.

    Raises:
        UsageError: if pyarrow is not installed.
    """
    require("parquet")
    import pyarrow
    from pyarrow.parquet import write_table

    names = [*_ENDS, *_tie_columns(graph)]
    columns: list[list[Any]] = [list(column) for column in zip(*_tie_rows(graph, names[len(_ENDS) :]), strict=True)]
    clean = [
        [_cleaned(cell, lambda text: _SURROGATE.sub(_REPLACEMENT, text)) for cell in column] for column in columns
    ] or [[] for _ in names]
    types = dict(_ARROW)
    for index, name in enumerate(names):
        if name in _DAYS and (days := _as_days(clean[index])) is not None:
            clean[index], types[name] = days, "date32"
    fields = [pyarrow.field(name, types.get(name, "string")) for name in names]
    about = {str(name): str(_flat(value)) for name, value in sorted(graph.graph.items())}
    schema = pyarrow.schema(fields, {name: _SURROGATE.sub(_REPLACEMENT, value) for name, value in about.items()})
    out = io.BytesIO()
    write_table(pyarrow.table(clean, schema=schema), out)
    return out.getvalue()


_ARROW = {STRENGTH: "float64", DISTANCE: "float64", "count": "int64"}
_DAYS = ("since", "date", "ended", "term_start", "term_end")


def _as_days(column: Sequence[Any]) -> list[date | None] | None:
    """A column's days, ``None`` for an empty cell; no column at all if a cell holds something else."""
    try:
        return [date.fromisoformat(str(cell)) if cell else None for cell in column]
    except ValueError:
        return None


def _tie_columns(graph: Graph) -> tuple[str, ...]:
    if not graph.is_multigraph():
        return ("strength", "distance", "count", "partnerships")
    ends = [
        name for name in (*_ENDS_OF_TIES, *_TERMS_OF_TIES) if any(data.get(name) for _, _, data, _ in _edges(graph))
    ]
    return (*_TIE, *ends, *(["layer"] if "layered_by" in graph.graph else []))


def _tie_rows(graph: Graph, columns: Sequence[str]) -> Iterable[list[Any]]:
    return (
        [*_end(graph, a), *_end(graph, b), *_cells(data, columns)] for a, b, data, _ in _edges(_measured_ties(graph))
    )


def _cells(data: Mapping[str, Any], columns: Sequence[str]) -> list[Any]:
    return [_flat(data.get(column, _NOTHING.get(column, ""))) for column in columns]


#: What stands in a cell without a value, where that is not an empty text.
_NOTHING: dict[str, Any] = {STRENGTH: None, DISTANCE: None, "count": None}


def measures_csv(rows: Sequence[MeasureRow]) -> bytes:
    """CSV, one row a node; the header has the measures' names, values have six decimals at most."""
    names = list(rows[0].values) if rows else list(MEASURES)
    table = ([row.node, row.label.en, row.label.zh, *(rounded(row.values[name]) for name in names)] for row in rows)
    return csv_bytes(["node", "label_en", "label_zh", *names], table)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file in UTF-8 in which no cell is a formula; ``None`` is an empty cell.

    >>> print(csv_bytes(["name", "value"], [["=1+1", -2.5], ["a, b", None]]).decode(), end="")
    name,value
    '=1+1,-2.5
    "a, b",
    """
    text = delimited_text([_guarded(cell) for cell in row] for row in (header, *rows))
    return _SURROGATE.sub(_REPLACEMENT, text).encode()


def _own() -> Iterator[tuple[str, NetworkFormat]]:
    found = (
        NetworkFormat(
            "graphml", graphml, Text("GraphML, for Gephi, networkx and others", "GraphML，供 Gephi、networkx 等使用")
        ),
        NetworkFormat("gexf", gexf, Text("GEXF 1.2, for Gephi", "GEXF 1.2，供 Gephi 使用")),
        NetworkFormat(
            "json", node_link, Text("node-link JSON, for D3 and networkx", "节点—联系 JSON，供 D3、networkx 使用")
        ),
        NetworkFormat("csv", edge_list, Text("CSV, one row a tie", "CSV，每行一条联系")),
        NetworkFormat("pajek", pajek, Text("a Pajek network", "Pajek 网络")),
        NetworkFormat("dot", graphviz, Text("DOT, for Graphviz", "DOT，供 Graphviz 使用")),
        NetworkFormat("nodes-csv", node_list, Text("CSV, one row a node", "CSV，每行一个节点"), complete=False),
        NetworkFormat(
            "clu", pajek_partition, Text("a Pajek partition by kind", "Pajek 按类别划分的分区"), complete=False
        ),
        NetworkFormat("parquet", parquet, Text("Parquet, one row a tie", "Parquet，每行一条联系"), complete=False),
        NetworkFormat(
            "pajek-plain",
            pajek_plain,
            Text("a Pajek network of names and strengths alone", "仅含名称与强度的 Pajek 网络"),
            complete=False,
        ),
        NetworkFormat(
            "gephi-csv",
            gephi_ties,
            Text("CSV for Gephi, one row a tie", "供 Gephi 使用的 CSV，每行一条联系"),
            complete=False,
            beside="gephi-nodes-csv",
        ),
        NetworkFormat(
            "gephi-nodes-csv",
            gephi_nodes,
            Text("CSV for Gephi, one row a node", "供 Gephi 使用的 CSV，每行一个节点"),
            complete=False,
        ),
    )
    return ((__name__, item) for item in found)


#: The formats of a network, by name: those here first, then what packages add.
FORMATS: Register[NetworkFormat] = Register("network format", "kg.network_formats", NetworkFormat, _own)


def _guarded(cell: Any) -> Any:
    return guarded(cell) if isinstance(cell, str) else cell


def _end(graph: Graph, node: Any) -> tuple[str, str, str]:
    data = graph.nodes[node]
    return str(node), data.get("label_en", ""), data.get("label_zh", "")


def _edges(graph: Graph) -> Iterable[tuple[Any, Any, dict[str, Any], Any]]:
    """Ends, attributes and key (``None`` in a simple graph) of every edge."""
    if isinstance(graph, nx.MultiGraph):
        return ((a, b, data, key) for a, b, key, data in graph.edges(keys=True, data=True))
    return ((a, b, data, None) for a, b, data in graph.edges(data=True))


def _measured_ties(graph: Graph) -> Graph:
    """A copy of a multigraph whose ties have ``strength`` and ``distance`` for ``weight``; a simple graph as it is."""
    if not graph.is_multigraph():
        return graph
    copy = graph.copy()
    for _, _, data, _ in _edges(copy):
        data[STRENGTH] = float(data.pop("weight", 1.0))
        data[DISTANCE] = 1 / data[STRENGTH]
    return copy


def _plain(graph: Graph, clean: Callable[[str], str]) -> Graph:
    """A copy whose names and attributes are texts and numbers, with every text cleaned."""
    graph = _measured_ties(graph)
    copy = graph.__class__(**_attributes(graph.graph, clean))
    copy.add_nodes_from((_cleaned(node, clean), _attributes(data, clean)) for node, data in graph.nodes(data=True))
    for a, b, data, key in _edges(graph):
        keyed = {} if key is None else {"key": _cleaned(key, clean)}
        copy.add_edge(_cleaned(a, clean), _cleaned(b, clean), **keyed, **_attributes(data, clean))
    return copy


def _attributes(data: dict[str, Any], clean: Callable[[str], str]) -> dict[str, Any]:
    return {str(name): _cleaned(_flat(value), clean) for name, value in data.items() if value is not None}


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    return clean(value) if isinstance(value, str) else value


def _flat(value: Any) -> Any:
    """A value of one cell: lists joined by a semicolon, mappings as JSON."""
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def _xml_text(text: str) -> str:
    # Readers of XML turn every line end into a line feed (§2.11); done here, both formats hold the same.
    return _NOT_XML.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def _quoted(value: Any) -> str:
    """A text as Pajek has it: one line in double quotes, which knows no escapes."""
    line = " ".join(_xml_text(str(value)).split()).replace('"', "”").replace("\\", "＼")
    return f'"{line}"'


def _written(writer: Any) -> bytes:
    from xml.etree.ElementTree import tostring

    writer.indent(writer.xml)
    content: bytes = tostring(writer.xml, encoding="utf-8", xml_declaration=True)
    return content.rstrip() + b"\n"
