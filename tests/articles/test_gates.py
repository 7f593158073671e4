"""What the reader must reach on the half of the gold passages that nobody looked at while its rules were made.

If a gate fails, better the rules on ``gold/dev`` and on passages of your own; leave ``gold/held`` unread.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.articles.gold.compiling import FOLDER
from tests.support import run_in_process

Scores = dict[tuple[str, float], dict[str, Any]]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    half = FOLDER / "held"
    result = run_in_process(
        "read", half / "texts", "--eval", half, "--format", "json", cwd=tmp_path_factory.mktemp("gates")
    )
    assert result.code == 0, result.err
    found = result.json()
    assert found["sources"] == 50
    return {(one["kind"], one["threshold"]): one for one in found["scores"] if one["language"] == "all"}


def test_three_of_four_signed_agreements_are_found(scores: Scores) -> None:
    assert scores["signed", 0.0]["recall"] >= 0.75


@pytest.mark.parametrize("kind", ["partnerships", "stages", "observations"])
def test_what_scores_high_is_right(scores: Scores, kind: str) -> None:
    assert scores[kind, 0.6]["precision"] >= 0.8
