"""What counts of one source, and the numbers that come of it: scores with intervals, misses with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kg.intake.articles.matching import (
    Names,
    Pair,
    Record,
    gold_records,
    overlap,
    pairs,
    same_figure,
    same_parties,
    same_statement,
    shared_parties,
    suggested_records,
    tells_of,
)
from kg.intake.articles.model import Reading, Span
from kg.intake.package import Package
from kg.text import Text

#: What is scored, in the order in which it is told.
KINDS: Mapping[str, Text] = {
    "partnerships": Text("partnerships", "合作"),
    "signed": Text("signed agreements", "已签协议"),
    "parties": Text("parties", "参与方"),
    "stages": Text("stages", "阶段"),
    "observations": Text("figures", "数据"),
    "statements": Text("statements", "言论"),
}
#: The scores from which on suggestions count.
THRESHOLDS = tuple(tenths / 10 for tenths in range(10))
#: What makes a suggestion right, where it is not that the parties are the same.
_FITS = {"parties": tells_of, "observations": same_figure, "statements": same_statement}
#: The fields that are compared where a record was found, by kind.
FIELDS = {
    "partnerships": ("class", "agreement_kind", "sectors", "roles"),
    "stages": ("as_of",),
    "observations": ("measure", "class", "period_start", "period_end", "as_of"),
    "statements": ("counterpart", "sectors"),
}
ALL = "all"
_Z = 1.959963984540054  # the normal distribution's 97.5th percentile
_SAMPLES, _SEED, _FEWEST_SOURCES = 1000, 14, 10


@dataclass(frozen=True, slots=True)
class Score:
    """One kind, from one score on.

    Attributes:
        kind: a key of ``KINDS``.
        language: that of the sources, or ``all``.
        threshold: the least score of the suggestions.
        gold: how many records the package has.
        suggested: how many were suggested.
        right: how many of these are right.
        f_interval: that of F; none with few sources.
    """

    kind: str
    language: str
    threshold: float
    gold: int
    suggested: int
    right: int
    f_interval: tuple[float, float] | None = None

    @property
    def precision(self) -> float | None:
        """The share of the suggestions that are right; of none there is no share."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """The share of the records that were suggested."""
        return self.right / self.gold if self.gold else None

    @property
    def f(self) -> float | None:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.gold + self.suggested) if self.gold + self.suggested else None

    def as_dict(self) -> dict[str, Any]:
        """The score for programs; shares with four places."""
        return {
            "kind": self.kind,
            "language": self.language,
            "threshold": self.threshold,
            "gold": self.gold,
            "suggested": self.suggested,
            "right": self.right,
            "precision": _rounded(self.precision),
            "precision_interval": _rounded_pair(wilson(self.right, self.suggested)),
            "recall": _rounded(self.recall),
            "recall_interval": _rounded_pair(wilson(self.right, self.gold)),
            "f": _rounded(self.f),
            "f_interval": _rounded_pair(self.f_interval),
        }


@dataclass(frozen=True, slots=True)
class Miss:
    """A record that was not suggested, or a suggestion that is wrong.

    Attributes:
        kind: the table.
        source: the source.
        id: the record's id, or the suggestion's.
        span: its passage.
        is_wrong: whether it is a suggestion that no record has.
        score: the suggestion's score; 1 for a record.
        reason: what comes nearest to it.
        weight: how bad it is; the worst come first.
    """

    kind: str
    source: str
    id: str
    span: Span
    is_wrong: bool
    score: float
    reason: Text
    weight: float

    def as_dict(self) -> dict[str, Any]:
        """The miss for programs: ids and code points, no sentence."""
        return {
            "what": "wrong" if self.is_wrong else "missed",
            "kind": self.kind,
            "source": self.source,
            "id": self.id,
            "start": self.span.start,
            "end": self.span.end,
            "score": self.score,
            "reason_en": self.reason.en,
            "reason_zh": self.reason.zh,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what a person and what the reader made of it."""

    id: str
    language: str
    gold: tuple[Record, ...]
    found: tuple[Record, ...]

    @classmethod
    def of(cls, reading: Reading, gold: Package, names: Names) -> Source:
        """What the gold package has of a source, and what was read from its text.

        Args:
            reading: what was read.
            gold: what people encoded.
            names: what parties are called in both.
        """
        return cls(
            reading.source,
            reading.article.language,
            gold_records(gold, reading.source, names),
            suggested_records(reading.suggestions, names),
        )

    def of_kind(self, kind: str, threshold: float = 0.0) -> tuple[list[Record], list[Record]]:
        """The records and the suggestions of a kind."""
        table = {"signed": "partnerships", "parties": "partnerships"}.get(kind, kind)
        both = [one for one in self.gold if one.kind == table], [one for one in self.found if one.kind == table]
        gold, found = ([one for one in records if kind != "signed" or one.is_signed] for records in both)
        return gold, [one for one in found if one.score >= threshold]

    def pairs(self, kind: str, threshold: float = 0.0) -> list[Pair]:
        """The suggestions that are right, each with its record; of parties, those that tell of a partnership."""
        gold, found = self.of_kind(kind, threshold)
        if kind == "stages":
            told = {pair.found.id: pair.gold for pair in self.pairs("parties")}
            return pairs(gold, found, lambda one, other: _same_stage(one, other, told.get(other.about)))
        return pairs(gold, found, _FITS.get(kind, same_parties))

    def counts(self, kind: str, threshold: float) -> tuple[int, int, int]:
        """How many records there are, how many suggestions, and how many of these are right."""
        gold, found = self.of_kind(kind, threshold)
        right = self.pairs(kind, threshold)
        if kind == "parties":
            shared = sum(len(shared_parties(pair.gold, pair.found)) for pair in right)
            return sum(len(one.parties) for one in gold), sum(len(one.parties) for one in found), shared
        return len(gold), len(found), len(right)

    def misses(self) -> Iterator[Miss]:
        """The records that were not suggested, and the suggestions that are wrong."""
        without = {one.id for one in self.gold if one.kind == "partnerships"}
        without -= {pair.gold.id for pair in self.pairs("partnerships")}
        for kind, weight in (("partnerships", 0.9), ("observations", 0.8), ("stages", 0.7), ("statements", 0.6)):
            gold, found = self.of_kind(kind)
            right = self.pairs(kind)
            missed = [one for one in gold if one.id not in {pair.gold.id for pair in right}]
            wrong = [one for one in found if one.id not in {pair.found.id for pair in right}]
            for one in missed:
                if kind != "stages" or one.about not in without:  # else the partnership's miss tells of it
                    bad = 1.0 if one.is_signed else weight
                    yield Miss(kind, self.id, one.id, one.span, False, 1.0, _reason(one, wrong, kind), bad)
            for one in wrong:
                yield Miss(kind, self.id, one.id, one.span, True, one.score, _reason(one, missed, kind), one.score)


def _same_stage(gold: Record, found: Record, told: Record | None) -> bool:
    return told is not None and told.id == gold.about and gold.values.get("stage") == found.values.get("stage")


def _reason(one: Record, others: Sequence[Record], kind: str) -> Text:
    near = max(others, key=lambda other: overlap(one.span, other.span), default=None)
    if near is None or not overlap(one.span, near.span):
        return Text("nothing of its kind overlaps it", "没有同类的与之重叠")
    what = {
        "partnerships": Text("other parties than", "参与方不同于"),
        "observations": Text("another value, unit or bound than", "数值、单位或限定不同于"),
        "statements": Text("another kind or speaker than", "类型或发言者不同于"),
        "stages": Text("another stage or partnership than", "阶段或所属合作不同于"),
    }[kind]
    return Text(f"{what.en} {near.id}", f"{what.zh} {near.id}")


def scored(kind: str, language: str, threshold: float, sources: Sequence[Source]) -> Score:
    """The score of one kind from one threshold on, of some sources.

    Args:
        kind: the records' table.
        language: the sources' language, as it is told; the sources are those that are given.
        threshold: suggestions of a lower score are left out, from 0 to 1.
        sources: the sources; their interval is that of drawing them anew.
    """
    counts = [source.counts(kind, threshold) for source in sources]
    gold, suggested, right = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return Score(kind, language, threshold, gold, suggested, right, _bootstrapped(counts))


def _bootstrapped(counts: Sequence[tuple[int, int, int]]) -> tuple[float, float] | None:
    """The interval of F, with the sources drawn anew; none with few of them."""
    import numpy as np  # heavy, and only for this

    if len(counts) < _FEWEST_SOURCES:
        return None
    drawn = np.random.default_rng(_SEED).integers(len(counts), size=(_SAMPLES, len(counts)))
    gold, suggested, right = np.asarray(counts)[drawn].sum(axis=1).T
    both = gold + suggested
    f = 2 * right[both > 0] / both[both > 0]
    if not len(f):
        return None
    low, high = np.percentile(f, [2.5, 97.5])
    return float(low), float(high)


def same_fields(sources: Sequence[Source]) -> Iterator[tuple[str, str, int, int]]:
    """Of the records that were found, by kind and field: how many have the same there, and how many there are."""
    for kind, names in FIELDS.items():
        found = [pair for source in sources for pair in source.pairs(kind)]
        for name in names:
            yield kind, name, sum(_same_field(pair, name) for pair in found), len(found)


def _same_field(pair: Pair, name: str) -> bool:
    if name == "roles":
        shared = shared_parties(pair.gold, pair.found)
        return all(pair.gold.roles[one] == pair.found.roles[other] for one, other in shared)
    if name == "counterpart":
        number = len(shared_parties(pair.gold, pair.found))
        return number == len(pair.gold.parties) == len(pair.found.parties)
    one, other = (record.values.get(name, "") for record in (pair.gold, pair.found))
    return set(one.split(";")) == set(other.split(";"))


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """Wilson's interval of a share, 95 %; none of nothing.

    >>> wilson(8, 10)
    (0.490..., 0.943...)
    """
    if not of:
        return None
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _rounded_pair(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [round(end, 4) for end in interval]
