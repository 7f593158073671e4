"""The helper that asks a model, against a server of the tests on loopback: what is sent, what comes of it, errors."""

from __future__ import annotations

import contextlib
import datetime
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KGError, SourceError, UsageError
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.model import Article, Field, Span, Suggestion
from kg.intake.articles.model_helper.answers import answer_schema
from kg.intake.articles.model_helper.asking import Model
from kg.intake.articles.model_helper.joining import besides
from kg.intake.articles.model_helper.suggesting import suggest
from kg.intake.package import read_package
from kg.source_text import sha256
from kg.text import Text
from tests.articles.gold.compiling import FOLDER

KEY = "sk-secret-of-the-tests"
DAY = datetime.date(2023, 4, 12)
TEXT = "4月11日，云泽市与岚江大学签署战略合作框架协议，总投资约1.2亿元。赤柳区与新鹿公司拟共建园区。"
PLACES, _ = read_package(FOLDER / "places")
MENTIONS = Gazetteer.of(PLACES).mentions(TEXT)

AGREEMENT: dict[str, Any] = {
    "quote": "云泽市与岚江大学签署战略合作框架协议",
    "class": "Agreement",
    "agreement_kind": "strategicFramework",
    "sectors": ["education", "education"],
    "parties": [
        {"name": "云泽市", "role": "signatory", "kind": "region"},
        {"name": "岚江大学", "role": "signatory", "kind": "university"},
    ],
    "stage": "signed",
    "stage_quote": "签署",
    "figures": [{"quote": "总投资约1.2亿元", "number": "约1.2亿元", "measure": "totalInvestment", "is_target": True}],
}


def article(text: str = TEXT) -> Article:
    return Article(Path("a.txt"), "text/plain", text, sha256(text), "zh", paragraphs=(Span(0, len(text)),))


def chat(content: str, reason: str = "stop") -> bytes:
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": reason}
    return json.dumps({"choices": [choice]}).encode()


class Server:
    """What was asked, and what is answered."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.status, self.body, self.extra = 200, chat('{"partnerships": []}'), {}
        self.wait = 0.0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.paths.append(self.path)
                server.headers.append(dict(self.headers))
                server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                time.sleep(server.wait)
                self.send_response(server.status)
                for name, value in server.extra.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):  # the client may have gone
                    self.wfile.write(server.body)

            def log_message(self, *_: Any) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def model(self, seconds: float = 20) -> Model:
        found = Model.of({"KG_MODEL_URL": f"http://{self.host}/v1", "KG_MODEL_NAME": "small", "KG_MODEL_KEY": KEY})
        return Model(found.url, found.name, found.key, seconds)

    def answer(self, *partnerships: Any) -> None:
        self.body = chat(json.dumps({"partnerships": partnerships}, ensure_ascii=False))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


def asked(server: Server, text: str = TEXT, tell: Callable[[Text], None] = lambda _: None) -> tuple[Suggestion, ...]:
    return suggest(article(text), "a", DAY, server.model(), tell, MENTIONS)


def error_of(server: Server, seconds: float = 20) -> KGError:
    with pytest.raises(KGError) as raised:
        suggest(article(), "a", DAY, server.model(seconds), lambda _: None, MENTIONS)
    assert KEY not in raised.value.text.en + raised.value.text.zh + str(raised.value)
    assert raised.value.text.zh
    assert raised.value.__cause__ is None
    return raised.value


# --- What is asked ----------------------------------------------------------------------------------------------------


def test_it_asks_for_json_by_a_schema_at_temperature_0(server: Server) -> None:
    asked(server)
    (question,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert (question["model"], question["temperature"]) == ("small", 0)
    assert question["messages"][1] == {"role": "user", "content": TEXT}
    form = question["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["schema"] == answer_schema()
    # Quotes and codes only: nothing that could be a place.
    assert not {"start", "end", "offset"} & set(str(form).replace("'", " ").split())


def test_the_host_is_told_before_the_text_is_sent(server: Server) -> None:
    told: list[tuple[Text, int]] = []
    asked(server, tell=lambda text: told.append((text, len(server.asked))))
    ((text, sent),) = told
    assert sent == 0
    assert server.host in text.en
    assert server.host in text.zh
    assert str(len(TEXT)) in text.en


def test_a_host_that_is_not_encrypted_is_told_so() -> None:
    far = Model("http://models.example/v1/chat/completions", "small")
    assert "not encrypted" in far.told(5).en
    assert "not encrypted" not in Model("https://models.example/v1/chat/completions", "small").told(5).en
    assert "not encrypted" not in Model("http://localhost:1/chat/completions", "small").told(5).en


def test_a_long_text_is_asked_in_pieces_between_paragraphs(server: Server) -> None:
    paragraph = "云泽市的天气很好。" * 400  # 3,600 characters
    text = "\n".join([paragraph] * 3)
    spans = tuple(Span(at * (len(paragraph) + 1), at * (len(paragraph) + 1) + len(paragraph)) for at in range(3))
    long = Article(Path("a.txt"), "text/plain", text, sha256(text), "zh", paragraphs=spans)
    suggest(long, "a", DAY, server.model(), lambda _: None)
    sent = [question["messages"][1]["content"] for question in server.asked]
    assert "".join(sent) == text
    assert len(sent) == 3


def test_an_empty_text_is_sent_nowhere(server: Server) -> None:
    assert asked(server, "  \n") == ()
    assert server.asked == []


# --- What becomes of an answer ----------------------------------------------------------------------------------------


def passages(found: tuple[Suggestion, ...]) -> dict[str, str]:
    return {one.kind: TEXT[one.span.start : one.span.end] for one in found}


def test_an_answer_becomes_suggestions_by_its_quotes(server: Server) -> None:
    server.answer(AGREEMENT)
    found = asked(server)
    assert passages(found) == {
        "partnerships": "云泽市与岚江大学签署战略合作框架协议",
        "stages": "签署",
        "observations": "总投资约1.2亿元",
    }
    by_kind = {one.kind: one for one in found}
    partnership = by_kind["partnerships"]
    fields = {(field.name, field.group): field.value for field in partnership.fields}
    assert fields["class", 0] == "Agreement"
    assert fields["sectors", 0] == "education"
    assert fields["party", 1] == "region/yunze"
    assert fields["party", 2] == "institution/lanjiang-university"
    assert fields["role", 2] == "signatory"
    places = [TEXT[one.span.start : one.span.end] for one in partnership.fields if one.name == "party" and one.span]
    assert places == ["云泽市", "岚江大学"]
    assert {one.rule for one in found} == {"model"}
    assert all(0 < one.score < 0.7 for one in found)
    figure = {field.name: field.value for field in by_kind["observations"].fields}
    # Read from the quote, by hand: 1.2亿 = 1.2 · 10⁸.
    assert (figure["value"], figure["bound"], figure["unit"]) == ("120000000", "about", "CNY")
    assert figure["class"] == "Target"
    assert by_kind["observations"].about == by_kind["stages"].about == partnership.id
    assert {field.name: field.value for field in by_kind["stages"].fields}["stage"] == "signed"


def test_the_same_answer_makes_the_same_suggestions(server: Server) -> None:
    server.answer(AGREEMENT, AGREEMENT)
    assert asked(server) == asked(server)
    assert len(asked(server)) == 3


def test_what_the_rules_read_is_not_suggested_twice(server: Server) -> None:
    """The record of the rules stays, with the model's figure of it that they did not read; the other is the model's."""
    text = "4月11日，云泽市与银岬市签署合作协议，总投资3亿元。\n银岬市与赤柳区将共建码头。"

    def party(name: str) -> dict[str, str]:
        return {"name": name, "role": "partner", "kind": "region"}

    def figure(quote: str) -> dict[str, Any]:
        return {"quote": quote, "number": quote, "measure": "totalInvestment", "is_target": False}

    agreement = {
        **AGREEMENT,
        "quote": "云泽市与银岬市签署合作协议",
        "parties": [party("云泽市"), party("银岬市")],
        "figures": [figure("3亿元")],
    }
    quay = {
        **AGREEMENT,
        "class": "Project",
        "quote": "银岬市与赤柳区将共建码头",
        "stage": "planned",
        "stage_quote": "将",
        "parties": [party("银岬市"), party("赤柳区")],
        "figures": [],
    }
    server.answer(agreement, quay)
    said = asked(server, text)
    # The rules of a reader who read the agreement, and its new party, and no figure.
    new = replace(next(one for one in said if one.value("name_zh") == "银岬市"), id="s-rules-party", rule="new party")
    model_new = next(one for one in said if one.value("name_zh") == "银岬市").id
    deal = next(one for one in said if one.kind == "partnerships" and one.value("class") == "Agreement")
    fields = tuple(
        replace(field, value="new/s-rules-party") if field.value == f"new/{model_new}" else field
        for field in deal.fields
    )
    read = (new, replace(deal, id="s-rules-deal", rule="agreement", fields=fields))
    added = besides(said, read)
    assert [one.kind for one in added if one.about == "s-rules-deal"] == ["observations"]
    assert [one.value("name_zh") for one in added if one.kind == "regions"] == ["赤柳区"]
    (other,) = [one for one in added if one.kind == "partnerships"]
    assert "new/s-rules-party" in {field.value for field in other.fields}
    # What was read with its figure needs nothing besides.
    told = next(one for one in said if one.kind == "observations")
    assert not [one for one in besides(said, (*read, replace(told, id="s-f"))) if one.kind == "observations"]


def suggestion(name: str, kind: str, start: int, **values: str) -> Suggestion:
    """A record of so many signs, which says some things; several parties are parted by semicolons."""
    fields = [
        Field(field, value, None, number, "")
        for field, said in values.items()
        for number, value in enumerate(said.split(";"), 1)
    ]
    return Suggestion(name, kind, Span(start, start + 20), tuple(fields), "", 0.6, about=values.get("of", ""))


def test_what_a_model_says_of_another_thing_stays() -> None:
    """A project beside the agreement of the same two, another count of the same number, another form, another kind."""
    read = (
        suggestion("s-1", "institutions", 0, name_en="Harrow Ltd"),
        suggestion("s-2", "regions", 0, name_en="City of Halm"),
        suggestion("s-3", "partnerships", 0, **{"class": "Agreement", "party": "new/s-1;new/s-2"}),
        suggestion("s-4", "observations", 0, value="5", unit="EUR", of="s-3"),
    )
    said = (
        suggestion("m-1", "institutions", 10, name_en="Harrow GmbH"),
        suggestion("m-2", "institutions", 10, name_en="Halm"),
        suggestion("m-3", "partnerships", 10, **{"class": "Project", "party": "new/s-1;new/s-2"}),
        suggestion("m-4", "stages", 10, stage="operating", of="m-3"),
        suggestion("m-5", "observations", 10, value="5", unit="hospital", of="s-3"),
    )
    assert [one.id for one in besides(said, read)] == ["m-1", "m-2", "m-3", "m-4", "m-5"]
    # And the same ones go: a firm without its form, an agreement of both, its stage and its figure.
    again = (
        suggestion("m-1", "institutions", 10, name_en="Harrow"),
        suggestion("m-2", "regions", 10, name_en="Halm"),
        suggestion("m-3", "partnerships", 10, **{"class": "Agreement", "party": "new/m-1;new/m-2"}),
        suggestion("m-4", "stages", 10, stage="signed", of="m-3"),
        suggestion("m-5", "observations", 10, value="5", unit="EUR", of="m-3"),
    )
    assert besides(again, read) == ()


def test_a_new_party_is_a_suggestion_of_its_own(server: Server) -> None:
    parties = [
        {"name": "赤柳区", "role": "developer", "kind": "region"},
        {"name": "新鹿公司", "role": "developer", "kind": "company"},
    ]
    project = {"quote": "赤柳区与新鹿公司拟共建园区", "class": "Project", "stage": "planned", "stage_quote": "拟"}
    server.answer({**AGREEMENT, **project, "parties": parties, "figures": []})
    found = {one.kind: one for one in asked(server)}
    new = found["institutions"]
    assert {field.name: field.value for field in new.fields} == {"name_zh": "新鹿公司", "kind": "company"}
    assert f"new/{new.id}" in [field.value for field in found["partnerships"].fields]
    assert "agreement_kind" not in {field.name for field in found["partnerships"].fields}


@pytest.mark.parametrize("quote", ["云泽市与临朔市签署战略合作框架协议书及补充条款", "", "双方", "岚江大学与云泽市"])
def test_a_record_that_is_not_in_the_text_is_dropped(server: Server, quote: str) -> None:
    server.answer({**AGREEMENT, "quote": quote})
    assert asked(server) == ()


def test_parties_and_figures_that_are_not_in_the_text_are_dropped(server: Server) -> None:
    parties = [*AGREEMENT["parties"], {"name": "月球基地", "role": "signatory", "kind": "company"}]
    figures = [
        {"quote": "总投资约1.2亿元", "number": "约2亿元", "measure": "totalInvestment", "is_target": True},
        # Money is no count of projects.
        {"quote": "总投资约1.2亿元", "number": "约1.2亿元", "measure": "projectsSigned", "is_target": True},
    ]
    server.answer({**AGREEMENT, "parties": parties, "figures": figures})
    found = asked(server)
    assert [one.kind for one in found if one.kind == "observations"] == []
    (partnership,) = [one for one in found if one.kind == "partnerships"]
    assert [field.value for field in partnership.fields if field.name == "party"] == [
        "region/yunze",
        "institution/lanjiang-university",
    ]


def test_one_party_alone_is_less_sure(server: Server) -> None:
    server.answer(AGREEMENT)
    both = next(one for one in asked(server) if one.kind == "partnerships")
    server.answer({**AGREEMENT, "parties": AGREEMENT["parties"][:1]})
    alone = next(one for one in asked(server) if one.kind == "partnerships")
    assert alone.score < both.score
    assert alone.note.zh


def test_other_signs_and_a_fence_do_no_harm(server: Server) -> None:
    record = {**AGREEMENT, "quote": "云泽市与岚江大学 签署“战略合作框架协议”"}
    server.body = chat("```json\n" + json.dumps({"partnerships": [record]}) + "\n```")
    assert passages(asked(server))["partnerships"] == "云泽市与岚江大学签署战略合作框架协议"


# --- What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "KG_MODEL_URL is not set"),
        ({"KG_MODEL_URL": "http://127.0.0.1:1"}, "KG_MODEL_NAME is not set"),
        ({"KG_MODEL_URL": "ftp://host/v1", "KG_MODEL_NAME": "m"}, "is no address"),
        ({"KG_MODEL_URL": "host/v1", "KG_MODEL_NAME": "m"}, "is no address"),
        ({"KG_MODEL_URL": "http://host:port/", "KG_MODEL_NAME": "m"}, "is no address"),
        ({"KG_MODEL_URL": "https://me:hidden@host/v1", "KG_MODEL_NAME": "m"}, "is no address"),
        ({"KG_MODEL_URL": "https://host/v1", "KG_MODEL_NAME": "m", "KG_MODEL_KEY": "a\nb"}, "KG_MODEL_KEY holds"),
        ({"KG_MODEL_URL": "https://host/v1", "KG_MODEL_NAME": "m", "KG_MODEL_KEY": "密钥"}, "KG_MODEL_KEY holds"),
    ],
)
def test_an_environment_that_is_wrong_is_said(environment: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        Model.of(environment)
    assert said in raised.value.text.en
    assert not {"hidden", "密钥 "} & set(raised.value.text.en.split())
    assert "hidden" not in raised.value.text.en + raised.value.text.zh


def test_the_key_is_in_no_repr() -> None:
    assert KEY not in repr(Model("https://host/v1/chat/completions", "m", KEY))


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b'{"error": "Incorrect API key provided: ' + KEY.encode() + b'"}', "Check KG_MODEL_KEY"),
        (404, b"no such model", "Check KG_MODEL_URL and KG_MODEL_NAME"),
        (429, b"slow down", "Wait"),
        (500, b"\x1b[31mred\x1b[0m", "status 500"),
        (302, b"", "put the last address"),
        (200, b"<html>a page</html>", "no JSON"),
        (200, b"", "no JSON"),
        (200, b"\xff\xfe", "no JSON"),
        (200, b"[" * 100_000, "no JSON"),
        (200, b"{}", "no choices"),
        (200, b"[]", "no choices"),
        (200, b'{"choices": []}', "no choices"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "without text"),
        (200, chat("I cannot help with that."), "no JSON"),
        (200, chat('{"partnerships": [', "length"), "broke its answer off"),
        (200, chat("[]"), "answer is no object"),
        (200, chat("{}"), "answer.partnerships is missing"),
        (200, chat('{"partnerships": [{"quote": 5}]}'), "answer.partnerships[0].quote is no string"),
        (200, chat(json.dumps({"partnerships": [{**AGREEMENT, "stage": "dreamt"}]})), "none of the codes"),
        (200, chat(json.dumps({"partnerships": [AGREEMENT] * 201})), "the most is 200"),
        (200, chat(json.dumps({"partnerships": [{**AGREEMENT, "quote": "x" * 2001}]})), "the most is 2000"),
        (200, b" " * 4_100_000, "more than 4000000 bytes"),
    ],
)
def test_what_a_server_does_wrong_is_said_without_the_key(server: Server, status: int, body: bytes, said: str) -> None:
    server.status, server.body = status, body
    if status == 302:
        server.extra = {"Location": f"http://{server.host}/elsewhere"}
    error = error_of(server)
    assert isinstance(error, SourceError)
    assert said in error.text.en
    assert "\x1b" not in error.text.en
    assert server.paths == ["/v1/chat/completions"]  # no redirect is followed


def test_a_server_that_is_late_is_said(server: Server) -> None:
    server.wait = 1.0
    assert "has not answered within 0.2 seconds" in error_of(server, seconds=0.2).text.en


def test_a_server_that_is_not_there_is_said() -> None:
    model = Model("http://127.0.0.1:9/v1/chat/completions", "m", KEY, 5)
    with pytest.raises(SourceError, match="cannot be reached"):
        suggest(article(), "a", DAY, model, lambda _: None)
