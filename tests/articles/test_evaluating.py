"""The numbers of an evaluation, counted by hand on three passages of the gold set."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from scipy.stats import binomtest

from kg.intake.articles.evaluating import Evaluation, evaluate
from kg.intake.articles.model import Article, Field, Reading, Span, Suggestion
from kg.intake.articles.scoring import wilson
from kg.intake.package import read_package
from kg.source_text import read_text, sha256
from tests.articles.gold.compiling import FOLDER
from tests.support import run_in_process

DAY = datetime.date(2024, 1, 1)


def text_of(source: str) -> str:
    return read_text(FOLDER / "dev" / "texts" / f"{source}.txt")


def reading(source: str, *suggestions: Suggestion) -> Reading:
    text = text_of(source)
    article = Article(Path(f"{source}.txt"), "text/plain", text, sha256(text), source[:2])
    return Reading(source, article, DAY, suggestions, (), 1)


def suggestion(
    source: str, key: str, kind: str, quote: str, score: float, about: str = "", **fields: str
) -> Suggestion:
    text = text_of(source)
    start = text.index(quote)
    parties = fields.pop("parties", "")
    read = [Field(name, value) for name, value in fields.items()]
    for number, party in enumerate(parties.split(), 1):
        read += [Field("party", party, group=number), Field("role", "signatory", group=number)]
    return Suggestion(key, kind, Span(start, start + len(quote)), tuple(read), "test", score, about)


PAIRS = (
    suggestion("zh-d06", "s-a", "partnerships", "南槎区与澄湾区", 0.9, parties="region/nancha region/chengwan",
               **{"class": "Agreement", "agreement_kind": "pairing"}),
    suggestion("zh-d06", "s-a1", "stages", "签订了", 0.9, about="s-a", stage="signed"),
    # The second pair with a party of the first.
    suggestion("zh-d06", "s-b", "partnerships", "石浔县与鹭渚区", 0.7, parties="region/shixun region/chengwan",
               **{"class": "Agreement"}),
    suggestion("zh-d06", "s-b1", "stages", "石浔县", 0.7, about="s-b", stage="planned"),
)  # fmt: skip
INVESTMENT = (
    # A new party is the same by its name, in another width.
    suggestion("zh-d02", "s-n", "institutions", "衡曜新材料股份有限公司", 0.9, name_zh="衡曜新材料股份有限公司 "),
    suggestion("zh-d02", "s-c", "partnerships", "与禾渡县人民政府订立投资协议", 0.5, parties="new/s-n region/hedu",
               **{"class": "Agreement"}),
    suggestion("zh-d02", "s-c1", "stages", "订立", 0.5, about="s-c", stage="signed"),
    suggestion("zh-d02", "s-c2", "observations", "约12.6亿元", 0.9, about="s-c", value="1260000000.0", bound="about",
               unit="CNY", measure="totalInvestment"),
    # Another bound.
    suggestion("zh-d02", "s-c3", "observations", "5亿元", 0.9, about="s-c", value="500000000", unit="CNY"),
)  # fmt: skip
FIGURES = (
    suggestion("zh-d04", "s-d", "observations", "引进项目37个", 0.4, value="37", unit="project", measure="companies"),
    suggestion("zh-d04", "s-e", "observations", "21.4亿元", 0.9, value="2140000000", bound="exact", unit="CNY"),
    # The right figure at another place.
    suggestion("zh-d04", "s-f", "observations", "去年", 0.9, value="40", bound="atLeast", unit="project"),
)  # fmt: skip


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    gold, _ = read_package(FOLDER / "dev")
    known, _ = read_package(FOLDER / "places")
    readings = [reading("zh-d06", *PAIRS), reading("zh-d02", *INVESTMENT), reading("zh-d04", *FIGURES)]
    return evaluate(readings, gold, [known])


@pytest.mark.parametrize(
    ("kind", "threshold", "gold", "suggested", "right"),
    [
        ("partnerships", 0.0, 3, 3, 2),
        ("partnerships", 0.6, 3, 2, 1),
        ("partnerships", 0.7, 3, 2, 1),
        ("partnerships", 0.8, 3, 1, 1),
        ("signed", 0.0, 3, 2, 2),
        ("signed", 0.6, 3, 1, 1),
        ("parties", 0.0, 6, 6, 5),
        ("parties", 0.6, 6, 4, 3),
        ("stages", 0.0, 3, 3, 2),
        ("stages", 0.6, 3, 2, 1),
        ("observations", 0.0, 5, 5, 3),
        ("observations", 0.5, 5, 4, 2),
    ],
)
def test_scores_are_those_counted_by_hand(
    evaluation: Evaluation, kind: str, threshold: float, gold: int, suggested: int, right: int
) -> None:
    score = evaluation.score(kind, threshold)
    assert (score.gold, score.suggested, score.right) == (gold, suggested, right)


def test_shares_are_of_what_they_say(evaluation: Evaluation) -> None:
    score = evaluation.score("partnerships", 0.6)
    assert (score.precision, score.recall, score.f) == (0.5, pytest.approx(1 / 3), pytest.approx(0.4))
    assert evaluation.score("observations", 0.9).precision == 0.5


def test_of_nothing_there_is_no_share() -> None:
    gold, _ = read_package(FOLDER / "dev")
    empty = evaluate([reading("zh-d03")], gold)
    assert empty.score("partnerships").precision is None
    assert empty.score("partnerships").recall is None
    assert empty.score("partnerships").f is None


def test_a_partnership_is_found_where_its_stage_is_stated_too() -> None:
    gold, _ = read_package(FOLDER / "dev")
    both = "region/marrowby region/torvarsund"
    for quote, right in (("Exchanges were suspended in March", 1), ("next spring", 1), (".", 0)):
        found = suggestion("en-d05", "s-1", "partnerships", quote, 0.9, parties=both)
        score = evaluate([reading("en-d05", found)], gold).score("partnerships")
        assert (score.gold, score.suggested, score.right) == (1, 1, right), quote


@pytest.mark.parametrize(("unit", "right"), [("person", 1), ("expert", 1), ("visit", 0), ("", 0)])
def test_heads_are_heads_whoever_they_are(unit: str, right: int) -> None:
    gold, _ = read_package(FOLDER / "dev")
    found = suggestion(
        "en-d16", "s-1", "observations", "up to 12 researchers", 0.9, value="12", bound="upTo", unit=unit
    )
    assert evaluate([reading("en-d16", found)], gold).score("observations").right == right


def test_a_text_that_is_no_source_of_the_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("云泽市与岚江大学签署合作协议。", encoding="utf-8")
    result = run_in_process("read", other, "--published", "2024-01-01", "--eval", FOLDER / "dev", cwd=tmp_path)
    assert result.code == 1
    assert "is no source of dev" in result.err
    assert "不是 dev 的来源" in result.err


def test_the_command_scores_texts_in_both_languages_and_as_json(tmp_path: Path) -> None:
    texts = [FOLDER / "dev" / "texts" / f"{source}.txt" for source in ("zh-d06", "en-d01")]
    shown = run_in_process("read", *texts, "--eval", FOLDER / "dev", "--lang", "both", cwd=tmp_path)
    assert shown.code == 0
    assert all(word in shown.out for word in ("已签协议", "stages / 阶段", "Precision", "Recall"))
    found = run_in_process("read", *texts, "--eval", FOLDER / "dev", "--format", "json", cwd=tmp_path).json()
    counts = {(one["language"], one["kind"]): one["gold"] for one in found["scores"] if one["threshold"] == 0}
    # Two pairings in the one, one memorandum in the other.
    assert counts["zh", "signed"] == 2
    assert counts["en", "signed"] == 1
    assert counts["all", "partnerships"] == 3
    assert "zh-d04" in found["unread"]


def test_a_suggestion_fits_one_record_only() -> None:
    gold, _ = read_package(FOLDER / "dev")
    twice = [suggestion("zh-d06", key, "partnerships", "南槎区与澄湾区", 0.9, parties="region/nancha region/chengwan")
             for key in ("s-1", "s-2")]  # fmt: skip
    score = evaluate([reading("zh-d06", *twice)], gold).score("partnerships")
    assert (score.suggested, score.right) == (2, 1)


def test_fields_of_what_was_found(evaluation: Evaluation) -> None:
    fields = {(kind, name): (same, of) for kind, name, same, of in evaluation.fields}
    assert fields["partnerships", "class"] == (2, 2)
    assert fields["partnerships", "agreement_kind"] == (1, 2)  # the second says none
    assert fields["partnerships", "roles"] == (2, 2)
    assert fields["observations", "measure"] == (1, 3)  # companies in place of projects; none


def test_misses_name_ids_and_places_the_worst_first(evaluation: Evaluation) -> None:
    told = [(miss.id, miss.is_wrong) for miss in evaluation.misses]
    # The signed agreement that was missed; wrong ones by their score; a missed figure.
    assert told[0] == ("zh-d06-2", False)
    assert told[1:3] == [("s-c3", True), ("s-f", True)]
    assert {"s-b", "s-b1"} <= {key for key, is_wrong in told if is_wrong}
    missed = next(miss for miss in evaluation.misses if miss.id == "zh-d06-2")
    text = text_of("zh-d06")
    assert text[missed.span.start : missed.span.end] == "石浔县与鹭渚区"
    assert missed.reason.en == "other parties than s-b"
    # A stage is not told beside the partnership that was missed.
    assert "zh-d06-2-signed" not in dict(told)
    assert "石浔县" not in str(evaluation.as_dict())


def test_the_table_is_in_both_languages_and_has_the_numbers(evaluation: Evaluation) -> None:
    table = evaluation.table("both")
    assert table.headers[1] == "Kind / 类型"
    first = dict(zip(evaluation.table("en").headers, table.rows[0], strict=True))
    assert first["Precision"] == "0.67 [0.21, 0.94]"  # 2 of 3
    assert evaluation.as_dict()["scores"][0]["right"] == 2
    assert "311 sources" in evaluation.text("en")


@pytest.mark.parametrize(("right", "of"), [(0, 1), (1, 1), (2, 3), (8, 10), (57, 100), (0, 40)])
def test_wilson_is_scipys(right: int, of: int) -> None:
    interval = binomtest(right, of).proportion_ci(0.95, method="wilson")
    assert wilson(right, of) == pytest.approx((interval.low, interval.high))


def test_the_interval_of_f_is_seeded_and_holds_f() -> None:
    gold, _ = read_package(FOLDER / "dev")
    readings = [reading("zh-d06", *PAIRS), reading("zh-d02", *INVESTMENT)]
    readings += [reading(f"zh-d{number:02}") for number in (1, 5, 8, 9, 11, 12, 14, 15, 17, 18)]
    scores = [evaluate(readings, gold).score("partnerships") for _ in range(2)]
    low, high = scores[0].f_interval or (1, 0)
    assert low < (scores[0].f or 0) < high
    assert scores[0] == scores[1]
