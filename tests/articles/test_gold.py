"""The gold passages: packages as any other, as authored, with offsets and hashes that the texts prove."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from kg import pipeline
from kg.findings import Severity
from kg.intake.package import read_package
from kg.intake.passages import check_passages, passages
from kg.source_text import read_text
from tests.articles.gold.compiling import FOLDER, SETS, compiled


def test_the_packages_are_what_the_authored_passages_say() -> None:
    made = compiled()
    assert {name: (FOLDER / name).read_bytes() for name in made} == made
    texts = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/texts/*.txt")}
    assert texts == {name for name in made if "/texts/" in name}


@pytest.mark.parametrize("chosen", ["places", *SETS])
def test_a_package_has_nothing_wrong(chosen: str) -> None:
    findings = pipeline.check(FOLDER / chosen)
    assert [finding for finding in findings if finding.severity is Severity.VIOLATION] == []


@pytest.mark.parametrize("chosen", SETS)
def test_the_texts_prove_every_passage(chosen: str) -> None:
    package, _ = read_package(FOLDER / chosen)
    cited = 0
    for path in sorted((FOLDER / chosen / "texts").glob("*.txt")):
        text = read_text(path)
        assert check_passages(package, path.stem, text) == []
        cited += sum(1 for _ in passages(package, path.stem, text))
    assert cited > 200


@pytest.mark.parametrize("chosen", SETS)
def test_a_set_has_passages_enough_of_each_kind(chosen: str) -> None:
    counts: Counter[str] = Counter()
    for language in ("zh", "en"):
        for passage in yaml.safe_load((FOLDER / chosen / f"{language}.yaml").read_text(encoding="utf-8")):
            counts[language] += 1
            counts[f"{language}, none"] += not passage.get("facts") and not passage.get("figures")
    assert counts["zh"] >= 30
    assert counts["en"] >= 20
    assert 0.25 <= counts["zh, none"] / counts["zh"] <= 0.42
    assert 0.25 <= counts["en, none"] / counts["en"] <= 0.45


def test_the_third_set_is_large_enough_to_judge_by() -> None:
    passages_of = {
        language: yaml.safe_load((FOLDER / "held3" / f"{language}.yaml").read_text(encoding="utf-8"))
        for language in ("zh", "en")
    }
    assert {language: len(passages) for language, passages in passages_of.items()} == {"zh": 60, "en": 40}
    facts = [fact for some in passages_of.values() for passage in some for fact in passage.get("facts", [])]
    assert sum(fact["is"].startswith("Agreement") and fact["stage"] == "signed" for fact in facts) >= 45


def test_no_text_of_a_passage_is_in_two_sets() -> None:
    lines = Counter(line for path in _texts() for line in set(read_text(path).splitlines()))
    assert max(lines.values()) == 1


def _texts() -> list[Path]:
    return sorted(FOLDER.glob("*/texts/*.txt"))
