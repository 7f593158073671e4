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
from tests.articles.gold.compiling import FOLDER, HALVES, compiled


def test_the_packages_are_what_the_authored_passages_say() -> None:
    made = compiled()
    assert {name: (FOLDER / name).read_bytes() for name in made} == made
    texts = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/texts/*.txt")}
    assert texts == {name for name in made if "/texts/" in name}


@pytest.mark.parametrize("half", ["places", *HALVES])
def test_a_package_has_nothing_wrong(half: str) -> None:
    findings = pipeline.check(FOLDER / half)
    assert [finding for finding in findings if finding.severity is Severity.VIOLATION] == []


@pytest.mark.parametrize("half", HALVES)
def test_the_texts_prove_every_passage(half: str) -> None:
    package, _ = read_package(FOLDER / half)
    cited = 0
    for path in sorted((FOLDER / half / "texts").glob("*.txt")):
        text = read_text(path)
        assert check_passages(package, path.stem, text) == []
        cited += sum(1 for _ in passages(package, path.stem, text))
    assert cited > 200


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_passages_enough_of_each_kind(half: str) -> None:
    counts: Counter[str] = Counter()
    for language in ("zh", "en"):
        for passage in yaml.safe_load((FOLDER / half / f"{language}.yaml").read_text(encoding="utf-8")):
            counts[language] += 1
            counts[f"{language}, none"] += not passage.get("facts") and not passage.get("figures")
    assert counts["zh"] >= 30
    assert counts["en"] >= 20
    assert 0.25 <= counts["zh, none"] / counts["zh"] <= 0.42
    assert 0.25 <= counts["en, none"] / counts["en"] <= 0.45


def test_no_text_of_a_passage_is_in_both_halves() -> None:
    lines = Counter(line for path in _texts() for line in set(read_text(path).splitlines()))
    assert max(lines.values()) == 1


def _texts() -> list[Path]:
    return sorted(FOLDER.glob("*/texts/*.txt"))
