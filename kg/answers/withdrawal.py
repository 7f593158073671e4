"""What a graph loses with a source, in the domain's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.records import Code, PartnershipRecord, Records
from kg.results.result import Tabular, texts_of
from kg.results.tables import Table, one_line
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
#: What may happen, by the key that programs see.
_CHANGES = {
    "dropped": Text("dropped", "舍去"),
    "gone": Text("gone", "不复存在"),
    "restaged": Text("stage changed", "阶段变化"),
    "alone": Text("left without a party", "已无参与方"),
}
_COLUMNS = ("change", "kind", "number", "iri", "en", "zh", "stage_before", "stage_after")
#: How many partnerships are named; the rest are counted.
_MOST_NAMED = 20


@dataclass(frozen=True, repr=False)
class Losses(Tabular):
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

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a kind of thing that was dropped, with their number, and one a partnership that changed."""
        rows: list[dict[str, Any]] = [
            {"change": "dropped", "kind": kind, "number": self.counts[kind]}
            for kind in _KINDS
            if self.counts.get(kind, 0)
        ]
        rows += [{"change": "gone", **_named_record(record)} for record in self.gone]
        rows += [
            {
                "change": "restaged",
                **_named_record(record),
                "stage_before": record.current_stage.code if record.current_stage else None,
                "stage_after": stage.code if stage else None,
            }
            for record, stage in self.restaged
        ]
        rows += [{"change": "alone", **_named_record(record)} for record in self.alone]
        return [dict.fromkeys(_COLUMNS) | row for row in rows]

    def table(self, language: str = "both") -> Table:
        """The losses for people, one a row.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        headings = (
            *(Text("Change", "变化"), Text("Number", "数目"), Text("Partnership", "合作")),
            *(Text("Stage before", "原阶段"), Text("Stage now", "现阶段")),
        )
        stages = {record.iri: (_stage(record.current_stage), _stage(stage)) for record, stage in self.restaged}
        rows = []
        for record in self.records():
            change = _CHANGES[record["change"]].in_language(language)
            if record["change"] == "dropped":
                one, many, measured = _KINDS[record["kind"]]
                kind = Text(one if record["number"] == 1 else many, measured[1:])
                rows.append([f"{change}: {kind.in_language(language)}", str(record["number"]), "", "", ""])
                continue
            moved = stages.get(record["iri"], (Text(), Text())) if record["change"] == "restaged" else (Text(), Text())
            name = Text(record["en"], record["zh"]).name(language)
            rows.append([change, "", name, *(stage.name(language) for stage in moved)])
        return Table([heading.in_language(language) for heading in headings], rows)

    def as_dict(self) -> dict[str, Any]:
        """The losses for programs: all partnerships, and the same in words."""
        return {
            "counts": {kind: self.counts[kind] for kind in _KINDS if self.counts.get(kind, 0)},
            **{
                change: [row for row in self.records() if row["change"] == change]
                for change in _CHANGES
                if change != "dropped"
            },
            "lines": texts_of(self.lines()),
        }

    def text(self, language: str = "both") -> str:
        """The losses as lines of text.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return "".join(f"{line.in_language(language)}\n" for line in self.lines())

    def _columns(self) -> Sequence[str]:
        return _COLUMNS

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

    Returns:
        what is gone, whose stage has changed, and who is alone now.
    """
    kept = [(before.partnerships[iri], record) for iri, record in after.partnerships.items()]
    return Losses(
        counts={kind: len(iris) for kind, iris in left_out.items()},
        gone=tuple(record for iri, record in before.partnerships.items() if iri not in after.partnerships),
        restaged=tuple((old, new.current_stage) for old, new in kept if old.current_stage != new.current_stage),
        alone=tuple(old for old, new in kept if old.parties and not new.parties),
    )


def _named_record(record: PartnershipRecord) -> dict[str, Any]:
    return {"kind": record.cls, "iri": record.iri, "en": record.label.en, "zh": record.label.zh}


def _named(records: tuple[PartnershipRecord, ...], en: str, zh: str) -> Iterator[Text]:
    for record in records[:_MOST_NAMED]:
        name = _name(record)
        yield Text(f"{en}: {name.en}", f"{zh}：{name.zh}")
    yield from _more(len(records))


def _more(number: int) -> Iterator[Text]:
    if number > _MOST_NAMED:
        yield Text(f"… and {number - _MOST_NAMED} more.", f"……另有{number - _MOST_NAMED}项。")


def _name(record: PartnershipRecord) -> Text:
    return Text(*(f"{one_line(text)} [{record.path}]" for text in (record.label.en, record.label.zh)))


def _stage(stage: Code | None) -> Text:
    return stage.label if stage else Text("none claimed", "无陈述")
