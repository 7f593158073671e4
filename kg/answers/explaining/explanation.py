"""From a thing or a tie back to its claims and where each is stated: ``explain``, and the explanation that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from kg import source_place
from kg.answers.explaining.copies import Copies
from kg.answers.explaining.gathering import Found, gather
from kg.answers.explaining.subjects import KINDS, Subject, subject
from kg.answers.explaining.telling import tell
from kg.answers.records import ClaimRecord, Passage, Record, Records, as_json
from kg.nearest import thing_id
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

_COLUMNS = ("iri", "kind", "en", "zh", "cls", "as_of", "source", "start", "end", "place", "sha256")


@dataclass(frozen=True, repr=False)
class Explanation(Found, Tabular):
    """Everything behind a thing, or behind the tie of two, with the passages from the user's copies.

    Attributes:
        copies: the user's own copies of sources, from which passages are shown.
    """

    copies: Copies = field(default_factory=Copies)

    @property
    def is_borne_out(self) -> bool:
        """Whether each copy is the text that was encoded and lacks no passage; so it is where there is none."""
        return self.copies.are_same(self.basis)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """That there is nothing, if so; and that a copy is not the text that was encoded."""
        said = [Text("The graph says nothing of it.", "图谱中没有相关内容。")] if self.is_empty else []
        if not self.is_borne_out:
            said.append(
                Text(
                    "A text is not the one that was encoded, or lacks passages.",
                    "有文本与编码时的文本不同，或缺少引文。",
                )
            )
        return tuple(said)

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a record and passage that it rests on: what is told, without what is inside it."""
        rows = []
        for item in self._told():
            thing = subject(self.basis, item.iri)
            said: dict[str, Any] = {
                "kind": thing.kind,
                "iri": item.iri,
                "en": thing.label.en,
                "zh": thing.label.zh,
                "cls": item.cls,
            }
            said["as_of"] = item.as_of if isinstance(item, ClaimRecord) else None
            rows += [said | _place(passage) for passage in item.evidence or (None,)]
        for resting in self.resting:
            rows.append(dict.fromkeys(_COLUMNS) | _subject(resting.subject) | _place(resting.passage))
        return rows

    def table(self, language: str = "both") -> Table:
        """The records behind it for people, one a row.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        headings = (
            *(Text("Kind", "种类"), Text("Name", "名称"), Text("As of", "截至"), Text("Source", "来源")),
            *(Text("Place (numbers: code points)", "位置（数字为码点）"), Text("Id", "标识")),
        )
        rows = []
        for record in self.records():
            where = source_place.where(record["start"], record["end"], record["place"] or "")
            source = self.basis.label(record["source"]).name(language) if record["source"] else ""
            rows.append(
                [
                    KINDS[record["kind"]].in_language(language),
                    Text(record["en"], record["zh"]).name(language),
                    record["as_of"] or "",
                    source,
                    where.name(language),
                    thing_id(record["iri"]),
                ]
            )
        return Table([heading.in_language(language) for heading in headings], rows)

    def text(self, language: str = "both") -> str:
        """The explanation as lines of text.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return "\n".join(tell(self, self.copies, language)) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """The explanation for programs, as JSON's types; names in both languages.

        These keys are always there:

            ends            one or two: ``iri``, ``kind`` (a key of ``explaining.subjects.KINDS``), ``en``, ``zh``,
                            and ``record``, what the graph has of the thing itself
            partnerships    with ``participations``, ``stages``, ``figures`` and ``statements``
            figures         further figures; ``value`` in base units, ``original_text`` as it is written
            statements, stages, participations, parties
            links           ``relation`` (``subset_of``, ``paired_with``, ``target_for``), ``figure``, ``other``
            counts          how many things of each kind rest on the source or passage
            resting         what rests on it: ``iri``, ``kind``, ``en``, ``zh``, ``passage``
            texts           the copies: ``source``, ``file``, ``sha256``, ``recorded_sha256``, ``is_same``, and
                            ``affected``, the claims whose passage the copy does not have: ``iri``, ``table``,
                            ``row``, ``fields``, ``start``, ``end``

        A passage has ``source``, ``start``, ``end`` (code points, the end not included), ``place`` (one without code
        points, as the tables write it: ``row=17``) and ``sha256``; and of the copy, ``check`` (a
        ``explaining.copies.Check``, or ``null`` without a copy), ``text``, and ``found_at``, the offsets in the copy.
        Attributes of records are keys of the same name.
        """
        return {
            "ends": [_subject(item) | {"record": self._json(item.record)} for item in self.subjects],
            "partnerships": self._json(self.partnerships),
            "figures": self._json(self.figures),
            "statements": self._json(self.statements),
            "stages": self._json(self.stages),
            "participations": self._json(self.participations),
            "parties": self._json(self.parties),
            "links": self._json(self.links),
            "counts": self.counts(),
            "resting": [_subject(item.subject) | {"passage": self._json(item.passage)} for item in self.resting],
            "texts": self.copies.as_list(self.basis),
        }

    def _json(self, value: Any) -> Any:
        return as_json(value, self._seen)

    def _seen(self, passage: Passage) -> Mapping[str, Any]:
        """What the copy of a passage's source has there."""
        cut = self.copies.cut(passage)
        found = [cut.start, cut.end] if cut and cut.start is not None else None
        return {"check": cut.check.value if cut else None, "text": cut.text if cut else None, "found_at": found}

    def _told(self) -> Iterator[Record]:
        """The records that are told, each with what is told of it."""
        for partnership in self.partnerships:
            yield partnership
            yield from (*partnership.participations, *partnership.stages, *partnership.figures, *partnership.statements)
        yield from (*self.figures, *self.statements, *self.stages, *self.participations, *self.parties)

    def _columns(self) -> Sequence[str]:
        return _COLUMNS


def explain(records: Records, first: str, second: str | None = None, *, copies: Copies | None = None) -> Explanation:
    """Everything the graph says of a thing, or of the tie between two parties.

    Args:
        records: the graph's records.
        first: the IRI of anything in the graph: a party, a partnership, a claim, a source, a code ...
        second: the IRI of another party; a region stands for every party in it.
        copies: the user's own copies of sources, to show passages from.

    Raises:
        UsageError: if both are the same.
    """
    found = gather(records, first, second)
    return Explanation(**{item.name: getattr(found, item.name) for item in fields(found)}, copies=copies or Copies())


def _subject(item: Subject) -> dict[str, Any]:
    return {"iri": item.iri, "kind": item.kind, "en": item.label.en, "zh": item.label.zh}


def _place(passage: Passage | None) -> dict[str, Any]:
    if passage is None:
        return dict.fromkeys(("source", "start", "end", "place", "sha256"))
    return {
        "source": passage.source,
        "start": passage.start,
        "end": passage.end,
        "place": passage.place or None,
        "sha256": passage.sha256 or None,
    }
