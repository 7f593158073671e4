"""Drawings of the ontology: the n-ary pattern of a partnership, the same with a partnership of the data, the classes.

Each is one SVG. As a file of its own it stands on white; within a page it takes the page's colours and leads to the
page's terms.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from html import escape

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg import vocabulary
from kg.text import Text
from kg.vocabulary import PK
from notebooks.manual import fences
from tests.ontology.shape_cases import part

#: The colours are those of the page that a drawing stands in, or else these.
_STYLE = (
    '<style>.kgd{font:14px "DejaVu Sans","Noto Sans CJK SC",system-ui,sans-serif}'
    ".kgd text{fill:var(--ink,#1d2733)}.kgd .b{fill:var(--box,#f3f6fa);stroke:var(--edge,#52708f)}"
    ".kgd .c{fill:var(--code,#fdf6e7);stroke:var(--code-edge,#a98a3c)}"
    ".kgd .n{fill:var(--paper,#fff);stroke:var(--line,#6b7f93)}"
    ".kgd .l{stroke:var(--line,#6b7f93);fill:none}.kgd .d{stroke-dasharray:5 4}.kgd .h{fill:var(--line,#6b7f93)}"
    ".kgd .e{font-size:12px;fill:var(--faint,#44566a)}.kgd a:hover .b{stroke-width:2}</style>"
)
_DOMAIN = "partnership/science-city-fund-founding"


def label(term: str, language: str) -> str:
    """A term's label in a language; of one that is not the ontology's own its name with a prefix."""
    found = [value for value in part("modules").objects(URIRef(term), RDFS.label) if isinstance(value, Literal)]
    return {value.language: str(value) for value in found}.get(language) or short(term)


def short(iri: str) -> str:
    """An IRI with its usual prefix."""
    for prefix, name in sorted(vocabulary.PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(name):
            return f"{prefix}:{iri.removeprefix(name)}"
    return iri


def width_of(text: str) -> float:
    """How wide a text of 14 pixels is, about: a Chinese sign is as wide as it is high."""
    return sum(14.0 if unicodedata.east_asian_width(sign) in "WF" else 8.2 for sign in text)


def _languages(language: str) -> tuple[str, ...]:
    return ("en", "zh") if language == "both" else (language,)


class Drawing:
    """What is drawn, and where it leads to."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.inside = language == "both"
        self.parts: list[str] = []
        self.bottom = 0
        self.right = 0

    def texts(self, x: float, y: float, texts: dict[str, str], kind: str = "", anchor: str = "middle") -> None:
        """A text in each language below another; said once where it is the same in both."""
        lines = self.lines(texts)
        size = 16 if kind == "e" else 18
        top = y - size * (len(lines) - 1) / 2
        for at, (name, text) in enumerate(lines):
            said = f' lang="{name}"' if name and self.inside else ""
            styled = f' class="{kind}"' if kind else ""
            self.parts.append(
                f'<text x="{x:g}" y="{top + size * at:g}" text-anchor="{anchor}"{styled}{said}>{escape(text)}</text>'
            )
            start = {"middle": x - width_of(text) / 2, "start": x, "end": x - width_of(text)}[anchor]
            self.right = max(self.right, round(start + width_of(text)))
        self.bottom = max(self.bottom, round(top + size * (len(lines) - 1)) + 2)

    def lines(self, texts: dict[str, str]) -> list[tuple[str, str]]:
        """The lines of a text, each with its language; a text with line breaks has several."""
        chosen = {name: texts[name] for name in _languages(self.language)}
        if len(set(chosen.values())) == 1:
            chosen = {"": next(iter(chosen.values()))}
        return [(name, line) for name, text in chosen.items() for line in text.split("\n")]

    def box(self, x: float, y: float, width: float, texts: dict[str, str], term: str = "", kind: str = "b") -> None:
        """A box with a text, whose middle is at ``y``; the page's term that it leads to."""
        high = {1: 34, 2: 46}.get(number := len(self.lines(texts)), 12 + 18 * number)
        leads = self.inside and term.startswith(PK)
        if leads:
            self.parts.append(f'<a href="#{term.removeprefix(PK)}">')
        self.parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y - high / 2:g}" width="{width:g}" height="{high}" rx="5"/>'
        )
        self.texts(x + width / 2, y + 5, texts)
        if leads:
            self.parts.append("</a>")
        self.right, self.bottom = max(self.right, round(x + width)), max(self.bottom, round(y + high / 2))

    def line(self, way: str, dashed: bool = False, head: bool = True) -> None:
        """A line, with an arrow's head at its end."""
        arrow = ' marker-end="url(#kgd-a)"' if head else ""
        self.parts.append(f'<path class="l{" d" if dashed else ""}" d="{way}"{arrow}/>')

    def disc(self, x: float, y: float, radius: float, group: str = "") -> None:
        """A node, in the colour of its group, with the group's letter."""
        kind = {"": "h", "A": "b", "B": "c", "C": "n"}[group]
        self.parts.append(f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>')
        self.right, self.bottom = max(self.right, round(x + radius)), max(self.bottom, round(y + radius))
        if group:
            self.texts(x, y + 5, dict.fromkeys(("en", "zh"), group))

    def cell(self, x: float, y: float, width: float, height: float, filled: bool = True) -> None:
        """A cell of a row or of a matrix."""
        kind = "c" if filled else "n"
        self.parts.append(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>')
        self.right, self.bottom = max(self.right, round(x + width)), max(self.bottom, round(y + height))

    def mark(self, x: float, y: float, sign: str) -> None:
        """A sign between two boxes."""
        self.parts.append(f'<circle class="n" cx="{x:g}" cy="{y:g}" r="11"/>')
        self.texts(x, y + 5, dict.fromkeys(("en", "zh"), sign))

    def wide(self, text: Text) -> float:
        """How wide a text is in the drawing's language."""
        return max(width_of(text.in_language(language)) for language in _languages(self.language))

    def svg(self, title: str) -> str:
        """The drawing."""
        width, height = self.right + 12, self.bottom + 12
        role = f'role="group" aria-label="{escape(title)}"' if self.inside else 'role="img"'  # a picture has no links
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="kgd" viewBox="0 0 {width} {height}" width="{width}" height="{height}" {role}>'
        marker = (
            '<defs><marker id="kgd-a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
            '<path class="h" d="M0 0L8 4L0 8z"/></marker></defs>'
        )
        paper = "" if self.inside else f'<rect width="{width}" height="{height}" rx="6" fill="#fff"/>'
        return "".join([head, f"<title>{escape(title)}</title>", _STYLE, marker, paper, *self.parts, "</svg>"])


def _named(local: str) -> dict[str, str]:
    return {language: label(PK + local, language) for language in ("en", "zh")}


def pattern(language: str) -> str:
    """A partnership, its participations with party, role and place, its claims, and their evidence."""
    made = Drawing(language)
    high = 110 if made.inside else 86
    rows = [30 + high * at for at in range(3)]
    columns, wide = (12, 292, 572), 160

    def box(column: int, row: int, local: str, kind: str = "b") -> None:
        made.box(columns[column], rows[row], wide, _named(local), PK + local, kind)

    def across(column: int, row: int, local: str, texts: dict[str, str] | None = None, to: int = 1) -> None:
        x, end = columns[column] + wide, columns[column + to]
        made.line(f"M{x} {rows[row]}H{end}")
        made.texts((x + end) / 2, rows[row] - (14 if made.inside else 7), texts or _named(local), "e")

    def down(column: int, row: int, local: str, up: bool = False) -> None:
        half = 23 if made.inside else 17
        x, top, bottom = columns[column] + wide / 2, rows[row] + half, rows[row + 1] - half
        made.line(f"M{x} {bottom}V{top}" if up else f"M{x} {top}V{bottom}")
        made.texts(x + 8, (top + bottom) / 2 + 4, _named(local), "e", "start")

    for column, row, local in ((0, 1, "Claim"), (1, 1, "Partnership"), (2, 1, "Participation"), (2, 0, "Party")):
        box(column, row, local)
    box(0, 2, "Evidence")
    box(1, 2, "Source")
    box(2, 2, "role", "c")
    box(1, 0, "Sector", "c")
    box(0, 0, "Official")
    across(0, 1, "about")
    across(1, 1, "participation")
    across(0, 2, "", {"en": "oa:hasSource", "zh": "oa:hasSource"})
    down(2, 0, "party", up=True)
    down(2, 1, "role")
    down(0, 1, "evidence")
    down(1, 0, "sector", up=True)
    down(0, 0, "assertedBy", up=True)
    # What the rules derive: the short way from a partnership to who takes part.
    bend = columns[1] + wide - 24
    half = 23 if made.inside else 17
    made.line(f"M{bend} {rows[1] - half}L{columns[2]} {rows[0] + 6}", dashed=True)
    made.texts((bend + columns[2]) / 2 + 26, (rows[0] + rows[1]) / 2 + 8, _named("hasParty"), "e", "start")
    return made.svg(label(PK + "Partnership", "zh" if language == "zh" else "en"))


@cache
def data() -> ox.Store:
    """The bundled data, with what the ontology says of codes and terms."""
    store = ox.Store()
    store.load(path=str(fences.built() / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    for folder in ("modules", "codelists", "further-codes"):
        for path in sorted((fences.HERE.parents[1] / "ontology" / folder).glob("*.ttl")):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def _asked(query: str) -> list[dict[str, str]]:
    answer = data().query(query, prefixes=vocabulary.prefixes())
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in answer]


_NAMES = """OPTIONAL {{ ?{0} skos:prefLabel ?{0}En FILTER(LANG(?{0}En) = "en") }}
  OPTIONAL {{ ?{0} skos:prefLabel ?{0}Zh FILTER(LANG(?{0}Zh) = "zh") }}"""


def example(language: str) -> str:
    """The pattern with a partnership of the bundled data: three parties, each in its role, and what is claimed."""
    thing = f"<{vocabulary.DEFAULT_BASE}{_DOMAIN}>"
    (named,) = _asked(f"SELECT * WHERE {{ BIND({thing} AS ?it) {_NAMES.format('it')} }}")
    parties = _asked(
        f"""SELECT * WHERE {{ {thing} pk:participation ?part . ?part pk:party ?who ; pk:role ?role .
        {_NAMES.format("who")} {_NAMES.format("role")} }} ORDER BY ?part"""
    )
    claims = _asked(
        f"""SELECT * WHERE {{ ?claim a pk:StageClaim ; pk:about {thing} ; pk:stage ?stage ; pk:asOf ?day ;
        pk:evidence ?evidence . ?evidence oa:hasSource ?source ; oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
        {_NAMES.format("stage")} }} ORDER BY ?claim"""
    )

    def called(row: dict[str, str], name: str) -> dict[str, str]:
        iri = row[name].removeprefix(vocabulary.DEFAULT_BASE)
        return {"en": row[f"{name}En"] or iri, "zh": row[f"{name}Zh"] or iri}

    made = Drawing(language)
    step = 82 if made.inside else 60
    number = max(len(parties), len(claims))
    top = 64 if made.inside else 54
    middle = top + step * (number - 1) / 2
    half = 23 if made.inside else 17
    about = {name: _wrapped(text, 210) for name, text in called(named, "it").items()}
    party_wide = max(width_of(text) for row in parties for text in called(row, "who").values()) + 20
    claims_at, it_at, roles_at, parties_at = 12, 272, 554, 700
    for x, wide, local in (
        (claims_at, 200, "StageClaim"),
        (it_at, 220, "Partnership"),
        (roles_at, 106, "Participation"),
        (parties_at, party_wide, "Party"),
    ):
        made.texts(x + wide / 2, 18, _named(local), "e")
    for at, row in enumerate(claims):
        y = middle + 1.25 * step * (at - (len(claims) - 1) / 2)
        stage = called(row, "stage")
        said = {"en": f"{stage['en']}, {row['day']}", "zh": f"{stage['zh']}，{row['day']}"}
        said["en"] = _wrapped(said["en"], 190)
        made.box(claims_at, y, 200, said, PK + "StageClaim")
        place = f"{row['source'].rpartition('/')[2]}, {row['start']}–{row['end']}"
        below = 9 * len(made.lines(said)) + 22 if len(made.lines(said)) > 1 else half + 13
        made.texts(claims_at + 100, y + below, dict.fromkeys(("en", "zh"), place), "e")
        made.bottom = max(made.bottom, round(y + below + 4))
        made.line(f"M{claims_at + 200} {y}L{it_at} {middle}")
    made.box(it_at, middle, 220, about, PK + "Partnership")
    for at, row in enumerate(parties):
        y = middle + step * (at - (len(parties) - 1) / 2)
        made.line(f"M{it_at + 220} {middle}L{roles_at} {y}")
        made.box(roles_at, y, 106, called(row, "role"), PK + "Participation", "c")
        made.line(f"M{roles_at + 106} {y}H{parties_at}")
        made.box(parties_at, y, party_wide, called(row, "who"), PK + "Party")
    return made.svg(called(named, "it")["zh" if language == "zh" else "en"])


def _wrapped(text: str, most: float) -> str:
    """A text in lines of at most so many pixels; one of Chinese breaks between any two signs."""
    lines = [""]
    for word in text.split() if text.isascii() or " " in text else text:
        blank = " " if lines[-1] and " " in text else ""
        if width_of(lines[-1] + blank + word) > most:
            lines.append(word)
        else:
            lines[-1] += blank + word
    return "\n".join(lines)


def classes(language: str) -> str:
    """The ontology's own classes as an indented tree, in columns of about one height."""
    graph = part("modules")
    own = sorted(
        term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef) and term.startswith(PK)
    )
    above = {term: [parent for parent in graph.objects(term, RDFS.subClassOf) if parent in own] for term in own}
    below = {term: [child for child in own if term in above[child]] for term in own}

    def size(term: URIRef) -> int:
        return 1 + sum(map(size, below[term]))

    def called(term: URIRef) -> str:
        return " ".join(label(term, name) for name in _languages(language))

    made = Drawing(language)
    roots = sorted((term for term in own if not above[term]), key=lambda term: (-size(term), term))
    columns: list[list[URIRef]] = [[], []]
    for root in roots:
        min(columns, key=lambda column: sum(map(size, column))).append(root)
    left = 12.0
    for column in columns:
        place, widest = 28, 0.0

        def draw(term: URIRef, x: float, from_y: float) -> float:
            nonlocal place
            y, place = place, place + 42
            wide = width_of(called(term)) + 20
            if from_y:
                made.line(f"M{x - 20:g} {from_y:g}V{y}H{x:g}", head=False)
            texts = dict.fromkeys(("en", "zh"), called(term))
            made.box(x, y, wide, texts, term)
            return max([x + wide, *(draw(child, x + 36, y + 17) for child in below[term])])

        for root in column:
            widest = max(widest, draw(root, left, 0))
        left = widest + 48
    return made.svg("类" if language == "zh" else "Classes")
