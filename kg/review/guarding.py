"""What lets a request in: the token in its address, this machine's name as its host, and no other page behind it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: How many bytes a request may have: a text of 50 MB, and what JSON adds to it.
MOST_BYTES = 120_000_000
_HOSTS = ("127.0.0.1", "localhost")
#: What every answer says besides: nothing is kept, framed, guessed at or handed on.
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """An application behind its checks.

    A page of another site can send requests to this machine, and can have its own name lead here. It knows neither
    the token, nor can it set the headers ``Host`` and ``Origin`` as it likes.

    Args:
        app: what is guarded; it sees addresses without the token.
        token: what the address begins with.
        policy: the Content-Security-Policy of every answer.
    """

    def __init__(self, app: App, token: str, policy: str) -> None:
        self._app = app
        self._token = token.encode()
        self._headers = (*HEADERS, (b"content-security-policy", policy.encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer that there is nothing."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        _, _, rest = scope["path"].partition("/")
        token, slash, path = rest.partition("/")
        known = secrets.compare_digest(token.encode("utf-8", "replace"), self._token)
        if not (known and slash and _is_here(headers)):
            await _refuse(send, 404, self._headers)
        elif scope["method"] == "POST" and not _is_json(headers):
            await _refuse(send, 415, self._headers)
        elif _length(headers) > MOST_BYTES:
            await _refuse(send, 413, self._headers)
        else:
            inner = {**scope, "path": f"/{path}", "raw_path": f"/{path}".encode()}
            await self._app(inner, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
            await send(message)

        return sent


def _is_here(headers: dict[bytes, bytes]) -> bool:
    """Whether a request was made to this machine by name, and by our own page if by any."""
    host = headers.get(b"host", b"").decode("latin-1")
    if host.rpartition(":")[0] not in _HOSTS and host not in _HOSTS:
        return False
    origin = headers.get(b"origin")
    site = headers.get(b"sec-fetch-site", b"none").decode("latin-1")
    return (origin is None or origin.decode("latin-1") == f"http://{host}") and site in ("none", "same-origin")


def _is_json(headers: dict[bytes, bytes]) -> bool:
    return headers.get(b"content-type", b"").split(b";")[0].strip().lower() == b"application/json"


def _length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() else MOST_BYTES + 1


async def _refuse(send: Send, status: int, headers: Iterable[tuple[bytes, bytes]]) -> None:
    start = {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain"), *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": b"Not found\n" if status == 404 else b"Refused\n"})
