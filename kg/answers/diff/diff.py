"""What changed between two graphs, in the domain's words: partnerships, stages, figures, parties, evidence, sources.

Triples are compared by ``kg.graph.writing.patch``; the words come from the typed records of both graphs. What the rules
derive is in the patch, as a graph needs it, and never in the words: it follows from what is said. Changes that no
record holds are counted as other triples, so that nothing changes silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.diff.changes import KINDS, Change
from kg.answers.diff.comparison import Comparison
from kg.answers.records import Records
from kg.graph.rules import load_rules
from kg.graph.store import Store
from kg.graph.terms import Triple
from kg.graph.writing.patch import Patch, difference
from kg.nearest import thing_id
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

_NONE = Text("No differences.", "没有差异。")


@dataclass(frozen=True, repr=False)
class Diff(Tabular):
    """All that changed from one graph to another.

    Attributes:
        changes: in the domain's words, in the order of ``KINDS``.
        patch: in triples, derived ones included.
        derived: how many of the patch's triples the rules derive.
    """

    changes: tuple[Change, ...]
    patch: Patch
    derived: int

    def __bool__(self) -> bool:
        return bool(self.patch)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """How many triples differ, or that none does."""
        return (self._triples(),) if self else (_NONE,)

    def table(self, language: str = "both") -> Table:
        """The changes for people, one a row.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        headings = (Text("Kind of change", "变更类别"), Text("Change", "变更"), Text("Thing", "对象"))
        rows = [
            [KINDS[change.kind].in_language(language), change.text.in_language(language), thing_id(change.thing)]
            for change in self.changes
        ]
        return Table([heading.in_language(language) for heading in headings], rows)

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a change; ``as_dict`` says besides what each was and is."""
        return [
            {
                "kind": change.kind,
                "kind_en": KINDS[change.kind].en,
                "kind_zh": KINDS[change.kind].zh,
                "thing": change.thing or None,
                "en": change.text.en,
                "zh": change.text.zh,
            }
            for change in self.changes
        ]

    def _columns(self) -> Sequence[str]:
        return "kind", "kind_en", "kind_zh", "thing", "en", "zh"

    def text(self, language: str = "both") -> str:
        """The changes as lines of text, under their headings.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        if not self:
            return _NONE.in_language(language) + "\n"
        lines = []
        for kind, heading in KINDS.items():
            found = [change for change in self.changes if change.kind == kind]
            if found:
                lines.append(f"{heading.in_language(language)} ({len(found)})")
                lines += [f"  {change.text.in_language(language)}" for change in found]
        lines.append(self._triples().in_language(language))
        return "\n".join(lines) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """The changes for programs."""
        return {
            "different": bool(self),
            "counts": dict(sorted(Counter(change.kind for change in self.changes).items())),
            "changes": [change.as_dict() for change in self.changes],
            "triples": {"deleted": len(self.patch.deleted), "added": len(self.patch.added), "derived": self.derived},
        }

    def rdf_patch(self) -> str:
        """The changes as RDF Patch."""
        return self.patch.text()

    def _triples(self) -> Text:
        deleted, added = len(self.patch.deleted), len(self.patch.added)
        return Text(
            f"{deleted} triples deleted, {added} added, {self.derived} of them derived.",
            f"删除{deleted}条三元组，新增{added}条，其中{self.derived}条为推导所得。",
        )


def diff(old: Store, new: Store, old_records: Records, new_records: Records) -> Diff:
    """What changed from one graph to another.

    Args:
        old: the older graph.
        new: the newer one.
        old_records: the older graph's records.
        new_records: the newer one's.

    Raises:
        DataError: if blank nodes of either are too alike to be told apart.
    """
    patch = difference(old, new)
    if not patch:
        return Diff((), patch, 0)
    asserted, derived = _asserted(patch, old, new)
    comparison = Comparison(old_records, new_records)
    changes = comparison.changes()
    others = [(letter, triple) for letter, triple in asserted if not comparison.told.holds(triple)]
    if others:
        changes.append(_other_triples(others))
    order = list(KINDS)
    return Diff(
        tuple(sorted(changes, key=lambda change: (order.index(change.kind), change.thing, change.text.en))),
        patch,
        derived,
    )


def _asserted(patch: Patch, old: Store, new: Store) -> tuple[list[tuple[str, Triple]], int]:
    """The patch's triples that no rule derives, and how many the rules do."""
    asserted: list[tuple[str, Triple]] = []
    for letter, triples, store in (("D", patch.deleted, old), ("A", patch.added, new)):
        rest = set(triples)
        for rule in load_rules(store.ontology) if rest else ():
            rest.difference_update(store.construct(rule.text))
        asserted += [(letter, triple) for triple in triples if triple in rest]
    return asserted, len(patch.deleted) + len(patch.added) - len(asserted)


def _other_triples(others: Sequence[tuple[str, Triple]]) -> Change:
    letters = Counter(letter for letter, _ in others)
    return Change(
        "other-triples",
        "",
        Text(f"{letters['D']} deleted, {letters['A']} added", f"删除{letters['D']}条，新增{letters['A']}条"),
        {"deleted": letters["D"], "added": letters["A"]},
    )
