"""A still picture of what a page shows, as SVG: for notebooks that are not trusted, and wherever no script runs.

It stands where the page has it, in the page's colours, and is small: what many nodes share is said once, of a dense
network the lines are left out, and of a large one only the land, the strongest ties and parties without a place are
drawn. The same page gives the same picture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from xml.sax.saxutils import escape

from kg.page.layout import Layout
from kg.page.model import NOWHERE, Kind, PageModel
from kg.text import Text

#: The most characters of a picture: with it, what a cell shows of itself stays within its bounds.
MOST_CHARACTERS = 32_000
#: Above this many nodes only land, ties between lands and parties without a place are drawn, and so many of each.
MOST_NODES = 400
MOST_TIES = 120
MOST_DOTS = 600
#: The most characters of its title.
MOST_TITLE = 300
#: How wide the picture is, in pixels; what is written in it is of this size there.
WIDTH = 960
LETTERS = 12

#: The colours of the page's light theme (``template/js/theme.js``).
COLOURS = {
    Kind.REGION: "#1d3a5c",
    Kind.ZONE: "#00735a",
    Kind.INSTITUTION: "#0a6ebd",
    Kind.FUND: "#a23b86",
    Kind.PARTNERSHIP: "#c2470a",
    Kind.SECTOR: "#8a6100",
    Kind.PROGRAMME: "#b3246f",
    Kind.OTHER: "#5d646c",
}
#: What XML cannot hold: most control characters, halves of surrogate pairs, and two that are no characters.
_UNFIT = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_PAPER, _LAND, _SHORE, _INK, _LINE, _TIE = "#fbfbf8", "#e1e8f1", "#c9d4e2", "#15202b", "#8a6f5c", "#a5500f"
#: The outline of each kind about its middle, 9 units large: the shapes of ``template/js/shapes.js``, simplified.
_SHAPES = {
    Kind.REGION: "M11 0 5.5 9.5-5.5 9.5-11 0-5.5-9.5 5.5-9.5z",
    Kind.ZONE: "M-8-8H8V8H-8z",
    Kind.INSTITUTION: "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0",
    Kind.FUND: "M0-10 9.5 7-9.5 7z",
    Kind.PARTNERSHIP: "M0-10 10 0 0 10-10 0z",
    Kind.SECTOR: "M0-10 9.5-3 6 8-6 8-9.5-3z",
    Kind.PROGRAMME: "M-10-8H10L0 10z",
    Kind.OTHER: "M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3z",
}

#: Draws what is on the land; its last argument is how much of the drawing a pixel is.
_Way = Callable[[PageModel, Layout, float], list[str]]


def still(model: PageModel, layout: Layout, language: str = "both") -> str:
    """Draw the picture.

    Args:
        model: what is shown.
        layout: where it is.
        language: of the names in it: ``en``, ``zh`` or ``both``.

    Returns:
        one element ``svg`` of at most ``MOST_CHARACTERS``, which refers to nothing outside itself.
    """
    left, top, width, height = _extent(layout)
    unit = width / WIDTH
    every = len(model.islands)
    # Less and less, until it is small: fewer names, then no lines, then ties and dots instead of nodes on the largest
    # lands.
    ways: list[tuple[int, int, _Way]]
    if len(model.nodes) > MOST_NODES:
        ways = [(every, every, _brief), (30, every, _brief), (0, every, _brief)]
    else:
        ways = [(every, every, _full), (30, every, _full), (0, every, _full), (30, every, _nodes), (0, every, _nodes)]
    for names, lands, drawn in (*ways, (0, 300, _brief), (0, 60, _brief)):
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" width="{WIDTH}" '
            f'height="{round(height / unit)}" font-family="sans-serif" role="img">',
            f"<title>{escape(_short(_plain(model.title.in_language(language)), MOST_TITLE))}</title>",
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{_PAPER}"/>',
            *_lands(layout, lands),
            *drawn(model, layout, unit),
            *_names(model, layout, unit, language, names),
            "</svg>",
        ]
        picture = "".join(parts)
        if len(picture) <= MOST_CHARACTERS:
            break
    return picture


def _extent(layout: Layout) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is drawn, with a margin."""
    boxes = [(circle.x, circle.y, circle.r) for circle in layout.islands.values()]
    boxes += [(x, y, 12) for x, y in layout.nodes.values()]
    if not boxes:
        return 0, 0, WIDTH, WIDTH // 3
    left, top = min(x - r for x, _, r in boxes), min(y - r for _, y, r in boxes)
    right, bottom = max(x + r for x, _, r in boxes), max(y + r for _, y, r in boxes)
    margin = 40
    return left - margin, top - margin, right - left + 2 * margin, bottom - top + 3 * margin


def _lands(layout: Layout, most: int) -> list[str]:
    """The discs of regions, of very many the largest."""
    largest = sorted(layout.islands, key=lambda key: (-layout.islands[key].r, key))[:most]
    kept = set(largest)
    shown = [circle for key, circle in layout.islands.items() if key in kept]
    circles = [f'<circle cx="{one.x}" cy="{one.y}" r="{one.r}"/>' for one in shown]
    return [f'<g fill="{_LAND}" stroke="{_SHORE}">', *circles, "</g>"]


def _full(model: PageModel, layout: Layout, unit: float) -> list[str]:
    return [*_lines(model, layout), *_nodes(model, layout, unit)]


def _brief(model: PageModel, layout: Layout, unit: float) -> list[str]:
    return [*_arcs(model, layout, unit), *_dots(model, layout)]


def _lines(model: PageModel, layout: Layout) -> list[str]:
    """From each party to its partnerships, or between the nodes of a projection; one path for all of them."""
    ends = [(edge.party, edge.partnership) for edge in model.edges]
    ends += [(tie.first, tie.second) for tie in model.ties or ()]
    steps = "".join("M{} {}L{} {}".format(*layout.nodes[a], *layout.nodes[b]) for a, b in ends)
    return [f'<path d="{steps}" fill="none" stroke="{_LINE}" stroke-width="1.2" opacity=".6"/>'] if steps else []


def _nodes(model: PageModel, layout: Layout, _: float) -> list[str]:
    """Each kind in one path, in its colour."""
    found = []
    for kind in Kind:
        uses = [layout.nodes[node.key] for node in model.nodes if node.kind is kind]
        if uses:
            name = f"k{list(Kind).index(kind)}"
            found.append(f'<defs><path id="{name}" d="{_SHAPES[kind]}"/></defs><g fill="{COLOURS[kind]}">')
            found += [f'<use href="#{name}" x="{x}" y="{y}"/>' for x, y in uses]
            found.append("</g>")
    return found


def _dots(model: PageModel, layout: Layout) -> list[str]:
    """Parties without a place, each kind as one path of dots; no tie between lands would tell of these."""
    afloat = [node for node in model.nodes if node.island in ("", NOWHERE) and node.kind is not Kind.PARTNERSHIP]
    afloat = afloat[:MOST_DOTS]
    found = []
    for kind in Kind:
        steps = "".join("M{} {}h0".format(*layout.nodes[node.key]) for node in afloat if node.kind is kind)
        if steps:
            style = f'fill="none" stroke="{COLOURS[kind]}" stroke-width="16" stroke-linecap="round"'
            found.append(f'<path d="{steps}" {style}/>')
    return found


def _arcs(model: PageModel, layout: Layout, unit: float) -> list[str]:
    """The strongest ties between lands, the wider the more partnerships are behind them."""
    strength: Counter[tuple[str, str]] = Counter()
    for pairs in _joined(model):
        strength.update(pair for pair in pairs if pair[0] in layout.islands and pair[1] in layout.islands)
    strongest = sorted(strength.items(), key=lambda item: (-item[1], item[0]))[:MOST_TIES]
    most = strongest[0][1] if strongest else 1
    found = []
    for (first, second), number in reversed(strongest):
        a, b = layout.islands[first], layout.islands[second]
        wide = (1 + 6 * (number / most) ** 0.5) * unit
        found.append(f'<path d="M{a.x} {a.y}L{b.x} {b.y}" stroke-width="{wide:.1f}"/>')
    return [f'<g stroke="{_TIE}" opacity=".45">', *found, "</g>"]


def _joined(model: PageModel) -> Iterable[list[tuple[str, str]]]:
    """The pairs of lands that each partnership, or each tie, joins."""
    for key, parties in sorted(model.parties_of.items()):
        ends = [*parties] + ([key] if key in model.node else [])
        lands = sorted({model.node[end].island for end in ends if model.node[end].island})
        yield list(combinations(lands, 2))


def _names(model: PageModel, layout: Layout, unit: float, language: str, most: int) -> list[str]:
    """The names of lands, the largest first: below each, else above it, and left out where no room is left."""
    left, _, width, _ = _extent(layout)
    size = LETTERS * unit
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for island in sorted(model.islands, key=lambda one: (-layout.islands[one.key].r, one.key))[:most]:
        circle = layout.islands[island.key]
        rows = _rows(island.label, language)
        wide, high = max(map(_width, rows)) * size, 1.15 * size * len(rows)
        x = min(max(circle.x, left + wide / 2 + 4), left + width - wide / 2 - 4)
        for y in (circle.y + circle.r + 2 * unit, circle.y - circle.r - high - 2 * unit):
            box = (x - wide / 2, y, x + wide / 2, y + high)
            if not any(a < box[2] and b < box[3] and c > box[0] and d > box[1] for a, b, c, d in taken):
                taken.append(box)
                found += [
                    f'<text x="{x:.0f}" y="{y + (0.9 + 1.15 * row) * size:.0f}">{escape(text)}</text>'
                    for row, text in enumerate(rows)
                ]
                break
    style = f'font-size="{size:.1f}" text-anchor="middle" fill="{_INK}" stroke="{_PAPER}" stroke-width="{size / 4:.1f}"'
    return [f'<g {style} paint-order="stroke">', *found, "</g>"] if found else []


def _rows(label: Text, language: str) -> list[str]:
    """A name as lines, one a language."""
    names = [label.in_language(language)] if language != "both" else list(dict.fromkeys((label.en, label.zh)))
    return [_short(_plain(name)) for name in names if name] or [""]


def _width(text: str) -> float:
    """How wide a text is about, in heights of its letters: a Chinese character is as wide as it is high."""
    return sum(1.0 if ord(sign) > 0x2E7F else 0.58 for sign in text)


def _plain(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNFIT.sub("", text)


def _short(text: str, most: int = 28) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
