"""A reading as a table for people: one row a partnership, with its stage and its figures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.intake import schema
from kg.intake.articles.choosing import codes_of
from kg.intake.articles.model import Reading, Suggestion
from kg.intake.articles.queue import as_record
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: How much of a passage a table shows.
_SHOWN = 60


#: How many places of sentences to read are told in a line.
_MOST_PLACES = 30


@dataclass(frozen=True, repr=False)
class Readings(Tabular):
    """What some articles may tell.

    Attributes:
        readings: one an article.
        told: what is to be said of them besides.
    """

    readings: tuple[Reading, ...]
    told: tuple[Text, ...] = ()

    @property
    def remarks(self) -> tuple[Text, ...]:
        """How much was read, what is new, what is left to read."""
        made = list(self.told)
        for one in self.readings:
            counts = {kind: sum(each.kind == kind for each in one.suggestions) for kind in _KINDS}
            known = sum(bool(each.present) for each in one.suggestions)
            en = ", ".join(f"{number} {_KINDS[kind].en}" for kind, number in counts.items() if number)
            zh = "、".join(f"{_KINDS[kind].zh}{number}项" for kind, number in counts.items() if number)
            made.append(
                Text(
                    f"{one.source}: {one.sentences} sentences; suggested: {en or 'nothing'}"
                    f"{f'; {known} of them about what is in the package already' if known else ''}; "
                    f"{len(one.to_read)} sentences to read by yourself.",
                    f"{one.source}：共{one.sentences}句；建议：{zh or '无'}"
                    f"{f'，其中{known}项关于数据包已有的内容' if known else ''}；另有{len(one.to_read)}句请自行阅读。",
                )
            )
            places = [(f"{span.start}-{span.end}", cue) for span, cue in one.to_read[:_MOST_PLACES]]
            more = len(one.to_read) - len(places)
            if places:
                made.append(
                    Text(
                        f"{one.source}, to read: {', '.join(f'{place} ({cue})' for place, cue in places)}"
                        f"{f', and {more} more, which kg review shows' if more else ''}.",
                        f"{one.source}，请自行阅读：{'、'.join(f'{place}（{cue}）' for place, cue in places)}"
                        f"{f'，另有{more}处，见 kg review' if more else ''}。",
                    )
                )
        return tuple(made)

    def table(self, language: str = "both") -> Table:
        """One row a suggested partnership, then figures about regions."""
        headings = (
            *(Text("Source", "来源"), Text("Place", "位置"), Text("Passage", "原文片段")),
            *(Text("What", "内容"), Text("Parties", "各方"), Text("Stage", "阶段")),
            *(Text("Figures", "数据"), Text("Score", "得分"), Text("Already there", "已有")),
        )
        rows = [row for one in self.readings for row in _rows(one, language)]
        return Table([heading.in_language(language) for heading in headings], rows)

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a suggestion."""
        return [_record(reading, one) for reading in self.readings for one in reading.suggestions]

    def as_dict(self) -> dict[str, Any]:
        """All of it."""
        return {
            "sources": [
                {
                    "id": one.source,
                    "published": one.published.isoformat(),
                    "sha256": one.article.sha256,
                    "sentences": one.sentences,
                    "to_read": [[span.start, span.end, cue] for span, cue in one.to_read],
                }
                for one in self.readings
            ],
            "suggestions": self.records(),
        }


_KINDS: Mapping[str, Text] = {
    "partnerships": Text("partnerships", "合作"),
    "stages": Text("stages", "阶段"),
    "observations": Text("figures", "数据"),
    "institutions": Text("new institutions", "新机构"),
    "regions": Text("new regions", "新地区"),
}


def _rows(reading: Reading, language: str) -> list[list[str]]:
    rows = []
    about: dict[str, list[Suggestion]] = {}
    for one in reading.suggestions:
        about.setdefault(one.about, []).append(one)
    names = {f"new/{one.id}": _name(one) for one in reading.suggestions if one.kind in ("institutions", "regions")}
    for one in reading.suggestions:
        if one.kind == "partnerships":
            with_it = about.get(one.id, [])
            stages = [_code("stage", each.value("stage"), language) for each in with_it if each.kind == "stages"]
            stages += [each.value("as_of") for each in with_it if each.kind == "stages"]
            figures = [_figure(each, language) for each in with_it if each.kind == "observations"]
            kind = one.value("agreement_kind")
            what = _code("agreement-kind", kind, language) if kind else _class(one.value("class"), language)
            parties = [_party(reading, field.value, field.span, names) for field in one.fields if field.name == "party"]
            rows.append(_row(reading, one, what, ", ".join(parties), " ".join(stages), "; ".join(figures)))
        elif one.kind == "observations" and (not one.about.startswith("s-") or f"new/{one.about}" in names):
            origin, whose = one.value("origin"), names.get(f"new/{one.about}", one.about)
            told = f"{names.get(origin, origin)} → {whose}" if origin else whose
            rows.append(_row(reading, one, "", told, "", _figure(one, language)))
    return rows


def _row(reading: Reading, one: Suggestion, what: str, parties: str, stage: str, figures: str) -> list[str]:
    text = " ".join(reading.article.text[one.span.start : one.span.end].split())
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    present = f"{one.relation}: {one.present}" if one.present else ""
    place = f"{one.span.start}-{one.span.end}"
    return [reading.source, place, shown, what, parties, stage, figures, f"{one.score:.2f}", present]


def _party(reading: Reading, value: str, span: Any, names: Mapping[str, str]) -> str:
    said = reading.article.text[span.start : span.end] if span else ""
    return names.get(value, said or value)


def _name(one: Suggestion) -> str:
    return one.value("name_zh") or one.value("name_en")


def _figure(one: Suggestion, language: str) -> str:
    measure = _code("measure", one.value("measure"), language)
    return f"{measure} {one.value('original_text')}"


def _code(code_list: str, code: str, language: str) -> str:
    """A code by what it is called in a language."""
    names = [name for name, meant in schema.code_names(code_list).items() if meant == code]
    wanted = [
        name for name in names if name != code.lower() and (not name.isascii() if language == "zh" else name.isascii())
    ]
    return wanted[0] if wanted else code


def _record(reading: Reading, one: Suggestion) -> dict[str, Any]:
    return {"source": reading.source, **as_record(one)}


def texts_in(paths: Sequence[Any]) -> list[Any]:
    """The files that paths name; of a folder, the texts in it, sorted."""
    found = []
    for path in paths:
        if path.is_dir():
            endings = (".txt", ".md", ".html", ".htm", ".pdf")
            found += sorted(one for one in path.iterdir() if one.suffix.lower() in endings)
        else:
            found.append(path)
    return found


def _class(name: str, language: str) -> str:
    """What a class of partnerships is called."""
    labels = {one.value: one.label for one in codes_of("partnerships", "class")}
    return labels[name].in_language(language) if name in labels else name
