"""630 errors put into packages that are right: how many are caught, and how often a right package is doubted."""

from __future__ import annotations

import pytest

from kg import assets
from kg.source_text import read_text
from tests.articles.values.seeding import SHARES, Trial, trial
from tests.support import ROOT

GOLD = ROOT / "tests" / "articles" / "gold"
BUNDLED = assets.data_folder() / "jiaxing-shanghai-2017"


#: What words do not always contradict: a sector of which a passage says nothing, a paper that it only calls an
#: agreement, a sum of which it does not say whether it was spent. They do not count among the others.
LEAST = {"sector": 0.5, "kind": 0.9, "aim": 0.75}


def caught(tried: Trial) -> float:
    """The share of the other errors that were caught."""
    found = [is_caught for error, is_caught in tried.errors if error.kind not in LEAST]
    return sum(found) / len(found)


def of_gold(half: str) -> Trial:
    return trial(GOLD / half, {path.stem: read_text(path) for path in sorted((GOLD / half / "texts").glob("*.txt"))})


@pytest.fixture(scope="module", params=["dev"])
def gold(request: pytest.FixtureRequest) -> Trial:
    return of_gold(request.param)


def test_errors_are_caught_and_right_values_are_not_doubted(gold: Trial) -> None:
    assert len(gold.errors) == sum(SHARES.values()) == 630
    assert caught(gold) >= 0.95
    assert gold.false_alarms <= 0.02


def test_no_kind_of_error_slips_through(gold: Trial) -> None:
    assert [kind for kind, number, found in gold.table() if found < LEAST.get(kind, 0.9) * number] == []


def test_the_same_of_the_bundled_package(article: str) -> None:
    tried = trial(BUNDLED, {"zjol-2017-07-28": article})
    assert caught(tried) >= 0.95
    assert tried.false_alarms <= 0.02
    assert [kind for kind, number, found in tried.table() if found < LEAST.get(kind, 0.9) * number] == []
