"""How good suggestions are: precision, recall and F of each kind at each score, against a package made by hand.

What is right is said by ``matching``. Precision is the share of the suggestions that are right, recall the share of the
package's records that were suggested, F their harmonic mean (C. J. van Rijsbergen, Information Retrieval, 1979). The
intervals are of 95 %: Wilson's of a share (E. B. Wilson, JASA 22, 1927); of F the percentiles of a bootstrap over the
sources (B. Efron, Annals of Statistics 7, 1979), with a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import SourceError
from kg.intake.articles.matching import Names
from kg.intake.articles.model import Reading
from kg.intake.articles.scoring import ALL, KINDS, THRESHOLDS, Miss, Score, Source, same_fields, scored, wilson
from kg.intake.package import Package
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: How many misses are told.
MOST_MISSES = 10


@dataclass(frozen=True, repr=False)
class Evaluation(Tabular):
    """How good suggestions are.

    Attributes:
        scores: of each language, kind and threshold.
        fields: of the records that were found, how many have the same in a field: ``(kind, field, same, of)``.
        misses: all of them, the worst first.
        sources: how many sources were read.
        unread: the sources of the package that no text was given for.
    """

    scores: tuple[Score, ...]
    fields: tuple[tuple[str, str, int, int], ...]
    misses: tuple[Miss, ...]
    sources: int
    unread: tuple[str, ...] = ()

    def score(self, kind: str, threshold: float = 0.0, language: str = ALL) -> Score:
        """The one score of a kind, a threshold and a language.

        Args:
            kind: the table of the records: ``partnerships``, ``stages``, ``observations`` or ``statements``.
            threshold: suggestions of a lower score are left out, from 0 to 1; one of those that were worked out.
            language: the sources' language, ``zh`` or ``en``; else all.

        Raises:
            KeyError: if there is none of that kind, threshold and language.
        """
        for one in self.scores:
            if (one.kind, one.threshold, one.language) == (kind, threshold, language):
                return one
        raise KeyError((kind, threshold, language))

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What was read, which fields are right, and the worst misses."""
        return (
            Text(f"{self.sources} sources were read.", f"共读取{self.sources}个来源。"),
            *self._unread(),
            *self._fields(),
            *(_told(miss) for miss in self.misses[:MOST_MISSES]),
        )

    def table(self, language: str = "both") -> Table:
        """One row a language, kind and threshold; a threshold that leaves none out has no row of its own."""
        headings = (
            Text("Language", "语种"),
            Text("Kind", "类型"),
            Text("Score from", "得分起"),
            Text("Records", "应有"),
            Text("Suggested", "建议"),
            Text("Right", "正确"),
            Text("Precision", "精确率"),
            Text("Recall", "召回率"),
            Text("F", "F值"),
        )
        rows = [
            [
                {"zh": "中文 zh", "en": "English en"}.get(one.language, Text("all", "全部").in_language(language)),
                KINDS[one.kind].in_language(language),
                f"{one.threshold:.1f}",
                str(one.gold),
                str(one.suggested),
                str(one.right),
                _share(one.precision, wilson(one.right, one.suggested)),
                _share(one.recall, wilson(one.right, one.gold)),
                _share(one.f, one.f_interval),
            ]
            for one in self._shown()
        ]
        # Where there is no room, counts go before shares.
        return Table([heading.in_language(language) for heading in headings], rows, ranks=(1, 0, 2, 6, 7, 8, 3, 4, 5))

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a score."""
        return [one.as_dict() for one in self.scores]

    def as_dict(self) -> dict[str, Any]:
        """All of it."""
        return {
            "sources": self.sources,
            "unread": list(self.unread),
            "scores": self.records(),
            "fields": [{"kind": k, "field": f, "same": same, "of": of} for k, f, same, of in self.fields],
            "misses": [miss.as_dict() for miss in self.misses],
        }

    def _shown(self) -> Iterator[Score]:
        seen: set[tuple[str, str, int]] = set()
        for one in self.scores:
            key = (one.language, one.kind, one.suggested)
            if key not in seen and (one.gold or one.suggested):
                seen.add(key)
                yield one

    def _unread(self) -> Iterator[Text]:
        if self.unread:
            number, names = len(self.unread), ", ".join(self.unread[:5])
            more = ", …" if number > 5 else ""
            yield Text(
                f"{number} sources of the package are not among the texts: {names}{more}.",
                f"数据包中有{number}个来源不在所给文本中：{names}{more}。",
            )

    def _fields(self) -> Iterator[Text]:
        told = [f"{kind}.{name} {same}/{of}" for kind, name, same, of in self.fields if of]
        if told:
            yield Text(
                f"Fields that are the same, of records that were found: {', '.join(told)}.",
                f"找到的记录中相同的字段：{', '.join(told)}。",
            )


def evaluate(readings: Sequence[Reading], gold: Package, known: Iterable[Package] = ()) -> Evaluation:
    """Score what was read from some texts.

    Args:
        readings: one a text; ``Reading.source`` is the id of the source in the gold package.
        gold: the package that a person made of the texts.
        known: the packages that name its parties besides.

    Returns:
        precision, recall and F, each a share from 0 to 1, by language, kind and threshold, with what was missed.

    Raises:
        SourceError: if a text is no source of the gold package.
    """
    table = gold.table("sources")
    recorded = tuple(row.value("id") for row in (table.rows if table else ()))
    _check_sources(readings, gold, recorded)
    names = Names.of([gold, *known])
    sources = [Source.of(reading, gold, names) for reading in readings]
    # Who encoded no statements did not say that there are none.
    told = gold.table("statements")
    kinds = [kind for kind in KINDS if kind != "statements" or (told is not None and told.rows)]
    languages = sorted({source.language for source in sources})
    scores = [
        scored(kind, language, threshold, [one for one in sources if language in (ALL, one.language)])
        for language in (ALL, *(languages if len(languages) > 1 else ()))
        for kind in kinds
        for threshold in THRESHOLDS
    ]
    misses = sorted(
        (miss for source in sources for miss in source.misses() if miss.kind in kinds),
        key=lambda miss: (-miss.weight, miss.source, miss.span, miss.id),
    )
    read = {reading.source for reading in readings}
    unread = tuple(source for source in recorded if source not in read)
    return Evaluation(tuple(scores), tuple(same_fields(sources)), tuple(misses), len(sources), unread)


def _check_sources(readings: Sequence[Reading], gold: Package, recorded: Sequence[str]) -> None:
    for reading in readings:
        if reading.source not in recorded:
            path = reading.article.path
            raise SourceError(
                Text(
                    f"{path}: is no source of {gold.name}, which has: {', '.join(recorded[:5]) or 'none'}. Sources are "
                    "known by the SHA-256 of their text: give the very file that was encoded, or its id with --source.",
                    f"{path}：不是 {gold.name} 的来源，其来源为：{'、'.join(recorded[:5]) or '无'}。"
                    "来源按文本的 SHA-256 辨认：请给出编录时所用的文件，或以 --source 写明标识。",
                )
            )


def _share(share: float | None, interval: tuple[float, float] | None) -> str:
    if share is None:
        return "–"
    return f"{share:.2f}" + (f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else "")


def _told(miss: Miss) -> Text:
    kind = {**KINDS}[miss.kind]
    place = f"{miss.source} {miss.span.start}–{miss.span.end}"
    if miss.is_wrong:
        return Text(
            f"Wrong ({kind.en}, score {miss.score:.2f}): {miss.id} at {place}: {miss.reason.en}.",
            f"错误（{kind.zh}，得分{miss.score:.2f}）：{miss.id}，{place}：{miss.reason.zh}。",
        )
    return Text(
        f"Missed ({kind.en}): {miss.id} at {place}: {miss.reason.en}.",
        f"遗漏（{kind.zh}）：{miss.id}，{place}：{miss.reason.zh}。",
    )
