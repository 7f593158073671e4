"""Countries as the great publishers of tables spell them, and things by the names that a mapping made of them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.support import Outcome

#: By the World Bank, the United Nations, ISO, the IMF and Eurostat, each with the id that is meant; empty if asked.
PUBLISHED = Path(__file__).parents[1] / "registries" / "published.csv"
Run = Callable[..., Outcome]


def drafted(run: Run, folder: Path, text: str) -> Outcome:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "-o", "m.rq").code == 0
    done = run("map", "t.csv", "m.rq", "-o", "g.nq")
    assert done.code == 0, done.err
    return done


def table(*countries: str) -> str:
    head = "id,title,partner a,partner a country,partner b,partner b country\n"
    rows = (f'{n},Net {n},Nord University {n},"{land}",Oakby College,Peru\n' for n, land in enumerate(countries, 1))
    return head + "".join(rows)


def test_countries_are_those_of_the_registries_however_publishers_spell_them(run: Run, tmp_path: Path) -> None:
    names = list(csv.DictReader(PUBLISHED.open(encoding="utf-8", newline="")))
    assert len(names) > 180
    (tmp_path / "t.csv").write_text(
        "".join(f'"{one["name"]}"\n' for one in ({"name": "name"}, *names)), encoding="utf-8"
    )
    (tmp_path / "m.rq").write_text(
        "#: title: {en: M, zh: M}\n#: question: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?r a pk:Region ; skos:prefLabel ?name ; pk:code ?id } WHERE { ?row row:name ?name "
        'BIND(fn:id("region", STR(fn:row())) AS ?r) BIND(COALESCE(fn:registered(?name, "id", "country"), '
        'fn:registered(?name, "id")) AS ?id) }\n',
        encoding="utf-8",
    )
    assert run("map", "t.csv", "m.rq", "-o", "g.nq").code == 0
    told = "SELECT ?n ?id { ?r skos:prefLabel ?n OPTIONAL { ?r pk:code ?id } }"
    found = {str(n): str(one or "") for n, one in kg.open(tmp_path / "g.nq").query(told)}
    assert {one["name"]: found[one["name"]] for one in names} == {one["name"]: one["id"] for one in names}


def test_a_country_that_no_registry_has_is_named_with_its_row(run: Run, tmp_path: Path) -> None:
    done = drafted(run, tmp_path, table("EL", "Kosovo*", "Korea, Rep.", "Atlantia", "Scotland", "Ghana"))
    said = " ".join(done.err.split())
    assert (
        "t.csv, row 5, field partner a country No registry has a country of the name, so that it joins with no other "
        "data: 'Atlantia' (row 5); 'Scotland' (row 6, there is gb-sct). Spell it as" in said
    )
    regions = "SELECT ?r { ?r a pk:AdministrativeRegion }"
    ids = {str(row[0]).partition("/region/")[2] for row in kg.open(tmp_path / "g.nq").query(regions)}
    assert ids == {"gr", "nuts-xk", "kr", "Atlantia", "Scotland", "gh", "pe"}

    chinese = " ".join(run("map", "t.csv", "m.rq", "-o", "z.nq", "--lang", "zh").err.split())
    assert (
        "名录中没有此名的国家，无法与其他数据相连：“Atlantia”（第5行）；“Scotland”（第6行，另有 gb-sct）。" in chinese
    )


@pytest.mark.parametrize("text", ["N/A", "EU", "European Union", "various", "不详", "–"])
def test_what_is_no_country_makes_none_and_is_told(text: str, run: Run, tmp_path: Path) -> None:
    done = drafted(run, tmp_path, table("Ghana", "Kenya", text))
    said = " ".join(done.err.split())
    assert (
        f"1 text stands where a country is named and is none, so that no country is said there: '{text}' (row 4)"
        in said
    )
    assert "No registry has a country" not in said
    seats = "SELECT ?n ?place { ?i a pk:Institution ; skos:prefLabel ?n OPTIONAL { ?i pk:locatedIn ?place } }"
    found = {str(n): str(place or "").partition("/region/")[2] for n, place in kg.open(tmp_path / "g.nq").query(seats)}
    assert found == {
        "Nord University 1": "gh",
        "Nord University 2": "ke",
        "Nord University 3": "",
        "Oakby College": "pe",
    }


def test_a_code_that_no_registry_has_is_named(run: Run, tmp_path: Path) -> None:
    codes = ("DE712", "DE711", "DE999")
    rows = [f"P{n},Deal {n},Alpha University {n},NUTS,{code},2020-01-0{n}" for n, code in enumerate(codes, 1)]
    done = drafted(run, tmp_path, "\n".join(["Project ID,Title,Partner name,Scheme,NUTS code,Start date", *rows]))
    assert "field NUTS code No registry has a region of the name or code: 'DE999' (row 4)." in " ".join(
        done.err.split()
    )


TWINS = (
    "City,Country,Twin city,Twin country\nBremen,Germany,Riga,Latvia\nHalle,Germany,Cork,Ireland\n"
    "Cork,Ireland,Rennes,France\nNewport,United Kingdom,Riga,Latvia\nNewport,United States,Rennes,France\n"
)


def test_a_country_answers_for_its_name_and_no_town_in_it_does(run: Run, tmp_path: Path) -> None:
    drafted(run, tmp_path, TWINS)
    asked = run("ask", "partners", "-p", "party=Germany", "-g", "g.nq", "--format", "json")
    assert asked.code == 0, asked.err
    assert "Riga" in asked.out
    assert "Cork" in asked.out
    for name, found in (("Ireland", "region/ie"), ("Bremen", "region/Bremen/Germany"), ("region/de", "region/de")):
        assert found in run("explain", name, "-g", "g.nq").out.split()
    refused = run("explain", "Newport", "-g", "g.nq")
    assert refused.code == 1
    assert (
        "'Newport' may mean region/Newport/United%20Kingdom (Newport), or region/Newport/United%20States" in refused.err
    )


def test_an_institution_made_of_its_country_does_not_answer_for_the_country(run: Run, tmp_path: Path) -> None:
    rows = "1,Net 1,Elm College,Peru,Rost College,Ghana\n2,Net 2,Oak College,Peru,Ash College,Kenya\n"
    drafted(run, tmp_path, "id,title,partner a,partner a country,partner b,partner b country\n" + rows)
    about = run("explain", "Ghana", "-g", "g.nq")
    assert "region/gh" in about.out.split()
    assert "institution/Rost%20College/Ghana" in run("explain", "Rost College", "-g", "g.nq").out.split()


def test_a_list_of_regions_names_whole_ids_where_a_name_is_of_several(run: Run, tmp_path: Path) -> None:
    drafted(run, tmp_path, TWINS)
    (tmp_path / "u.csv").write_text("region\nGermany\nBremen\n", encoding="utf-8")
    done = run("coverage", "--universe", "u.csv", "-g", "g.nq", "--format", "json")
    assert {one["region_en"]: one["partnerships"] for one in done.json()["looked"]} == {"Germany": 2, "Bremen": 1}
    (tmp_path / "u.csv").write_text("region\nNewport\n", encoding="utf-8")
    refused = run("coverage", "--universe", "u.csv", "-g", "g.nq")
    assert "'Newport' may mean region/Newport/United%20Kingdom, region/Newport/United%20States." in refused.err
    (tmp_path / "u.csv").write_text("region\nregion/Newport/United%20States\n", encoding="utf-8")
    assert run("coverage", "--universe", "u.csv", "-g", "g.nq").code == 0


def test_who_has_a_country_and_no_town_is_in_the_country(run: Run, tmp_path: Path) -> None:
    drafted(
        run,
        tmp_path,
        "project_id,title,organisation,city,country,role\n1,Net 1,Elm College,Accra,Ghana,coordinator\n"
        "1,Net 1,Oakby University,Lima,Peru,participant\n2,Net 2,Rost College,,Ghana,coordinator\n"
        "2,Net 2,Oakby University,Lima,Peru,participant\n3,Net 3,Tarn College,,Ghana,coordinator\n"
        "3,Net 3,Quar University,Nairobi,Kenya,participant\n",
    )
    seats = "SELECT ?n ?place { ?i a pk:Institution ; skos:prefLabel ?n OPTIONAL { ?i pk:locatedIn ?place } }"
    found = {str(n): str(place or "").partition("/region/")[2] for n, place in kg.open(tmp_path / "g.nq").query(seats)}
    assert found == {
        "Elm College": "Accra/Ghana",
        "Rost College": "gh",
        "Tarn College": "gh",
        "Oakby University": "Lima/Peru",
        "Quar University": "Nairobi/Kenya",
    }
    asked = run("ask", "partners", "-p", "party=Ghana", "-g", "g.nq", "--format", "json").json()
    assert "Lima" in str(asked)
    assert "Nairobi" in str(asked)
