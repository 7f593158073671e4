"""A build is whole or not there, whenever its writer is killed, whoever looks, and however many write."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import kg
from kg.errors import SourceError
from kg.files import building, settled, write_build, write_file, write_files
from tests.support import tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed that was forked")

NAMES = ("graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json")
#: The size of a file in bytes: more than one write of a buffer.
SIZE = 100_000


def contents(build: int) -> dict[str, bytes]:
    """The files of a build, each of which tells which build it is of."""
    return {name: f"{build:08}".encode() * (SIZE // 8) for name in NAMES}


def looked_at(folder: Path) -> int:
    """Which build a folder holds, read as any program reads it; what is torn, mixed or missing fails."""
    builds = set()
    for name in NAMES:
        content = (folder / name).read_bytes()
        assert len(content) == SIZE, f"{name} is torn"
        assert content == content[:8] * (SIZE // 8), f"{name} is torn"
        builds.add(int(content[:8]))
    assert len(builds) == 1, f"{folder} is mixed: {builds}"
    return builds.pop()


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed at a step: at each of Python's audit events, which every file operation
    is. False if it came to its end before.
    """
    child = os.fork()
    if not child:
        steps = itertools.count(1)

        def hook(event: str, _: tuple[object, ...]) -> None:
            if event.split(".")[0] in ("open", "os", "shutil", "fcntl", "tempfile") and next(steps) == step:
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


def with_own_file(folder: Path) -> None:
    (folder / "mine.txt").write_text("years of work")
    (folder / "link").symlink_to("mine.txt")


def with_own_folder(folder: Path) -> None:
    with_own_file(folder)
    (folder / "mine").mkdir()
    (folder / "mine" / "more.txt").write_text("more years")


def own(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if name not in NAMES and ".kg-" not in name}


def left(folder: Path) -> list[str]:
    """What writers have left behind, in the folder and beside it."""
    return [path.name for path in (*folder.iterdir(), *folder.parent.iterdir()) if ".kg-" in path.name]


@pytest.mark.parametrize("prepare", [lambda _: None, with_own_file], ids=["alone", "own file"])
def test_killed_at_every_step_a_folder_holds_the_old_or_the_new_build(
    prepare: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tmp_path / "build"
    write_build(folder, contents(0))
    prepare(folder)
    mine = own(folder)
    seen, held = set(), 0
    for step in itertools.count(1):
        was_killed = killed_at(step, partial(write_build, folder, contents(step)))
        found = looked_at(folder)
        assert found in (held, step)
        assert own(folder) == mine
        seen.add(found == step)
        held = found
        if not was_killed:
            break
    assert step > 30
    assert seen == {True, False}
    assert held == step
    assert left(folder) == []
    assert own(folder) == mine


def test_killed_at_every_step_where_files_are_moved_one_by_one(tmp_path: Path) -> None:
    """In a folder with folders in it: what a reader of kg finds is one build, and so is what is there afterwards."""
    folder = tmp_path / "build"
    write_build(folder, contents(0))
    with_own_folder(folder)
    mine = own(folder)
    held, seen = 0, set()
    for step in itertools.count(1):
        was_killed = killed_at(step, partial(write_build, folder, contents(step)))
        read = int(settled(folder, "graph.nq").read_bytes()[:8])
        found = looked_at(folder)  # the reader brought to an end what was decided
        assert read == found
        assert found in (held, step)
        assert own(folder) == mine
        seen.add(found == step)
        held = found
        if not was_killed:
            break
    assert step > 40
    assert seen == {True, False}
    assert held == step
    assert left(folder) == []


def test_killed_at_every_step_of_the_first_build(tmp_path: Path) -> None:
    for step in itertools.count(1):
        folder = tmp_path / str(step) / "build"
        was_killed = killed_at(step, partial(write_build, folder, contents(step)))
        if folder.is_dir() and any(folder.iterdir()):
            assert looked_at(folder) == step
        write_build(folder, contents(7))
        assert looked_at(folder) == 7
        assert left(folder) == []
        if not was_killed:
            break
    assert step > 20


def test_killed_while_it_takes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the third file, and a writer that is killed while it puts the earlier ones back."""
    folder = tmp_path / "build"
    write_files(folder, contents(0))
    plain = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if path.parent.name == ".kg-new" and path.name == "measures.csv":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return plain(path, target)

    def work() -> None:
        monkeypatch.setattr(Path, "replace", failing)
        with pytest.raises(SourceError, match="cannot be written"):
            write_files(folder, {**contents(1), "added": b"new"})

    for step in itertools.count(1):
        was_killed = killed_at(step, work)
        settled(folder, "graph.nq")
        assert looked_at(folder) in (0, 1)
        if looked_at(folder) == 0:
            assert not (folder / "added").exists()
        write_files(folder, contents(0))
        (folder / "added").unlink(missing_ok=True)
        assert left(folder) == []
        if not was_killed:
            break
    assert step > 40


def test_writers_and_readers_in_a_loop_and_kills_at_random(tmp_path: Path) -> None:
    """Two writers are killed again and again while this process looks: by the folder that it has opened, as what a name
    leads to may change between two files, and by the name of the one file that kg reads.
    """
    folder = tmp_path / "build"
    write_build(folder, contents(0))
    with_own_file(folder)
    mine = own(folder)
    chance = random.Random(15)
    writers: dict[int, float] = {}
    kills = looks = 0
    until = time.monotonic() + 12
    while time.monotonic() < until or min(kills, looks) <= 50:  # a busy machine takes longer
        while len(writers) < 2:
            child = os.fork()
            if not child:
                try:
                    for build in itertools.count(os.getpid() * 100):
                        write_build(folder, contents(build % 10**8))
                finally:
                    os._exit(1)
            writers[child] = time.monotonic() + chance.uniform(0.0, 0.15)
        looks += looked_through(folder)
        assert (folder / "graph.nq").stat().st_size == SIZE
        for writer, end in list(writers.items()):
            if time.monotonic() > end:
                os.kill(writer, signal.SIGKILL)
                _, status = os.waitpid(writer, 0)
                assert os.WIFSIGNALED(status), "a writer failed by itself"
                del writers[writer]
                kills += 1
    for writer in writers:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    write_build(folder, contents(9))
    assert looked_at(folder) == 9
    assert left(folder) == []
    assert own(folder) == mine


def looked_through(folder: Path) -> int:
    """One look at all files through one opened folder; 1 if it was still there at the end, else 0."""
    held = os.open(folder, os.O_RDONLY)
    try:
        builds = set()
        for name in NAMES:
            file = os.open(name, os.O_RDONLY, dir_fd=held)
            content = os.read(file, SIZE + 1)
            os.close(file)
            assert len(content) == SIZE, f"{name} is torn"
            builds.add(content[:8])
        assert len(builds) == 1, f"mixed: {builds}"
    except FileNotFoundError:
        assert not os.path.samestat(os.fstat(held), folder.stat()), "a file is missing from the folder of that name"
        return 0
    finally:
        os.close(held)
    return 1


def test_two_writers_one_after_the_other_where_files_are_moved_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    with_own_folder(folder)
    children = []
    for number in (1, 2, 3):
        child = os.fork()
        if not child:
            try:
                for turn in range(15):
                    write_build(folder, contents(number * 100 + turn))
            except BaseException:  # pytest must not go on here
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    assert looked_at(folder) % 100 == 14
    assert left(folder) == []


# A disk that is full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", place]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("prepare", [lambda _: None, with_own_file, with_own_folder], ids=["alone", "file", "folder"])
def test_a_full_disk_leaves_the_build_and_nothing_else(prepare: Callable[[Path], None], small_disk: Path) -> None:
    folder = small_disk / "build"
    write_build(folder, contents(1))
    prepare(folder)
    before = tree(folder)
    (small_disk / "other").write_bytes(b"x" * 300_000)
    for filled in range(300_000, 700_000, 60_000):
        (small_disk / "other").write_bytes(b"x" * filled)
        with pytest.raises(SourceError, match=r"cannot be written \(No space left on device\)"):
            write_build(folder, contents(2))
        assert tree(folder) == before
        assert left(folder) == []
    (small_disk / "other").unlink()
    write_build(folder, contents(3))
    assert looked_at(folder) == 3


# Other places


def test_a_link_to_a_folder_and_links_in_it(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "build"
    real.mkdir()
    link.symlink_to("real")
    outside = tmp_path / "outside"
    outside.write_bytes(b"of somebody else")
    (real / "graph.nq").symlink_to(outside)
    write_build(link, contents(1))
    assert link.is_symlink()
    assert looked_at(link) == looked_at(real) == 1
    assert not (real / "graph.nq").is_symlink()
    assert outside.read_bytes() == b"of somebody else"


def test_where_a_process_works_the_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "build"
    write_build(folder, contents(1))
    inode = folder.stat().st_ino
    worker = subprocess.Popen(["sleep", "30"], cwd=folder)
    try:
        write_build(folder, contents(2))
        assert folder.stat().st_ino == inode or sys.platform != "linux"
    finally:
        worker.kill()
        worker.wait()
    monkeypatch.chdir(folder)
    write_build(Path(), contents(3))
    assert folder.stat().st_ino == inode
    assert looked_at(Path()) == looked_at(folder) == 3
    monkeypatch.chdir(tmp_path)
    write_build(folder, contents(4))
    assert looked_at(folder) == 4
    assert left(folder) == []


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS])
def test_a_file_system_that_cannot_switch(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "build"
    write_build(folder, contents(1))
    with_own_file(folder)
    mine = own(folder)
    asked = []
    monkeypatch.setattr(building, "_exchange", lambda: lambda *names: bool(asked.append((number, names))))
    write_build(folder, contents(2))
    assert looked_at(folder) == 2
    assert asked
    monkeypatch.setattr(building, "_exchange", lambda: None)
    write_build(folder, contents(3))
    assert looked_at(folder) == 3
    assert left(folder) == []
    assert own(folder) == mine


def test_the_folder_keeps_its_owner_and_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    folder.chmod(0o2750)
    before = folder.stat()
    write_build(folder, contents(1))
    after = folder.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    (plain := tmp_path / "plain").write_bytes(b"")
    assert (folder / "graph.nq").stat().st_mode == plain.stat().st_mode


def as_nobody(work: Callable[[], object]) -> int:
    """Do some work as a user without rights; its exit code."""
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()
        except SourceError:
            os._exit(3)
        except BaseException:  # pytest must not go on here
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody may enter; pytest closes its own ones, also while another pytest runs."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o777)
    yield place
    shutil.rmtree(place)


def test_a_folder_that_may_only_be_read(open_to_all: Path) -> None:
    folder = open_to_all / "build"
    write_build(folder, contents(1))
    before = tree(folder)
    folder.chmod(0o555)
    try:
        assert as_nobody(lambda: write_build(folder, contents(2))) == 3
        assert tree(folder) == before
        assert left(folder) == []
        # What a writer had decided before it was killed is read where it waits.
        folder.chmod(0o755)
        with_own_folder(folder)

        def killed_in_between() -> None:
            for step in itertools.count(1):
                if not killed_at(step, lambda: write_build(folder, contents(5))) or (folder / ".kg-new").is_dir():
                    return

        killed_in_between()
        assert (folder / ".kg-new").is_dir()
        folder.chmod(0o555)
        (folder / ".kg-new").chmod(0o755)

        def read() -> None:
            assert settled(folder, "graph.nq").read_bytes()[:8] == b"00000005"

        assert as_nobody(read) == 0
    finally:
        folder.chmod(0o755)
    settled(folder, "graph.nq")
    assert looked_at(folder) == 5


def test_a_single_file_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_file(path, b"0" * SIZE)
    for step in itertools.count(1):
        was_killed = killed_at(step, lambda: write_file(path, b"1" * SIZE))
        assert path.read_bytes() in (b"0" * SIZE, b"1" * SIZE)
        if not was_killed:
            break
    assert path.read_bytes() == b"1" * SIZE
    assert left(tmp_path) == []


# The store


def test_a_store_is_whole_or_not_there(small_disk: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        kg.build(store=small_disk / "store")
    assert [path.name for path in small_disk.iterdir()] == []
    again = kg.build(store=tmp_path / "store")
    size = len(again)
    del again
    assert len(kg.open(tmp_path / "store")) == size
    assert [path.name for path in tmp_path.iterdir() if ".kg-" in path.name] == []
