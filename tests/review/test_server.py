"""The server through its addresses: who is let in, what is written, and what is told and not done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.assets import BUNDLED
from kg.errors import LookupFailed, SourceError
from kg.review.server import application
from kg.review.working import Work
from tests.review.example import EN, TEXTS, ZH
from tests.support import run_in_process, tree

TOKEN = "0123456789abcdef0123456789abcdef"
SOURCE = "yunwan-2024-04-02"


class Client:
    """A page that asks the server."""

    def __init__(self, work: Work) -> None:
        self.http = TestClient(application(work, TOKEN), base_url="http://127.0.0.1:8765")
        self.seen = 0
        self._batches = 0

    def get(self, path: str) -> Any:
        return self.http.get(f"/{TOKEN}/api/{path}")

    def post(self, path: str, **said: Any) -> Any:
        return self.http.post(f"/{TOKEN}/api/{path}", json=said)

    def decide(self, *rows: dict[str, Any], key: str = "") -> Any:
        self._batches += 1
        answer = self.post("decide", rows=list(rows), seen=self.seen, key=key or f"{id(self)}-{self._batches}")
        if answer.status_code == 200:
            self.seen = max(row["number"] for row in answer.json()["rows"])
        return answer


Open = Callable[..., Client]


@pytest.fixture
def opened(deals: Path) -> Iterator[Open]:
    """Opens the review of the package with the texts of its articles, or with others."""
    works: list[Work] = []

    def start(*texts: str, package: Path = deals, **options: Any) -> Client:
        works.append(Work(package, [(text,) for text in texts or (ZH, EN)], BUNDLED, "Ada", "2024-04-03", **options))
        return Client(works[-1])

    yield start
    for work in works:
        work.close()


def _of(client: Client, kind: str, number: int = 0) -> str:
    queue = client.get(f"open?source={SOURCE}").json()["queue"]
    return str([one["id"] for one in queue["suggestions"] if one["kind"] == kind][number])


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        (f"/{TOKEN}/", {}, 200),
        (f"/{TOKEN}/api/open", {}, 200),
        (f"/{TOKEN}", {}, 404),
        ("/", {}, 404),
        (f"/{TOKEN[:-1]}/", {}, 404),
        (f"/{TOKEN}x/", {}, 404),
        ("/令牌/", {}, 404),
        (f"/{TOKEN}/api/nothing", {}, 404),
        (f"/{TOKEN}/", {"host": "example.org"}, 404),
        (f"/{TOKEN}/", {"host": "127.0.0.1.example.org:8765"}, 404),
        (f"/{TOKEN}/", {"host": "localhost:8765"}, 200),
        (f"/{TOKEN}/", {"origin": "http://example.org"}, 404),
        (f"/{TOKEN}/", {"origin": "null"}, 404),
        (f"/{TOKEN}/", {"origin": "http://127.0.0.1:8765"}, 200),
        (f"/{TOKEN}/", {"sec-fetch-site": "cross-site"}, 404),
    ],
)
def test_only_who_has_the_address_on_this_machine_is_let_in(
    opened: Open, address: str, headers: dict[str, str], status: int
) -> None:
    answer = opened().http.get(address, headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_may_run_its_own_script_only(opened: Open) -> None:
    answer = opened().http.get(f"/{TOKEN}/")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'self'" in policy
    assert "src=" not in answer.text.split("<script>")[0]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b"no json", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"rows": [], "key": "k"}', "application/json", 422),
        (b'{"rows": [{"decision": "nonsense"}], "key": "k"}', "application/json", 422),
        (b'{"rows": [{"start": "x", "end": 1, "decision": "edit"}], "key": "k"}', "application/json", 422),
        (b'{"rows": [1], "key": "k"}', "application/json", 422),
        (b'{"rows": [{"decision": "accept", "suggestion": "s-none"}], "key": "k"}', "application/json", 409),
    ],
)
def test_what_is_no_decision_is_refused(opened: Open, deals: Path, body: bytes, kind: str, status: int) -> None:
    client = opened()
    before = tree(deals)
    answer = client.http.post(f"/{TOKEN}/api/decide", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert tree(deals) == before


def test_what_is_opened_has_no_sentence_but_the_text_itself(opened: Open) -> None:
    said = opened().get(f"open?source={SOURCE}").json()
    assert said["text"] == ZH
    assert said["sources"] == sorted(TEXTS)
    without = {name: value for name, value in said.items() if name != "text"}
    assert not any(sentence in str(without) for sentence in ZH.split("。") if len(sentence) > 12)
    codes = {code: (en, zh) for code, en, zh in said["codes"]["stage"]}
    assert codes["signed"] == ("signed", "已签约")
    assert next(one[:3] for one in said["known"] if one[0] == "region/yunwan") == ["region/yunwan", "Yunwan", "云湾市"]


def test_accepting_writes_and_undoing_takes_back_byte_for_byte(opened: Open, deals: Path) -> None:
    client = opened()
    before = tree(deals)
    deal = _of(client, "partnerships")
    answer = client.decide({"suggestion": deal, "decision": "accept"})
    assert answer.status_code == 200
    assert [row["reviewer"] for row in answer.json()["rows"]] == ["Ada"]
    assert len((deals / "partnerships.csv").read_text("utf-8").splitlines()) == 2
    assert len((deals / "participations.csv").read_text("utf-8").splitlines()) == 3
    text = deals.parent / f"{SOURCE}.txt"
    assert run_in_process("evidence", deals, "--text", text, cwd=deals.parent).code == 0
    number = answer.json()["numbers"][0]
    assert client.decide({"decision": "undo", "value": str(number)}).status_code == 200
    after = tree(deals)
    assert {name for name in {**before, **after} if before.get(name) != after.get(name)} <= {
        "decisions.csv",
        "accepted.json",
        ".kg-review.lock",
    }


def test_decisions_made_together_are_all_carried_out_or_none(opened: Open, deals: Path) -> None:
    client = opened()
    before = tree(deals)
    deal = _of(client, "partnerships")
    rows = [
        {"suggestion": deal, "decision": "accept"},
        {"suggestion": deal, "field": "sectors", "decision": "edit", "value": "astrology"},
    ]
    answer = client.decide(*rows)
    assert answer.status_code == 409
    found = [(one["name"], one["severity"]) for one in answer.json()["findings"]]
    assert ("sectors", "violation") in found
    assert all(len(one["text"]) == 2 and all(one["text"]) for one in answer.json()["findings"])
    assert tree(deals) == before


def test_a_batch_that_comes_twice_is_written_once(opened: Open, deals: Path) -> None:
    client = opened()
    deal = _of(client, "partnerships")
    rows = [{"suggestion": deal, "field": "sectors", "decision": "edit", "value": "education"}]
    first = client.post("decide", rows=rows, seen=0, key="k").json()
    assert client.post("decide", rows=rows, seen=0, key="k").json()["numbers"] == first["numbers"] == [1]


def test_a_batch_whose_answer_was_lost_with_the_server_is_not_written_again(deals: Path) -> None:
    def open_anew() -> Work:
        return Work(deals, [(ZH,)], BUNDLED, "Ada")

    work = open_anew()
    client = Client(work)
    # Accepting brings the new parties along: two more decisions stand before this one.
    care = _of(client, "partnerships", 2)
    rows = [{"suggestion": care, "decision": "accept"}]
    assert client.post("decide", rows=rows, seen=0, key="k").status_code == 200
    written = (deals / "decisions.csv").read_bytes()
    assert written.count(b"accept") == 3
    work.close()
    work = open_anew()
    again = Client(work).post("decide", rows=rows, seen=0, key="k")
    assert again.status_code == 200
    assert len(again.json()["rows"]) == 3
    assert (deals / "decisions.csv").read_bytes() == written
    work.close()


def test_of_two_pages_the_second_is_told(opened: Open) -> None:
    client = opened()
    first, second = _of(client, "partnerships"), _of(client, "partnerships", 1)
    assert client.post("alive", tab="one", seen=0).json()["others"] == 0
    assert client.post("alive", tab="two", seen=0).json()["others"] == 1
    assert client.post("alive", tab="one", seen=0).json()["others"] == 0
    assert client.post("alive", tab="one", leaves=True).status_code == 200
    assert client.post("alive", tab="two", seen=0).json()["others"] == 0
    rows = [{"suggestion": first, "decision": "reject"}]
    assert client.post("decide", rows=rows, seen=0, key="one-1").status_code == 200
    # The other page sees it, and is refused on the same record, not on another.
    assert [row["decision"] for row in client.post("alive", tab="two", seen=0).json()["rows"]] == ["reject"]
    late = client.post("decide", rows=[{"suggestion": first, "decision": "accept"}], seen=0, key="two-1")
    assert late.status_code == 409
    assert late.json()["rows"][0]["decision"] == "reject"
    other = [{"suggestion": second, "field": "sectors", "decision": "edit", "value": "health"}]
    assert client.post("decide", rows=other, seen=0, key="two-2").status_code == 200
    # A page's own earlier decision is no other's.
    more = [{"suggestion": second, "field": "sectors", "decision": "edit", "value": "finance"}]
    assert client.post("decide", rows=more, seen=0, key="two-3", mine=[2]).status_code == 200


def test_a_second_review_of_the_package_is_told_who_has_it(opened: Open, deals: Path) -> None:
    opened(where="127.0.0.1:8765")
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:8765"):
        Work(deals, [], BUNDLED)


def test_a_package_that_changed_on_disk_is_not_overwritten(opened: Open, deals: Path) -> None:
    client = opened()
    deal = _of(client, "partnerships")
    table = deals / "institutions.csv"
    changed = table.read_bytes() + b"northmere-port,,Port of Northmere,,,port,northmere" + b"," * 13 + b"\n"
    table.write_bytes(changed)
    assert client.post("alive", tab="one", seen=0).json()["changed"] is True
    answer = client.decide({"suggestion": deal, "decision": "accept"})
    assert answer.status_code == 409
    assert answer.json()["changed"] is True
    assert table.read_bytes() == changed
    assert not (deals / "decisions.csv").exists()
    anew = client.post("reopen", source=SOURCE)
    assert anew.status_code == 200
    assert any(one[0] == "institution/northmere-port" for one in anew.json()["known"])
    assert client.decide({"suggestion": deal, "decision": "accept"}).status_code == 200
    assert table.read_bytes() == changed


def test_a_text_with_another_hash_is_told_and_nothing_of_it_accepted(opened: Open, deals: Path) -> None:
    client = opened(ZH.replace("3月12日", "3月13日"))
    said = client.get(f"open?source={SOURCE}").json()
    assert said["text"] is None
    assert len(said["told"]) == 1
    assert "hash" in said["told"][0][0] or "text" in said["told"][0][0]
    deal = _of(client, "partnerships")
    assert client.decide({"suggestion": deal, "decision": "accept"}).status_code == 409
    assert client.post("text", source=SOURCE, text=EN).status_code == 409
    # A rejection needs no text; with the right one, all is as it should be.
    assert client.decide({"suggestion": deal, "decision": "reject"}).status_code == 200
    assert client.post("text", source=SOURCE, text=ZH).status_code == 200
    assert client.get(f"open?source={SOURCE}").json()["text"] == ZH
    assert client.decide({"suggestion": _of(client, "partnerships", 1), "decision": "accept"}).status_code == 200


def test_a_package_without_suggestions_says_how_to_make_them(example: Path) -> None:
    with pytest.raises(LookupFailed, match="kg read"):
        Work(example, [], BUNDLED)


def test_what_the_rules_say_stands_beside_its_field(opened: Open) -> None:
    client = opened()
    deal = _of(client, "partnerships")
    client.decide({"suggestion": deal, "field": "agreement_kind", "decision": "edit", "value": "handshake"})
    problems = client.get(f"check?suggestion={deal}").json()["problems"]
    wrong = [one for one in problems if one["severity"] == "violation"]
    assert [(one["name"], one["group"]) for one in wrong] == [("agreement_kind", 0)]


def test_which_sentences_were_read_is_among_the_decisions(opened: Open, deals: Path) -> None:
    client = opened()
    client.get(f"open?source={SOURCE}")
    answer = client.decide({"decision": "read", "value": SOURCE, "start": 0, "end": 11})
    assert answer.status_code == 200
    assert client.decide({"decision": "read", "value": SOURCE}).status_code == 409
    (row,) = client.get(f"open?source={SOURCE}").json()["log"]
    assert (row["decision"], row["value"], row["start"], row["end"]) == ("read", SOURCE, 0, 11)
    assert client.get("open?source=northmere-2024-06-05").json()["log"] == []
    log = (deals / "decisions.csv").read_text("utf-8").splitlines()
    assert log[1:] == [f"1,,,,read,{SOURCE},0,11,Ada,2024-04-03,"]


def test_regions_of_the_registries_are_found_by_how_their_names_begin(opened: Open) -> None:
    client = opened()

    def found(like: str) -> dict[str, list[str]]:
        answer = client.get(f"regions?source={SOURCE}&like={like}")
        assert answer.status_code == 200
        return {row[0]: row[1:3] for row in answer.json()["known"]}

    for like in ("Hangzhou", "hangzh", "杭州"):
        assert found(like)["region/cn-330100"] == ["Hangzhou", "杭州市"]
    assert found("杭") == found("Ha") == found("") == found("zz" * 2000) == {}
    assert len(found("San")) == 20
