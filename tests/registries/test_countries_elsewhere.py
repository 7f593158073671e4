"""Names of countries in other languages: of countries that there are, and of nothing else."""

from __future__ import annotations

import pytest

from kg.intake.registries import cities, find, is_small
from kg.intake.registries.reading import catalogue, city_names
from kg.nearest import folded
from tests.registries.registry_files import REGISTRIES, read


@pytest.mark.parametrize(
    ("name", "country"),
    [
        *(
            ("Spanien", "es"),
            ("España", "es"),
            ("Frankreich", "fr"),
            ("Francia", "fr"),
            ("Polen", "pl"),
            ("Polska", "pl"),
        ),
        *(("Niemcy", "de"), ("Alemanha", "de"), ("Włochy", "it"), ("Ägypten", "eg"), ("Brasilien", "br")),
        *(
            ("Großbritannien", "gb"),
            ("Estados Unidos", "us"),
            ("Nederland", "nl"),
            ("Швеция", "se"),
            ("フランス", "fr"),
        ),
        *(("Hongkong", "cn-hong-kong"), ("Südkorea", "kr")),
    ],
)
def test_a_country_is_found_by_what_other_languages_call_it(name: str, country: str) -> None:
    assert [one.id for one in find(name)] == [country]


@pytest.mark.parametrize(("name", "countries"), [("Granada", []), ("Island", []), ("Maurice", []), ("Georgia", ["ge"])])
def test_what_something_else_is_called_is_no_such_name(name: str, countries: list[str]) -> None:
    assert folded(name) not in _names()
    assert [one.id for one in find(name) if one.level == "country"] == countries


def test_a_country_in_brackets_leaves_a_name_a_countrys_only_for_its_territories() -> None:
    """Lebanon, Peru and Cuba are towns in the country that is named."""
    assert [one.id for one in find("Puerto Rico (US)")] == ["pr"]
    for name in ("Lebanon (US)", "Peru (US)", "Cuba (Portugal)"):
        assert not [one.id for one in find(name) if one.level == "country"], name


def test_every_name_is_of_one_country_and_of_no_region_or_larger_town() -> None:
    names = _names()
    known = catalogue()
    assert len(names) == sum(len(row["names"].split(";")) for row in read(_PATH)), "a name of two countries"
    assert {known.regions[one].level for one in names.values()} <= {"country", "province"}
    assert not [name for name in names if name in known.named]
    larger = [name for name in names for one in city_names().get(name, ()) if not is_small(cities().regions[one])]
    assert not larger


_PATH = REGISTRIES / "iso-3166" / "countries.csv"


def _names() -> dict[str, str]:
    return {name: row["id"] for row in read(_PATH) for name in row["names"].split(";")}
