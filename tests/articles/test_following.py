"""A review whose text was corrected: suggestions, decisions and records at their new places, all proved by hash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.intake import schema
from kg.intake.articles import queue
from kg.intake.articles.decisions import READ, UNDO, Decision, lines, read_log
from kg.intake.articles.holding import Hold
from kg.intake.articles.looking import View
from kg.source_text import sha256
from tests.articles.reviewed import (
    AGREEMENT,
    DOUBTFUL,
    FIGURE,
    REGIONS,
    SOURCE,
    STAGE,
    TALKS,
    TEXT,
    UNIVERSITY,
    at,
    package,
)
from tests.support import Outcome, run_in_process, tree

HEADER = "number,suggestion,field,group,decision,value,start,end,reviewer,decided_on,comment\n"
SECOND = at("协议提出，到2025年合作项目总投资约12亿元。")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8", newline="")
    row = {"id": SOURCE, "title_zh": "要闻", "publisher_zh": "云汀日报", "issued": "2024-05-09", "language": "zh"}
    row |= {"sha256": sha256(TEXT), "characters": str(len(TEXT))}
    columns = [str(one["name"]) for one in schema.table_schema("sources")["fields"]]
    sources = f"{','.join(columns)}\n{','.join(row.get(name, '') for name in columns)}\n"
    return package(tmp_path / "p", files={"regions.csv": REGIONS, "sources.csv": sources})


def decide(folder: Path, *decisions: Decision, text: str = "copy.txt") -> Outcome:
    path = folder.parent / "mine.csv"
    path.write_bytes(HEADER.encode() + lines(decisions))
    return run_in_process("accept", folder, path, "--text", folder.parent / text, cwd=folder.parent)


def moved(folder: Path, text: str, *more: str) -> Outcome:
    (folder.parent / "edition.txt").write_text(text, encoding="utf-8", newline="")
    return run_in_process(
        *("evidence", folder, "--text", folder.parent / "edition.txt", "--moved", "--source", SOURCE, *more),
        cwd=folder.parent,
    )


def suggestions(folder: Path) -> dict[str, tuple[int, int]]:
    read = queue.read(folder / queue.file_of(SOURCE))
    return {one.id: (one.span.start, one.span.end) for one in read.suggestions}


ACCEPTED = (
    Decision("accept", UNIVERSITY.id),
    Decision("accept", AGREEMENT.id),
    Decision("edit", FIGURE.id, "bound", 0, "about", at("约12亿元")),
    Decision(READ, value=SOURCE, span=SECOND),
)


def test_suggestions_decisions_and_records_go_with_their_words(folder: Path) -> None:
    before = tree(folder)
    assert decide(folder, *ACCEPTED).code == 0
    outcome = moved(folder, "更正。\n" + TEXT, "--write", "--lang", "en")
    assert (outcome.code, "5 suggestions and 4 decisions" in " ".join(outcome.out.split())) == (0, True)
    # 更正。 and the line break are four signs.
    assert suggestions(folder) == {
        one.id: (one.span.start + 4, one.span.end + 4) for one in (UNIVERSITY, AGREEMENT, STAGE, FIGURE, DOUBTFUL)
    }
    first = queue.read(folder / queue.file_of(SOURCE)).suggestions[1].fields[0].span
    assert (first and first.start, first and first.end) == (at("协议").start + 4, at("协议").end + 4)
    assert [one.span and (one.span.start, one.span.end) for one in read_log(folder)][2:] == [
        (at("约12亿元").start + 4, at("约12亿元").end + 4),
        (SECOND.start + 4, SECOND.end + 4),
    ]
    # The review goes on with the new text, and what it wrote is still its own: an acceptance can be taken back.
    assert View(folder, ["更正。\n" + TEXT]).texts
    assert run_in_process("evidence", folder, "--text", "edition.txt", cwd=folder.parent).code == 0
    undone = run_in_process(
        *("accept", folder, folder.parent / "mine.csv", "--undo", "--text", folder.parent / "edition.txt"),
        cwd=folder.parent,
    )
    assert undone.code == 0, undone
    # What is left beside the log is what there was before, with the hash of the new text.
    now = tree(folder)
    assert {name for name in now if now[name] != before.get(name)} == {
        *("sources.csv", "decisions.csv", ".kg-review.json", queue.file_of(SOURCE)),
    } & set(now)
    old, new = (f"{sha256(text)},{len(text)}".encode() for text in (TEXT, "更正。\n" + TEXT))
    assert now["sources.csv"] == before["sources.csv"].replace(old, new)


def test_what_nobody_decided_on_goes_out_with_its_words_and_is_told(folder: Path) -> None:
    text = TEXT.replace("云汀市与外地多家企业洽谈", "云汀市与外地两家企业洽谈")
    before = tree(folder)
    outcome = moved(folder, text, "--lang", "en")
    assert "1 suggestion stands in sentences that are others now" in " ".join(outcome.out.split())
    assert f"partnerships {TALKS.start}-{TALKS.end}" in outcome.out
    assert tree(folder) == before
    report = moved(folder, text, "--format", "json").json()["review"]
    assert report["taken_out"] == [{"id": DOUBTFUL.id, "kind": "partnerships", "start": TALKS.start, "end": TALKS.end}]
    assert moved(folder, text, "--write").code == 0
    assert set(suggestions(folder)) == {UNIVERSITY.id, AGREEMENT.id, STAGE.id, FIGURE.id}


def test_a_sentence_that_was_read_and_is_another_now_is_to_be_read_again(folder: Path) -> None:
    assert decide(folder, Decision(READ, value=SOURCE, span=SECOND)).code == 0
    assert moved(folder, TEXT.replace("约12亿元", "约13亿元"), "--write").code == 0
    log = read_log(folder)
    assert [(one.decision, one.value) for one in log] == [(READ, SOURCE), (UNDO, "1")]


def test_what_a_person_decided_is_never_taken_out(folder: Path) -> None:
    assert decide(folder, *ACCEPTED).code == 0
    before = tree(folder)
    outcome = moved(folder, TEXT.replace("约12亿元", "约13亿元"), "--write", "--lang", "en")
    assert (outcome.code, "3" in outcome.err, "nothing was written" in outcome.err) == (1, True, True)
    assert tree(folder) == before
    # Beside the old text, everything stays as it was decided.
    kept = moved(folder, TEXT.replace("约12亿元", "约13亿元"), "--write", "--edition", "corrected", "--lang", "en")
    assert "its suggestions and decisions stay with the old text" in " ".join(kept.out.split())
    assert tree(folder)["decisions.csv"] == before["decisions.csv"]


def test_while_somebody_else_reviews_nothing_is_read_to_be_written(folder: Path) -> None:
    assert decide(folder, *ACCEPTED).code == 0
    before, held = tree(folder), Hold(folder)
    try:
        outcome = moved(folder, "更正。\n" + TEXT, "--write", "--lang", "en")
        assert (outcome.code, outcome.out) == (1, "")
        # To look is allowed all the same.
        assert moved(folder, "更正。\n" + TEXT, "--lang", "en").code == 0
    finally:
        held.close()
    assert tree(folder) == before
    assert moved(folder, "更正。\n" + TEXT, "--write").code == 0


def test_suggestions_without_hashes_and_another_text_are_refused(folder: Path) -> None:
    path = folder / queue.file_of(SOURCE)
    other = moved(folder, "这里说的完全是另一件事。\n", "--write", "--lang", "en")
    assert (other.code, "hardly an edition" in other.err) == (1, True)
    said = json.loads(path.read_text(encoding="utf-8"))
    del said["passages"]
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    before = tree(folder)
    old = moved(folder, "更正。\n" + TEXT, "--write", "--lang", "en")
    assert (old.code, "before the hashes of sentences were kept" in " ".join(old.err.split())) == (1, True)
    assert tree(folder) == before
