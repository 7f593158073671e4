"""Any decisions in any order: the log makes the state, and taking back all of it the bytes; and writers that die."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KGError
from kg.intake.articles import trying
from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision, holding, read_log
from kg.intake.articles.looking import View
from kg.intake.articles.model import Span
from kg.intake.package import read_descriptor
from tests.articles.reviewed import AGREEMENT, DOUBTFUL, FIGURE, SOURCE, STAGE, SUGGESTED, TEXT, bytes_of, package

IDS = [one.id for one in SUGGESTED]
VALUES = st.one_of(
    st.sampled_from(["logistics", "health;ports", "signatory", "region/xx-haitong", "region/xx", "2024-05-08", "true"]),
    st.text(max_size=20),
    st.sampled_from(["=1+1", "'=1", '"', "a\nb", "\u202e", "海" * 10_000, "é\u0301", "\x00"]),
)
FIELDS = st.sampled_from(
    ["name_zh", "name_en", "sectors", "party", "role", "value", "as_of", "stage", "about", "note_zh"]
)
SPANS = st.none() | st.tuples(st.integers(0, 90), st.integers(1, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
DECISIONS = st.builds(
    Decision,
    st.sampled_from(["accept", "accept", "accept", "reject", "edit", "edit", "same", "new", "split", "join", "add"]),
    st.sampled_from([*IDS, f"{AGREEMENT.id}-2", f"{DOUBTFUL.id}-p2"]),
    st.just("") | FIELDS,
    st.integers(0, 3),
    VALUES | st.sampled_from([*IDS, "+1;3", "2", f"stages/{SOURCE}", "institution/星河医院", "region/xx-yunting", ""]),
    SPANS,
    st.text(max_size=5),
)
NAMES = st.text(min_size=1, max_size=20) | st.sampled_from(["=1+1", "'=1", 'a "b"', "a\nb", "\u202e港", "海" * 10_000])
ACCEPTS = st.builds(Decision, st.just("accept"), st.sampled_from([AGREEMENT.id, AGREEMENT.id, STAGE.id, FIGURE.id]))
LIKELY = st.one_of(
    ACCEPTS,
    ACCEPTS,
    st.builds(Decision, st.sampled_from(["accept", "accept", "reject"]), st.sampled_from(IDS)),
    st.builds(Decision, st.just("edit"), st.sampled_from(IDS[:2]), st.just("name_en"), st.just(0), NAMES, SPANS),
    st.builds(Decision, st.just("edit"), st.just(DOUBTFUL.id), st.just("sectors"), st.just(0), st.just("health;ports")),
    st.builds(Decision, st.just("edit"), st.just(AGREEMENT.id), st.just(""), st.just(0), st.just(""), SPANS),
    st.builds(Decision, st.just("reject"), st.just(AGREEMENT.id), st.just("party"), st.integers(1, 3)),
    st.builds(
        Decision,
        st.just("same"),
        st.sampled_from([AGREEMENT.id, DOUBTFUL.id]),
        st.just("party"),
        st.integers(1, 3),
        st.sampled_from(["region/xx", "region/xx-haitong"]),
    ),
    st.just(Decision("same", IDS[0], value="region/xx")),
    st.just(Decision("new", DOUBTFUL.id, "party", 2, "institution/星河医院")),
    st.just(Decision("split", AGREEMENT.id, value="+1;3")),
    st.just(Decision("join", AGREEMENT.id, value=DOUBTFUL.id)),
    st.just(Decision("add", value=f"stages/{SOURCE}", span=Span(3, 9))),
)
#: A decision; or an undo of the last one, or of one by its number.
STEPS = st.lists(st.one_of(ACCEPTS, LIKELY, LIKELY, DECISIONS, st.none(), st.integers(1, 9)), min_size=3, max_size=12)


@pytest.fixture(autouse=True)
def _tables_only(monkeypatch: pytest.MonkeyPatch) -> None:
    # The rules of the graph are asked in test_desk.py; here it is a matter of bytes, many times over.
    monkeypatch.setattr(trying.Trial, "findings", lambda *_: [])


def made(desk: Desk, step: Decision | int | None) -> bool:
    """Make a decision as one that a person drew: what a suggestion needs comes with it."""
    try:
        if isinstance(step, Decision):
            whole = step.decision in ("accept", "reject", "join", "split", "add")
            value = "" if step.decision == "accept" else step.value
            decision = Decision(
                *(step.decision, "" if step.decision == "add" else step.suggestion, "" if whole else step.field),
                *(0 if whole else step.group, value, step.span, step.reviewer),
            )
            desk.decide(decision)
        else:
            desk.undo(step)
    except KGError as error:
        told = error.text
    else:
        return True
    assert told.zh
    assert len(told.en) <= 2_000
    return False


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_decisions_replay_to_the_same_and_come_back_to_the_same_bytes(steps: list[Decision | int | None]) -> None:
    with tempfile.TemporaryDirectory() as made_folder:
        folder = package(Path(made_folder) / "p")
        before = bytes_of(folder)
        with Desk.open(folder, [TEXT]) as desk:
            fresh = desk.states
            for step in steps:
                log, tables = (folder / "decisions.csv").exists() and read_log(folder), bytes_of(folder)
                if not made(desk, step):
                    assert bytes_of(folder) == tables
                    assert ((folder / "decisions.csv").exists() and read_log(folder)) == log
            # Who reads the log sees what the desk has.
            seen = View(folder, [TEXT])
            assert seen.states == desk.states
            assert seen.log == desk.log
            accepted = {one.became for one in desk.states.values() if one.status == "accepted"}
            ids = [row.split(b",")[0].decode() for row in lines(folder / "partnerships.csv")]
            assert sorted(ids) == sorted(one[12:] for one in accepted if one.startswith("partnership/"))
            while holding(desk.log):
                desk.undo()
            assert desk.states == fresh
        assert bytes_of(folder) == before


def test_an_acceptance_is_not_brought_back_without_its_new_party(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(Decision("new", DOUBTFUL.id, "party", 2, "institution/星河医院"))
        desk.decide(Decision("edit", DOUBTFUL.id, "sectors", value="health"))
        party, whole = desk.decide(Decision("accept", DOUBTFUL.id))
        assert (party.suggestion, whole.suggestion) == (f"{DOUBTFUL.id}-p2", DOUBTFUL.id)
        desk.undo(whole.number)
        back = len(desk.log)
        desk.undo(party.number)
        tables = bytes_of(folder)
        # The undo of the record's acceptance is undone, while the party is still none.
        with pytest.raises(KGError, match=DOUBTFUL.id):
            desk.undo(back)
        assert bytes_of(folder) == tables
        assert desk.states[DOUBTFUL.id].status == "open"
        # With the party, it comes back.
        desk.undo(back + 1)
        desk.undo(back)
        assert desk.states[DOUBTFUL.id].status == "accepted"


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()[1:] if path.exists() else []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations([1, 2, 3, 4, 5, 6]))
def test_one_state_has_one_order_of_rows_whichever_way_it_was_reached(order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as made_folder:
        folder = package(Path(made_folder) / "p")
        with Desk.open(folder, [TEXT]) as desk:
            desk.decide([Decision("accept", one) for one in (AGREEMENT.id, STAGE.id, FIGURE.id)])
            desk.decide(Decision("edit", AGREEMENT.id, "name_en", value="Port agreement"))
            desk.decide(Decision("edit", FIGURE.id, "value", value="1300000000"))
            tables = bytes_of(folder)
            number = len(desk.log)
            undone = [one for one in order if made(desk, one)]
            assert undone
            assert bytes_of(folder) != tables
            # Each undo is itself undone, the last one first.
            for undo in range(number + len(undone), number, -1):
                desk.undo(undo)
        assert bytes_of(folder) == tables


def killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Work in a process that is killed at a step that writes in a folder; false if it came to its end before."""
    child = os.fork()
    if not child:
        steps = itertools.count(1)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            is_written = event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree") or (
                event == "open" and isinstance(arguments[1], str) and "w" in arguments[1]
            )
            if is_written and str(folder) in str(arguments[0]) and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            work()
        except BaseException:  # pytest must not go on here
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed that was forked")
@pytest.mark.parametrize("back", [False, True], ids=["accepting", "taking back"])
def test_killed_at_every_step_a_package_is_as_before_or_as_after(back: bool, tmp_path: Path) -> None:
    start = package(tmp_path / "start" / "p")

    def decide(folder: Path) -> None:
        with Desk.open(folder, [TEXT]) as desk:
            if back:
                desk.decide([Decision("undo", value=str(number)) for number in (3, 2, 1)])
            else:
                desk.decide([Decision("accept", one) for one in (AGREEMENT.id, STAGE.id)])

    if back:
        with Desk.open(start, [TEXT]) as desk:
            desk.decide([Decision("accept", one) for one in (AGREEMENT.id, STAGE.id)])
    whole = tmp_path / "whole" / "p"
    shutil.copytree(start, whole)
    decide(whole)
    outcomes = set()
    for step in itertools.count(1):
        folder = tmp_path / f"{step}" / "p"
        shutil.copytree(start, folder)
        was_killed = killed_at(step, folder, lambda: decide(folder))  # noqa: B023
        # Whoever reads the package next brings to an end what the writer had decided.
        listed = {one["path"] for one in read_descriptor(folder)["resources"]}
        log = len(read_log(folder))
        assert log in (len(read_log(start)), len(read_log(whole)))
        now, was = (start, whole) if log == len(read_log(start)) else (whole, start)
        del was
        named = {name: content for name, content in bytes_of(folder).items() if name in listed or "json" in name}
        expected = {name: content for name, content in bytes_of(now).items() if name in listed or "json" in name}
        if back and now is whole:
            # What goes is emptied with the rest, and may still lie there: nothing names it.
            named.pop(".kg-review.json", None)
        assert named == expected
        with Desk.open(folder, [TEXT]) as desk:
            assert desk.states == View(now).states
        outcomes.add(now is whole)
        if not was_killed:
            break
    assert step > 10
    assert outcomes == {False, True}


def test_a_disk_that_fails_at_any_step_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path / "p")
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(Decision("reject", DOUBTFUL.id))
        before, log = bytes_of(folder), (folder / "decisions.csv").read_bytes()
        replace, failed = Path.replace, 0
        for step in itertools.count(1):
            steps = itertools.count(1)

            def failing(self: Path, target: Path, step: int = step, steps: Iterator[int] = steps) -> Path:
                if next(steps) == step:
                    raise OSError(28, "No space left on device")
                return replace(self, target)

            monkeypatch.setattr(Path, "replace", failing)
            try:
                desk.decide([Decision("accept", one) for one in (AGREEMENT.id, STAGE.id)])
            except KGError as error:
                failed += 1
                told = error.text
            else:
                break
            assert "No space left" in told.en
            assert (bytes_of(folder), (folder / "decisions.csv").read_bytes()) == (before, log)
            assert desk.states[AGREEMENT.id].status == "open"
        # One for each file that is moved into its place.
        assert failed == 9
        assert desk.states[AGREEMENT.id].status == "accepted"
