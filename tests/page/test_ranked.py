"""Which network the ranking view shows: that which keeps the most partnerships, with the sides apart if it can be."""

from __future__ import annotations

from kg.answers.records import Records, read_records
from kg.network.projection.requests import ProjectionRequest
from kg.page.ranked import REGIONS, foremost_sides, ranked_networks
from tests.page.synthetic import GraphMaker, iri


def _two_sides(across: int, within: int) -> Records:
    """So many partnerships of counties of West with counties of East, and so many within West."""
    make = GraphMaker()
    cities = {name: make.region(name, name.title(), name, "city") for name in ("west", "east")}
    counties = {
        name: [make.region(f"{name}-{n}", f"{name} {n}", f"{name}{n}", "county", [city]) for n in range(size)]
        for (name, city), size in zip(cities.items(), (3, 2), strict=True)
    }
    for n in range(across):
        make.partnership(f"a{n}", [counties["west"][n % 3], counties["east"][n % 2]], f"A{n}", f"甲{n}")
    for n in range(within):
        make.partnership(f"w{n}", [counties["west"][n % 3], counties["west"][(n + 1) % 3]], f"W{n}", f"乙{n}")
    return read_records(make.done())


def test_two_sides_are_those_that_more_than_half_of_all_join() -> None:
    west, east = (iri("region", name).value for name in ("west", "east"))
    # The side with more regions first: West has three.
    assert foremost_sides(_two_sides(5, 4)) == (west, east)
    assert foremost_sides(_two_sides(5, 5)) == ()
    assert foremost_sides(_two_sides(0, 3)) == ()


def test_what_keeps_most_is_shown_and_of_as_many_the_sides_apart() -> None:
    records = _two_sides(5, 2)
    asked: list[ProjectionRequest] = []

    def kept(counts: dict[str, int]) -> list[tuple[str, int | None]]:
        def count(request: ProjectionRequest) -> int:
            asked.append(request)
            return counts[str(request.parameters.get("side", "")).rpartition("/")[2]]

        return [(str(one.request.parameters.get("side", "")), one.kept) for one in ranked_networks(records, count)]

    west = iri("region", "west").value
    assert kept({"west": 5, "east": 5, "": 5})[0] == (west, 5)
    assert kept({"west": 5, "east": 6, "": 5})[0][1] == 6
    assert kept({"west": 5, "east": 5, "": 7})[0] == ("", 7)
    assert {request.parameters.get("otherLevel") for request in asked} == {"city", None}
    # Of data without two sides only one level is looked at.
    assert ranked_networks(_two_sides(0, 3), lambda _: 3)[0].request == REGIONS.request
