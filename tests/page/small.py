"""A small network whose numbers can be counted by hand, with two sources; for tests of the panel.

partnership   parties                class        stage       years        sector      sources
metro         North, South           Project      operating   2012, 2015   transport   gazette, herald
clinic        Clinic (North), South  Service      signed      2015         health      gazette
fund          Fund (South), East     Agreement    planned     2017         finance     herald
school        North, East            Agreement    signed      2017         education   gazette
talks         South, East            Partnership  -           -            finance     (none)
"""

from __future__ import annotations

from kg.answers.ledger.matching import ledger_rows, natures
from kg.answers.records import read_records
from kg.graph.store import TripleStore
from kg.page.model import Ranking
from kg.text import Text
from kg.vocabulary import PK, SKOS
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, iri

DEALS = ("clinic", "fund", "metro", "school", "talks")


def small_graph() -> GraphMaker:
    """The network of the table above."""
    make = GraphMaker()
    gazette = make.source(
        "gazette", "The Gazette", "公报", "https://example.org/g?a=1&b=2", ("Gazette House", "公报社")
    )
    herald = make.source(
        "herald", "The Herald", "先驱报", "javascript:document.title='ran'", ("Herald House", "先驱社")
    )
    north = make.region("north", "North Café", "北区", at=(30.0, 120.0))
    south = make.region("south", "South", "南区", at=(28.0, 121.0))
    east = make.region("east", "East", "东区", at=(29.0, 123.0))
    make.names(north, "Běiqū Nán", "", SKOS + "altLabel")
    clinic = make.institution("clinic", "Clinic", "诊所", "hospital", [north])
    fund = make.institution("money", "Money", "钱庄", "fund", [south])
    metro = make.partnership("metro", [north, south], "Metro", "地铁", "Project", ["transport"], (gazette, 10, 20))
    make.stage(metro, "signed", "2012-03-01", (gazette, 10, 20), current=False)
    make.stage(metro, "operating", "2015-04-01", (herald, 5, 9))
    done = make.figure("cost-done", metro, "1600000", "Achievement", (gazette, 30, 40), origin=north, destination=south)
    make.figure("cost-plan", metro, "1500000", "Target", (gazette, 50, 60), targetFor=done)
    ward = make.partnership("clinic", [clinic, south], "Ward", "病房", "Service", ["health"], (gazette, 70, 80))
    make.stage(ward, "signed", "2015-05-01", (gazette, 70, 80))
    pool = make.partnership("fund", [fund, east], "Pool", "资金池", "Agreement", ["finance"], (herald, 90, 99))
    make.stage(pool, "planned", "2017-06-01", (herald, 90, 99))
    school = make.partnership(
        "school", [north, east], "School", "学校合作", "Agreement", ["education"], (gazette, 1, 2)
    )
    make.stage(school, "signed", "2017-07-01", (gazette, 1, 2))
    talks = make.partnership("talks", [south, east], "Talks", "会谈", "Partnership", ["finance"])
    make.names(talks, "Or it is a visit", "也可能是访问", PK + "ambiguity")
    make.statement("aim", north, "To be joined by rail", "将通铁路")
    return make


def small_page(store: TripleStore | None = None, lang: str = "both") -> bytes:
    """Its page, with the ledger and a ranking."""
    store = store or small_graph().done()
    records = read_records(store)
    ranking = Ranking(
        Text("Regions tied", "地区联系"),
        (Text("Degree", "度"), Text("Community", "社群")),
        tuple((iri("region", name).value, cells) for name, cells in _RANKED),
        Text("Counted by hand", "手工计算"),
        (("1-3", ""), ("1-2", ""), ("2-3", "")),
    )
    rows = ledger_rows(records, list(records.figures.values()), natures(store))
    return render_page(records, Text("Small", "小网络"), lang, rankings=(ranking,), ledger=tuple(rows))


_RANKED = (("south", ("4", "1")), ("north", ("3", "1")), ("east", ("3", "2")))
