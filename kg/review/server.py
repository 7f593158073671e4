"""The page's server: its addresses, each answered by the review at work."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.errors import KGError
from kg.review.guarding import MOST_BYTES, Guard
from kg.review.rendering import SERVER, policy, render
from kg.review.working import Refused, Work
from kg.text import Text

_NOT_JSON = Text("The request is no JSON object.", "请求不是 JSON 对象。")


def application(work: Work, token: str, lang: str = "") -> Guard:
    """The application, behind its checks.

    Args:
        work: the review.
        token: what every address begins with.
        lang: the language that the page opens in; the browser's if empty.
    """
    page = render(SERVER, {"lang": lang})

    async def show(_: Request) -> Response:
        return HTMLResponse(page)

    async def decide(request: Request) -> Response:
        return await _answered(work.decide, *_batch(await _body(request)))

    async def alive(request: Request) -> Response:
        said = await _body(request)
        tab = str(said.get("tab", ""))
        if said.get("leaves") is True:
            return await _answered(work.leave, tab)
        return await _answered(work.alive, tab, _whole(said.get("seen")))

    async def text(request: Request) -> Response:
        said = await _body(request)
        return await _answered(work.give_text, str(said.get("source", "")), str(said.get("text", "")))

    async def reopen(request: Request) -> Response:
        return await _answered(work.reopen, str((await _body(request)).get("source", "")))

    routes = [
        Route("/", show),
        Route("/api/open", _asked(work.open, "source")),
        Route("/api/check", _asked(work.check, "suggestion")),
        Route("/api/regions", _asked(work.regions, "like", "source")),
        Route("/api/decide", decide, methods=["POST"]),
        Route("/api/alive", alive, methods=["POST"]),
        Route("/api/text", text, methods=["POST"]),
        Route("/api/reopen", reopen, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={Refused: _handled}), token, policy(SERVER))


def _asked(act: Callable[..., Any], *names: str) -> Callable[[Request], Awaitable[Response]]:
    """What answers a request with what an act makes of its parameters, each empty where it is not given."""

    async def answer(request: Request) -> Response:
        return await _answered(act, *(request.query_params.get(name, "") for name in names))

    return answer


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of a request; one that is longer than it says is cut off."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > MOST_BYTES:
            raise Refused(Text("The request is too large.", "请求过大。"), status=413)
        parts.append(part)
    try:
        said = json.loads(b"".join(parts))
    except (ValueError, RecursionError) as error:
        raise Refused(_NOT_JSON, status=422) from error
    if not isinstance(said, dict):
        raise Refused(_NOT_JSON, status=422)
    return said


def _batch(said: dict[str, Any]) -> tuple[list[dict[str, Any]], int, str, set[int]]:
    """Decisions that were made together, what the page had seen, what it calls them, and which were its own since."""
    rows, key, mine = said.get("rows"), str(said.get("key", ""))[:64], said.get("mine")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows) or not key:
        raise Refused(Text("There is nothing to decide.", "没有要决定的内容。"), status=422)
    known = {one for one in mine if isinstance(one, int)} if isinstance(mine, list) else set()
    return rows, _whole(said.get("seen")), key, known


async def _answered(act: Callable[..., dict[str, Any]], *arguments: Any) -> Response:
    """What the review says, or why it refuses; in a thread of its own, since tables are read and written."""
    try:
        return _json(await run_in_threadpool(act, *arguments))
    except Refused as refused:
        return _refused(refused)
    except KGError as error:
        return _refused(Refused(error.text))


def _handled(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _refused(error)


def _refused(refused: Refused) -> Response:
    return _json(refused.answer, refused.status)


def _json(value: Any, status: int = 200) -> Response:
    # A lone surrogate, which JSON can say and UTF-8 cannot, must not stop the answer.
    said = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(said, status, media_type=JSONResponse.media_type)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
