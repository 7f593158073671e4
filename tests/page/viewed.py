"""A network for the views, small enough to be counted by hand.

source   came out      says
early    2014-01-15    Metro is signed (2012-03-01); Canal
late     2018-02-01    Metro operates (2016-06-30); Park is planned (2017-05-01)

partnership   parties        sector      stages
metro         North, South   transport   signed 2012-03-01 (early), operating 2016-06-30 (late)
park          South, East    finance     planned 2017-05-01 (late)
canal         North, East    transport   -

North lies at 30 N 120 E, South at 28 N 121 E; East has no coordinates. Figures of money from North to South about the
Metro, in yuan: 100.5 and 200.25, which may be added; 50, which lies inside another one; a target of at least 400.
"""

from __future__ import annotations

from pathlib import Path

from kg.answers.records import read_records
from kg.page.story import read_story
from kg.text import Text
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, iri

#: Why figures are in no sum, as the page is told.
APART = {iri("observation", "part").value: "inside", iri("observation", "plan").value: "limit"}


def viewed_graph() -> GraphMaker:
    """The network of the table above."""
    make = GraphMaker()
    early = make.source("early", "Early", "早报", issued="2014-01-15")
    late = make.source("late", "Late", "晚报", issued="2018-02-01")
    north = make.region("north", "North", "北区", at=(30.0, 120.0))
    south = make.region("south", "South", "南区", at=(28.0, 121.0))
    east = make.region("east", "East", "东区")
    metro = make.partnership("metro", [north, south], "Metro", "地铁", "Project", ["transport"], (early, 1, 9))
    make.stage(metro, "signed", "2012-03-01", (early, 1, 9), current=False)
    make.stage(metro, "operating", "2016-06-30", (late, 1, 9))
    park = make.partnership("park", [south, east], "Park", "园区", "Agreement", ["finance"], (late, 10, 19))
    make.stage(park, "planned", "2017-05-01", (late, 10, 19))
    make.partnership("canal", [north, east], "Canal", "运河", "Project", ["transport"], (early, 20, 29))
    for name, value, kind in (
        ("first", "100.5", "Achievement"),
        ("second", "200.25", "Achievement"),
        ("part", "50", "Achievement"),
        ("plan", "400", "Target"),
    ):
        make.figure(name, metro, value, kind, (late, 30, 39), origin=north, destination=south)
    return make


def viewed_page(lang: str = "en", story: Path | None = None) -> bytes:
    """Its page."""
    records = read_records(viewed_graph().done())
    told = read_story(story) if story else None
    return render_page(records, Text("Viewed", "视图"), lang, not_added=APART, story=told)
