"""Where something is carried out and its term, in questions, exports and networks: each worked out by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.knowledge_graph import KnowledgeGraph
from tests.answers.reporting import PLACES, graph
from tests.answers.test_questions import asked
from tests.support import Outcome, needs

Run = Callable[..., Outcome]

#: Deals of one sector each: their places, and their terms with how exactly each end is said.
DEALS = """
id-partnership:park a pk:Agreement, pk:Partnership ; skos:prefLabel "Park"@en, "园区"@zh ; pk:sector sector:tourism ;
  pk:participation id-participation:park-a, id-participation:park-b ; pk:carriedOutIn id-region:zone, id-region:c ;
  pk:periodStart "2018-01-01"^^xsd:date ; pk:periodStartPrecision date-precision:year ;
  pk:periodEnd "2020-06-30"^^xsd:date ; pk:periodEndPrecision date-precision:month .
id-partnership:line a pk:Project, pk:Partnership ; skos:prefLabel "Line"@en, "线路"@zh ; pk:sector sector:finance ;
  pk:participation id-participation:line-b, id-participation:line-c ;
  pk:periodStart "2019-05-02"^^xsd:date ; pk:periodStartPrecision date-precision:day .
id-partnership:fair a pk:Event, pk:Partnership ; skos:prefLabel "Fair"@en, "展会"@zh ; pk:sector sector:tourism ;
  pk:participation id-participation:fair-b, id-participation:fair-c ; pk:carriedOutIn id-region:b .
id-participation:park-a a pk:Participation ; pk:party id-region:a .
id-participation:park-b a pk:Participation ; pk:party id-region:b .
id-participation:line-b a pk:Participation ; pk:party id-region:b .
id-participation:line-c a pk:Participation ; pk:party id-region:c .
id-participation:fair-b a pk:Participation ; pk:party id-region:b .
id-participation:fair-c a pk:Participation ; pk:party id-region:c .
"""


@pytest.fixture(scope="module")
def deals() -> KnowledgeGraph:
    return graph(PLACES + DEALS)


def _names(rows: list[dict[str, object]], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(str(row[name]).rpartition("/")[2] for name in columns) for row in rows]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, [("b", "fair"), ("c", "park"), ("zone", "park")]),
        # The zone lies in A, in which no party of the fair is.
        ({"region": "A"}, [("zone", "park")]),
        ({"region": "City"}, [("b", "fair"), ("c", "park"), ("zone", "park")]),
        ({"region": "B", "sector": "tourism"}, [("b", "fair")]),
        ({"sector": "finance"}, []),
    ],
)
def test_what_is_carried_out_in_a_region(
    deals: KnowledgeGraph, parameters: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert _names(asked(deals, "carried-out", **parameters), "place", "partnership") == found


def test_what_is_carried_out_has_its_parties_and_its_term(deals: KnowledgeGraph) -> None:
    (row,) = asked(deals, "carried-out", region="A")
    assert (row["partiesEn"], row["partiesZh"]) == ("A; B", "甲；乙")
    assert (row["start"], row["end"]) == ("2018-01-01", "2020-06-30")


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, [("line", "None"), ("park", "None")]),
        ({"day": "2017-12-31"}, []),
        # Of a year as exactly as which the beginning is said it is not sure that the day is in the term.
        ({"day": "2018-03-01"}, [("park", "false")]),
        ({"day": "2018-12-31"}, [("park", "false")]),
        ({"day": "2019-01-01"}, [("park", "true")]),
        ({"day": "2019-05-01"}, [("park", "true")]),
        ({"day": "2019-05-02"}, [("line", "false"), ("park", "true")]),
        ({"day": "2020-05-31"}, [("line", "false"), ("park", "true")]),
        ({"day": "2020-06-01"}, [("line", "false"), ("park", "false")]),
        ({"day": "2020-07-01"}, [("line", "false")]),
        ({"since": "2020-01-01"}, [("park", "None")]),
        ({"until": "2020-06-30"}, [("park", "None")]),
        ({"until": "2020-06-29"}, []),
        ({"party": "C"}, [("line", "None")]),
    ],
)
def test_which_terms_run_on_a_day_and_which_end(
    deals: KnowledgeGraph, parameters: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert _names(asked(deals, "terms", **parameters), "partnership", "sure") == found


def test_agreements_have_place_and_term(deals: KnowledgeGraph) -> None:
    (row,) = asked(deals, "agreements")
    assert (row["start"], row["end"], row["sitesEn"], row["sitesZh"]) == (
        "2018-01-01",
        "2020-06-30",
        "C; Zone",
        "丙；Zone",
    )


@pytest.mark.parametrize(("language", "said"), [("en", "where it is carried out"), ("zh", "均未注明实施地")])
def test_the_bundled_article_says_neither_and_is_told_so(run: Run, language: str, said: str) -> None:
    told = run("ask", "carried-out", "--lang", language)
    assert told.code == 0
    assert said in told.out + told.err


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    told = run("ask", "terms", "-p", "day=2019-13-01")
    assert told.code == 2
    assert "2019-13-01" in told.err


PK = rdflib.Namespace("https://w3id.org/partnership-kg/ont#")
ID = rdflib.Namespace("https://w3id.org/partnership-kg/id/")


def _exported(deals: KnowledgeGraph, name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(deals.export(name)), format="turtle")


def test_prov_has_the_place_as_a_location_and_the_term_as_a_period(deals: KnowledgeGraph) -> None:
    found, park = _exported(deals, "prov-o"), ID["partnership/park"]
    prov, dcterms, dcat = rdflib.PROV, rdflib.DCTERMS, rdflib.DCAT
    assert set(found.objects(park, prov.atLocation)) == {ID["region/zone"], ID["region/c"]}
    assert (ID["region/zone"], rdflib.RDF.type, prov.Location) in found
    period = found.value(park, dcterms.temporal)
    assert str(found.value(period, dcat.startDate)) == "2018-01-01"
    assert str(found.value(period, dcat.endDate)) == "2020-06-30"
    assert str(found.value(park, PK.periodEndPrecision)).endswith("date-precision/month")
    # What is agreed need not have begun.
    assert not list(found.objects(None, prov.startedAtTime))
    assert found.value(found.value(ID["partnership/line"], dcterms.temporal), dcat.endDate) is None
    assert found.value(ID["partnership/fair"], dcterms.temporal) is None


def test_a_data_set_does_not_cover_the_time_of_a_term(deals: KnowledgeGraph) -> None:
    assert not list(_exported(deals, "dcat").objects(None, rdflib.DCAT.endDate))


def test_a_data_set_covers_the_province_in_which_something_is_carried_out() -> None:
    far = """
    id-region:far a pk:AdministrativeRegion ; skos:prefLabel "Far"@en ; pk:level level:province .
    id-partnership:fair pk:carriedOutIn id-region:far .
    """
    assert ID["region/far"] in set(_exported(graph(PLACES + DEALS + far), "dcat").objects(None, rdflib.DCTERMS.spatial))


def test_json_ld_has_them(deals: KnowledgeGraph) -> None:
    text = "".join(deals.export("json-ld"))
    assert "carriedOutIn" in json.dumps(json.loads(text))
    assert "periodEndPrecision" in text


def test_ties_of_networks_have_them(deals: KnowledgeGraph) -> None:
    ties = {
        data["partnership"].rpartition("/")[2]: data for *_, data in deals.project("party-partnership").edges(data=True)
    }
    assert ties["park"]["term_start"] == "2018-01-01"
    assert ties["park"]["term_end"] == "2020-06-30"
    assert ties["park"]["carried_out_in"] == f"{ID}region/c;{ID}region/zone"
    assert "term_end" not in ties["line"]
    assert "term_start" not in ties["fair"]


def test_files_of_networks_have_them_only_where_they_are_said(run: Run, tmp_path: Path) -> None:
    (header, *_) = csv.reader(io.StringIO(run("network", "party-partnership", "-f", "csv").out))
    assert "term_start" not in header
    assert header[-1] == "distance"


@needs("parquet")
def test_their_days_are_days_in_parquet(deals: KnowledgeGraph, tmp_path: Path) -> None:
    import pyarrow.parquet

    from kg.network.export import export

    path = tmp_path / "ties.parquet"
    path.write_bytes(export(deals.project("party-partnership"), "parquet"))
    assert str(pyarrow.parquet.read_schema(path).field("term_end").type) == "date32[day]"


def test_a_name_that_yaml_reads_as_true_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "mine.rq").write_text(
        "#: title: {en: Mine, zh: 我的}\n#: parameters:\n#:   on: {type: date, en: day, zh: 日}\n"
        "#: columns:\n#:   a: {en: A, zh: 甲}\nSELECT ?a WHERE { ?a a pk:Region }\n",
        encoding="utf-8",
    )
    told = run("ask", "mine", "--ontology", tmp_path)
    assert told.code != 0
    assert "must stand in quotes" in told.err
    assert "mine.rq" in told.err
