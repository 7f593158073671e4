"""What a graph loses with a source, in the domain's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.answers.records import Code, PartnershipRecord, Records
from kg.results.tables import one_line
from kg.text import Text

#: Kinds of things in the order in which they are told, each as one and as several.
_KINDS = {
    "Partnership": ("partnership", "partnerships", "项合作"),
    "Participation": ("participation", "participations", "项参与"),
    "StageClaim": ("stage claim", "stage claims", "项进展陈述"),
    "Observation": ("figure", "figures", "项数据"),
    "Statement": ("statement", "statements", "项表述"),
    "Programme": ("programme", "programmes", "项规划与方案"),
    "Region": ("region", "regions", "个地区"),
    "Institution": ("institution", "institutions", "家机构"),
    "Official": ("official", "officials", "名官员"),
    "Evidence": ("piece of evidence", "pieces of evidence", "处证据"),
    "Source": ("source", "sources", "个来源"),
}
#: How many partnerships are named; the rest are counted.
_MOST_NAMED = 20


@dataclass(frozen=True)
class Losses:
    """What a graph has lost.

    Attributes:
        counts: kind to how many things of that kind went.
        gone: the partnerships that went, by IRI.
        restaged: the partnerships whose current stage is another now: the record as it was, and the
            stage as it is.
        alone: the partnerships that had parties and now have none.
    """

    counts: Mapping[str, int]
    gone: tuple[PartnershipRecord, ...]
    restaged: tuple[tuple[PartnershipRecord, Code | None], ...]
    alone: tuple[PartnershipRecord, ...]

    def lines(self) -> Iterator[Text]:
        """The losses as lines for a reader, each in both languages."""
        counted = [(number, _KINDS[kind]) for kind in _KINDS if (number := self.counts.get(kind, 0))]
        if not counted:
            yield Text("Nothing rests on it alone: nothing was dropped.", "没有任何内容仅以其为据，未舍去任何内容。")
            return
        yield Text(
            f"Dropped: {', '.join(f'{number} {one if number == 1 else many}' for number, (one, many, _) in counted)}.",
            f"舍去：{'、'.join(f'{number}{measured}' for number, (_, _, measured) in counted)}。",
        )
        yield from _named(self.gone, "Partnership gone", "不复存在的合作")
        for record, stage in self.restaged[:_MOST_NAMED]:
            before, after = _stage(record.current_stage), _stage(stage)
            name = _name(record)
            yield Text(
                f"Stage changed: {name.en}: {before.en} → {after.en}", f"阶段变化：{name.zh}：{before.zh} → {after.zh}"
            )
        yield from _more(len(self.restaged))
        yield from _named(self.alone, "Partnership left without a party", "已无参与方的合作")


def losses(before: Records, after: Records, left_out: Mapping[str, tuple[str, ...]]) -> Losses:
    """Compare a graph with what a view left of it.

    Args:
        before: the records of the whole graph.
        after: the records of the view.
        left_out: what the view left out: kind to IRIs.
    """
    kept = [(before.partnerships[iri], record) for iri, record in after.partnerships.items()]
    return Losses(
        counts={kind: len(iris) for kind, iris in left_out.items()},
        gone=tuple(record for iri, record in before.partnerships.items() if iri not in after.partnerships),
        restaged=tuple((old, new.current_stage) for old, new in kept if old.current_stage != new.current_stage),
        alone=tuple(old for old, new in kept if old.parties and not new.parties),
    )


def _named(records: tuple[PartnershipRecord, ...], en: str, zh: str) -> Iterator[Text]:
    for record in records[:_MOST_NAMED]:
        name = _name(record)
        yield Text(f"{en}: {name.en}", f"{zh}：{name.zh}")
    yield from _more(len(records))


def _more(number: int) -> Iterator[Text]:
    if number > _MOST_NAMED:
        yield Text(f"… and {number - _MOST_NAMED} more.", f"……另有{number - _MOST_NAMED}项。")


def _name(record: PartnershipRecord) -> Text:
    return Text(*(f"{one_line(text)} [partnership/{record.id}]" for text in (record.label.en, record.label.zh)))


def _stage(stage: Code | None) -> Text:
    return stage.label if stage else Text("none claimed", "无陈述")
