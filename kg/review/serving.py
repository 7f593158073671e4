"""Running the server on this machine alone, at an address that stays the same when it is started again."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.review.guarding import App
from kg.text import Text

HOST = "127.0.0.1"


def last_address(folder: Path) -> tuple[int, str]:
    """Port and token of the last review of a package by this user; 0 and a new token where there is none.

    A page that is still open finds the server again, and with it what is kept in the browser, which keeps it by
    address. The file is in the user's own folder for temporary files, and nobody else can read it.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        path = _kept(folder)
        # Of another user, or open to others: not ours.
        if not path.is_symlink() and _is_private(path.parent) and _is_private(path):
            said = json.loads(path.read_text(encoding="utf-8"))
            port, token = int(said["port"]), str(said["token"])
            if 1024 <= port <= 65535 and len(token) >= 32 and token.isalnum():
                return port, token
    return 0, secrets.token_hex(24)


def keep_address(folder: Path, port: int, token: str) -> None:
    """Keep port and token for the next time; where that is not possible, the next address is another.

    Args:
        folder: the package that is reviewed; each has an address of its own.
        port: the server's port.
        token: what lets a reader in; only the user may read the file.
    """
    with suppress(OSError):
        path = _kept(folder)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if _is_private(path.parent):
            with suppress(FileNotFoundError):
                path.unlink()
            held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(held, "w", encoding="utf-8") as file:
                json.dump({"port": port, "token": token}, file)


def _kept(folder: Path) -> Path:
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"kg-review-{user}" / f"{name}.json"


def _is_private(path: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True  # the folder for temporary files is the user's own there
    found = path.lstat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def listen(port: int, wanted: int = 0) -> socket.socket:
    """A socket on this machine.

    Args:
        port: the port that was asked for; 0 for any.
        wanted: the port that is taken if it is free and none was asked for.

    Raises:
        UsageError: if the port that was asked for is taken.
    """
    for number in (port,) if port else (wanted, 0):
        held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((HOST, number))
            held.listen(64)
        except OSError as error:
            held.close()
            if port:
                raise UsageError(
                    Text(
                        f"--port {port}: cannot be used ({error.strerror}). Choose another, or leave it out.",
                        f"--port {port}：无法使用（{error.strerror}）。请另选，或不写。",
                    )
                ) from error
        else:
            return held
    raise AssertionError("some port is always free")


def serve(app: App, held: socket.socket, address: str, *, browser: bool, started: Callable[[], None]) -> None:
    """Answer until the process is told to stop.

    Args:
        app: the application.
        held: the socket.
        address: the page's address, for the browser.
        browser: whether to open one.
        started: called once the server answers.
    """
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    server = _Server(config, started, address if browser else "")
    server.run(sockets=[held])


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None], address: str) -> None:
        super().__init__(config)
        self._said = started
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does; then it is said, and a browser opened."""
        await super().startup(sockets)
        if self.started:
            self._said()
            if self._address:
                threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()
