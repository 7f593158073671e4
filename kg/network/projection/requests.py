"""What is asked of networks, parsed once: made where a call or a command comes in, and passed down as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from numbers import Real
from pathlib import Path
from typing import Any, TypedDict

from kg.errors import UsageError
from kg.graph.queryfile import Value, spellings
from kg.text import Text

#: What a parameter, or an item of its list, may be.
_SINGLE = (str, Real, Decimal, date, Path)
_Several = str | Sequence[str] | None
_Day = str | date | None
_Number = str | float | Decimal | None


class CommonParameters(TypedDict, total=False):
    """What projections are asked with; ``None`` is as good as left out, and several values are a list.

    A text may hold several values with commas between; the items of a list are taken as they stand.

    Attributes:
        level: the level that parties are rolled up to, or several; of projections to regions only, as the next two.
        otherLevel: the level of regions outside the one named by ``side``, where it is to be another one.
        coarser: whether the nearest broader region stands for a party without a region of the level; so it does
            where no level is named.
        sector: only partnerships in this sector, or in any of several; narrower ones included.
        stage: only partnerships at this stage now, or at any of several.
        minStage: only partnerships that have come at least as far as this stage.
        maxStage: only partnerships that have come no further than this stage.
        ended: whether partnerships that have ended count too; ``False`` if left out, unless ``stage`` names stages.
        since: only partnerships whose first claim is as of this day or later.
        until: only partnerships whose first claim is as of this day or earlier.
        across: only ties that cross a boundary of this level, such as ``province``.
        side: only ties of parties in this region with parties outside it, or in the region ``otherSide``.
        otherSide: the region on the other side; everywhere else if left out.
        weight: what a tie weighs: ``shared``, ``count``, ``pairs``, ``amount`` or ``recency``.
        minWeight: only pairs whose ties add up to so much or more.
        direction: ``flow`` for ties from who gives to who receives; a network without directions if left out.
        currency: the currency of ``weight="amount"``.
        halfLife: years in which ``weight="recency"`` halves.
        relativeTo: the day that ``weight="recency"`` looks back from.
    """

    level: _Several
    otherLevel: _Several
    coarser: bool | str | None
    sector: _Several
    stage: _Several
    minStage: str | None
    maxStage: str | None
    ended: bool | str | None
    since: _Day
    until: _Day
    across: str | None
    side: str | None
    otherSide: str | None
    weight: str | None
    minWeight: _Number
    direction: str | None
    currency: str | None
    halfLife: _Number
    relativeTo: _Day


class Parameters(CommonParameters, total=False):
    """The same, with what has the name of something else where a plot is asked for.

    Attributes:
        kind: only partnerships of this class, or of any of several; narrower ones included.
        measure: the measure of ``weight="amount"``, such as ``totalInvestment``; that with the largest sum if left out.
    """

    kind: _Several
    measure: str | None


@dataclass(frozen=True)
class ProjectionRequest:
    """A projection with the parameters that it is asked with.

    Attributes:
        projection: its name, or the path of a file of one's own.
        parameters: name to value; those that are ``None`` are left out.

    Raises:
        UsageError: if the projection is no name, or a parameter neither a value nor a list of values.
    """

    projection: str | Path
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.projection, (str, Path)):
            raise UsageError(
                Text(
                    f"A projection is named by a text or a path, not by {self.projection!r}.",
                    f"投影以文本或路径命名，而不是 {self.projection!r}。",
                )
            )
        given = {name: value for name, value in self.parameters.items() if value is not None}
        for name, value in given.items():
            items = value if isinstance(value, Collection) and not isinstance(value, (str, Mapping)) else (value,)
            for item in items:
                if not isinstance(item, _SINGLE):
                    raise UsageError(
                        Text(
                            f"The parameter {name} is {item!r}. Give a text, a number, a day, or a list of them.",
                            f"参数 {name} 为 {item!r}。请给出文本、数、日期或其列表。",
                        )
                    )
        object.__setattr__(self, "parameters", given)

    @classmethod
    def of(cls, projection: str | Path | ProjectionRequest, parameters: Mapping[str, Any]) -> ProjectionRequest:
        """The request that a call makes.

        Args:
            projection: a name, a path, or a request that is made already.
            parameters: name to value; besides those of the request, if it is one.

        Raises:
            UsageError: if a parameter is in the request already.
        """
        if not isinstance(projection, ProjectionRequest):
            return cls(projection, parameters)
        twice = sorted(projection.parameters.keys() & parameters.keys())
        if twice:
            raise UsageError(
                Text(
                    f"The parameter {twice[0]} is given twice. Keep one.", f"参数 {twice[0]} 给出了两次。请只保留其一。"
                )
            )
        return cls(projection.projection, {**projection.parameters, **parameters})

    @property
    def keeps_ended(self) -> bool:
        """Whether what has ended counts: as ``ended`` says; else where stages are named, as they then decide."""
        return spellings(self.parameters.get("ended", "stage" in self.parameters)) == ("true",)

    def with_ended(self) -> ProjectionRequest:
        """The same with what has ended, for those who look at each day by itself."""
        return ProjectionRequest(self.projection, {**self.parameters, "ended": True})

    def keeping_most(self, known: Collection[str]) -> ProjectionRequest:
        """The same; where it names no level, with the broader region in place of one that is not named.

        So whoever names no level is shown as many partnerships as can be shown, whatever the command. A rule that does
        not look at the data: one more partnership must not change the level of all others.

        Args:
            known: the parameters of the projection.
        """
        if not {"level", "coarser"} <= set(known) or not {"level", "coarser"}.isdisjoint(self.parameters):
            return self
        return ProjectionRequest(self.projection, {**self.parameters, "coarser": True})

    def texts(self) -> dict[str, str]:
        """The parameters as a person reads them, sorted by name."""
        return {name: _told(value) for name, value in sorted(self.parameters.items())}


@dataclass(frozen=True)
class ComparedSide:
    """One of two networks that are compared.

    Attributes:
        name: what makes it, as it was given: what tells it from the other one.
        label: the same for people.
        request: the projection with what both have and what it has for itself.
        as_of: the last day that counts, as in ``KnowledgeGraph.at``.
        known_by: the last day on which a source that counts was issued.
    """

    name: str
    label: Text
    request: ProjectionRequest
    as_of: str | date | None = None
    known_by: str | date | None = None

    @property
    def whole(self) -> bool:
        """Whether it is of the whole graph, of every day."""
        return self.as_of is None and self.known_by is None


@dataclass(frozen=True)
class ComparisonRequest:
    """Two networks that are to be compared."""

    first: ComparedSide
    second: ComparedSide

    @classmethod
    def of(
        cls,
        common: ProjectionRequest,
        first: Mapping[str, Any],
        second: Mapping[str, Any],
        words: Callable[[str, str], Text] | None = None,
    ) -> ComparisonRequest:
        """The request that a call makes.

        Args:
            common: the projection, with the parameters of both.
            first: what makes the first one: parameters, and ``as-of`` or ``known-by`` (``as_of``, ``known_by``).
            second: what makes the second one.
            words: what a value of a parameter is called, for people; the value itself if ``None``.

        Raises:
            UsageError: if a side is no mapping, or has a parameter that both have.
        """
        return cls(_side("first", common, first, words), _side("second", common, second, words))

    @property
    def sides(self) -> tuple[ComparedSide, ComparedSide]:
        """Both of them."""
        return self.first, self.second


#: Names of what ``KnowledgeGraph.at`` takes, as keywords have them and as the command line has them.
_VIEWS = {"as_of": "as-of", "known_by": "known-by"}


def _side(
    which: str, common: ProjectionRequest, given: Mapping[str, Any], words: Callable[[str, str], Text] | None
) -> ComparedSide:
    if not isinstance(given, Mapping):
        raise UsageError(
            Text(
                f"The {which} of the two networks is {given!r}. "
                'Give its parameters by name, such as {"sector": "health"}.',
                f'两个网络之一（{which}）为 {given!r}。请按名称给出其参数，如 {{"sector": "health"}}。',
            )
        )
    values = {_VIEWS.get(name, name): value for name, value in given.items()}
    twice = sorted(values.keys() & common.parameters.keys())
    if twice:
        raise UsageError(
            Text(
                f"{twice[0]} is given for both networks and for one. Keep one of the two.",
                f"{twice[0]} 既给了两个网络，又给了其中之一。请只保留其一。",
            )
        )
    name = ", ".join(f"{name}={_told(value)}" for name, value in given.items())
    label = Text(name, "，".join(_in_words(key, value, words) for key, value in values.items()))
    as_of, known_by = (values.pop(view, None) for view in _VIEWS.values())
    return ComparedSide(name, label, ProjectionRequest.of(common, values), as_of, known_by)


#: How days are said in a sentence in Chinese.
_DAYS = {"as-of": "截至{}", "known-by": "{}前发布"}


def _in_words(name: str, value: Value, words: Callable[[str, str], Text] | None) -> str:
    """A parameter with its value as a sentence in Chinese has it; what has no words stays as it was given."""
    if name in _DAYS:
        return _DAYS[name].format(_told(value))
    said = "、".join(words(name, item).zh if words else item for item in spellings(value))
    return f"{name}={said}" if said == "、".join(spellings(value)) else said


def _told(value: Value) -> str:
    return ",".join(spellings(value))
