"""What other languages call subdivisions: of regions of the first level, and of nothing that is looked up by it."""

from __future__ import annotations

from kg.intake.registries import called_elsewhere, find, region
from kg.intake.registries.reading import catalogue, named_elsewhere
from tests.registries.registry_files import REGISTRIES, read


def test_every_name_is_of_a_region_of_the_first_level_and_no_name_of_the_registries() -> None:
    rows = read(REGISTRIES / "iso-3166" / "subdivisions.csv")
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    for row in rows:
        (parent,) = region(row["id"]).parents[:1]
        assert region(parent).level == "country", row
        names = row["names"].split(";")
        assert names == sorted(set(names)), row
        for name in names:
            assert row["id"] not in catalogue().named.get(name, ()), (row["id"], name)


def test_such_names_are_proposed_and_not_found() -> None:
    assert [one.id for one in called_elsewhere("Toskana")] == ["it-52"]
    assert find("Toskana") == []
    assert called_elsewhere("Pays de Nulle Part") == []


def test_a_name_of_two_regions_gives_both() -> None:
    several = next(name for name, ids in named_elsewhere().items() if len(ids) > 1)
    assert len(called_elsewhere(several)) == len(named_elsewhere()[several])
