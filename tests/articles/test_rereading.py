"""An article that is read twice into the same package: what was decided is not forgotten."""

from __future__ import annotations

import json
from pathlib import Path

from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision
from kg.intake.articles.looking import View
from tests.support import run_in_process

TEXT = """Harrow County and the Port of Wexmere

On 8 May 2024, Harrow County signed a memorandum of understanding with Wexmere Shipping Ltd on cold storage.

Wexmere Shipping Ltd will invest about USD 12 million in the county by the end of 2026.
"""


def _read(package: Path, article: Path) -> str:
    done = run_in_process("read", article, "--published", "2024-05-09", "--into", package, cwd=package.parent)
    assert done.code == 0, done.err
    return done.err + done.out


def test_a_second_reading_forgets_no_decision(tmp_path: Path) -> None:
    article, package = tmp_path / "article.txt", tmp_path / "mine"
    article.write_bytes(TEXT.encode())
    assert "read before" not in _read(package, article)
    with Desk.open(package, [TEXT]) as desk:
        kinds = {one.suggestion.kind: one.id for one in desk.states.values()}
        for one in desk.waiting():
            if one.suggestion.kind == "regions":
                desk.decide(Decision("edit", one.id, "level", value="county"))
        desk.decide(Decision("accept", kinds["partnerships"]))
        desk.decide(Decision("reject", kinds["observations"]))
        before = {one.id: (one.status, one.became) for one in desk.states.values()}
    # The parties are records now, and the rules know them.
    told = _read(package, article)
    after = {one.id: (one.status, one.became) for one in View(package).states.values()}
    assert {name: after.get(name) for name in before} == before
    assert "0 new" in told
    # What another set of rules suggested is new, or gone, and said so.
    path = package / "suggestions" / "article.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    stage = next(one for one in said["suggestions"] if one["kind"] == "stages")
    stage["id"], stage["fields"][0]["value"] = "s-00000000000a", "planned"
    path.write_text(json.dumps(said), encoding="utf-8")
    assert "1 new, 1 gone" in _read(package, article)
