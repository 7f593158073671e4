"""A sentence to cite: how many partnerships a tie or a thing has, how far they are, as of when, and who says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from kg.answers.citing.sources import data_named, day_of, named
from kg.answers.datasets import DataSetTitle
from kg.answers.explaining.gathering import gather
from kg.answers.explaining.subjects import Subject
from kg.answers.records import PartnershipRecord, Passage, Records, StageRecord
from kg.errors import UsageError
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

_COLUMNS = ("source", "publisher_en", "publisher_zh", "issued", "language", "url", "passages")
#: Stands behind the others where a source has one: what reads a table without it goes on as it did.
_ARCHIVED = "archived"


@dataclass(frozen=True)
class Citation(Tabular):
    """What can be cited of a tie or a thing.

    Attributes:
        subjects: the things that were asked for, one or two.
        partnerships: those that tie them, or that the one takes part in or is.
        basis: the records of the graph that all of this is taken from.
        data: the data set.
    """

    subjects: tuple[Subject, ...]
    partnerships: tuple[PartnershipRecord, ...]
    basis: Records
    data: DataSetTitle

    @property
    def claim(self) -> Text:
        """The sentence without its sources: count, stages and dates."""
        return _told(self.subjects, self.partnerships)

    @property
    def sentence(self) -> Text:
        """The whole sentence: count, stages, dates, sources, data set and licence."""
        claim, sources = self.claim, self.source_texts
        parts = [Text(f"{claim.en}.", f"{claim.zh}。")]
        if sources:
            word = "Source" if len(sources) == 1 else "Sources"
            parts.append(
                Text(
                    f"{word}: {'; '.join(one.en for one in sources)}.",
                    f"来源：{'；'.join(one.zh for one in sources)}。",
                )
            )
        if data := data_named(self.data):
            parts.append(Text(f"Data: {data.en}.", f"数据：{data.zh}。"))
        return Text(" ".join(part.en for part in parts), "".join(part.zh for part in parts))

    @property
    def ended(self) -> int:
        """How many of the partnerships are over for good; networks and lists of partners leave those out."""
        return sum(deal.current_stage is not None and deal.current_stage.ended for deal in self.partnerships)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """That partnerships which have ended are counted here."""
        if not self.ended or (len(self.subjects) == 1 and self.subjects[0].kind == "partnership"):
            return ()
        told = "1 of them has" if self.ended == 1 else f"{self.ended} of them have"
        return (
            Text(
                f"{told} ended and {'is' if self.ended == 1 else 'are'} counted here; `kg ask partners` and networks "
                "leave such out, unless ended=true.",
                f"其中{self.ended}项已终结，此处计入；`kg ask partners` 与网络除非写 ended=true，否则不计入。",
            ),
        )

    @property
    def places(self) -> Mapping[str, tuple[Passage, ...]]:
        """Source to the passages of it that the partnerships, who takes part, and their stages rest on.

        A source that is said to state a stage and of which there is no passage, as an article that a row of a sheet
        names, has none.
        """
        found: defaultdict[str, set[Passage]] = defaultdict(set)
        for deal in self.partnerships:
            for record in (deal, *deal.participations, *deal.stages):
                for passage in record.evidence:
                    found[passage.source].add(passage)
            for stage in deal.stages:
                found.setdefault(stage.asserted_by, set())
        return {
            iri: tuple(sorted(found[iri], key=lambda one: (one.order, one.iri)))
            for iri in self.basis.sources
            if iri in found
        }

    @property
    def source_texts(self) -> list[Text]:
        """Each source by name, with how many of its passages say so."""
        told = []
        for iri, passages in self.places.items():
            source, number = self.basis.sources[iri], len(passages)
            if not passages:
                told.append(named(replace(source, issued="")))  # its day may be that of the sheet that names it
                continue
            name = named(source)
            word = "passage" if all(passage.start is not None for passage in passages) else "place"
            word_zh = "引文" if word == "passage" else "出处"
            told.append(
                Text(f"{name.en} ({number} {word}{'' if number == 1 else 's'})", f"{name.zh}（{word_zh}{number}处）")
            )
        return told

    def text(self, language: str = "both", style: str | Path | None = None) -> str:
        """The sentence on a line, in both languages on two.

        Args:
            language: ``en``, ``zh`` or ``both``.
            style: a style file in CSL, or the name of one that citeproc-py brings; then the sources are cited in the
                sentence and listed below it as the style has it (extra ``cite``).

        Raises:
            UsageError: if the extra is not installed.
            SourceError: if the style cannot be read.
        """
        languages = ("en", "zh") if language == "both" else (language,)
        if style is None:
            return "".join(f"{self.sentence.in_language(one)}\n" for one in languages)
        from kg.answers.citing.styles import styled

        return "\n".join(styled(self, one, style) for one in languages)

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a source, with the passages as ``start-end`` in code points, or as ``row=17`` and the like."""
        rows = []
        for iri, passages in self.places.items():
            source = self.basis.sources[iri]
            rows.append(
                {
                    "source": {"iri": iri, "en": source.label.en, "zh": source.label.zh},
                    "publisher_en": source.publisher.en,
                    "publisher_zh": source.publisher.zh,
                    "issued": source.issued,
                    "language": source.language,
                    "url": source.url,
                    "passages": "; ".join(filter(None, (passage.written for passage in passages))),
                    **({_ARCHIVED: source.archived} if self._has_copies else {}),
                }
            )
        return rows

    def table(self, language: str = "both") -> Table:
        """The sources for people.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        headings = (Text("Source", "来源"), Text("Passages (numbers: code points)", "引文（数字为码点）"))
        rows = [
            [named(self.basis.sources[iri]).in_language(language), _places(passages, language)]
            for iri, passages in self.places.items()
        ]
        return Table([heading.in_language(language) for heading in headings], rows)

    def as_dict(self) -> dict[str, Any]:
        """The citation for programs: the sentence in both languages, what it counts, and its sources."""
        return {
            "en": self.sentence.en,
            "zh": self.sentence.zh,
            "ends": [{"iri": one.iri, "en": one.label.en, "zh": one.label.zh} for one in self.subjects],
            "partnerships": [deal.iri for deal in self.partnerships],
            "stages": dict(_stages(self.partnerships)),
            "ended": self.ended,
            "sources": self.records(),
        }

    def csl(self, language: str = "en") -> list[dict[str, Any]]:
        """The sources as CSL-JSON, as reference managers import it.

        Args:
            language: of titles and publishers: ``en`` or ``zh``.
        """
        items = []
        for iri in self.places:
            source = self.basis.sources[iri]
            publisher = Text.of(source.publisher.en, source.publisher.zh).in_language(language)
            item: dict[str, Any] = {
                "id": source.id,
                "type": "webpage" if source.url or source.archived else "article",
                "title": source.label.in_language(language),
            }
            if publisher:
                item |= {"author": [{"literal": publisher}], "publisher": publisher}
            if source.issued:
                item["issued"] = {"date-parts": [[int(part) for part in source.issued.split("-")]]}
            copy = (
                Text(f"Archived copy: {source.archived}", f"存档副本：{source.archived}") if source.archived else Text()
            )
            rest = (*_rest(source.url, source.language), ("note", copy.in_language(language)))
            items.append(item | {name: value for name, value in rest if value})
        return items

    def _columns(self) -> Sequence[str]:
        return (*_COLUMNS, _ARCHIVED) if self._has_copies else _COLUMNS

    @property
    def _has_copies(self) -> bool:
        return any(self.basis.sources[iri].archived for iri in self.places)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.text().splitlines())


def cite(records: Records, data: DataSetTitle, first: str, second: str | None = None) -> Citation:
    """What can be cited of a thing, or of the tie between two parties.

    Args:
        records: the graph's records.
        data: the data set.
        first: the IRI of a party, a partnership, a programme or a code.
        second: the IRI of another party.

    Raises:
        UsageError: if both are the same, or the one is a claim, a source or a passage.
    """
    found = gather(records, first, second)
    if second is None and found.subjects[0].kind in _NOT_COUNTED:
        raise UsageError(
            Text(
                f"{found.subjects[0].label.en} has no partnerships to count. "
                "Cite a party, a partnership, or the tie of two parties; `kg explain` shows where anything else "
                "is stated.",
                f"{found.subjects[0].label.zh}没有可计数的合作。请引用一方、一项合作或两方之间的联系；"
                "其他事物的出处见 `kg explain`。",
            )
        )
    return Citation(found.subjects, found.partnerships, records, data)


#: What has no partnerships.
_NOT_COUNTED = ("source", "evidence", "figure", "statement", "stage", "participation", "official", "thing")


def _told(subjects: Sequence[Subject], deals: Sequence[PartnershipRecord]) -> Text:
    names = [subject.label for subject in subjects]
    who = Text(" and ".join(name.en for name in names), "与".join(name.zh for name in names))
    number = len(deals)
    if not number:
        return Text(f"{who.en}: no partnership is recorded", f"{who.zh}：未见合作记录")
    if len(subjects) == 1 and subjects[0].kind == "partnership":
        return _dated(Text(f"{who.en}: {_stages_told(deals).en}", f"{who.zh}：{_stages_told(deals).zh}"), deals)
    stages = _stages_told(deals)
    told = Text(
        f"{who.en}: {number} partnership{'' if number == 1 else 's'} ({stages.en})",
        f"{who.zh}：合作{number}项（{stages.zh}）",
    )
    return _dated(told, deals)


def _stages(deals: Sequence[PartnershipRecord]) -> list[tuple[str, int]]:
    found = Counter(deal.current_stage.code if deal.current_stage else "" for deal in deals)
    return sorted(found.items(), key=lambda item: (not item[0], -item[1], item[0]))


def _stages_told(deals: Sequence[PartnershipRecord]) -> Text:
    names = {deal.current_stage.code: deal.current_stage.label for deal in deals if deal.current_stage}
    names[""] = Text("stage not stated", "阶段未载明")
    stages = _stages(deals)
    if len(stages) == 1:
        name = names[stages[0][0]]
        return name if len(deals) == 1 else Text(f"all {name.en}", f"均{name.zh}")
    return Text(
        ", ".join(f"{number} {names[code].en}" for code, number in stages),
        "，".join(f"{names[code].zh}{number}项" for code, number in stages),
    )


def _dated(told: Text, deals: Sequence[PartnershipRecord]) -> Text:
    """The sentence with the days as of which the stages are claimed, and how many of those are assumed."""
    claims = [claim for deal in deals if (claim := _latest(deal)) is not None]
    if not claims:
        return told
    first, last = (pick(claims, key=_when) for pick in (min, max))
    one, other = day_of(first), day_of(last)
    said = (
        Text(f", as of {one.en}", f"，截至{one.zh}")
        if one == other
        else Text(f", as of dates from {one.en} to {other.en}", f"，截至{one.zh}至{other.zh}各日")
    )
    assumed = sum(claim.time_basis is not None and claim.time_basis.code == "assumed" for claim in claims)
    if assumed:
        said = Text(f"{said.en} ({assumed} of {len(claims)} dates assumed)", f"{said.zh}（其中推定日期{assumed}个）")
    return Text(told.en + said.en, told.zh + said.zh)


def _when(claim: StageRecord) -> tuple[str, str]:
    return claim.as_of, claim.precision.code if claim.precision else ""


def _latest(deal: PartnershipRecord) -> StageRecord | None:
    """The latest claim that a partnership is at its current stage."""
    claims = [claim for claim in deal.stages if deal.current_stage and claim.stage.iri == deal.current_stage.iri]
    return claims[-1] if claims else None


def _places(passages: Sequence[Passage], language: str) -> str:
    return "; ".join(passage.where.name(language) for passage in passages if passage.where)


def _rest(url: str, language: str) -> tuple[tuple[str, str], ...]:
    return (("URL", url), ("language", language))
