"""Decisions on suggestions: what becomes of them in a package's tables, and when they are refused."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, SourceError, UsageError
from kg.intake.articles import queue, trying
from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision, read_log
from kg.intake.articles.looking import View
from kg.intake.articles.model import Field, Reading, Span, Suggestion
from kg.source_text import sha256
from tests.articles.reviewed import (
    AGREEMENT,
    DOUBTFUL,
    FIGURE,
    SIGNED,
    SOURCE,
    STAGE,
    TEXT,
    UNIVERSITY,
    article,
    at,
    bytes_of,
    package,
)
from tests.support import run_in_process, tree


@pytest.fixture
def rules() -> None:
    """For tests in which the rules of the graph are asked at each step; in the others, a second less each."""


@pytest.fixture(autouse=True)
def _quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "rules" not in request.fixturenames:
        monkeypatch.setattr(trying.Trial, "findings", lambda *_: [])


def accept(suggestion: object) -> Decision:
    return Decision("accept", suggestion.id, reviewer="ann", decided_on="2024-06-01")  # type: ignore[attr-defined]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(file)]


def graves(desk: Desk, name: str) -> list[tuple[str, int, str]]:
    return [(one.field, one.group, one.finding.code) for one in desk.problems(name) if one.is_grave]


@pytest.mark.usefixtures("rules")
def test_an_accepted_agreement_is_in_the_tables_with_its_parties_stage_and_figure(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        made = desk.decide([accept(AGREEMENT), accept(STAGE), accept(FIGURE)])
        # The new university comes with the agreement that names it, and before it.
        assert [(one.number, one.suggestion) for one in made] == [
            (1, UNIVERSITY.id),
            (2, AGREEMENT.id),
            (3, STAGE.id),
            (4, FIGURE.id),
        ]
        agreement = desk.states[AGREEMENT.id].became.partition("/")[2]
        university = desk.states[UNIVERSITY.id].became
        became = desk.became(AGREEMENT.id)
        assert [(one.table, one.row, one.id) for one in became] == [
            ("partnerships", 2, agreement),
            ("participations", 2, "region/xx-yunting"),
            ("participations", 3, "region/xx-haitong"),
            ("participations", 4, university),
        ]
        assert desk.progress(SOURCE).claims == (3, 1, 0)
        assert desk.label(university).zh == "青禾大学"
    place = {"source": SOURCE, "start": "0", "end": "34"}
    assert rows(folder, "partnerships") == [
        {
            "id": agreement,
            "name_zh": "港口物流合作协议",
            "class": "Agreement",
            "agreement_kind": "cooperation",
            "sectors": "logistics",
            **place,
        }
    ]
    assert [row["party"] for row in rows(folder, "participations")] == [
        "region/xx-yunting",
        "region/xx-haitong",
        university,
    ]
    assert rows(folder, "stages") == [
        {
            "id": f"{agreement}-signed",
            "partnership": agreement,
            "stage": "signed",
            "as_of": "2024-05-08",
            "precision": "day",
            "time_basis": "resolved",
            **place,
        }
    ]
    figure = rows(folder, "observations")[0]
    assert figure["about"] == f"partnership/{agreement}"
    # It names no day: it holds by the day of publication, and that is assumed.
    assert (figure["as_of"], figure["time_basis"]) == ("2024-05-09", "assumed")
    assert rows(folder, "sources")[0] == {
        "id": SOURCE,
        "title_zh": SOURCE,
        "issued": "2024-05-09",
        "language": "zh",
        "sha256": sha256(TEXT),
        "characters": str(len(TEXT)),
    }
    hashes = {(row["start"], row["end"]): row["sha256"] for row in rows(folder, "evidence")}
    assert hashes["0", "34"] == sha256("云汀市与海桐区5月8日签署港口物流合作协议，云汀市青禾大学同时加入。")
    assert [one for one in kg.check(folder) if one.severity.rank == 0] == []


@pytest.mark.usefixtures("rules")
def test_what_was_accepted_is_proved_by_kg_evidence(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT, encoding="utf-8", newline="")
    with Desk.open(folder, [copy]) as desk:
        desk.decide([accept(AGREEMENT), accept(STAGE), accept(FIGURE)])
    done = run_in_process("evidence", folder, "--text", copy, cwd=tmp_path)
    assert done.code == 0, done
    # Partnership, three participations, stage, figure, university.
    assert "7 of 7 citations" in done.out


def test_other_bytes_of_a_table_stay_and_come_back(tmp_path: Path) -> None:
    # Quotes that need not be, CRLF, a column in another order, and no line break at the end.
    odd = (
        "start,id,class,name_zh,name_en,alt_zh,alt_en,agreement_kind,sectors,programme,part_of,open_ended,ambiguity_zh,"
    )
    odd += 'ambiguity_en,note_zh,note_en,source,end\r\n,"old","Service","旧",Old,,,,"health",,,,,,,,"s",'
    parties = "partnership,party,role,open_ended,ambiguity_zh,ambiguity_en,note_zh,note_en,source\n"
    parties += "old,region/xx-yunting,provider,,,,,,s\nold,region/xx-haitong,beneficiary,,,,,,s\n"
    sources = "id,title_zh,title_en,publisher_zh,publisher_en,issued,language,url,sha256,characters,note_zh,note_en\n"
    sources += 's,源,S,,,2020-01-01,zh,,,,,\n"' + SOURCE + '",报道,Report,,,2024-05-09,zh,,"",,,\n'
    from tests.articles.reviewed import REGIONS

    files = {"partnerships.csv": odd, "participations.csv": parties, "sources.csv": sources, "regions.csv": REGIONS}
    folder = package(tmp_path / "p", files=files)
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([accept(AGREEMENT), accept(STAGE)])
        after = bytes_of(folder)
        assert after["partnerships.csv"].startswith(odd.encode() + b"\r\n")
        # The table had no offsets; it has them now, and the rows that were there are as they were before them.
        assert after["participations.csv"].splitlines()[1] == b"old,region/xx-yunting,provider,,,,,,s,,"
        assert (
            f'"{SOURCE}",报道,Report,,,2024-05-09,zh,,{sha256(TEXT)},{len(TEXT)},,\n'.encode() in after["sources.csv"]
        )
        desk.undo()
        desk.undo()
        desk.undo()
    assert bytes_of(folder) == before


def test_an_edit_after_accepting_changes_the_row_in_its_place(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([accept(AGREEMENT), accept(STAGE)])
        first = bytes_of(folder)
        desk.decide(Decision("edit", AGREEMENT.id, "name_en", value="Agreement on port logistics"))
        assert rows(folder, "partnerships")[0]["name_en"] == "Agreement on port logistics"
        assert desk.states[AGREEMENT.id].edited == {("name_en", 0)}
        desk.decide(Decision("reject", AGREEMENT.id, "party", 2))
        assert [row["party"][:8] for row in rows(folder, "participations")] == ["region/x", "institut"]
        desk.undo()
        desk.undo()
    assert bytes_of(folder) == first


def test_a_span_that_is_drawn_anew_moves_the_evidence(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
        shorter = at("云汀市与海桐区5月8日签署港口物流合作协议")
        desk.decide(Decision("edit", AGREEMENT.id, span=shorter))
    assert (rows(folder, "partnerships")[0]["start"], rows(folder, "partnerships")[0]["end"]) == ("0", "21")
    assert {(row["start"], row["end"]) for row in rows(folder, "evidence")} == {("0", "21"), ("22", "29")}


def test_what_lacks_a_value_is_refused_with_its_field(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        assert graves(desk, DOUBTFUL.id) == [("sectors", 0, "required")]
        with pytest.raises(DataError) as raised:
            desk.decide(accept(DOUBTFUL))
        assert [one.field for one in raised.value.findings] == ["sectors"]
        assert raised.value.findings[0].message_zh
        desk.decide([Decision("edit", DOUBTFUL.id, "sectors", value="health"), accept(DOUBTFUL)])
        assert desk.states[DOUBTFUL.id].status == "accepted"
        desk.undo()
        desk.undo()
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sectors", "no-such-sector", "unknown-code"),
        ("open_ended", "perhaps", "not-boolean"),
        ("programme", "nothing", "dangling-reference"),
        ("source", "x", ""),
    ],
)
def test_values_are_checked_before_accepting(field: str, value: str, code: str, tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        if not code:
            with pytest.raises(UsageError, match="no field"):
                desk.decide(Decision("edit", AGREEMENT.id, field, value=value))
            return
        desk.decide(Decision("edit", AGREEMENT.id, field, value=value))
        assert (field, 0, code) in graves(desk, AGREEMENT.id)
        with pytest.raises(DataError):
            desk.decide(accept(AGREEMENT))
        assert not (folder / "partnerships.csv").exists()


@pytest.mark.usefixtures("rules")
def test_the_shapes_of_the_graph_are_asked_before_anything_is_written(tmp_path: Path) -> None:
    # Each cell is right by its column; only the shapes know that a period ends after it begins.
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
        before = bytes_of(folder)
        desk.decide(Decision("edit", FIGURE.id, "period_start", value="2026-01-01"))
        assert not graves(desk, FIGURE.id)
        assert [one.finding.field for one in desk.trial(FIGURE.id) if one.is_grave] == ["period_start"]
        with pytest.raises(DataError, match="kg check"):
            desk.decide(accept(FIGURE))
        assert bytes_of(folder) == before
        assert len(desk.log) == 3
    assert len(read_log(folder)) == 3


def test_a_party_is_the_record_that_a_person_says(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([Decision("same", UNIVERSITY.id, value="region/xx"), accept(AGREEMENT)])
        assert rows(folder, "participations")[2]["party"] == "region/xx"
        assert not (folder / "institutions.csv").exists()
        assert desk.states[UNIVERSITY.id].status == "same"
        with pytest.raises(UsageError, match="is no record"):
            desk.decide(Decision("same", UNIVERSITY.id, value="stage/x"))


def test_a_new_party_of_a_field_gets_what_its_name_tells(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        made = desk.decide(
            Decision("new", DOUBTFUL.id, "party", 2, "institution/云汀市星河医院", span=at("多家企业"), reviewer="bo")
        )
        assert [(one.decision, one.field, one.value) for one in made] == [
            ("new", "party", "institution/云汀市星河医院"),
            ("edit", "kind", "hospital"),
            ("edit", "located_in", "xx-yunting"),
        ]
        assert {one.reviewer for one in made} == {"bo"}
        state = desk.states[f"{DOUBTFUL.id}-p2"]
        assert (state.suggestion.kind, state.value("name_zh")) == ("institutions", "云汀市星河医院")
        desk.decide([Decision("edit", DOUBTFUL.id, "sectors", value="health"), accept(DOUBTFUL)])
    assert rows(folder, "institutions")[0]["located_in"] == "xx-yunting"
    assert len(rows(folder, "participations")) == 2


def test_one_is_split_in_two_and_two_are_joined(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(Decision("split", AGREEMENT.id, value="+1;3"))
        one, two = desk.states[AGREEMENT.id], desk.states[f"{AGREEMENT.id}-2"]
        parties = [[state.value("party", group) for group in state.groups] for state in (one, two)]
        assert parties == [
            ["region/xx-yunting", "region/xx-haitong"],
            ["region/xx-yunting", f"new/{UNIVERSITY.id}"],
        ]
        assert two.value("sectors") == "logistics"
        desk.decide([accept(AGREEMENT), accept(two)])
        assert len(rows(folder, "partnerships")) == 2
        desk.undo()
        desk.decide(Decision("reject", two.id))
        with pytest.raises(UsageError, match="accepted"):
            desk.decide(Decision("join", two.id, value=AGREEMENT.id))
        desk.decide(Decision("join", AGREEMENT.id, value=two.id))
        assert desk.states[two.id].status == "joined"
        parties_now = [row["party"][:11] for row in rows(folder, "participations")]
        assert parties_now == ["region/xx-y", "region/xx-h", "institution"]
        with pytest.raises(UsageError, match="joined"):
            desk.decide(accept(two))


def test_a_record_that_no_rule_proposed_is_added(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    span = at("双方将共建联合实验室")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
        added = desk.decide(Decision("add", value=f"stages/{SOURCE}", span=span))[0].suggestion
        desk.decide(
            [
                Decision("edit", added, "stage", value="planned", span=at("将")),
                Decision("edit", added, "about", value=AGREEMENT.id),
                Decision("accept", added),
            ]
        )
        row = rows(folder, "stages")[0]
        assert (row["stage"], row["as_of"], row["time_basis"]) == ("planned", "2024-05-09", "assumed")
        assert (row["start"], row["end"]) == (str(span.start), str(span.end))
        with pytest.raises(UsageError, match="rests on it"):
            desk.undo(3)


@pytest.mark.usefixtures("rules")
def test_a_region_of_a_registry_brings_its_row_and_those_it_lies_in(tmp_path: Path) -> None:
    fields = tuple(
        replace(one, value="region/cn-jiaxing") if one.value == "region/xx-haitong" else one for one in AGREEMENT.fields
    )
    agreement = replace(AGREEMENT, fields=fields)
    folder = package(tmp_path / "p", (UNIVERSITY, agreement))
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        assert not graves(desk, agreement.id)
        desk.decide(accept(agreement))
        assert [row["id"] for row in rows(folder, "regions")][3:] == ["cn", "cn-zhejiang", "cn-jiaxing"]
        desk.undo()
        desk.undo()
    assert bytes_of(folder) == before


def test_without_the_text_all_but_accepting_can_be_done(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder) as desk:
        desk.decide([Decision("reject", DOUBTFUL.id), Decision("edit", AGREEMENT.id, "sectors", value="health")])
        with pytest.raises(SourceError, match="not at hand"):
            desk.decide(accept(AGREEMENT))
        assert not (folder / "partnerships.csv").exists()


def test_a_text_with_another_hash_is_told_and_not_used(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    copy = tmp_path / "other.txt"
    copy.write_text(TEXT.replace("12亿元", "13亿元"), encoding="utf-8")
    with Desk.open(folder, [copy]) as desk:
        assert [one.code for one in desk.remarks] == ["hash-differs"]
        assert "rejected" in desk.remarks[0].message_en
        assert "拒绝" in desk.remarks[0].message_zh
        with pytest.raises(SourceError, match="not at hand"):
            desk.decide(accept(AGREEMENT))


def test_a_hash_on_record_that_differs_is_told_and_nothing_is_accepted(tmp_path: Path) -> None:
    sources = "id,title_zh,title_en,publisher_zh,publisher_en,issued,language,url,sha256,characters,note_zh,note_en\n"
    sources += f"{SOURCE},报道,Report,,,2024-05-09,zh,,{sha256('another')},7,,\n"
    from tests.articles.reviewed import REGIONS

    folder = package(tmp_path / "p", files={"sources.csv": sources, "regions.csv": REGIONS})
    with Desk.open(folder, [TEXT]) as desk:
        assert {one.code for one in desk.remarks} == {"hash-differs"}
        with pytest.raises(SourceError, match="not at hand"):
            desk.decide(accept(AGREEMENT))


def test_a_table_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        content = (folder / "regions.csv").read_bytes() + b"xx-new,\xe6\x96\xb0,New,,,Zone,,xx,,,,,,,,,,,,\n"
        (folder / "regions.csv").write_bytes(content)
        with pytest.raises(SourceError, match=r"regions\.csv: changed on disk"):
            desk.decide(accept(AGREEMENT))
        assert (folder / "regions.csv").read_bytes() == content
        assert not (folder / "decisions.csv").exists()
        desk.reload()
        desk.decide(accept(AGREEMENT))
        assert desk.states[AGREEMENT.id].status == "accepted"


def test_a_row_that_was_changed_by_hand_is_not_taken_out(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
    path = folder / "partnerships.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("logistics", "health"), encoding="utf-8", newline="")
    by_hand = path.read_bytes()
    with Desk.open(folder, [TEXT]) as desk:
        with pytest.raises(SourceError, match=r"partnerships\.csv, row 2: .*changed by hand.*sectors"):
            desk.undo()
        assert path.read_bytes() == by_hand
        # All else goes on.
        desk.decide(accept(STAGE))


def test_a_second_review_is_told_who_has_the_first(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT], where="http://127.0.0.1:8000/"):
        with pytest.raises(SourceError, match=r"is being reviewed by .* on .*127\.0\.0\.1:8000"):
            Desk.open(folder)
        assert len(View(folder).states) == 5
        with pytest.raises(UsageError, match="hold"):
            Desk.open(folder, hold=False).decide(accept(AGREEMENT))
    with Desk.open(folder):
        pass
    assert not (folder / ".kg-review.lock").exists()


def test_the_lock_of_a_review_that_died_is_no_lock(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    script = f"""
        import os, signal
        from kg.intake.articles.accepting import Desk
        desk = Desk.open({str(folder)!r})
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert (folder / ".kg-review.lock").exists()
    with Desk.open(folder) as desk:
        desk.decide(Decision("reject", DOUBTFUL.id))


def test_an_article_read_anew_keeps_what_was_accepted(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
    accepted = bytes_of(folder)
    package(tmp_path / "p2", (replace(FIGURE, id="s-00000000000a", about=""),))
    (folder / "suggestions" / f"{SOURCE}.json").write_bytes(
        (tmp_path / "p2" / "suggestions" / f"{SOURCE}.json").read_bytes()
    )
    with Desk.open(folder, [TEXT]) as desk:
        assert [one.number for one in desk.orphans] == [1, 2]
        desk.decide(Decision("reject", "s-00000000000a"))
        assert bytes_of(folder) == accepted
        desk.undo()
        desk.undo(2)
        assert not (folder / "partnerships.csv").exists()


def test_an_undo_that_others_rest_on_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([accept(AGREEMENT), accept(STAGE)])
        before = bytes_of(folder)
        for number in (1, 2):
            with pytest.raises(DataError, match="rests on"):
                desk.undo(number)
        with pytest.raises(UsageError, match="No decision '9'"):
            desk.undo(9)
        assert bytes_of(folder) == before
        # A decision that was taken back comes back by its undo being undone.
        desk.undo(3)
        desk.undo(4)
        assert bytes_of(folder) == before


@pytest.mark.usefixtures("rules")
def test_hostile_names_stay_what_they_are(tmp_path: Path) -> None:
    names = ['=1+1"x"', "'=2", "海" * 10_000, "港\u202e口\u200f", 'a "b",\nc\r\nd', "@SUM(A1)", "-5"]
    folder = package(tmp_path / "p")
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        for name in names:
            desk.decide(Decision("edit", AGREEMENT.id, "name_zh", value=name, comment=name, reviewer=name[:9]))
            assert desk.states[AGREEMENT.id].value("name_zh") == name
            desk.decide(accept(AGREEMENT))
            written = rows(folder, "partnerships")[0]["name_zh"]
            assert "\n" not in written
            assert "\u202e" not in written
            assert written.replace(" ", "") == "".join(name.split()).replace("\u202e", "").replace("\u200f", "")
            assert [one for one in kg.check(folder) if one.severity.rank == 0] == []
            desk.undo()
            desk.undo()
            if desk.states[UNIVERSITY.id].status == "accepted":
                desk.undo()
            assert [one.value for one in read_log(folder) if one.decision == "edit"][-1] == name
    assert bytes_of(folder) == before


def test_passages_beyond_the_text_or_blank_are_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        for span, code in ((Span(0, 4000), "offset-beyond-source"), (Span(len(TEXT) - 1, len(TEXT)), "blank-passage")):
            desk.decide(Decision("edit", AGREEMENT.id, span=span))
            assert ("", 0, code) in graves(desk, AGREEMENT.id)
            with pytest.raises(DataError):
                desk.decide(accept(AGREEMENT))


def test_choices_are_codes_and_records(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    view = View(folder)
    roles = {one.value: one.label.zh for one in view.choices(AGREEMENT.id, "role", 1)}
    assert roles["signatory"] == "签约方"
    assert [one.value for one in view.choices(AGREEMENT.id, "class")][:2] == ["Partnership", "Agreement"]
    assert [one.value for one in view.choices(AGREEMENT.id, "party", 1, "海桐")] == ["region/xx-haitong"]
    assert [one.value for one in view.choices(AGREEMENT.id, "party", 1, "青禾")] == [f"new/{UNIVERSITY.id}"]
    assert view.choices(AGREEMENT.id, "name_zh") == []
    assert [one.value for one in view.choices(STAGE.id, "about", 0, "港口")] == [f"{AGREEMENT.id}"]


def test_the_least_sure_comes_first(tmp_path: Path) -> None:
    view = View(package(tmp_path / "p"))
    assert view.waiting()[0].id == DOUBTFUL.id
    assert [one.suggestion.score for one in view.waiting()] == [0.3, 0.7, 0.8, 0.9, 0.9]


def test_nothing_of_a_review_reaches_the_graph(tmp_path: Path) -> None:
    folder, plain = package(tmp_path / "a" / "p"), package(tmp_path / "b" / "p")
    for path in (plain / "suggestions").iterdir():
        path.unlink()
    (plain / "suggestions").rmdir()
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([Decision("reject", DOUBTFUL.id), Decision("edit", AGREEMENT.id, "name_en", value="X")])
    for one in (folder, plain):
        kg.build(one, out=one.parent / "out")
    built = [tree(one.parent / "out") for one in (folder, plain)]
    assert built[0] == built[1]


def test_the_log_is_only_added_to(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        seen = b""
        for act in (
            lambda: desk.decide(accept(AGREEMENT)),
            lambda: desk.decide(Decision("reject", DOUBTFUL.id, comment='a "reason", two')),
            lambda: desk.undo(),
            lambda: desk.undo(),
        ):
            act()
            content = (folder / "decisions.csv").read_bytes()
            assert content.startswith(seen)
            assert len(content) > len(seen)
            seen = content
    assert seen.decode().splitlines()[0] == (
        "number,suggestion,field,group,decision,value,start,end,reviewer,decided_on,comment"
    )


def test_a_log_with_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    header = "number,suggestion,field,group,decision,value,start,end,reviewer,decided_on,comment\n"
    for line, said in (
        (f"1,{AGREEMENT.id},,,perhaps,,,,,,", "row 2, field decision"),
        (f"1,{AGREEMENT.id},,x,reject,,,,,,", "row 2, field group"),
        (f"1,{AGREEMENT.id},,,edit,,5,3,,,", "row 2, field end"),
        (f"1,{AGREEMENT.id},,,reject,,,,,yesterday,", "row 2, field decided_on"),
        (f"7,{AGREEMENT.id},,,reject,,,,,,", "row 2, field number"),
    ):
        (folder / "decisions.csv").write_text(header + line + "\n", encoding="utf-8")
        with pytest.raises(SourceError, match=said):
            View(folder)


def test_files_of_a_table_in_a_folder_of_their_own_are_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "tables").mkdir()
    (folder / "regions.csv").rename(folder / "tables" / "regions.csv")
    described["resources"] = [{"name": "regions", "path": "tables/regions.csv"}]
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    region = replace(UNIVERSITY, kind="regions", fields=(Field("name_zh", "新区", SIGNED), Field("kind", "Zone")))
    package(tmp_path / "q", (region,))
    name = f"suggestions/{SOURCE}.json"
    (folder / name).write_bytes((tmp_path / "q" / name).read_bytes())
    with Desk.open(folder, [TEXT]) as desk, pytest.raises(SourceError, match="folder of its own"):
        desk.decide(accept(region))


OFFICIAL = Suggestion(
    "s-000000000011",
    "officials",
    at("海桐区长林远"),
    (Field("name_zh", "林远", at("林远")), Field("post_zh", "区长", at("区长")), Field("body", "region/xx-haitong")),
    "title",
    0.6,
)
SAID = Suggestion(
    "s-000000000012",
    "statements",
    at("海桐区长林远说，双方将共建联合实验室"),
    (
        Field("kind", "plan", at("将")),
        Field("gist_zh", "共建联合实验室"),
        Field("asserted_by", f"new/{OFFICIAL.id}", at("林远")),
        Field("counterpart", "region/xx-yunting"),
        Field("counterpart", f"new/{UNIVERSITY.id}"),
    ),
    "said",
    0.6,
    about="region/xx-haitong",
)


@pytest.mark.usefixtures("rules")
def test_a_statement_brings_who_said_it(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", (UNIVERSITY, OFFICIAL, SAID))
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        kinds = [one.value for one in desk.choices(SAID.id, "kind")]
        desk.decide([Decision("edit", SAID.id, "kind", value=kinds[0]), accept(SAID)])
        official, university = (desk.states[one.id].became for one in (OFFICIAL, UNIVERSITY))
        statement = rows(folder, "statements")[0]
        assert statement["asserted_by"] == official
        assert statement["about"] == "region/xx-haitong"
        assert statement["counterpart"] == f"region/xx-yunting;{university}"
        assert rows(folder, "officials")[0]["body"] == "region/xx-haitong"
        assert [one for one in kg.check(folder) if one.severity.rank == 0] == []
        for _ in range(3):
            desk.undo()
    assert bytes_of(folder) == before


def test_what_the_package_has_is_told_before_it_is_there_twice(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", (replace(AGREEMENT, present="partnership/old", relation="same"), UNIVERSITY))
    view = View(folder)
    told = [one.finding for one in view.problems(AGREEMENT.id) if one.finding.code == "present"]
    assert [(one.severity.value, one.value) for one in told] == [("warning", "partnership/old")]


def test_what_is_said_to_be_a_record_must_be_one(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        for decision in (
            Decision("same", UNIVERSITY.id, value="institution/nobody"),
            Decision("same", AGREEMENT.id, "party", 1, "region/xx-yuntin"),
        ):
            with pytest.raises(UsageError, match="There is no record"):
                desk.decide(decision)
        with pytest.raises(UsageError, match="Did you mean region/xx-yunting"):
            desk.decide(decision)


def test_kg_check_counts_what_is_open(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    found = {one.code: one for one in kg.check(folder)}
    assert found["open-suggestions"].message_en.startswith("5 of 5 suggestions are open")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([Decision("reject", one.id) for one in (AGREEMENT, STAGE, FIGURE, DOUBTFUL, UNIVERSITY)])
    assert "open-suggestions" not in {one.code for one in kg.check(folder)}
    (folder / "decisions.csv").write_text("no log at all\n", encoding="utf-8")
    assert {one.code for one in kg.check(folder)} >= {"suggestions-unread"}


def test_a_record_is_not_rewritten_for_what_changed_elsewhere(tmp_path: Path) -> None:
    # Its name was made of its parties' names; one of these is mended by hand afterwards.
    fields = tuple(one for one in AGREEMENT.fields if one.name != "name_zh")
    folder = package(tmp_path / "p", (UNIVERSITY, replace(AGREEMENT, fields=fields), DOUBTFUL))
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
    written = (folder / "partnerships.csv").read_bytes()
    assert "云汀市、海桐区、青禾大学".encode() in written
    regions = folder / "regions.csv"
    regions.write_text(regions.read_text(encoding="utf-8").replace("海桐区", "海桐新区"), encoding="utf-8")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(Decision("reject", DOUBTFUL.id))
        assert (folder / "partnerships.csv").read_bytes() == written


def test_a_description_with_a_byte_order_mark_and_other_line_ends_comes_back(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    path = folder / "datapackage.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = bytes_of(folder)
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(AGREEMENT))
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(accept(STAGE))
        for _ in range(3):
            desk.undo()
    assert bytes_of(folder) == before


def test_a_log_that_does_not_fit_is_told_with_its_decision(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    header = "number,suggestion,field,group,decision,value,start,end,reviewer,decided_on,comment\n"
    (folder / "decisions.csv").write_text(header + f"1,{STAGE.id},colour,,edit,red,,,,,\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"decisions\.csv: Decision 1 \(edit\) cannot hold: stages have no field"):
        View(folder)


def test_a_second_article_adds_claims_to_a_record_that_there_is(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide([accept(AGREEMENT), accept(STAGE)])
        agreement = desk.states[AGREEMENT.id].became
    first = bytes_of(folder)
    text = "据悉，云汀市与海桐区的港口物流合作已全面投入运行。\n"
    span = Span(text.index("云汀市"), text.index("。"))
    running = Suggestion(
        *("s-000000000021", "stages", span),
        (Field("stage", "operating", Span(text.index("投入运行"), text.index("。"))),),
        *("running", 0.8, agreement, "stage/x", "advances"),
    )
    again = Suggestion(
        *("s-000000000022", "partnerships", span, AGREEMENT.fields, "signed", 0.5, "", agreement, "same"),
    )
    queue.write(folder, Reading("later-2025", article(text), date(2025, 1, 2), (running, again), (), 1))
    with Desk.open(folder, [text]) as desk:
        assert list(desk.queues) == ["later-2025", SOURCE]
        assert [one.finding.code for one in desk.problems(again.id) if one.finding.severity.value == "warning"] == [
            "present"
        ]
        desk.decide([Decision("same", again.id, value=agreement), accept(running)])
        stages = rows(folder, "stages")
        assert [(row["stage"], row["source"], row["as_of"]) for row in stages] == [
            ("signed", SOURCE, "2024-05-08"),
            ("operating", "later-2025", "2025-01-02"),
        ]
        assert {row["partnership"] for row in stages} == {agreement.partition("/")[2]}
        assert len(rows(folder, "partnerships")) == 1
        assert [row["id"] for row in rows(folder, "sources")] == [SOURCE, "later-2025"]
        # Without the first article's text, what was accepted of it stays proved.
        assert {row["source"] for row in rows(folder, "evidence")} == {SOURCE, "later-2025"}
        # What the second article rests on cannot be taken from under it.
        with pytest.raises(DataError, match="rests on"):
            desk.undo(2)
        desk.undo()
        desk.undo()
    assert bytes_of(folder) == first
