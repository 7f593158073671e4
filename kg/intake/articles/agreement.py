"""How far reviewers who worked blind agree: Krippendorff's alpha of each field, and where they differ.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C, with the nominal difference: values are
the same, or they are not. The well-known library for it is under the GPL.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.intake.articles.states import ACCEPTED, JOINED, OPEN, REJECTED, SAME, State
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: The decision on a whole suggestion, as a field beside the others.
WHOLE = "decision"


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    r"""Krippendorff's alpha of nominal values, some of which may be missing.

    .. math:: \alpha = 1 - (n-1)\frac{\sum_{c}\sum_{k \ne c} o_{ck}}{\sum_{c}\sum_{k \ne c} n_c n_k}

    with :math:`o_{ck}`, how often two reviewers of one unit gave it c and k, each pair counted by
    :math:`1/(m_u - 1)` where :math:`m_u` reviewers gave the unit a value; :math:`n_c=\sum_k o_{ck}`;
    and :math:`n=\sum_c n_c`.

    Args:
        units: of each unit the values that reviewers gave it; ``None`` for one who gave none.

    Returns:
        from 1 for agreement in all, over 0 for agreement as by chance, to below; ``None`` where it is not defined:
        where no unit has two values, or all values are one.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b"), ("c", None)]), alpha([("a", "a")])
    (0.4444444444444444, None)
    """
    counts: Counter[Hashable] = Counter()
    differing = 0.0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        many = sum(values.values())
        if many < 2:
            continue
        counts.update(values)
        # Of ordered pairs, those of two different values.
        differing += (many * many - sum(count * count for count in values.values())) / (many - 1)
    total = sum(counts.values())
    expected = total * total - sum(count * count for count in counts.values())
    return 1 - (total - 1) * differing / expected if expected else None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far reviewers agree on one field.

    Attributes:
        field: the field; ``decision`` for what became of suggestions as a whole.
        units: how many values two reviewers or more gave.
        same: in how many of these all gave the same.
        alpha: Krippendorff's alpha; ``None`` where it is not defined.
    """

    field: str
    units: int
    same: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where reviewers differ.

    Attributes:
        suggestion: the suggestion's id.
        label: what it is called.
        field: the field, ``decision`` for the whole.
        group: its group.
        values: what each reviewer gave; ``None`` for one who gave nothing.
    """

    suggestion: str
    label: Text
    field: str
    group: int
    values: tuple[str | None, ...]


@dataclass(frozen=True, repr=False)
class Agreement(Tabular):
    """How far reviewers agree, field by field, and where they do not.

    Attributes:
        reviewers: who they are, by the names of their files.
        fields: the whole first, then the fields.
        differences: in the order of the suggestions.
        agreed: the suggestions that all decided on, and alike in all fields.
    """

    reviewers: tuple[str, ...]
    fields: tuple[FieldAgreement, ...]
    differences: tuple[Difference, ...]
    agreed: tuple[str, ...]

    def table(self, language: str = "both") -> Table:
        """One row a field."""
        headings = [
            Text("Field", "字段"),
            Text("Judged by two or more", "两人以上判定"),
            Text("The same", "一致"),
            Text("Alpha", "α系数"),
        ]
        rows = [
            [one.field, str(one.units), str(one.same), "–" if one.alpha is None else f"{one.alpha:.3f}"]
            for one in self.fields
        ]
        summary = Text(
            f"{len(self.agreed)} suggestions decided alike in all; {len(self.differences)} values differ. Alpha is "
            "Krippendorff's, of nominal values: 1 is agreement, 0 is chance, – is not defined.",
            f"{len(self.agreed)}条建议的判定完全一致；{len(self.differences)}处不同。α为Krippendorff系数（名义尺度）："
            "1为完全一致，0为随机水平，–为无定义。",
        )
        return Table([text.in_language(language) for text in headings], rows, (0, 3, 1, 2), summary, None)

    def differing(self, language: str = "both") -> Table:
        """One row a value on which they differ."""
        headings = [Text("Suggestion", "建议"), Text("Field", "字段"), *(Text.of(one) for one in self.reviewers)]
        rows = [
            [
                f"{one.label.name(language)} [{one.suggestion}]",
                f"{one.field} {one.group}" if one.group else one.field,
                *("–" if value is None else value for value in one.values),
            ]
            for one in self.differences
        ]
        return Table([text.in_language(language) for text in headings], rows)

    def records(self) -> list[dict[str, Any]]:
        """One record a field."""
        return [{"field": one.field, "units": one.units, "same": one.same, "alpha": one.alpha} for one in self.fields]

    def as_dict(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {
            "reviewers": list(self.reviewers),
            "fields": self.records(),
            "differences": [
                {
                    "suggestion": one.suggestion,
                    "label_en": one.label.en,
                    "label_zh": one.label.zh,
                    "field": one.field,
                    "group": one.group,
                    "values": dict(zip(self.reviewers, one.values, strict=True)),
                }
                for one in self.differences
            ],
            "agreed": list(self.agreed),
        }

    def _columns(self) -> Sequence[str]:
        return ("field", "units", "same", "alpha")


def compared(
    reviewers: Sequence[str],
    states: Sequence[Mapping[str, State]],
    touched: Sequence[frozenset[str]],
    labels: Mapping[str, Text],
) -> Agreement:
    """How far reviewers agree.

    Args:
        reviewers: what they are called.
        states: what each of them made of the suggestions.
        touched: the suggestions that each of them decided on; of others they gave nothing.
        labels: what suggestions are called.
    """
    names = list(dict.fromkeys(name for one in states for name in one))
    units: dict[str, list[tuple[str | None, ...]]] = defaultdict(list)
    differences: list[Difference] = []
    agreed: list[str] = []
    for name in names:
        given = [_values(one.get(name), name in mine) for one, mine in zip(states, touched, strict=True)]
        places = dict.fromkeys(place for one in given for place in one)
        apart = False
        for place in sorted(places, key=lambda place: (place[0] != WHOLE, place[1])):
            values = tuple(one.get(place) for one in given)
            if sum(value is not None for value in values) < 2:
                continue
            units[place[0]].append(values)
            if len({value for value in values if value is not None}) > 1:
                apart = True
                differences.append(Difference(name, labels.get(name, Text.of(name)), *place, values))
        if not apart and given and all(one.get((WHOLE, 0)) is not None for one in given):
            agreed.append(name)
    ordered = sorted(units, key=lambda field: (field != WHOLE, field))
    fields = [
        FieldAgreement(
            field,
            len(units[field]),
            sum(len({value for value in unit if value is not None}) == 1 for unit in units[field]),
            alpha(units[field]),
        )
        for field in ordered
    ]
    return Agreement(tuple(reviewers), tuple(fields), tuple(differences), tuple(agreed))


def _values(state: State | None, is_touched: bool) -> dict[tuple[str, int], str]:
    """What a reviewer gave of a suggestion: the decision, and the fields of what they took to be right."""
    if state is None or not is_touched or state.status == OPEN:
        return {}
    whole = {(WHOLE, 0): state.status if state.status in (ACCEPTED, REJECTED) else f"{state.status} {state.became}"}
    if state.status in (REJECTED, SAME, JOINED):
        return whole
    names = dict.fromkeys((one.name, one.group) for one in state.suggestion.fields)
    return whole | {(name, group): ";".join(state.values(name, group)) for name, group in names}
