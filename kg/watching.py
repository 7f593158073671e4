"""A build that is made anew at each save, and its page, served on this machine alone, which then loads itself anew.

Each build is a process of its own, as if it had been typed: what it says stands on the terminal, and one that fails
leaves the last one in its place. The page as it is written has nothing of this: what tells it to load itself anew is
put into it where it is served.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.assets import VARIABLE, Ontology
from kg.intake.inputs import moments
from kg.review.guarding import Guard
from kg.review.serving import HOST, keep_address, last_address, listen
from kg.text import Text

#: Seconds between two looks at the files; where a look takes long, ten times as long.
_BETWEEN = 0.3
#: What the served page may do besides: run the script below, and ask how the build stands.
_POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_FAILED = Text("The last build failed: see the terminal.", "最近一次构建失败，详见终端。")
_WAITING = Text("There is no build yet: see the terminal.", "尚无构建结果，详见终端。")
#: Asks how the build stands; loads the page anew, at the address that shows what it showed, when it is another one.
_SCRIPT = """(function () {
"use strict";
var seen = Number(document.currentScript.src.split("?")[1]), bar = null;
function say(text) {
  if (!bar) {
    bar = document.createElement("div");
    bar.id = "kg-watch";
    bar.setAttribute("role", "status");
    bar.style.cssText = "position:fixed;left:0;right:0;bottom:0;z-index:9999;padding:6px 12px;" +
      "background:#7a1f1f;color:#fff;font:14px/1.4 system-ui,sans-serif";
    document.body.appendChild(bar);
  }
  bar.hidden = !text;
  bar.textContent = text;
}
function look() {
  fetch("state", { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (said) {
    if (said.build !== seen) { location.reload(); return; }
    say(said.failed);
    setTimeout(look, 400);
  }).catch(function () { setTimeout(look, 1500); });
}
look();
})();
"""


@dataclass
class Watched:
    """How the build stands, for the page that is open.

    Attributes:
        page: the file of the page.
        build: how often it was built.
        failed: whether the last one failed.
    """

    page: Path
    build: int = 0
    failed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ended(self, *, failed: bool) -> None:
        """Note that a build has ended."""
        with self._lock:
            self.failed = failed
            self.build += not failed

    def state(self) -> bytes:
        """What the page is told."""
        with self._lock:
            said = _FAILED.in_language("both") if self.failed else ""
            return json.dumps({"build": self.build, "failed": said}, ensure_ascii=False).encode()

    def html(self) -> bytes:
        """The page as it is served: as it is written, and with what loads it anew."""
        number = self.build  # before the page is read: of two that do not fit, the page is the newer one
        try:
            written = self.page.read_bytes()
        except OSError:
            said = _WAITING.in_language("both").encode()
            written = b'<!doctype html><meta charset="utf-8"><title>kg</title><body><p>' + said + b"</p></body>"
        head, policy, rest = written.partition(b"script-src ")
        opened = head + policy + b"'self' " + rest if policy else written
        opened = opened.replace(b"base-uri 'none'", b"connect-src 'self'; base-uri 'none'", 1)
        before, end, after = opened.rpartition(b"</body>")
        return before + f'<script src="watch.js?{number}"></script>'.encode() + end + after


def application(watched: Watched, token: str) -> Guard:
    """The server of the page, behind the checks of the review's.

    Args:
        watched: how the build stands.
        token: what every address begins with.
    """

    async def page(_: Request) -> Response:
        return HTMLResponse(watched.html())

    async def script(_: Request) -> Response:
        return Response(_SCRIPT, media_type="text/javascript")

    async def state(_: Request) -> Response:
        return Response(watched.state(), media_type="application/json")

    routes = [Route("/", page), Route("/watch.js", script), Route("/state", state)]
    return Guard(Starlette(routes=routes), token, f"{_POLICY}; connect-src 'self'; base-uri 'none'; form-action 'none'")


def watch(
    arguments: Sequence[str],
    paths: Sequence[Path],
    out: Path,
    ontology: Ontology,
    say: Callable[[Text], None],
) -> None:
    """Build, and build again whenever a file that is read has changed, until the process is interrupted.

    Args:
        arguments: of each build, as they are typed behind ``kg``.
        paths: what is built: folders of packages and files of RDF.
        out: the folder of the build.
        ontology: with the folders of one's own.
        say: tells the reader how things stand.

    Raises:
        KeyboardInterrupt: when the reader has had enough; nothing of it is left running then.
    """
    watched = Watched(out / "network.html")
    last, token = last_address(out)
    held = listen(0, last)
    port = held.getsockname()[1]
    keep_address(out, port, token)
    server = uvicorn.Server(
        uvicorn.Config(
            application(watched, token),
            log_level="error",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
    thread.start()
    environment = dict(os.environ)
    if ontology.own:
        environment[VARIABLE] = os.pathsep.join(str(folder.resolve()) for folder in ontology.own)
    try:
        while True:
            seen = moments(paths, ontology, [out])
            command = [sys.executable, "-P", "-m", "kg", *arguments]
            done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - what was typed, and no shell
            watched.ended(failed=done.returncode != 0)
            address = f"http://{HOST}:{port}/{token}/"
            say(
                Text(
                    f"Watching; Ctrl-C ends it. The page: {address}",
                    f"正在监视文件变动，Ctrl-C 结束。页面：{address}",
                )
            )
            _wait_for_change(seen, paths, ontology, out)
    finally:
        server.should_exit = True
        thread.join(5)
        held.close()


def _wait_for_change(seen: object, paths: Sequence[Path], ontology: Ontology, out: Path) -> None:
    """Wait until files are other than they were, and have stayed so for a moment: a program may write one in parts."""
    while True:
        start = time.perf_counter()
        now = moments(paths, ontology, [out])
        between = max(_BETWEEN, 10 * (time.perf_counter() - start))
        time.sleep(between)
        if now != seen and moments(paths, ontology, [out]) == now:
            return
