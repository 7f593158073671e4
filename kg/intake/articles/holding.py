"""One review of a package at a time: a lock that says who holds it, and goes with the process that does."""

from __future__ import annotations

import getpass
import json
import os
import socket
from contextlib import suppress
from pathlib import Path

from kg.errors import SourceError
from kg.text import Text

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: The lock's file in a package.
FILE = ".kg-review.lock"


class Hold:
    """A package that is held for one review.

    Args:
        folder: the package's folder.
        where: what the others are told of this review, such as the address of its page.

    Raises:
        SourceError: if another review holds it, or nothing can be written there.
    """

    def __init__(self, folder: Path, where: str = "") -> None:
        self._path = folder / FILE
        self._held: int | None = None
        while self._held is None:
            held = self._open()
            # Between the opening and the lock, who held it before may have taken the file away.
            if self._is_there(held):
                self._held = held
            else:
                os.close(held)
        said = {"who": _who(), "host": socket.gethostname(), "process": os.getpid(), "where": where}
        os.ftruncate(self._held, 0)
        os.pwrite(self._held, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"), 0)

    def _open(self) -> int:
        try:
            # Without such locks a file that is there stands for one.
            new = os.O_EXCL if fcntl is None else 0
            held = os.open(self._path, os.O_RDWR | os.O_CREAT | new | getattr(os, "O_NOFOLLOW", 0), 0o644)
        except FileExistsError as error:
            raise self._told() from error
        except OSError as error:
            raise SourceError(
                Text(
                    f"{self._path}: cannot be written ({error.strerror}), so nothing can be decided here. Check the "
                    "permissions of the folder.",
                    f"{self._path}：无法写入（{error.strerror}），故不能在此作决定。请检查该文件夹的权限。",
                )
            ) from error
        if fcntl is not None:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(held)
                raise self._told() from error
        return held

    def _is_there(self, held: int) -> bool:
        with suppress(OSError):
            return os.path.samestat(self._path.stat(), os.fstat(held))
        return False

    def _told(self) -> SourceError:
        said: dict[str, object] = {}
        with suppress(OSError, ValueError):
            read = json.loads(self._path.read_text(encoding="utf-8"))
            said = read if isinstance(read, dict) else {}
        who, host, process = (str(said.get(name, "?"))[:100] for name in ("who", "host", "process"))
        where = str(said.get("where", ""))[:200]
        at = f" ({where})" if where else ""
        delete = f" If that review has ended, delete {self._path}." if fcntl is None else ""
        delete_zh = f"若该审阅已结束，请删除 {self._path}。" if fcntl is None else ""
        return SourceError(
            Text(
                f"{self._path.parent}: is being reviewed by {who} on {host}, process {process}{at}. Two reviews at "
                f"once would overwrite one another: end that one first.{delete}",
                f"{self._path.parent}：{who} 正在 {host} 上审阅（进程 {process}）{at}。两处同时审阅会互相覆盖，"
                f"请先结束那一处。{delete_zh}",
            )
        )

    def close(self) -> None:
        """Let others review the package."""
        if self._held is None:
            return
        if self._is_there(self._held):
            with suppress(OSError):
                self._path.unlink()
        os.close(self._held)
        self._held = None


def _who() -> str:
    with suppress(Exception):  # a process may have no user that has a name
        return getpass.getuser()
    return "?"
