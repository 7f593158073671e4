"""What other languages call subdivisions: of regions of the first level, and of nothing that is looked up by it."""

from __future__ import annotations

import pytest

from kg.intake.registries import called_elsewhere, find, region
from kg.intake.registries.reading import catalogue
from tests.registries.registry_files import REGISTRIES, read
from tests.registries.write_names_elsewhere import tells_too_little


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
    # Moscow and the oblast around it; the provinces of the Red Sea of Egypt and of Sudan.
    assert {one.id for one in called_elsewhere("Moskau")} == {"ru-mos", "ru-mow"}
    assert {one.id for one in called_elsewhere("Mar Rojo")} == {"eg-ba", "sd-rs"}


@pytest.mark.parametrize(
    "name",
    [
        *("Norte", "Nord", "Occidentale", "Sud", "Sul", "Est", "Western", "Capital", "Wschodnia", "Zuid"),
        *("Prowincja Wschodnia", "Provincia del Noroeste", "District du Nord-Est", "Governatorato della Capitale"),
        *("XII", "IV-A", "Sol", "Bai", "Lea"),
    ],
)
def test_a_direction_a_number_or_a_short_word_is_no_name(name: str) -> None:
    assert called_elsewhere(name) == []


def test_no_name_says_only_a_direction_or_a_number() -> None:
    rows = read(REGISTRIES / "iso-3166" / "subdivisions.csv")
    assert [one for row in rows for one in row["names"].split(";") if tells_too_little(one)] == []
    assert not tells_too_little("nordirland")
    assert [one.id for one in called_elsewhere("Nordirland")] == ["gb-nir"]
