"""What a process of its own makes is what is made here, and where it comes to nothing, it is made here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import kg
from kg import beside, usage
from kg.beside import Beside
from kg.outputs import OUTPUTS
from kg.progress import Progress
from kg.text import Text
from kg.usage import Used
from tests.bench.scale import write_package
from tests.support import STEPS, EditablePackage

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked")

#: Builds in a process that does nothing else, as the command does, however small the graph is; says who drew.
BUILD = """
import sys
from pathlib import Path
from kg import beside, outputs
from kg.graph.store import lasting, remembering
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import build_files

lasting.LEAST = remembering.LEAST = 0
outputs.processors = lambda: 4.0
begun, waited = beside.Beside.__init__, beside.Beside.results
beside.Beside.__init__ = lambda self, work: print("begun", flush=True) or begun(self, work)
def results(self: object, step: object) -> object:
    found = waited(self, step)
    print("came", found is not None, flush=True)
    return found
beside.Beside.results = results
if sys.argv[3] == "fails":
    def fails(*_: object) -> None:
        raise MemoryError
    outputs.drawn, here = (lambda *args: fails() if beside.os.getpid() != me else here(*args)), outputs.drawn
    me = beside.os.getpid()
if sys.argv[3] == "third fails":
    def none(*_: object, **__: object) -> None:
        raise MemoryError
    KnowledgeGraph.measure_ahead = none
build_files(Path(sys.argv[1]), out=Path(sys.argv[2]), is_alone=sys.argv[3] != "here")
"""


class Heard:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.counted: list[tuple[int, int, str]] = []
        self.used: list[tuple[str, Used]] = []

    def __call__(self, step: Text) -> None:
        self.steps.append(step.en)

    def count(self, done: int, total: int, what: Text) -> None:
        self.counted.append((done, total, what.en))

    def beside(self, step: Text, used: Used) -> None:
        self.used.append((step.en, used))


def _work(progress: Progress) -> Iterator[bytes]:
    progress(Text("One", "一"))
    yield b""
    progress(Text("Two", "二"))
    progress.count(1, 2, Text("things", "个"))  # type: ignore[attr-defined]
    yield b"x" * 3_000_000
    yield b"\n\x00"


def test_it_gives_what_it_made_and_tells_of_its_steps() -> None:
    heard = Heard()
    with Beside(_work) as process:
        assert process.results(heard) == [b"", b"x" * 3_000_000, b"\n\x00"]
        assert process.results(heard) is None  # it is given once
    assert heard.steps == ["One", "Two"]
    assert heard.counted == [(1, 2, "things")]
    assert [(step, used.seconds >= 0, used.peak > 0) for step, used in heard.used] == [
        ("One", True, True),
        ("Two", True, True),
    ]


def test_it_may_tell_more_than_anybody_hears() -> None:
    def work(progress: Progress) -> Iterator[bytes]:
        for number in range(10_000):
            progress(Text(f"Step {number}", f"步骤{number}"))
        yield b"done"

    heard = Heard()
    with Beside(work) as process:
        os.waitid(os.P_PID, process.number, os.WEXITED | os.WNOWAIT)  # whoever wrote and waited would not end
        assert process.results(heard) == [b"done"]
    assert heard.steps == [f"Step {number}" for number in range(10_000)]


@pytest.mark.parametrize("ends", ["an error", "a kill", "leaving"])
def test_where_it_ends_otherwise_nothing_came(ends: str) -> None:
    def work(_: Progress) -> Iterator[bytes]:
        yield b"half"
        if ends == "an error":
            raise ValueError
        if ends == "a kill":
            os.kill(os.getpid(), signal.SIGKILL)
        sys.exit(0)

    with Beside(work) as process:
        assert process.results(lambda _: None) is None


def test_it_is_gone_when_nobody_waits_for_it() -> None:
    def work(_: Progress) -> Iterator[bytes]:
        signal.pause()
        yield b""

    with Beside(work) as process:
        number = process.number
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_there_is_none_where_threads_were_begun_or_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_THREADED", ("sys",))
    assert beside.begun(_work) is None
    monkeypatch.setattr(beside, "_THREADED", ())
    monkeypatch.setattr(beside, "left", lambda: 0)
    assert beside.begun(_work) is None


def test_a_container_may_have_less_than_its_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable: 4000 kB\n", encoding="utf-8")
    monkeypatch.setattr(usage, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(usage, "_GROUP", tmp_path)
    assert usage.left() == 4_096_000
    (tmp_path / "memory.current").write_text("1000000\n", encoding="utf-8")
    for most, left in (("max", 4_096_000), ("3000000", 2_000_000), ("900000000", 4_096_000)):
        (tmp_path / "memory.max").write_text(f"{most}\n", encoding="utf-8")
        assert usage.left() == left
    (tmp_path / "memory.max").write_text("3000000\n", encoding="utf-8")
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 400000\n", encoding="utf-8")
    assert usage.left() == 2_400_000  # what is kept of files is given back
    monkeypatch.setattr(usage, "_MEMINFO", tmp_path / "none")
    assert usage.left() == 0


@pytest.mark.parametrize(
    ("groups", "files", "most", "left"),
    [
        ("0::/a/b\n", {"a/memory.max": "5000", "a/memory.current": "1000", "a/cpu.max": "50000 100000"}, 0.5, 4000),
        ("0::/a/b\n", {"a/b/memory.max": "max", "a/b/memory.current": "9", "a/b/cpu.max": "max 100000"}, None, None),
        (
            "4:memory:/x\n1:cpu,cpuacct:/y\n0::/\n",
            {
                "memory/x/memory.limit_in_bytes": "7000",
                "memory/x/memory.usage_in_bytes": "2000",
                "memory/x/memory.stat": "total_inactive_file 500",
                "cpu/y/cpu.cfs_quota_us": "150000",
                "cpu/y/cpu.cfs_period_us": "100000",
            },
            1.5,
            5500,
        ),
        ("1:cpu:/y\n", {"cpu/y/cpu.cfs_quota_us": "-1", "cpu/y/cpu.cfs_period_us": "100000"}, None, None),
    ],
    ids=["a group above", "no limit", "the first version", "no quota"],
)
def test_a_group_may_have_less_than_its_machine(
    groups: str,
    files: dict[str, str],
    most: float | None,
    left: int | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "cgroup").write_text(groups, encoding="utf-8")
    for name, content in files.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + "\n", encoding="utf-8")
    monkeypatch.setattr(usage, "_GROUP", tmp_path / "none")
    machine, processors = usage.left(), usage.processors()
    monkeypatch.setattr(usage, "_GROUP", tmp_path / "groups")
    monkeypatch.setattr(usage, "_GROUPS", tmp_path / "cgroup")
    assert usage.processors() == (processors if most is None else min(processors, most))
    assert usage.left() == left if left is not None else usage.left() > machine / 2


def test_what_it_left_is_cleared_and_no_signal_is_the_copys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files of the copy go with it, and a signal at the fork is this process's alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def work(_: Progress) -> Iterator[bytes]:
        tempfile.mkdtemp()
        yield str(signal.getsignal(signal.SIGINT) == signal.SIG_DFL).encode()

    met = []
    before = signal.signal(signal.SIGINT, lambda *_: met.append(os.getpid()))
    fork = os.fork

    def forked() -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return fork()

    monkeypatch.setattr(os, "fork", forked)
    try:
        with Beside(work) as process:
            assert met == [os.getpid()]
            assert process.results(lambda _: None) == [b"True"]
    finally:
        signal.signal(signal.SIGINT, before)
    assert met == [os.getpid()]
    assert list(tmp_path.iterdir()) == []


def test_work_without_steps_gives_its_results_and_one_that_fails_says_why(caplog: pytest.LogCaptureFixture) -> None:
    def none(_: Progress) -> Iterator[bytes]:
        yield b"done"

    def fails(_: Progress) -> Iterator[bytes]:
        yield b"half"
        raise ValueError("no such measure")

    with Beside(none) as process:
        assert process.results(lambda _: None) == [b"done"]
    with caplog.at_level("INFO", logger="kg"), Beside(fails) as process:
        assert process.results(lambda _: None) is None
    assert "ValueError: no such measure" in caplog.text


def test_there_is_one_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("a copy of a process is safe on Linux alone")
    monkeypatch.setattr(beside, "_THREADED", ())
    monkeypatch.setattr(beside, "processors", lambda: 2.0)
    process = beside.begun(_work)
    assert process is not None
    with process:
        assert process.results(Heard()) is not None


def _built(package: Path, out: Path, how: str) -> str:
    command = [sys.executable, "-c", BUILD, str(package), str(out), how]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def _held(folder: Path) -> tuple[dict[str, bytes], set[str]]:
    """The files of a build, and the names of what it keeps for the next one."""
    return {name: (folder / name).read_bytes() for name in OUTPUTS}, {path.name for path in (folder / STEPS).iterdir()}


_BY_COPIES = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="a copy of a process is safe, and of use"
)
#: A change to a package.
_Edit = Callable[[EditablePackage], None]


def _are_the_same(folder: Path, builds: Iterable[tuple[_Edit | None, str, str]]) -> None:
    """Build a package in several processes and in one, upon the build before: both, and one from nothing, are the same.

    Args:
        folder: an empty folder.
        builds: what is changed before a build, how that is made, and what it tells of its processes.
    """
    write_package(folder / "package", 12)
    package, out, other = EditablePackage(folder / "package"), folder / "out", folder / "other"
    for edit, how, told in builds:
        if edit is not None:
            edit(package)
        assert _built(package.folder, out, how) == told
        assert _built(package.folder, other, "here") == ""
        assert _held(out) == _held(other)
    kg.build(package.folder, out=folder / "fresh")
    assert _held(out)[0] == _held(folder / "fresh")[0]
    assert {path.name for path in folder.iterdir()} == {"package", "out", "other", "fresh"}


@_BY_COPIES
def test_a_build_is_the_same_whoever_draws_it(tmp_path: Path) -> None:
    """From nothing, upon an earlier build, and where the other process fails; and the next build takes as much."""

    def edited(column: str, value: str) -> _Edit:
        return lambda package: package.set("observations", 3, column, value)

    builds = [
        (None, "beside", "begun\ncame True\n"),
        (edited("value", "123000000"), "beside", "begun\ncame True\n"),
        # A column that the row had not: the page is drawn.
        (edited("period_end", "2017-12-31"), "fails", "begun\ncame False\n"),
    ]
    _are_the_same(tmp_path, builds)


@_BY_COPIES
def test_after_a_changed_tie_a_third_process_measures(tmp_path: Path) -> None:
    """Some of the networks; where it fails, the second one does it. The next build takes as much."""

    def retied(row: int) -> _Edit:
        def edit(package: EditablePackage) -> None:
            there = {each[1] for each in package.rows("participations")[:8]}  # nobody takes part twice
            institutions = [f"institution/{each[0]}" for each in package.rows("institutions")[1:]]
            package.set("participations", row, "party", next(name for name in institutions if name not in there))

        return edit

    builds = [
        (None, "beside", "begun\ncame True\n"),
        (retied(2), "beside", "begun\nbegun\ncame True\ncame True\n"),
        (retied(3), "third fails", "begun\nbegun\ncame False\ncame True\n"),
    ]
    _are_the_same(tmp_path, builds)
