"""A map of silence, against what the tables say when read by nothing but the csv module."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.answers.universe.declared import crossed, read_universe
from kg.answers.universe.survey import survey
from kg.knowledge_graph import KnowledgeGraph
from kg.results.result import Result
from tests.support import ID, ROOT, Outcome, needs

Run = Callable[..., Outcome]


def rows(table: str) -> list[dict[str, str]]:
    found = []
    for package in ("regions-china", "jiaxing-shanghai-2017"):
        path = ROOT / "data" / package / f"{table}.csv"
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                found += list(csv.DictReader(file))
    return found


def counted() -> dict[tuple[str, str], int]:
    """County and sector to the number of partnerships, each sector as it is written."""
    parents = {row["id"]: row["parent"].split(";") if row["parent"] else [] for row in rows("regions")}
    places = {f"region/{name}": [name] for name in parents}
    affiliated = {}
    for row in rows("institutions"):
        places[f"institution/{row['id']}"] = row["located_in"].split(";") if row["located_in"] else []
        affiliated[row["id"]] = row["affiliated_with"]
    counties = {row["id"] for row in rows("regions") if row["level"] == "county"}
    within: dict[str, set[str]] = {}
    for row in rows("participations"):
        waiting = row["at_place"].split(";") if row.get("at_place") else list(places[row["party"]])
        while waiting:
            region = waiting.pop()
            within.setdefault(row["partnership"], set()).add(region)
            waiting += parents[region]
    found: dict[tuple[str, str], int] = {}
    for row in rows("partnerships"):
        for county in within.get(row["id"], set()) & counties:
            for sector in filter(None, row["sectors"].split(";")):
                found[county, sector] = found.get((county, sector), 0) + 1
    return found


def test_what_is_known_is_what_the_tables_have(knowledge: KnowledgeGraph) -> None:
    counties = {
        party.iri: party.label
        for party in knowledge.records.parties.values()
        if party.is_region and party.level is not None and party.level.code == "county"
    }
    found = survey(crossed(counties, knowledge.records), knowledge.records)
    assert isinstance(found, Result)
    mine = counted()
    assert found.counts["nothing"] == 0
    assert (
        sum(found.counts.values())
        == len(found.looked)
        == len(counties)
        * len({sector for row in rows("partnerships") for sector in row["sectors"].split(";") if sector})
    )
    shown = {
        (row["region"].removeprefix(f"{ID}region/"), row["sector"].rpartition("/")[2]): row["partnerships"]
        for row in found.records()
    }
    # Where a sector is a part of another one that is a column too, the wider one counts both.
    for cell, number in mine.items():
        assert shown[cell] >= number, cell
    assert shown["cn-jiaxing-haiyan", "nuclearPower"] == mine["cn-jiaxing-haiyan", "nuclearPower"] == 5
    assert {cell for cell, number in shown.items() if number} >= set(mine)
    silent = {cell for cell, number in shown.items() if not number}
    assert len(silent) == found.counts["silent"]
    assert f"{len(silent):,} nobody looked" in found.remark.en
    assert f"无人查过{len(silent):,}格" in found.remark.zh


def cells(outcome: Outcome) -> dict[tuple[Any, ...], tuple[str, int]]:
    return {
        (row["region_zh"], row["sector_zh"], row["year"]): (row["state"], row["partnerships"])
        for row in outcome.json()["looked"]
    }


def test_a_list_of_ones_own(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text(
        "地区;领域;年份;结果\n海盐;nuclearPower;2017;\n海盐;nuclearPower;2015-2016;无\n义乌;;2017;没有\n桐乡;核电;2017;\n海宁;;2017;无\n",
        encoding="utf-8",
    )
    done = run("coverage", "-g", built, "--universe", "u.csv", "--format", "json")
    assert cells(done) == {
        ("海盐县", "核电", "2017"): ("known", 5),
        ("海盐县", "核电", "2015"): ("nothing", 0),
        ("海盐县", "核电", "2016"): ("nothing", 0),
        # The graph does not have it, and yet it is known that there is nothing.
        ("义乌", None, "2017"): ("nothing", 0),
        ("桐乡市", "核电", "2017"): ("silent", 0),
        # Declared to be nothing, and known: what is known holds, and that is told.
        ("海宁市", None, "2017"): ("known", 7),
    }
    assert done.json()["counts"] == {"known": 2, "nothing": 3, "silent": 1}
    assert "u.csv, row 6" in done.err


def test_regions_that_only_a_registry_has_are_silent_until_somebody_looked(
    built: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "looked.csv").write_text("region,year,found\n杭州市,,nothing\n", encoding="utf-8")
    arguments = ("coverage", "-g", built, "--universe", "city:浙江省", "--years", "2016-2017", "--format", "json")
    done = run(*arguments)
    # Zhejiang has eleven cities of the level of a prefecture.
    assert done.json()["cells"] == 22
    found = cells(done)
    assert found["嘉兴市", None, "2017"][0] == "known"
    assert found["杭州市", None, "2017"] == ("silent", 0)
    found = cells(run(*arguments, "--looked", "looked.csv"))
    assert found["杭州市", None, "2016"] == found["杭州市", None, "2017"] == ("nothing", 0)
    assert found["宁波市", None, "2017"] == ("silent", 0)


def test_a_map_never_shows_silence_as_zero(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("region,year,found\n海盐,2017,\n海盐,2016,nothing\n海盐,2015,\n", encoding="utf-8")
    done = run("coverage", "-g", built, "--universe", "u.csv", "--format", "md", "--lang", "en")
    assert done.out.splitlines()[-1] == "| Haiyan County 海盐县 | ? | 0 | 6 |".replace(
        "Haiyan County 海盐县", "Haiyan County"
    )


def test_rankings_and_suggestions_say_how_much_silence_there_is(built: Path, run: Run) -> None:
    for command in (
        ("rank", "region-region", "--resamples", "2", "--nulls", "0"),
        ("suggest", "region-region", "海盐"),
    ):
        done = run(*command, "-g", built, "--universe", "county", "--lang", "en")
        assert done.code == 0, done.err
        assert "nobody looked" in done.err
        assert "none there is no zero" in done.err


@needs("plots")
def test_a_picture(built: Path, run: Run, tmp_path: Path) -> None:
    done = run("coverage", "-g", built, "--universe", "county", "--across", "year", "--out", "silence.svg")
    assert done.code == 0
    first = (tmp_path / "silence.svg").read_bytes()
    assert b"<svg" in first
    run("coverage", "-g", built, "--universe", "county", "--across", "year", "--out", "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("place,year\nx,2017\n", "the column region is missing"),
        ("region,year\n海盐,soon\n", "row 2, field year"),
        ("region,year\n海盐,2020-2015\n", "row 2, field year"),
        ("region,sector\n海盐,alchemy\n", "row 2, field sector"),
        ("region,found\n海盐,perhaps\n", "row 2, field found"),
        ("region,found\n,nothing\n", "row 2, field region"),
        ("region,year\n" + "".join(f"place {n},0001-9999\n" for n in range(51)), "more than 500,000 cells"),
    ],
)
def test_a_list_that_is_wrong(built: Path, run: Run, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "u.csv").write_text(content, encoding="utf-8")
    done = run("coverage", "-g", built, "--universe", "u.csv", "--lang", "en")
    assert done.code in (1, 2)
    assert said in done.err
    assert len(done.err) < 2_000


def test_what_is_asked_of_no_universe(built: Path, run: Run) -> None:
    for arguments in (
        ("--years", "2017"),
        ("--out", "x.svg"),
        ("--universe", "galaxy"),
        ("--universe", "city:Nowhere"),
    ):
        done = run("coverage", "-g", built, *arguments)
        assert done.code == 2, arguments
        assert "universe" in done.err


def test_what_was_looked_at_and_fits_nowhere_is_told(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "looked.csv").write_text(
        "region,sector,year,found\nHaining,education,2017,查过没有\nHaining,tourism,,yes\n", encoding="utf-8"
    )
    asked = ("coverage", "-g", built, "--universe", "county", "--looked", "looked.csv", "--lang", "en")
    told = " ".join(run(*asked).err.split())
    assert "0 are known to be nothing" in told
    assert (
        "1 row declares nothing of any cell of this universe, and counts for none; the first: looked.csv, row 2. "
        in told
    )
    assert "Say --across sector --across year." in told
    assert "1 row says that there is something of which the graph has nothing" in told
    assert "looked.csv, row 3. Record what was found." in told
    # With years, the row fits, and is counted.
    crossed_too = " ".join(run(*asked, "--across", "sector", "--across", "year").err.split())
    assert "1 is known to be nothing" in crossed_too
    assert "of any cell of this universe" not in crossed_too
    assert "2+1×0/6 in a cell: of 6 years, something is known in 2" in crossed_too


def test_what_was_looked_at_outside_the_universe_is_told_with_what_to_do(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "looked.csv").write_text("region,found\nShanghai,nothing\n", encoding="utf-8")
    asked = ("coverage", "-g", built, "--universe", "county", "--looked", "looked.csv", "--lang")
    told = " ".join(run(*asked, "en").err.split())
    assert "looked.csv, row 2. Name a region, sector and year of the universe, or choose one that has them." in told
    told = "".join(run(*asked, "zh").err.split())
    assert "row2。请写属于此范围的地区、领域和年份，或另选包含它们的范围。" in told


@pytest.mark.parametrize(("name", "near"), [("Lemuria", ""), ("亚特兰蒂斯", ""), ("Jiaxnig", "Jiaxing")])
def test_a_region_that_nothing_knows_is_told_with_what_to_do(
    name: str, near: str, built: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "u.csv").write_text(f"region,year\n海盐,2017\n杭州市,2017\n{name},2016-2017\n", encoding="utf-8")
    done = run("coverage", "-g", built, "--universe", "u.csv", "--format", "json")
    # What only a registry has is no slip.
    assert f"1 region of the universe is known to nobody, and counted as not looked at; the first: {name!r}" in done.err
    assert "u.csv, row 4" in done.err
    assert "有1个地区无处收录" in done.err
    assert "`kg regions find NAME`" in done.err
    assert ("Did you mean" in done.err) == bool(near)
    assert not near or f"Did you mean {near}?" in done.err
    (tmp_path / "u.csv").write_text("region,year\n海盐,2017\n杭州市,2017\nLyon,2017\n", encoding="utf-8")
    err = run("coverage", "-g", built, "--universe", "u.csv").err
    assert "known to nobody" not in err
    assert "in a registry alone: 杭州市 (Hangzhou, Zhejiang), Lyon (Lyon, " in err
    assert "只见于名录" in err


def test_what_a_list_of_where_somebody_looked_names_is_no_region_of_the_universe(
    built: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "l.csv").write_text("region,found\nLemuria,nothing\nLyon,nothing\n", encoding="utf-8")
    err = run("coverage", "-g", built, "--universe", "county", "--looked", "l.csv").err
    assert "1 region of those looked at is known to nobody, and counted for no cell of the universe" in err
    assert "'Lemuria' (l.csv, row 2)" in err
    assert "1 region of those looked at is not in the graph, and in a registry alone" in err
    assert "no cell of the universe: Lyon (Lyon, " in err
    assert "查过的列表有1个地区无处收录，不属于该范围，未予计入" in err
    assert "查过的列表有1个地区不在图谱中" in err
    assert "region of the universe" not in err
    # What a list of one's own has as well is a cell of it, and counts.
    (tmp_path / "u.csv").write_text("region\nLemuria\nLyon\n", encoding="utf-8")
    done = run("coverage", "-g", built, "--universe", "u.csv", "--looked", "l.csv", "--format", "json")
    assert {row["state"] for row in done.json()["looked"]} == {"nothing"}
    assert "looked at is" not in done.err
    assert "1 region of the universe is known to nobody" in done.err


def test_of_several_unknown_names_each_that_is_shown_may_have_a_near_one(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("region\nLemuria\nJiaxnig\nPnghu\n", encoding="utf-8")
    err = run("coverage", "-g", built, "--universe", "u.csv").err
    assert "3 regions of the universe are known to nobody" in err
    assert "Did you mean Jiaxing for 'Jiaxnig', Pinghu for 'Pnghu'?" in err
    assert "“Jiaxnig”是否为Jiaxing，“Pnghu”是否为Pinghu？" in err


def test_a_name_of_several_places_is_told_with_how_many_in_both_languages(
    built: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "u.csv").write_text("region\nSpringfield\nParis\n杭州市\n", encoding="utf-8")
    arguments = ("coverage", "-g", built, "--universe", "u.csv", "--lang")
    told = " ".join(run(*arguments, "en").err.split())
    assert "Springfield (any of 8: Springfield, Missouri; Springfield, Massachusetts, …)" in told
    assert "Paris (Paris, Île-de-France)" in told
    told = "".join(run(*arguments, "zh").err.split())
    assert "Springfield（8处同名：密苏里州斯普林菲尔德、" in told
    assert "杭州市（浙江省杭州市）" in told or "杭州市（浙江杭州市）" in told
    assert "(Hangzhou" not in told


def test_a_list_of_which_nobody_was_asked_says_nothing_of_its_names(knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("region\nLemuria\n", encoding="utf-8")
    found = survey(read_universe(tmp_path / "u.csv", knowledge.records), knowledge.records)
    assert not any("Lemuria" in text.en for text in found.remarks)


def test_a_part_of_a_country_that_two_registries_have_is_one_region(run: Run, tmp_path: Path) -> None:
    rows = [
        f"P{n},Deal {n},Alpha University {n},{code},2020-01-0{n}" for n, code in enumerate(("DE5", "DE2", "DEZ"), 1)
    ]
    text = "\n".join(["Project ID,Title,Partner name,NUTS code,Start date", *rows])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "-o", "m.rq").code == 0
    assert run("map", "t.csv", "m.rq", "-o", "g.nq").code == 0
    done = run("coverage", "--universe", "province:Germany", "-g", "g.nq", "--format", "json")
    found = {one["region"].rpartition("/")[2]: one["partnerships"] for one in done.json()["looked"]}
    assert len(found) == 16
    assert {name: number for name, number in found.items() if number} == {"de-hb": 1, "de-by": 1}
    said = run("coverage", "--universe", "province:Germany", "-g", "g.nq").err
    assert (
        "17 statistical regions (NUTS) of that level make no row: 16 are one of the others and counted as it, the rest "
        "left out." in said
    )
    for universe, many in (("province:Italy", 20), ("county:Bavaria", 96), ("city:Germany", 38), ("county:浙江省", 90)):
        cells = run("coverage", "--universe", universe, "-g", "g.nq", "--format", "json").json()["cells"]
        assert cells == many, universe


OF_OTHERS = """#: title: {en: T, zh: 表}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT { ?p a pk:Project ; skos:prefLabel ?n ; pk:participation ?x . ?x a pk:Participation ; pk:party ?r ;
  pk:partnership ?p ; pk:role role:partner . ?r a pk:AdministrativeRegion ; skos:prefLabel ?n ; pk:level ?level }
WHERE { ?row row:id ?id ; row:name ?name ; row:level ?of BIND(fn:id("region", ?id) AS ?r)
  BIND(fn:code("level", ?of) AS ?level) BIND(STRLANG(?name, "en") AS ?n) BIND(fn:id("partnership", ?id) AS ?p)
  BIND(fn:id("participation", ?id) AS ?x) }
"""


def test_a_list_finds_regions_by_any_name_of_the_registries(run: Run, tmp_path: Path) -> None:
    regions = [
        'eg,"Egypt, Arab Republic of",country',
        "Q8686,Shanghai,city",
        "us-x,Georgia,province",
        "velmar,Velmaria,country",
    ]
    (tmp_path / "t.csv").write_text("\n".join(["id,name,level", *regions, ""]), encoding="utf-8")
    (tmp_path / "m.rq").write_text(OF_OTHERS, encoding="utf-8")
    assert run("map", "t.csv", "m.rq", "--out", "g.nq").code == 0
    for name, region, state in (
        ("Egypt", "/region/eg", "known"),
        ("eg", "/region/eg", "known"),
        ("埃及", "/region/eg", "known"),
        ("上海", "/region/Q8686", "known"),
        ("Shanghai", "/region/Q8686", "known"),
        ("Velmaria", "/region/velmar", "known"),
        # The country is no state of the same name.
        ("格鲁吉亚", "格鲁吉亚", "silent"),
        ("Benin", "Benin", "silent"),
    ):
        (tmp_path / "u.csv").write_text(f"region\n{name}\n", encoding="utf-8")
        done = run("coverage", "-g", "g.nq", "--universe", "u.csv", "--format", "json")
        (looked,) = done.json()["looked"]
        assert (looked["region"].endswith(region), looked["state"]) == (True, state), name
        assert ("not in the graph" in done.err) is (state == "silent"), name
