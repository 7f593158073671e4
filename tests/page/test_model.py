"""What is shown, and on which island."""

from __future__ import annotations

from kg.answers.records import Code, Records, read_records
from kg.page.model import NOWHERE, Kind, PageModel, Phase, make_model, phase_of, short_keys
from kg.text import Text
from tests.page.synthetic import GraphMaker


def _model(make: GraphMaker) -> PageModel:
    return make_model(read_records(make.done()))


def _jiaxing() -> PageModel:
    make = GraphMaker()
    country = make.region("cn", "China", "中国", "country")
    zhejiang = make.region("zj", "Zhejiang", "浙江", "province", [country])
    jiaxing = make.region("jx", "Jiaxing", "嘉兴", "city", [zhejiang])
    haiyan = make.region("hy", "Haiyan", "海盐", "county", [jiaxing])
    town = make.region("town", "A town", "某镇", "town", [haiyan])
    zone = make.region("zone", "A zone", "某园区", "county", [haiyan], cls="Zone")
    make.region("unused", "Unused", "未用", "county", [jiaxing])
    shanghai = make.region("sh", "Shanghai", "上海", "municipality", [country])
    college = make.institution("college", "College", "学院", "university", [shanghai])
    fund = make.institution("fund", "Fund", "基金", "fund", [town])
    lost = make.institution("lost", "Lost", "无处", "company")
    deal = make.partnership("deal", [town, college], "Deal", "协议")
    make.stage(deal, "trialOperation", "2017-06-01")
    make.partnership("other", [zone, shanghai, fund, lost], "Other", "其他")
    return _model(make)


def test_towns_zones_and_their_institutions_lie_on_the_island_of_their_county() -> None:
    model = _jiaxing()
    island = next(island for island in model.islands if island.key == "region/hy")
    assert island.members == ("institution/fund", "region/town", "region/zone")
    assert island.group == "region/jx"


def test_an_island_has_its_region_on_it_even_where_nothing_is_said_of_that() -> None:
    assert _jiaxing().node["region/hy"].island == "region/hy"


def test_regions_that_matter_to_nothing_are_not_shown() -> None:
    model = _jiaxing()
    assert {"region/unused", "region/cn", "region/zj"}.isdisjoint(model.node)


def test_an_institution_without_a_place_stands_apart() -> None:
    assert _jiaxing().node["institution/lost"].island == NOWHERE
    assert _jiaxing().islands[-1].label == Text("Place not stated", "未载明地点")


def test_kinds_and_phases() -> None:
    node = _jiaxing().node
    assert node["region/zone"].kind is Kind.ZONE
    assert node["institution/fund"].kind is Kind.FUND
    assert node["institution/college"].kind is Kind.INSTITUTION
    assert node["partnership/deal"].phase is Phase.BUILDING
    assert node["partnership/other"].phase is Phase.UNKNOWN


def test_a_circle_of_regions_ends() -> None:
    make = GraphMaker()
    first = make.region("a", "A", "甲", "city")
    second = make.region("b", "B", "乙", "city", [first])
    make.add(first, "https://w3id.org/partnership-kg/ont#parentRegion", second)
    make.partnership("p", [first, second])
    assert {island.key for island in _model(make).islands} == {"region/a", "region/b"}


def test_keys_are_short_unless_two_things_would_share_one() -> None:
    keys = short_keys(["https://one.org/id/region/a", "https://two.org/id/region/a", "https://one.org/id/region/b"])
    assert keys["https://one.org/id/region/b"] == "region/b"
    assert keys["https://one.org/id/region/a"] == "https://one.org/id/region/a"


def test_an_empty_graph_has_an_empty_model() -> None:
    model = _model(GraphMaker())
    assert model.nodes == model.edges == model.islands == ()


def test_every_partnership_and_institution_is_shown(records: Records) -> None:
    model = make_model(records)
    shown = {node.iri for node in model.nodes}
    assert set(records.partnerships) <= shown
    assert {iri for iri, party in records.parties.items() if not party.is_region} <= shown


def test_a_stage_of_ones_own_is_drawn_as_the_ontology_says() -> None:
    assert phase_of(Code("x", "paused", Text("paused", "中止"), 85, halted=True, phase="ended")) is Phase.ENDED
    assert phase_of(Code("x", "adrift", Text("adrift", "漂流"), 5, phase="drifting")) is Phase.UNKNOWN
    assert phase_of(None) is Phase.UNKNOWN
