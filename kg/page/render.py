"""One HTML file that opens offline: the template filled with the payload, scripts and styles inside it.

pyvis carries the network's nodes, edges and options and brings vis-network; the page around it is
ours. Its Content-Security-Policy allows this file's own scripts and style, by hash, and nothing else:
no request can leave the page, and no text of the data can run. vis-network stands in it packed.
"""

from __future__ import annotations

import base64
import json
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, StrictUndefined
from pyvis.network import Network
from rcssmin import cssmin
from rjsmin import jsmin

from kg.answers.ledger.matching import LedgerRow
from kg.answers.records import Records
from kg.errors import UsageError
from kg.garbage import collector_paused
from kg.page.layout import Layout, place
from kg.page.model import DataSet, Kind, PageModel, Ranking, make_model
from kg.page.offered import offered
from kg.page.payload import make_payload, to_script
from kg.page.projected import Projected
from kg.page.story import Story
from kg.source_text import policy_hash
from kg.text import Text, log

_LOG = logging.getLogger(__name__)

LANGUAGES = ("both", "en", "zh")

#: Stands on a page with the words of its sources, which are others' work.
HOLDS_PASSAGES = Text(
    "This file holds passages of its sources, for one's own use: do not pass it on.",
    "本文件含来源的原文片段，仅供本人使用，请勿转发。",
)

#: A payload of more characters stands in the page packed: unpacking takes the browser some hundredths of a second.
_LARGE = 2_500_000
#: How hard zlib tries: a library is packed once, and data at every build, where the last sixtieth costs as much again.
_LIBRARY_LEVEL, _DATA_LEVEL = 9, 6

#: The page's scripts, in the order in which they need one another; boot.js runs them all.
SCRIPTS = (
    "unpack.js",
    "data.js",
    "language.js",
    "dom.js",
    "glyph.js",
    "state.js",
    "theme.js",
    "filter.js",
    "lens.js",
    "scales.js",
    "placed.js",
    "scene.js",
    "detour.js",
    "arrange.js",
    "shapes.js",
    "belonging.js",
    "labels.js",
    "alike.js",
    "follow.js",
    "paint.js",
    "badges.js",
    "key.js",
    "hit.js",
    "chooser.js",
    "drawer.js",
    "card.js",
    "days.js",
    "views.js",
    "map.js",
    "inset.js",
    "matrix.js",
    "timeline.js",
    "flows.js",
    "story.js",
    "glide.js",
    "canvas.js",
    "digest.js",
    "evidence.js",
    "copy.js",
    "figures.js",
    "cite.js",
    "details.js",
    "legend.js",
    "facets.js",
    "years.js",
    "fold.js",
    "search.js",
    "tables.js",
    "list.js",
    "ranking.js",
    "export.js",
    "svg.js",
    "frame.js",
    "keyboard.js",
    "help.js",
    "coverage.js",
    "print.js",
    "address.js",
    "host.js",
    "library.js",
    "main.js",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's bytes, and what was drawn where, for other pictures of the same."""

    html: bytes
    model: PageModel
    layout: Layout


def draw_page(
    records: Records,
    title: Text | None = None,
    lang: str = "both",
    data_set: DataSet | None = None,
    rankings: tuple[Ranking, ...] = (),
    ledger: tuple[LedgerRow, ...] = (),
    projection: Projected | None = None,
    copies: Mapping[str, str] | None = None,
    not_added: Mapping[str, str] = MappingProxyType({}),
    story: Story | None = None,
) -> Drawn:
    """The page of a graph.

    Args:
        records: what the graph says.
        title: the heading; a general one if ``None``.
        lang: the language it opens in: ``both``, ``en`` or ``zh``.
        data_set: name, version and licence for the footer.
        rankings: tables for the ranking view, if the network was measured.
        ledger: how the targets stand, if that was worked out.
        projection: what is shown instead of everything; ``records`` are then its own.
        copies: texts of sources, by source, whose passages are to stand in the page; none if ``None``.
        not_added: why figures are in no sum, by IRI; those that are not there may be added.
        story: the views that the page leads through; none if ``None``.

    Returns:
        the HTML file in UTF-8, the same for the same records, and what is drawn in it where.

    Raises:
        UsageError: if the language is not one of the three.
        SourceError: if the story leads to what the page does not have.
    """
    if lang not in LANGUAGES:
        raise UsageError(
            Text(
                f"The page has no language {lang!r}. Use one of {', '.join(LANGUAGES)}.",
                f"页面没有语言“{lang}”。请用其中之一：{', '.join(LANGUAGES)}。",
            )
        )
    with collector_paused():
        model = make_model(records, title, data_set, rankings, ledger, projection, not_added, story)
        if copies:
            model = replace(model, remarks=(*model.remarks, HOLDS_PASSAGES))
        leads, left_out = model.story.fitted(offered(records, model)) if model.story else ({}, None)
        if left_out is not None:
            model = replace(model, remarks=(*model.remarks, left_out))
            log(_LOG, left_out)
        layout = place(model)
        payload = make_payload(records, model, layout, network_data(model, layout), copies)
        html = _fill(model, lang, to_script(payload), to_script(dict(leads))).encode("utf-8")
        return Drawn(html, model, layout)


def network_data(model: PageModel, layout: Layout) -> dict[str, Any]:
    """Nodes, edges and options, as pyvis carries them for vis-network."""
    net = Network(height="100%", width="100%", directed=True)
    # ``add_node`` and ``add_edge`` search all that is there already; the lists are what they fill.
    net.nodes = [_vis_node(node.key, node.kind, layout) for node in model.nodes]
    net.edges = [{"from": edge.party, "to": edge.partnership} for edge in model.edges]
    net.edges += [{"from": tie.first, "to": tie.second, "value": len(tie.partnerships)} for tie in model.ties or ()]
    net.toggle_physics(False)
    net.toggle_drag_nodes(False)
    net.options.edges.smooth.enabled = False
    options: dict[str, Any] = json.loads(net.options.to_json())
    options.pop("configure")
    # Edges are drawn and found by the page itself, which has them dashed, bundled and dimmed at no cost.
    options["edges"]["hidden"] = True
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": {**options, "physics": {"enabled": False}},
    }


def _vis_node(key: str, kind: Kind, layout: Layout) -> dict[str, Any]:
    x, y = layout.nodes[key]
    return {"id": key, "x": x, "y": y, "group": kind.value}


def _fill(model: PageModel, lang: str, data: str, story: str) -> str:
    """The template with everything in it."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    library, page, style = vis_network(), _page_script(), _page_style()
    return environment.from_string(_read("page.html")).render(
        title=model.title,
        lang=lang,
        html_lang="zh" if lang == "zh" else "en",
        script_hashes=" ".join(policy_hash(text) for text in (library, page)),
        style_hash=policy_hash(style),
        style=style,
        banner=_banner(library),
        library=_packed(library),
        page=page,
        data=data_as_it_stands(data),
        story=story,
        strings=to_script(json.loads(_read("strings.json")) | json.loads(_read("views.json"))),
    )


def _banner(library: str) -> str:
    """Whose the library is and under which licences, as its own first comment says."""
    banner, _, _ = library.partition("*/")
    return banner.lstrip("/* \n").replace("--", "- -").rstrip()


@cache
def _packed(library: str) -> str:
    """A script as zlib's stream in Base64, which is a third of it; the page unpacks it and runs it under its hash."""
    return _packed_text(library, _LIBRARY_LEVEL)


@cache
def vis_network() -> str:
    """The vis-network that pyvis brings, its licence banner kept, without the link to its source map."""
    path = resources.files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = path.read_text(encoding="utf-8")
    return text.split("\n//# sourceMappingURL=", 1)[0].replace("</script", "<\\/script") + "\n"


def data_as_it_stands(data: str) -> str:
    """The payload as it stands in the page: what is large is packed, as most of it repeats.

    >>> data_of(data_as_it_stands("{}")), data_of(_packed_text("{}", 6))
    ('{}', '{}')
    """
    return data if len(data) <= _LARGE else _packed_text(data, _DATA_LEVEL)


def data_of(text: str) -> str:
    """The payload of which that is what stands in a page: the inverse of ``data_as_it_stands``."""
    return text if text.startswith("{") else zlib.decompress(base64.b64decode(text)).decode("utf-8")


def _packed_text(text: str, level: int) -> str:
    return base64.b64encode(zlib.compress(text.encode("utf-8"), level)).decode("ascii")


@cache
def _page_script() -> str:
    text = "".join(_read("js", name) for name in SCRIPTS)
    page = "function runPage(PAGE_DATA) {\n" + str(jsmin(text)) + "\n}\n"
    return '(function () {\n"use strict";\n' + page + str(jsmin(_read("js", "boot.js"))) + "\n})();\n"


@cache
def _page_style() -> str:
    return str(cssmin(_read("page.css") + _read("views.css")))


@cache
def _read(*names: str) -> str:
    return resources.files("kg.page").joinpath("template", *names).read_text(encoding="utf-8")
