"""Evidence is a ladder: a source alone, a row of a table, a page or an address, code points; each is told."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

import kg
from kg.knowledge_graph import KnowledgeGraph
from kg.network.analyses.ranking.carriers import Place
from kg.network.projection.reliance import stated
from tests.ladder import RUNGS, SHEET, sha256, write_ladder
from tests.support import Outcome

Run = Callable[..., Outcome]
OA = Namespace("http://www.w3.org/ns/oa#")
PK = Namespace("https://w3id.org/partnership-kg/ont#")
ID = "https://w3id.org/partnership-kg/id/"
RFC = "http://tools.ietf.org/rfc/rfc"


@pytest.fixture(scope="module")
def ladder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with all rungs. Read only."""
    return write_ladder(tmp_path_factory.mktemp("rungs") / "ladder")


@pytest.fixture(scope="module")
def built(ladder: Path) -> KnowledgeGraph:
    return kg.build(ladder)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, to change, in the folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    return write_ladder(tmp_path / "ladder")


def place(folder: Path, changed: str, number: int = 2) -> list[tuple[str, str]]:
    """Codes and fields of the violations where the place of a partnership is this one."""
    file = folder / "partnerships.csv"
    rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
    rows[number - 1][rows[0].index("place")] = changed
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)
    return [(finding.code, finding.field) for finding in kg.check(folder) if finding.severity == "violation"]


def test_all_rungs_pass_and_only_the_lowest_is_warned_of(ladder: Path) -> None:
    found = [(finding.code, finding.file, finding.row) for finding in kg.check(ladder)]
    # The row of "energy", the last of nine below the heading, names a source and no place in it.
    assert found == [("evidence-place-missing", "ladder/partnerships.csv", 10)]


@pytest.mark.parametrize(
    ("name", "value", "standard", "address"),
    [
        ("logistics", "row=2", RFC + "7111", None),
        ("computing", "row=3-4", RFC + "7111", None),
        ("talent", "cell=4,1", RFC + "7111", None),
        ("health", "page=3", RFC + "8118", None),
        ("school", "part-2", RFC + "3236", None),
        (
            *("water", ":~:text=water", "https://wicg.github.io/scroll-to-text-fragment/"),
            "https://example.org/news#:~:text=water",
        ),
        ("rail", None, None, "https://example.org/news"),
        ("energy", None, None, None),
    ],
)
def test_web_annotation_says_the_place(
    built: KnowledgeGraph, name: str, value: str | None, standard: str | None, address: str | None
) -> None:
    graph = Graph().parse(data=built.turtle(), format="turtle")
    (evidence,) = graph.objects(URIRef(f"{ID}partnership/{name}"), PK.evidence)
    assert list(graph.objects(evidence, OA.hasSource)) == [URIRef(f"{ID}source/{RUNGS[name][0]}")]
    assert [str(url) for url in graph.objects(evidence, PK.url)] == ([address] if address else [])
    selectors = list(graph.objects(evidence, OA.hasSelector))
    assert len(selectors) == (value is not None)
    for selector in selectors:
        assert list(graph.objects(selector, RDF.type)) == [OA.FragmentSelector]
        assert list(graph.objects(selector, RDF.value)) == [Literal(value)]
        assert list(graph.objects(selector, DCTERMS.conformsTo)) == [URIRef(standard or "")]
        assert not list(graph.objects(selector, OA.start))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("row=1", []),
        ("#row=17", []),
        ("HTTPS://example.org/a#b", []),
        ("row=0", ["fragment-of-table"]),
        ("row=9-3", ["fragment-rows-order"]),
        ("row=", ["fragment-of-table"]),
        ("cell=4", ["fragment-of-table"]),
        ("page=0", ["fragment-of-page"]),
        ("row 17", ["fragment-standard", "fragment-value"]),
        ("第3页", ["fragment-standard"]),
        ("ftp://example.org/a", ["fragment-standard"]),
        ("javascript:alert(1)", ["fragment-standard"]),
        ("https://example.org/a b", ["evidence-url"]),
        ("#", ["fragment-value"]),
    ],
)
def test_a_place_of_no_known_form_is_a_finding_on_its_cell(folder: Path, text: str, codes: list[str]) -> None:
    assert sorted(place(folder, text)) == [(code, "place") for code in codes]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60)
    | st.sampled_from(["row=", "page=", "cell=", "#", "http://"]).flatmap(
        lambda start: st.text(max_size=20).map(lambda end: start + end)
    )
)
def test_any_text_as_a_place_is_read_or_found(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = write_ladder(
        tmp_path_factory.mktemp("any") / "ladder", {"one": ("sheet", "", "", text), "two": ("sheet", "", "", "row=2")}
    )
    for finding in kg.check(folder):
        assert finding.message_en
        assert finding.message_zh
        assert len(finding.message_en) < 2000


@pytest.mark.parametrize(
    ("where", "code", "field"),
    [
        (("sheet", "0", "3", "row=2"), "evidence-twice", "place"),
        (("sheet", "0", "", ""), "incomplete-evidence", "end"),
        (("sheet", "", "3", ""), "incomplete-evidence", "start"),
        (("", "", "", ""), "required", "source"),
    ],
)
def test_half_a_place_or_two_of_them(tmp_path: Path, where: tuple[str, str, str, str], code: str, field: str) -> None:
    folder = write_ladder(tmp_path / "ladder", {"one": where})
    assert (code, field) in {(finding.code, finding.field) for finding in kg.check(folder)}


def test_tables_without_the_columns_start_and_end(folder: Path) -> None:
    """A package of rows only need not have columns that stay empty."""
    file = folder / "stages.csv"
    rows = [row for row in csv.DictReader(file.open(encoding="utf-8", newline="")) if row["place"]]
    columns = [column for column in rows[0] if column not in ("start", "end")]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    # Two partnerships have lost their stages with the rows by code points and by source alone.
    assert {finding.code for finding in kg.check(folder)} == {"evidence-place-missing", "partnership-no-stage"}


def test_records_explain_and_cite_say_the_place(built: KnowledgeGraph) -> None:
    told = built.explain("Donghai", "Nanshan")
    english, chinese = told.text("en"), told.text("zh")
    for en, zh in (
        ("[sheet row 2]", "[sheet 第2行]"),
        ("[sheet rows 3–4]", "[sheet 第3–4行]"),
        ("[sheet row 4, column 1]", "[sheet 第4行第1列]"),
        ("[plan page 3]", "[plan 第3页]"),
        ("[web https://example.org/news]", "[web https://example.org/news]"),
        ("[web #part-2]", "[web #part-2]"),
        ("[article 0-16]", "[article 0-16]"),
        ("[web]", "[web]"),
    ):
        assert english.count(en) == chinese.count(zh) == 4, en  # itself, two parties, a stage
    places = Counter(row["place"] for row in told.records())
    assert places["row=2"] == places["page=3"] == 4
    assert places[None] == 8  # code points, and the source alone
    cited = built.cite("Donghai", "Nanshan")
    assert "Source article, 6 May 2024 (1 passage); Source plan, 6 May 2024 (1 place)" in cited.sentence.en
    assert "来源sheet，2024年5月6日（出处3处）" in cited.sentence.zh
    by_source = {row["source"]["en"]: row["passages"] for row in cited.records()}
    assert by_source["Source sheet"] == "row=2; row=3-4; cell=4,1"
    assert by_source["Source article"] == "0-16"


def test_rows_are_sorted_as_numbers(tmp_path: Path) -> None:
    rows = {f"n{number}": ("sheet", "", "", f"row={number}") for number in (10, 9, 2)}
    source = kg.build(write_ladder(tmp_path / "ladder", rows)).cite("Donghai", "Nanshan").records()[0]
    assert source["passages"] == "row=2; row=9; row=10"


def test_questions_find_a_row(built: KnowledgeGraph) -> None:
    def deals(**parameters: str) -> set[str]:
        found = built.ask("passage", **parameters).records()
        return {row["record"]["en"] for row in found if row["kind"]["en"] == "agreement"}

    assert deals(place="row=4") == {"Deal computing", "Deal talent"}
    assert deals(place="row=2-3") == {"Deal logistics", "Deal computing"}
    assert deals(place="page=3") == {"Deal health"}
    assert deals(place="https://example.org/news") == {"Deal rail"}
    assert deals(start="0", end="5") == {"Deal tourism"}
    assert len(deals()) == len(RUNGS) - 1  # all that name a place
    stages = {row["about"]["en"]: row["place"] for row in built.ask("stages").records()}
    assert stages["Deal talent"] == "cell=4,1"
    assert stages["Deal energy"] is stages["Deal tourism"] is None
    assert built.ask("without-evidence").records() == []
    links = {row["agreement"]["en"]: row["links"] for row in built.ask("agreements").records()}
    assert links["Deal logistics"] == "https://example.org/sheet#row=2"
    assert links["Deal water"] == "https://example.org/news#:~:text=water"
    assert links["Deal tourism"] == "https://example.org/article#char=0,16"
    assert links["Deal energy"] == "https://example.org/web"


def test_coverage_counts_each_record_on_its_highest_rung(tmp_path: Path, built: KnowledgeGraph) -> None:
    def rungs(graph: KnowledgeGraph) -> dict[str, int]:
        shares = graph.coverage().by("summary").records()
        return {row["indicator"]: row["numerator"] for row in shares if row["indicator"].startswith("by-")}

    # Four records a partnership: itself, two parties, a stage. Three rest on rows, four on pages and addresses.
    assert rungs(built) == {"by-code-points": 4, "by-page": 16, "by-row": 12, "by-source-only": 4}
    twice = write_ladder(tmp_path / "both", {"one": ("sheet", "", "", "row=2")})
    other = write_ladder(tmp_path / "other" / "other", {"one": RUNGS["health"]})
    header, *_ = (other / "stages.csv").read_text(encoding="utf-8").splitlines()
    (other / "stages.csv").write_text(f"{header}\n", encoding="utf-8")
    # The partnership and its two parties rest on the row and on the page; the stage on the row only.
    assert rungs(kg.build(twice, other)) == {"by-code-points": 0, "by-page": 3, "by-row": 1, "by-source-only": 0}


def test_exports_have_the_selectors(built: KnowledgeGraph) -> None:
    prov = built.export("prov-o")
    graph = Graph().parse(data=prov if isinstance(prov, str | bytes) else str(prov), format="turtle")
    values = {str(value) for value in graph.objects(None, RDF.value)}
    assert values == {"row=2", "row=3-4", "cell=4,1", "page=3", "part-2", ":~:text=water"}
    assert len(list(graph.subjects(RDF.type, OA.TextPositionSelector))) == 1


def test_diff_tells_that_a_row_became_a_passage(tmp_path: Path) -> None:
    before = write_ladder(tmp_path / "a" / "ladder", {"one": RUNGS["logistics"]})
    after = write_ladder(tmp_path / "b" / "ladder", {"one": RUNGS["tourism"]})
    diff = kg.diff(kg.build(before), kg.build(after))
    told = [change for change in diff.changes if change.thing == f"{ID}partnership/one"]
    assert [change.text.en for change in told] == ["Deal one: sheet row=2 → article 0-16"]


def test_rows_carry_a_first_place_as_passages_do(built: KnowledgeGraph) -> None:
    deals = [f"{ID}partnership/{name}" for name in ("computing", "rail", "school", "tourism", "energy")]
    found = stated(built.store, deals)
    source = f"{ID}source/"
    assert [found[deal].places for deal in deals] == [
        (Place(source + "sheet", place="row=3-4"),),
        (Place(source + "web", place="https://example.org/news"),),
        (Place(source + "web", place="#part-2"),),
        (Place(source + "article", 0, 16),),
        # Where no place is named, nothing else falls with it.
        (Place(source + "web", whose=f"{ID}partnership/energy"),),
    ]


def test_a_sheet_is_proven(folder: Path, run: Run) -> None:
    outcome = run("evidence", "ladder", "--text", "sheet.csv", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    # Three partnerships, each cited by four rows, two of which name a party.
    assert outcome.out == (
        "sheet: 12 of 12 citations have their rows in the sheet that was recorded; "
        "6 of 6 names of parties and figures stand in them as they are written.\n"
    )
    shown = run("evidence", "ladder", "--text", "sheet.csv", "--show", "--format", "json").json()["shown"]
    assert {(row["place"], row["text"]) for row in shown} == {
        ("row=2", "港口物流 | 东海市 | 南山市"),
        ("row=3-4", "算力中心 | 东海市 | 南山市\n人才交流 | 东海市 | 南山市"),
        ("cell=4,1", "人才交流"),
    }


def test_a_shorter_sheet_is_found_out(folder: Path, run: Run) -> None:
    Path("sheet.csv").write_text("\n".join(SHEET.splitlines()[:3]) + "\n", encoding="utf-8")
    outcome = run("evidence", "ladder", "--text", "sheet.csv", "--source", "sheet", "--format", "json")
    assert outcome.code == 1
    found = Counter((finding["code"], finding["value"]) for finding in outcome.json()["findings"])
    assert found == {
        ("hash-differs", sha256(SHEET)): 1,
        ("row-beyond-table", "row=3-4"): 4,
        ("row-beyond-table", "cell=4,1"): 4,
    }
    # Of another file it is not told how many names stand in its rows.
    told = run("evidence", "ladder", "--text", "sheet.csv", "--source", "sheet", "--lang", "en").out
    assert "have their rows in the sheet that was recorded." in told
    assert "names of parties" not in told


def test_a_workbook_is_proven_and_its_hash_written(folder: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(SHEET.splitlines()):
        book.active.append(row)
    book.save("sheet.xlsx")
    outcome = run("evidence", "ladder", "--text", "sheet.xlsx")
    assert outcome.code == 1
    assert "no source of ladder whose rows are cited has it" in outcome.err
    file = folder / "sources.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(sha256(SHEET), ""), encoding="utf-8")
    assert "No hash of the sheet sheet was recorded" in run("evidence", "ladder", "--text", "sheet.xlsx").out
    written = run("evidence", "ladder", "--text", "sheet.xlsx", "--write")
    assert written.code == 0, written
    assert "sha256 of sheet" in written.err
    assert run("evidence", "ladder", "--text", "sheet.xlsx").code == 0


def test_an_empty_row_states_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    write_ladder(tmp_path / "ladder", {"one": ("sheet", "", "", "cell=2,7")})
    findings = run("evidence", "ladder", "--text", "sheet.csv", "--format", "json").json()["findings"]
    assert {finding["code"] for finding in findings} == {"row-empty"}


def test_a_new_package_has_the_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine").code == 0
    described = json.loads((tmp_path / "mine" / "datapackage.json").read_text(encoding="utf-8"))
    named = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in described["resources"]
    }
    assert {name for name, columns in named.items() if "place" in columns} == {
        *("institutions", "observations", "officials", "participations", "partnerships", "programmes", "regions"),
        *("stages", "statements"),
    }


def test_explain_shows_the_rows_of_ones_own_copy(folder: Path, built: KnowledgeGraph) -> None:
    told = built.explain("Donghai", "Nanshan", texts=["sheet.csv"])
    assert told.is_borne_out
    english = told.text("en")
    assert english.count("[sheet row 2 “港口物流 | 东海市 | 南山市”]") == 4
    assert english.count("[sheet row 4, column 1 “人才交流”]") == 4
    Path("other.csv").write_text(SHEET.replace("物流", "航运"), encoding="utf-8")
    changed = built.explain("Donghai", "Nanshan", texts=["sheet=other.csv"])
    assert not changed.is_borne_out
    (copy,) = changed.as_dict()["texts"]
    # A row of another file may be another row: all twelve that rest on the sheet are affected.
    assert Counter(item["place"] for item in copy["affected"]) == {"row=2": 4, "row=3-4": 4, "cell=4,1": 4}
    assert {tuple(item["fields"]) for item in copy["affected"]} == {("source", "place")}


def test_a_withdrawn_sheet_takes_its_places_along(built: KnowledgeGraph) -> None:
    graph = Graph().parse(data=built.without("sheet").turtle(), format="turtle")
    # Four deals of the plan and the web name a place; the article's by code points, and one names none.
    assert {str(value) for value in graph.objects(None, RDF.value)} == {"page=3", "part-2", ":~:text=water"}
    assert len(list(graph.subjects(RDF.type, PK.Evidence))) == 6


def test_the_sign_of_a_fragment_before_a_row_makes_no_second_place(folder: Path) -> None:
    assert place(folder, "row=17", 2) == place(folder, "#row=17", 3) == []
    found = kg.build(folder).query('SELECT DISTINCT ?place { ?at rdf:value ?place FILTER CONTAINS(?place, "row=17") }')
    assert [str(row["place"]) for row in found] == ["row=17"]
