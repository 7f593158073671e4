"""What is said while a build is under way: how much is done, how fast, and how long it may take."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli.progressing import Shown
from kg.progress import CHECKS, ROWS, Course, counted
from kg.text import Text
from tests.support import STEPS, EditablePackage

MAPPING = Text("Mapping rows", "将各行映射为三元组")
CHECKING = Text("Checking the graph", "检查图谱")
WRITING = Text("Writing files", "写入文件")


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> list[Text]:
    return []


def test_a_rate_and_a_rest_are_told_after_a_second(clock: Clock, told: list[Text]) -> None:
    shown = Shown(told.append, clock)
    shown(MAPPING)
    clock.now += 0.5
    shown.count(10_000, 60_000, ROWS)
    clock.now += 1.5
    shown.count(40_000, 60_000, ROWS)
    assert [line.en for line in told] == [
        "Mapping rows",
        "Mapping rows: 10,000 of 60,000 rows",
        "Mapping rows: 40,000 of 60,000 rows, 20,000 a second, about 1 s left",
    ]
    assert told[-1].zh == "将各行映射为三元组：60,000行中的40,000行，每秒20,000行，本步约余1秒"


def test_things_that_count_for_nothing_and_a_total_that_is_too_small_give_no_rate_and_no_rest_below_zero(
    clock: Clock, told: list[Text]
) -> None:
    shown = Shown(told.append, clock)
    shown(MAPPING)
    clock.now += 2
    shown.count(0, 60, ROWS)
    clock.now += 2
    shown.count(80, 60, ROWS)
    assert [line.en for line in told[1:]] == [
        "Mapping rows: 0 of 60 rows",
        "Mapping rows: 80 of 60 rows, 20 a second, about 0 s left",
    ]


def test_the_rest_of_all_is_told_by_what_the_last_build_took(clock: Clock, told: list[Text]) -> None:
    shown = Shown(told.append, clock)
    shown.expect({MAPPING.en: 2.0, CHECKING.en: 10.0, WRITING.en: 110.0})
    shown(MAPPING)
    assert told[-1].en == "Mapping rows: about 2 min in all, by the last build"
    shown(CHECKING)
    clock.now += 4.0
    shown.count(10, 312, CHECKS)
    # 302 at 2.5 a second are 121 s, and 110 s come after them.
    assert told[-1].en == (
        "Checking the graph: 10 of 312 checks, 2.5 a second, about 2 min left, about 4 min in all, by the last build"
    )
    assert told[-1].zh == "检查图谱：312项检查中的10项，每秒2.5项，本步约余2分钟，按上次构建，全部约余4分钟"


def test_what_goes_on_too_fast_to_read_is_not_told(clock: Clock, told: list[Text]) -> None:
    shown = Shown(told.append, clock)
    shown(CHECKING)
    for done in range(300):
        clock.now += 0.001
        shown.count(done, 312, CHECKS)
    assert len(told) == 2


def test_nothing_done_yet_has_no_rate(clock: Clock, told: list[Text]) -> None:
    shown = Shown(told.append, clock)
    shown(CHECKING)
    clock.now += 5.0
    shown.count(0, 312, CHECKS)
    assert told[-1].en == "Checking the graph: 0 of 312 checks"


def test_things_are_counted_by_what_they_stand_for() -> None:
    found: list[tuple[int, int, str]] = []

    class Counting:
        def __call__(self, step: Text) -> None: ...

        def count(self, done: int, total: int, what: Text) -> None:
            found.append((done, total, what.en))

    assert list(counted(Course(Counting()), ["ab", "c"], 5, ROWS, len, 2)) == ["ab", "c"]
    assert found == [(4, 5, "rows"), (5, 5, "rows")]


def test_the_next_build_is_told_how_long_each_step_took(example: Path, tmp_path: Path) -> None:
    class Waiting:
        def __init__(self) -> None:
            self.steps: list[str] = []
            self.before: dict[str, float] = {}
            self.counts: dict[str, tuple[int, int]] = {}

        def __call__(self, step: Text) -> None:
            self.steps.append(step.en)

        def expect(self, seconds: dict[str, float]) -> None:
            self.before = seconds

        def count(self, done: int, total: int, what: Text) -> None:
            self.counts[f"{self.steps[-1]}: {what.en}"] = done, total

    package, out = EditablePackage(example), tmp_path / "out"
    first, second = Waiting(), Waiting()
    kg.build(package.folder, out=out, progress=first)
    (out / "measures.csv").unlink()
    kg.build(package.folder, out=out, progress=second)
    assert first.before == {}
    assert list(second.before) == first.steps
    # What the last build mapped is not mapped and derived again.
    assert [step for step in first.steps if step in second.steps] == second.steps
    assert len(second.steps) == len(first.steps) - 1
    lines = (out / "graph.nq").read_bytes().count(b"\n")
    assert first.counts["Writing the graph: lines"] == (lines, lines)
    done, total = first.counts["Checking the graph: checks"]
    assert done == total > 250
    assert first.counts["Measuring networks: networks"] == (5, 5)
    assert "Mapping rows: rows" in first.counts
    assert (out / STEPS).is_dir()
