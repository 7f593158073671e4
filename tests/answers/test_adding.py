"""What may be added: weights, questions and the ledger against sets of parts, worked out one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers.reporting import figure, graph

# A figure is of some quarters of two years, some origins, sectors, kinds of capital and parts of the project.
PERIODS = {
    ("2016-01-01", "2016-12-31"): {0, 1, 2, 3},
    ("2017-01-01", "2017-03-31"): {4},
    ("2017-01-01", "2017-06-30"): {4, 5},
    ("2017-04-01", "2017-09-30"): {5, 6},
    ("2017-07-01", "2017-12-31"): {6, 7},
    ("2017-01-01", "2017-12-31"): {4, 5, 6, 7},
}
ORIGINS = {"city": {"district", "port", "rest"}, "district": {"district"}, "port": {"port"}}
SECTORS = {
    "": {"water", "roads", "health", "other"},
    "infrastructure": {"water", "roads"},
    "waterSupply": {"water"},
    "health": {"health"},
}
CAPITALS = {"": {"foreign", "domestic", "other"}, "foreign": {"foreign"}, "domestic": {"domestic"}}
ABOUT = {"whole": {"part", "rest"}, "part": {"part"}}

PLACES = """
id-region:city a pk:AdministrativeRegion ; skos:prefLabel "C"@en ; pk:level level:city .
id-region:town a pk:AdministrativeRegion ; skos:prefLabel "T"@en ; pk:level level:city .
id-region:district a pk:AdministrativeRegion ; skos:prefLabel "D"@en ; pk:parentRegion id-region:city .
id-region:port a pk:AdministrativeRegion ; skos:prefLabel "P"@en ; pk:parentRegion id-region:city .
id-source:s a pk:Source ; skos:prefLabel "S"@en ; pk:sha256 "00" .
"""
PROJECTS = "".join(
    f"""
id-partnership:{name} a pk:Project ; skos:prefLabel "{name}"@en ; {more}
  pk:participation id-participation:{name}-1, id-participation:{name}-2 .
id-participation:{name}-1 a pk:Participation ; pk:partnership id-partnership:{name} ; pk:party id-region:city .
id-participation:{name}-2 a pk:Participation ; pk:partnership id-partnership:{name} ; pk:party id-region:town .
"""
    for name, more in (("whole", ""), ("part", "pk:partOf id-partnership:whole ;"))
)


@dataclass(frozen=True)
class Said:
    """A figure as it is drawn; ``corrects`` says that a later source gave another value."""

    value: int
    about: str
    period: tuple[str, str]
    origin: str
    sector: str
    capital: str
    bound: str
    corrects: bool

    @property
    def kind(self) -> tuple[object, ...]:
        return self.about, self.period, self.origin, self.sector, self.capital

    @property
    def cells(self) -> frozenset[tuple[object, ...]]:
        """The smallest parts that it is of."""
        ways = (ABOUT[self.about], PERIODS[self.period], ORIGINS[self.origin], SECTORS[self.sector])
        return frozenset(product(*ways, CAPITALS[self.capital]))


FIGURES = st.lists(
    st.builds(
        Said,
        value=st.integers(1, 3),
        about=st.sampled_from(["whole", "whole", "part"]),
        period=st.sampled_from(sorted(PERIODS)),
        origin=st.sampled_from(sorted(ORIGINS)),
        sector=st.sampled_from(sorted(SECTORS)),
        capital=st.sampled_from(sorted(CAPITALS)),
        bound=st.sampled_from(["exact", "exact", "exact", "upTo"]),
        corrects=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def turtle_of(figures: list[Said]) -> str:
    """The figures as a graph; what one corrects was ten times as much."""
    return "".join(
        statement(f"f{number}", said, said.value)
        + (statement(f"f{number}-old", said, 10 * said.value, f"f{number}") if said.corrects else "")
        for number, said in enumerate(figures)
    )


def statement(name: str, said: Said, value: int, newer: str = "") -> str:
    more = f"pk:origin id-region:{said.origin} ; pk:destination id-region:town"
    more += f" ; pk:sector sector:{said.sector}" if said.sector else ""
    more += f" ; pk:capitalKind capital-kind:{said.capital}" if said.capital else ""
    more += f" ; pk:supersededBy id-observation:{newer}" if newer else ""
    return figure(
        name,
        # A limit that a figure beside it does not contradict.
        str(1000 if said.bound == "upTo" else value),
        said.bound,
        about=f"partnership:{said.about}",
        measure="capitalArrived",
        unit="CNY",
        period="/".join(said.period),
        more=more,
    )


def reference(figures: list[Said]) -> tuple[list[Said], list[Said]]:
    """Those that are added, and those that decide nothing, by the cells that they are of."""
    exact = {(said.kind, said.value): said for said in figures if said.bound == "exact"}.values()
    largest = [one for one in exact if not any(one.cells < other.cells for other in exact)]
    unclear = [one for one in largest if any(one is not other and one.cells & other.cells for other in largest)]
    return [one for one in largest if one not in unclear], unclear


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(FIGURES)
def test_weight_inflow_and_ledger_add_what_the_parts_say(figures: list[Said]) -> None:
    """All of them add what is counted cell by cell.

    * ``ask inflow`` leaves out the figures that decide nothing, and says how many; the rest is its total.
    * ``weight=amount`` leaves out a partnership with such a figure; its total is that of the others.
    * The ledger has a total for each kind (period, origin, sector and capital), never one over all. So it is compared
      for the kinds of the figures that are added: each total is their value, as no limit here contradicts them.
    """
    added, unclear = reference(figures)
    knowledge = graph(PLACES + PROJECTS + turtle_of(figures))

    inflow = knowledge.ask("inflow")
    assert sum(float(row["total"]) for row in inflow.records()) == sum(said.value for said in added)
    remarks = " ".join(remark.en for remark in inflow.left_out)
    assert (f"differing from it: {len(unclear)} (T)" in remarks) == bool(unclear)

    network = knowledge.project("region-region", weight="amount", currency="CNY", level="city")
    weighed = [said.value for said in added if said.about not in {other.about for other in unclear}]
    assert sum(weight for _, _, weight in network.edges(data="weight")) == sum(weighed)

    totals = knowledge.ledger("region/town").as_dict()["totals"]
    found = {kind_of(entry): entry["sum"] for entry in totals}
    for said in added:
        sum_ = found[(*said.period, said.origin, said.sector, said.capital)]
        assert (sum_["low"], sum_["high"]) == (str(said.value), str(said.value))


def test_what_a_region_reports_of_itself_holds_what_its_projects_bring_but_is_on_no_tie() -> None:
    flows = "pk:origin id-region:city ; pk:destination id-region:town"
    common = {"measure": "capitalArrived", "unit": "CNY", "more": flows}
    own = figure("own", "1000", about="region:town", **common)
    brought = figure("brought", "100", about="partnership:whole", period="2017-01-01/2017-06-30", **common)
    knowledge = graph(PLACES + PROJECTS + own + brought)
    inflow = knowledge.ask("inflow")
    assert [float(row["total"]) for row in inflow.records()] == [1000]
    (remark,) = inflow.left_out
    assert remark.en == "Figures that are in no sum: 1, inside a figure of the region that it goes to: 1 (T)."
    assert remark.zh == "未计入合计的数据：1 项，包含于其流向地区的数据：1项（T）。"
    network = knowledge.project("region-region", weight="amount", currency="CNY", level="city")
    assert [weight for _, _, weight in network.edges(data="weight")] == [100]


def kind_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """What the figures of a total have in common: period, origin, sector and kind of capital."""
    codes = [[entry["period"][end] for end in ("start", "end")]]
    codes += [[item["iri"].rpartition("/")[2] for item in entry[way]] or [""] for way in ("origin", "sectors")]
    return (*(code for each in codes for code in each), (entry["capital_kind"] or {}).get("code", ""))
