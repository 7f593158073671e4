"""Drafts of mappings for tables of stages with the day beside each; each claim by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_csv
from tests.support import Outcome

CLAIMS = """SELECT ?p ?s ?d ?b { ?c a pk:StageClaim ; pk:about ?p ; pk:stage ?s ; pk:asOf ?d ; pk:timeBasis ?b }"""
#: One that was taken up again after a stop, and one that was ended and signed anew.
HISTORY = [
    ("1", "Piers", "Port of Alba", "Corva Ltd", "signed", "2010-03-01"),
    ("1", "Piers", "Port of Alba", "Corva Ltd", "in force", "2011-04-02"),
    ("1", "Piers", "Port of Alba", "Corva Ltd", "suspended", "2014-05-03"),
    ("1", "Piers", "Port of Alba", "Corva Ltd", "in force", "2016-06-04"),
    ("2", "Locks", "Port of Brenn", "Dorn Ltd", "terminated", "2012-07-05"),
    ("2", "Locks", "Port of Brenn", "Dorn Ltd", "signed", "2018-08-06"),
]
CLAIMED = [
    ("1", "signed", "2010-03-01"),
    ("1", "operating", "2011-04-02"),
    ("1", "suspended", "2014-05-03"),
    ("1", "operating", "2016-06-04"),
    ("2", "terminated", "2012-07-05"),
    ("2", "signed", "2018-08-06"),
]


def drafted(run: Callable[..., Outcome], folder: Path, name: str, *more: str) -> tuple[KnowledgeGraph, str, str]:
    """The graph of a table by its draft as it is, the draft, and all that was said."""
    guessed = run("map", "--guess", name, *more, "--out", "m.rq")
    assert guessed.code == 0, guessed.err
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    draft = (folder / "m.rq").read_text(encoding="utf-8")
    assert draft.count("\n") < 40
    return kg.open(folder / "g.nq"), draft, guessed.err + answer.out + answer.err


def claims(graph: KnowledgeGraph) -> list[tuple[str, ...]]:
    """The stages that are claimed: of which, which, when, and how that is known."""
    found = ([str(term).rpartition("/")[2] for term in row] for row in graph.query(CLAIMS))
    return sorted(tuple(row) for row in found)


def stated(rows: Sequence[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    return sorted((*row, "stated") for row in rows)


@pytest.mark.parametrize(
    ("status", "day"),
    [
        ("status", "status date"),
        ("status", "date of status"),
        ("Status", "Status since"),
        ("status", "stage date"),
        ("status", "as of"),
        ("status", "Status as of"),
        ("status", "Status updated"),
        ("stage", "stage start date"),
        ("project_status", "project_status_date"),
        ("状态", "状态日期"),
        ("项目状态", "状态时间"),
        ("状态", "截至"),
        ("status", "date"),
    ],
)
def test_a_stage_holds_on_the_day_beside_it(run: Callable[..., Outcome], tmp_path: Path, status: str, day: str) -> None:
    write_csv(tmp_path / "t.csv", HISTORY, ("agreement id", "title", "party a", "party b", status, day))
    graph, _, _ = drafted(run, tmp_path, "t.csv")
    assert claims(graph) == stated(CLAIMED)
    table = run("ask", "partnerships", "--graph", "g.nq", "--format", "csv").out
    assert "Piers" in table
    assert "terminated" not in table.lower()


def test_the_days_may_stand_before_and_beside_others(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(one[0], one[5], "2009-01-02", *one[1:5]) for one in HISTORY]
    write_csv(
        tmp_path / "t.csv", rows, ("agreement id", "status date", "signed", "title", "party a", "party b", "status")
    )
    graph, _, _ = drafted(run, tmp_path, "t.csv")
    signed = [(one, "signed", "2009-01-02") for one in ("1", "2")]
    assert claims(graph) == stated([*CLAIMED, *signed])


def test_a_stage_without_its_day_is_not_claimed_and_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(*one[:5], "" if number == 2 else one[5]) for number, one in enumerate(HISTORY)]
    for day in ("status date", "date"):
        write_csv(tmp_path / "t.csv", rows, ("agreement id", "title", "party a", "party b", "status", day))
        graph, _, said = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
        assert claims(graph) == stated([one for one in CLAIMED if one[1] != "suspended"])
        assert "1 row has a stage and no day, and none is claimed there: 4" in said


def test_a_history_without_days_claims_nothing_and_asks(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(*one[:5], one[5]) for one in HISTORY]
    write_csv(tmp_path / "t.csv", rows, ("agreement id", "title", "party a", "party b", "status", "noticed"))
    graph, draft, said = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
    assert claims(graph) == []
    assert "several stages of one partnership" in said
    assert "status" in said.partition("Columns that nobody reads")[2]
    # What the draft says to do is enough.
    lines = [
        line.replace("# ", "", 1) if "?now" in line or "DAY ?whenText" in line else line for line in draft.splitlines()
    ]
    (tmp_path / "m.rq").write_text("\n".join(lines).replace("row:DAY", "row:noticed"), encoding="utf-8")
    assert run("map", "t.csv", "m.rq", "--check", "--out", "g.nq").code == 0
    assert claims(kg.open(tmp_path / "g.nq")) == stated(CLAIMED)


OBJECTS = [
    {
        "id": "1",
        "title": "Piers",
        "parties": [{"name": "Port of Alba"}, {"name": "Corva Ltd"}],
        "history": [{"status": status, "date": day} for *_, status, day in HISTORY[:4]],
        "from": "2010-03-01",
    },
    {
        "id": "2",
        "title": "Locks",
        "parties": [{"name": "Port of Brenn"}, {"name": "Dorn Ltd"}],
        "history": [{"status": status, "date": day} for *_, status, day in HISTORY[4:]],
        "from": "2012-03-01",
    },
]
XML = "<register>{}</register>".format(
    "".join(
        f"<agreement id='{one['id']}'><title>{one['title']}</title><parties>"
        + "".join(f"<party>{party['name']}</party>" for party in one["parties"])
        + "</parties><history>"
        + "".join(f"<status date='{stage['date']}'>{stage['status']}</status>" for stage in one["history"])
        + "</history></agreement>"
        for one in OBJECTS
    )
)


def test_the_days_of_a_list_of_stages(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(OBJECTS), encoding="utf-8")
    (tmp_path / "t.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in OBJECTS), encoding="utf-8")
    (tmp_path / "t.xml").write_text(XML, encoding="utf-8")
    for name in ("t.json", "t.jsonl", "t.xml"):
        graph, draft, said = drafted(run, tmp_path, name)
        assert claims(graph) == stated(CLAIMED), name
        assert len(list(graph.query("SELECT ?x { ?x a pk:Participation }"))) == 4, name
        assert "Which stage is meant" not in draft, name
        assert '"2018-08-06"' in draft, name  # the latest day, that of a stage
        assert "date" not in said.partition("Columns that nobody reads")[2], name


def test_a_list_of_stages_of_which_some_have_no_day(run: Callable[..., Outcome], tmp_path: Path) -> None:
    of_one, of_other = json.loads(json.dumps(OBJECTS))
    del of_one["history"][1]["date"]
    of_one["history"][2]["date"] = None
    # One has the stage, the other the day: they do not belong together.
    of_other["history"] = [{"status": "signed"}, {"date": "2018-08-06"}]
    (tmp_path / "t.json").write_text(json.dumps([of_one, of_other]), encoding="utf-8")
    graph, _, _ = drafted(run, tmp_path, "t.json", "--issued", "2024-05-06")
    assert claims(graph) == stated([CLAIMED[0], CLAIMED[3]])


def test_stages_by_a_path_of_their_own_and_the_error_that_names_it(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps({"data": {"deals": OBJECTS}}), encoding="utf-8")
    (tmp_path / "t.xml").write_text(XML, encoding="utf-8")
    ways = {"t.json": "$.data.deals[*].history[*]", "t.xml": "$.register.agreement[*].history.status[*]"}
    for name, way in ways.items():
        _, draft, _ = drafted(run, tmp_path, name)
        lines = [line for line in draft.splitlines() if not line.startswith("#: together")]
        (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
        error = run("map", name, "m.rq", "--out", "g.nq").err
        assert way in error, name
        assert "#: together: [history_" in error, name
        graph, _, _ = drafted(run, tmp_path, name, "--rows", way)
        assert claims(graph) == stated(CLAIMED), name


def test_values_of_two_lists_do_not_belong_together(run: Callable[..., Outcome], tmp_path: Path) -> None:
    one = {**OBJECTS[0], "places": [{"town": "Alba", "year": "2001"}, {"town": "Brenn", "year": "2002"}]}
    (tmp_path / "t.json").write_text(json.dumps([one]), encoding="utf-8")
    (tmp_path / "m.rq").write_text(
        "#: title: {en: T, zh: 表}\n#: question: {en: Q, zh: 问}\n#: together: [history_status, places_town]\n"
        "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?x a pk:Project ; skos:prefLabel ?s, ?d, ?t }\n"
        "WHERE { ?row row:id ?id ; row:history_status ?s ; row:history_date ?d ; row:places_town ?t\n"
        'BIND(fn:id("partnership", ?id) AS ?x) }\n',
        encoding="utf-8",
    )
    error = run("map", "t.json", "m.rq", "--out", "g.nq").err
    assert "#: together: [history_status, history_date]" in error
    assert "$[*].history[*]" in error


@pytest.mark.parametrize("start", ["Since", "Start date", "Established", "成立"])
def test_no_stage_is_dated_by_when_others_began(run: Callable[..., Outcome], tmp_path: Path, start: str) -> None:
    towns = [("Cork", "Cologne", "1988", "", "active"), ("Newport", "Heidenheim", "1980", "2019", "ended")]
    towns.append(("Bath", "Aix", "1977", "", "active"))
    write_csv(tmp_path / "t.csv", towns, ("Town", "Twin town", start, "Until", "Status"))
    guessed = run("map", "--guess", "t.csv", "--out", "m.rq")
    assert guessed.code == 0, guessed.err
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    assert 'BIND(STRDT("YYYY-MM-DD", xsd:date) AS ?issued)' in draft
    named = start.replace(" ", "_")
    assert f"Status: holds on the day on which the table was issued, and {named} tells only" in guessed.err
    assert "say --issued" in guessed.err
    assert "It is no earlier than 2019-12-31, when the last of those ended that are over." in guessed.err
    # Said, it holds for both that are active; of "ended" the draft asks which stage is meant.
    graph, draft, said = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
    assert "tells only" not in said
    running = [claim for claim in claims(graph) if claim[1] == "operating"]
    assert [claim[2:] for claim in running] == [("2024-05-06", "assumed")] * 2


@pytest.mark.parametrize("state", ["state", "status", "State"])
def test_a_history_of_states_holds_since_the_day_of_each(
    run: Callable[..., Outcome], tmp_path: Path, state: str
) -> None:
    cases = [
        {
            "no": no,
            "title": next(row[1] for row in HISTORY if row[0] == no),
            "parties": [{"name": name} for name in next(row[2:4] for row in HISTORY if row[0] == no)],
            "history": [{state: row[4], "since": row[5]} for row in HISTORY if row[0] == no],
        }
        for no in ("1", "2")
    ]
    (tmp_path / "h.json").write_text(json.dumps({"agreements": cases}), encoding="utf-8")
    graph, _, said = drafted(run, tmp_path, "h.json", "--issued", "2024-05-06")
    assert claims(graph) == stated(CLAIMED)
    assert "no column is known to say when" not in said


TWINNED = [
    ("Augsburg", "Bourges", "1967", ""),
    ("Augsburg", "Dayton", "1964", ""),
    ("Halle", "Oulu", "1968", "2015"),
    ("Wien", "Mailand", "2005", ""),
]


@pytest.mark.parametrize(
    "head",
    [
        ("Stadt", "Partnerstadt", "Jahr", "beendet"),
        ("Town", "Twin town", "Year", "ended"),
        ("Town", "Twin town", "Year of twinning", "ended"),
        ("城市", "友好城市", "年份", "终止时间"),
    ],
)
def test_the_one_day_of_twins_is_when_they_became_so(
    run: Callable[..., Outcome], tmp_path: Path, head: Sequence[str]
) -> None:
    write_csv(tmp_path / "t.csv", TWINNED, head)
    graph, _, said = drafted(run, tmp_path, "t.csv")
    day = head[2].replace(" ", "_")
    assert f"{day}: taken for when the towns became twins" in said
    assert "nobody reads" not in said
    found = [claim[1:] for claim in claims(graph)]
    assert sorted(found) == [("signed", f"{one[2]}-12-31", "stated") for one in sorted(TWINNED, key=lambda one: one[2])]
    ends = graph.query("SELECT ?to { ?p pk:periodEnd ?to }")
    assert [str(one) for (one,) in ends] == ["2015-12-31"]


def test_what_all_rows_of_twins_say_is_of_the_table(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [(*one[:2], "2020") for one in TWINNED], ("Town", "Twin town", "Year"))
    graph, _, said = drafted(run, tmp_path, "t.csv")
    assert (claims(graph), "became twins" in said) == ([], False)


REPORTED = [
    (*pair, year, str(number))
    for number, year in enumerate(("2019", "2020", "2021"))
    for pair in (("Augsburg", "Bourges"), ("Halle", "Oulu"), ("Wien", "Mailand"))
]


@pytest.mark.parametrize(
    "head", [("Town", "Twin town", "Year", "Visitors"), ("城市", "友好城市", "年份", "来访人数")], ids=["en", "zh"]
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_the_years_of_reports_on_twins_are_not_when_they_became_so(
    run: Callable[..., Outcome], tmp_path: Path, head: Sequence[str], is_turned: bool
) -> None:
    rows = [(one[1], one[0], *one[2:]) if is_turned and one[2] == "2020" else one for one in REPORTED]
    write_csv(tmp_path / "t.csv", rows, head)
    graph, _, said = drafted(run, tmp_path, "t.csv")
    assert claims(graph) == []
    assert f"{head[2]}: not taken for when the towns became twins, as rows of the same towns say several." in said
    assert "taken for when the towns became twins, as it is the one" not in said
    (number,) = graph.query("SELECT (COUNT(*) AS ?n) { ?p pk:agreementKind agreement-kind:pairing }")
    assert int(str(number[0])) == 3
    # It is when the table was issued: its latest day.
    assert '"2021-12-31"' in (tmp_path / "m.rq").read_text(encoding="utf-8")


def test_a_report_on_twins_with_what_is_new_each_year_has_a_row_each(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    grants = [(*one[:3], f"{int(one[3]) + 1}000") for one in REPORTED]
    write_csv(tmp_path / "t.csv", grants, ("Town", "Twin town", "Year", "Grant (EUR)"))
    graph, _, _ = drafted(run, tmp_path, "t.csv")
    assert claims(graph) == []
    (number,) = graph.query("SELECT (SUM(?v) AS ?n) { ?f pk:value ?v }")
    assert float(str(number[0])) == 18_000


def test_rows_of_one_pair_that_agree_say_when_it_was_twinned(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [one[:3] for one in [*TWINNED, TWINNED[0]]], ("Town", "Twin town", "Year"))
    graph, _, said = drafted(run, tmp_path, "t.csv")
    assert "Year: taken for when the towns became twins" in said
    assert {claim[2][:4] for claim in claims(graph)} == {one[2] for one in TWINNED}


def test_no_stage_is_dated_by_when_others_became_twins(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [(*one[:3], "active") for one in TWINNED], ("Town", "Twin town", "Year", "Status"))
    assert run("map", "--guess", "t.csv", "-o", "m.rq").code == 0
    assert '"YYYY-MM-DD"' in (tmp_path / "m.rq").read_text(encoding="utf-8")
    graph, _, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
    running = [claim[2] for claim in claims(graph) if claim[1] == "operating"]
    assert running == ["2024-05-06"] * 4


def test_until_when_a_stage_held_is_no_end_of_the_partnership(run: Callable[..., Outcome], tmp_path: Path) -> None:
    cases = [
        {
            "no": "1",
            "title": "Piers",
            "parties": [{"name": "Port of Alba"}, {"name": "Corva Ltd"}],
            "history": [
                {"state": "signed", "since": "2010-02-01", "until": "2011-03-01"},
                {"state": "in force", "since": "2011-03-01", "until": "2014-05-01"},
            ],
        }
    ]
    (tmp_path / "h.json").write_text(json.dumps({"agreements": cases}), encoding="utf-8")
    graph, _, said = drafted(run, tmp_path, "h.json", "--issued", "2024-05-06")
    assert claims(graph) == stated([("1", "signed", "2010-02-01"), ("1", "operating", "2011-03-01")])
    assert "Columns that nobody reads: history_until" in said
    assert "all of them run on" not in said


@pytest.mark.parametrize(("over", "issued"), [("completed", "2015-06-07"), ("terminated", "2013-03-04")])
def test_what_is_over_by_its_stage_ended_before_the_table_was_issued(
    run: Callable[..., Outcome], tmp_path: Path, over: str, issued: str
) -> None:
    rows = [("1", "Port of Alba", "Corva Ltd", "2012-01-02", "2015-06-07", over)]
    rows += [("2", "Port of Brenn", "Dorn Ltd", "2013-03-04", "2031-01-01", "in force")]
    write_csv(tmp_path / "t.csv", rows, ("id", "party a", "party b", "signed", "end date", "status"))
    graph, draft, _ = drafted(run, tmp_path, "t.csv")
    # What was broken off may have had its end still to come.
    assert f'"{issued}", xsd:date) AS ?issued) # its latest day' in draft
    held = {claim[1]: claim[2] for claim in claims(graph) if claim[3] == "assumed"}
    assert held == {over: issued, "operating": issued}
    # Nor is a day of a plan one that is past.
    write_csv(tmp_path / "t.csv", rows, ("id", "party a", "party b", "signed", "planned end date", "status"))
    assert '"2013-03-04", xsd:date) AS ?issued)' in drafted(run, tmp_path, "t.csv")[1]


@pytest.mark.parametrize("heading", ["Event", "Change", "事件"])
def test_what_happened_is_a_history_of_stages(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    head = ("id", "title", "Port", "Partner", heading, f"{heading} date" if heading.isascii() else "事件日期")
    write_csv(tmp_path / "t.csv", HISTORY, head)
    graph, _, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    assert claims(graph) == stated(CLAIMED)


def test_an_event_that_is_no_known_stage_is_asked(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [*HISTORY, ("2", "Locks", "Port of Brenn", "Dorn Ltd", "renewed", "2019-01-02")]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Port", "Partner", "Event", "Event date"))
    graph, draft, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    assert "Which stage is meant? Write stage:operating or another for ?none beside" in draft
    assert '"renewed"' in draft
    assert claims(graph) == stated(CLAIMED)


def test_events_that_are_no_stages_are_none(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Piers", "Port of Alba", "Corva Ltd", "Gala dinner"),
        ("2", "Locks", "Port of Brenn", "Dorn Ltd", "Visit"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Port", "Partner", "Event"))
    graph, _, said = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    assert claims(graph) == []
    assert "Columns that nobody reads: Port, Event." in said


@pytest.mark.parametrize(
    "heading",
    ["结好时间", "结好日期", "缔结时间", "缔约日期", "建立时间", "结好年份", "缔结友好关系时间", "结为友好城市日期"],
)
def test_when_two_towns_became_friends_is_when_they_signed(
    run: Callable[..., Outcome], tmp_path: Path, heading: str
) -> None:
    rows = [("1", "杭州市", "埃森市", "德国", "1999年3月"), ("2", "嘉兴市", "福井市", "日本", "1993.11.8")]
    write_csv(tmp_path / "t.csv", rows, ("序号", "中方城市", "外方城市", "国别", heading))
    graph, _, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    assert [one[1:3] for one in claims(graph)] == [("signed", "1999-03-31"), ("signed", "1993-11-08")]


def test_a_year_since_when_is_a_day_and_what_cannot_be_read_is_told(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [
        ("Alba", "Germany", "Tours", "France", "1987"),
        ("Brenn", "Germany", "Lyon", "France", "c. 1990"),
        ("Corva", "Germany", "Oulu", "Finland", "1994/95"),
        ("Dorn", "Germany", "Brest", "France", "since 1969"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("City", "Country", "Sister city", "Sister country", "Year"))
    graph, _, said = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    assert sorted((one[1], one[2][:4]) for one in claims(graph)) == [
        ("signed", "1969"),
        ("signed", "1987"),
        ("signed", "1990"),
    ]
    assert "'c. 1990'" in said
    assert "1994/95" in said


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Datum zahájení", "Datum ukončení"),
        ("Kezdés", "Befejezés"),
        ("Data de início", "Data de conclusão"),
        ("Startdatum", "Einddatum"),
        ("Startdatum", "Slutdatum"),
        ("開始日", "終了日"),
        ("Дата начала", "Дата окончания"),
    ],
)
@pytest.mark.parametrize(
    ("lead", "partner", "role"),
    [
        ("Hoofdpartner", "Partner", "organiser"),
        ("Sökande", "Partner", "partner"),
        ("Получатель", "Партнёр", "beneficiary"),
        ("Příjemce", "Partneři", "beneficiary"),
        ("Nazwa beneficjenta", "Partnerzy projektu", "partner"),
    ],
)
def test_headings_of_further_languages(
    run: Callable[..., Outcome], tmp_path: Path, start: str, end: str, lead: str, partner: str, role: str
) -> None:
    rows = [
        ("1", "Alba pier", "Port of Alba", "Corva Ltd", "01.02.2019", "03.04.2021"),
        ("2", "Brenn lock", "Port of Brenn", "Corva Ltd", "15.02.2019", "30.04.2022"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("Nr", "Title", lead, partner, start, end))
    graph, _, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-01-01")
    terms = graph.query("SELECT ?s ?e { ?p pk:periodStart ?s ; pk:periodEnd ?e }")
    assert sorted(tuple(map(str, row)) for row in terms) == [("2019-02-01", "2021-04-03"), ("2019-02-15", "2022-04-30")]
    parties = graph.query("SELECT ?r { ?x a pk:Participation ; pk:role ?r }")
    assert sorted(str(row[0]).rpartition("/")[2] for row in parties) == sorted([role, role, "partner", "partner"])


HISTORIES = [
    ("status_history", "; ", "Signed 2009-05-21; In force 2010-01-01; Terminated 2015"),
    ("进程", "；", "签署：2009年5月21日；生效：2010年1月1日；终止：2015年"),
    ("Milestones", "|", "signed (21.05.2009)|in force (01.01.2010)|terminated (2015)"),
]


@pytest.mark.parametrize(("heading", "sign", "cell"), HISTORIES)
def test_a_history_in_one_cell_is_offered_and_read_once_its_lines_are_on(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, sign: str, cell: str
) -> None:
    first = cell.split(sign)[0]
    rows = [("A1", "Quays", "Oakby University", "Farnby College", cell)]
    rows += [("A2", "Locks", "Oakby University", "Marlow College", first)]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Lead partner", "Partner", heading))
    graph, draft, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
    asked = "SELECT ?p ?stage ?day { ?c pk:about ?p ; pk:stage ?stage ; pk:asOf ?day }"
    assert list(graph.query(asked)) == []
    assert f"row:{heading}" not in draft.splitlines()[-1]
    lines = [line.replace("# ", "", 1) if "tepStage" in line else line for line in draft.splitlines()]
    (told,) = [line for line in lines if "has stages, each with its day" in line]
    split = told[told.index("#: split") : told.index("}") + 1]
    (tmp_path / "m.rq").write_text("\n".join([lines[0], split, *lines[1:]]), encoding="utf-8")
    done = run("map", "t.csv", "m.rq", "--check", "--out", "h.nq")
    assert done.code == 0, done.err
    found = [tuple(str(one).rpartition("/")[2] for one in row) for row in kg.open(tmp_path / "h.nq").query(asked)]
    assert sorted(found) == [
        ("A1", "operating", "2010-01-01"),
        ("A1", "signed", "2009-05-21"),
        ("A1", "terminated", "2015-12-31"),
        ("A2", "signed", "2009-05-21"),
    ]


def test_notes_with_days_are_no_history(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("A1", "Quays", "Oakby University", "Farnby College", "Visit 2009-05-01; Dinner 2010-01-01")]
    rows += [("A2", "Locks", "Oakby University", "Marlow College", "signed by hand; 3 copies")]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Lead partner", "Partner", "note"))
    _, draft, _ = drafted(run, tmp_path, "t.csv", "--issued", "2024-05-06")
    assert "has stages" not in draft
