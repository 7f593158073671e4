"""Passages shown from the user's own copy of a source: `kg explain … --text`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.answers.explaining.copies import Check
from kg.errors import LookupFailed, UsageError
from kg.knowledge_graph import KnowledgeGraph
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]
Explain = Callable[..., Outcome]

TARGET = "exampleton-sampleford-containers-2025"
PLANNED = "They plan to move 20,000 containers in 2025."


@pytest.fixture
def text(example: Path) -> str:
    """The text that the worked example cites; it is the project's own."""
    return (example / "example-source.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def worked_example(example: Path) -> KnowledgeGraph:
    """The worked example as a graph. Read only."""
    return kg.open(example)


@pytest.fixture
def explain(example: Path, run: Run, tmp_path: Path) -> Explain:
    """Explains the worked example's target with a copy of the given bytes."""

    def explain(content: bytes, *arguments: str, name: str = "", thing: str = TARGET) -> Outcome:
        (tmp_path / "copy.txt").write_bytes(content)
        return run("explain", thing, "--graph", example, "--text", f"{name}copy.txt", *arguments)

    return explain


def rows_citing(package: Path, place: int) -> set[tuple[str, str]]:
    """Table and id of the rows whose passage has a code point in it, read from the tables themselves."""
    found = set()
    for path in sorted(package.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if path.stem != "evidence" and row.get("start") and int(row["start"]) <= place < int(row["end"]):
                    found.add((path.stem, row.get("id") or f"{row['partnership']} {row['party']}"))
    return found


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: (text + "\n\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("gb18030"),
    ],
    ids=["as it is", "byte order mark", "CRLF", "CR", "no last line break", "three of them", "UTF-16", "GB 18030"],
)
def test_however_the_copy_was_saved(written: Callable[[str], bytes], text: str, explain: Explain) -> None:
    told = explain(written(text), "--lang", "en")
    assert told.code == 0, told.err
    assert "Text of example: copy.txt is the text that was encoded." in told.out
    assert f"[example 98-142 “{PLANNED}”]" in told.out


def test_chinese_in_gb18030(bundled_copy: EditablePackage, article: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "gb.txt").write_bytes(article.replace("\n", "\r\n").encode("gb18030"))
    told = run("explain", "observation/fund-town-companies", "--graph", bundled_copy.folder, "--text", "gb.txt")
    assert told.code == 0, told.err
    assert "3070家”]" in told.out


def test_a_text_that_was_changed_names_the_rows_that_are_affected(text: str, explain: Explain, example: Path) -> None:
    told = explain(text.replace("20,000", "30,000").encode(), "-f", "json")
    assert told.code == 1
    (copy,) = told.json()["texts"]
    affected = {(item["table"], item["row"].get("id") or " ".join(item["row"].values())) for item in copy["affected"]}
    assert affected == rows_citing(example, text.index("20,000"))
    assert ("observations", TARGET) in affected
    assert all(item["fields"] == ["source", "start", "end"] for item in copy["affected"])
    assert not copy["is_same"]
    (figure,) = told.json()["figures"]
    (passage,) = figure["evidence"]
    assert (passage["check"], passage["text"], passage["found_at"]) == ("differs", None, None)


def test_what_was_not_changed_is_shown_still(text: str, explain: Explain) -> None:
    changed = text.replace("20,000", "30,000").encode()
    told = explain(changed, "--lang", "en", thing="exampleton-sampleford-logistics")
    assert told.code == 1
    assert "[example 0-97 “On 12 March 2024 Exampleton" in told.out
    assert "example 98-142 ≠ not in this copy" in told.out
    assert f"98-142  table observations, row id {TARGET}, fields start and end" in told.out
    assert "30,000" not in told.out
    assert "受影响的内容" in explain(changed, "--lang", "zh").out


def test_passages_that_have_moved_are_found(text: str, explain: Explain) -> None:
    told = explain(f"A headline\n{text}".encode(), "-f", "json")
    assert told.code == 1
    (copy,) = told.json()["texts"]
    assert (copy["is_same"], copy["affected"]) == (False, [])
    (passage,) = told.json()["figures"][0]["evidence"]
    assert (passage["check"], passage["text"], passage["found_at"]) == ("moved", PLANNED, [109, 153])
    assert "example 98-142, here 109-153 “They" in explain(f"A headline\n{text}".encode(), "--lang", "en").out


@pytest.mark.parametrize("content", [b"", b"Quite another text.", "完全不同".encode(), b"x" * 5_000])
def test_a_text_of_no_source(content: bytes, explain: Explain) -> None:
    told = explain(content)
    assert (told.code, told.out) == (1, "")
    assert "copy.txt: is not a text of any source of the graph" in told.err
    assert "example (bf7db6fa2e31…)" in told.err
    named = explain(content, "-f", "json", name="example=")
    assert named.code == 1
    assert len(named.json()["texts"][0]["affected"]) > 1


def test_files_that_cannot_be_read(explain: Explain, run: Run, example: Path, tmp_path: Path) -> None:
    binary = explain(b"\xff\x00\x81\x00\xff")
    assert (binary.code, binary.out) == (1, "")
    assert "copy.txt: is not text in UTF-8, UTF-16 or GB 18030" in binary.err
    missing = run("explain", TARGET, "--graph", example, "--text", "nowhere.txt")
    assert (missing.code, missing.out) == (1, "")
    assert "nowhere.txt: cannot be read" in missing.err
    assert "cannot be read" in run("explain", TARGET, "--graph", example, "--text", tmp_path).err


def test_sources_are_named_or_told_by_their_hash(text: str, example: Path, tmp_path: Path) -> None:
    knowledge = kg.open(example)
    (tmp_path / "a=b.txt").write_text(text, encoding="utf-8")
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    for named in (tmp_path / "a=b.txt", str(tmp_path / "a=b.txt"), f"example={tmp_path / 'copy.txt'}"):
        assert [copy.source.id for copy in knowledge.explain(TARGET, texts=[named]).copies] == ["example"]
    with pytest.raises(UsageError, match=r"Two texts are given for example: a=b.txt and copy.txt"):
        knowledge.explain(TARGET, texts=[tmp_path / "a=b.txt", tmp_path / "copy.txt"])
    with pytest.raises(LookupFailed, match=r"(?s)'exmple' among the sources. Did you mean source/example"):
        knowledge.explain(TARGET, texts=[f"exmple={tmp_path / 'copy.txt'}"])
    with pytest.raises(UsageError, match="write FILE, or SOURCE=FILE"):
        knowledge.explain(TARGET, texts=["example="])


def test_two_sources_each_with_its_text(package: EditablePackage, text: str, tmp_path: Path) -> None:
    from kg.source_text import sha256

    other = "Sampleford says that 12,000 containers were moved."
    package.append("sources", like=2, id="second", sha256=sha256(other), characters=str(len(other)))
    package.append("evidence", like=2, source="second", start="21", end="27", sha256=sha256("12,000"))
    changes = {"id": "moved", "class": "Achievement", "value": "12000", "original_text": "12,000"}
    package.append("observations", like=2, **changes, source="second", start="21", end="27")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "two.txt").write_text(other, encoding="utf-8")
    knowledge = kg.open(package.folder)
    explained = knowledge.explain("exampleton-sampleford-logistics", texts=[tmp_path / "two.txt", tmp_path / "one.txt"])
    assert explained.is_borne_out
    told = explained.text("en")
    assert "second 21-27 “12,000”" in told
    assert f"example 98-142 “{PLANNED}”" in told
    (tmp_path / "two.txt").write_text(other.replace("Sampleford", "Example"), encoding="utf-8")
    assert "second 21-27, here 18-24 “12,000”" in knowledge.explain("moved", texts=[tmp_path / "two.txt"]).text("en")


def test_a_source_without_a_recorded_hash(package: EditablePackage, text: str, tmp_path: Path) -> None:
    """Nothing says whether the whole text is the same; each passage still has a hash of its own."""
    package.set("sources", 2, "sha256", "")
    (tmp_path / "copy.txt").write_text(f"A headline\n{text}", encoding="utf-8")
    explained = kg.open(package.folder).explain(TARGET, texts=[tmp_path / "copy.txt"])
    assert explained.is_borne_out
    told = explained.text("en")
    assert "Text of example: no hash of the source was recorded to compare copy.txt with" in told
    assert f"example 98-142, here 109-153 “{PLANNED}”" in told
    assert "is the text that was encoded" not in told


def test_a_source_that_nothing_cites(package: EditablePackage) -> None:
    package.append("sources", like=2, id="idle", sha256="", characters="")
    assert "Nothing rests on it." in kg.open(package.folder).explain("source/idle").text("en")


def test_a_graph_without_sources(empty: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("text", encoding="utf-8")
    with pytest.raises(LookupFailed, match="no source"):
        empty.explain("sector/health", texts=[tmp_path / "copy.txt"])


def test_words_that_would_steer_the_terminal(package: EditablePackage, run: Run, tmp_path: Path) -> None:
    from kg.source_text import sha256

    hostile = "a\x1b[31m\u202egnp.exe\nline" + "x" * 10_000
    package.set("sources", 2, "sha256", sha256(hostile))
    package.set("sources", 2, "characters", str(len(hostile)))
    rows = package.rows("evidence")
    for row in rows[1:]:
        row[3] = sha256(hostile[int(row[1]) : int(row[2])])
    package.write("evidence", rows)
    (tmp_path / "copy.txt").write_text(hostile, encoding="utf-8")
    told = run("explain", "exampleton-sampleford-logistics", "--graph", package.folder, "--text", "copy.txt")
    assert told.code == 0
    assert "a␛[31m�gnp.exe␊line" in told.out
    assert not {"\x1b", "\u202e"} & set(told.out)
    exact = run("explain", TARGET, "--graph", package.folder, "--text", "copy.txt", "-f", "json").json()
    assert exact["figures"][0]["evidence"][0]["text"] == hostile[98:142]


def test_the_same_bytes_twice(text: str, explain: Explain) -> None:
    changed = text.replace("signed", "made").encode()
    assert explain(changed, "-f", "json").stdout == explain(changed, "-f", "json").stdout
    json.dumps(explain(changed, "-f", "json").json(), allow_nan=False)


def test_without_a_text_there_is_nothing_to_check(example: Path) -> None:
    explained = kg.open(example).explain(TARGET)
    assert explained.is_borne_out
    content = explained.as_dict()
    assert content["texts"] == []
    assert content["figures"][0]["evidence"][0]["check"] is None


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_changed_no_other_words_are_shown(
    data: st.DataObject, example: Path, worked_example: KnowledgeGraph, tmp_path: Path
) -> None:
    """A passage that is shown has the recorded hash and is where it is said to be; others are not in their place."""
    from kg.source_text import sha256

    text = (example / "example-source.txt").read_bytes().decode("utf-8")
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(st.text(max_size=10)) + text[end:]
    (tmp_path / "copy.txt").write_bytes(text.encode("utf-8"))
    explained = worked_example.explain("source/example", texts=[f"example={tmp_path / 'copy.txt'}"])
    (copy,) = explained.copies
    for item in explained.resting:
        passage, cut = item.passage, copy.cut(item.passage)
        in_place = copy.text[passage.start : passage.end]
        assert (cut.check is Check.MATCHES) == (sha256(in_place) == passage.sha256)
        assert (cut.text is None) == (cut.check is Check.DIFFERS)
        if cut.text is not None:
            assert sha256(cut.text) == passage.sha256
            assert copy.text[cut.start : cut.end] == cut.text
    assert explained.is_borne_out == (copy.sha256 == copy.source.sha256)
