"""The lines of a draft that say when: how far partnerships are and since when, their term, the days of amounts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from kg.intake.guessing.codes import chosen
from kg.intake.guessing.drafts.terms import AS_ISSUED, OR_ISSUED
from kg.intake.guessing.model import Guessed
from kg.text import shortened

#: A column that says when something began says nothing of how far it is by now.
_STARTED = "  # Does it run since {0}? Then take off the # here and below. 若自{0}起运营，请去掉此处与下文的 #。"
#: The day of an award, or one of which nothing is said, may be that of signing.
_AWARDED = "  # Was it signed on {0}? Then take off the # here and below. 若于{0}签约，请去掉此处与下文的 #。"
#: Texts of which no stage is known.
_STAGES_OPEN = (
    "  # Which stage is meant? Write stage:operating or another for ?none beside 请为下列状态将 ?none 改为所指阶段: {0}"
)
#: Several stages of one partnership of which nothing tells when each was.
_UNDATED = (
    "  # When was each stage of {0}? Write the column of its day for DAY below, and take off the # here and there. "
    "{0}的各状态始于何时？请将下文DAY改为其日期列，并去掉两处的 #。"
)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a draft.

    Attributes:
        columns: what the table's columns are taken for.
        is_said: whether somebody said when the table was issued; else a row's own day comes first.
    """

    columns: Guessed
    is_said: bool

    def claims(self, told: str) -> Iterator[str]:
        """How far a partnership is, as the template says it.

        Args:
            told: who says so, and where.
        """
        columns = self.columns
        if self._day:
            stage = "operating" if self._day == columns.started else "signed"
            if not columns.signed:
                yield (_STARTED if self._day == columns.started else _AWARDED).format(self._day)
            yield (
                f"  {self._off}?claim a pk:StageClaim ; pk:about ?partnership ; pk:stage stage:{stage} ; pk:asOf ?day ;"
                f" pk:asOfPrecision ?precision ; pk:timeBasis time-basis:stated{told}"
            )
        if codes := columns.stages.codes:
            if open_ := [
                json.dumps(shortened(text, 60), ensure_ascii=False) for text, code in codes.items() if not code
            ]:
                yield _STAGES_OPEN.format(", ".join(open_))
            off = "# " if columns.stages.is_open else ""
            if off:
                yield _UNDATED.format(columns.stages.name)
            yield f"  {off}?now a pk:StageClaim ; pk:about ?partnership ; pk:stage ?stage ; {self._as_of_stage}{told}"

    @property
    def _day(self) -> str:
        """The column of the day that may be the one of signing, or of when it began; empty if there is none."""
        columns = self.columns
        # What is headed as a day alone may be that of a stage, or of each year's report.
        is_free = columns.dated != columns.stages.day and not columns.reported
        plain = columns.dated if is_free and columns.parties else ""
        return columns.signed or columns.awarded or columns.started or plain

    @property
    def _off(self) -> str:
        """What takes a stage out of the draft that only a column of awards or beginnings tells."""
        return "" if self.columns.signed else "# "

    def of_days(self, parts: str) -> Iterator[str]:
        """What finds the day of a partnership, and how far it is.

        Args:
            parts: what tells partnerships apart.
        """
        columns = self.columns
        if day := self._day:
            order = self._order_of(day)
            # Each direction may say another day, and each row that names the same ones.
            claim = f"{parts}, ?dayText" if columns.both_ways or day == columns.dated else parts
            found = f"fn:end(?dayText{order})"
            # Since 1969 is of a day, and has no end.
            found = f"COALESCE({found}, fn:date(?dayText{order}))" if day in columns.since else found
            yield (
                f"  {self._off}OPTIONAL {{ ?row row:{day} ?dayText }} BIND({found} AS ?day)"
                f" BIND(fn:precision(?dayText{order}) AS ?precision)"
                f' BIND(IF(BOUND(?partnership) && BOUND(?day), fn:id("stage", {claim}), ?none) AS ?claim)'
            )
        yield from self._of_stage(parts)

    def _of_stage(self, parts: str) -> Iterator[str]:
        """How far a partnership is, and when it was so."""
        stages = self.columns.stages
        if not stages.codes:
            return
        day, off = stages.day or ("DAY" if stages.is_open else ""), "# " if stages.is_open else ""
        order = f', "{stages.order}"' if stages.order else ""
        claim = f"{parts}, ?stageText"
        if day and stages.may_be_issued:
            yield (
                f"  OPTIONAL {{ ?row row:{day} ?whenText }} BIND(fn:end(?whenText{order}) AS ?then)"
                f" BIND({OR_ISSUED.format('?then', 'whenText')} AS ?when)"
                f" BIND(IF(BOUND(?when), COALESCE(fn:precision(?whenText{order}), date-precision:day), ?none)"
                " AS ?whenHow)"
                f" BIND(IF(BOUND(?then), time-basis:stated, time-basis:assumed) AS ?basis)"
            )
        elif day:
            # A stage holds on its own day, and on no other.
            claim = f"{claim}, ?whenText"
            yield (
                f"  {off}OPTIONAL {{ ?row row:{day} ?whenText }} BIND(fn:end(?whenText{order}) AS ?when)"
                f" BIND(fn:precision(?whenText{order}) AS ?whenHow)"
            )
        codes = chosen("?stageText", "stage", stages.codes, "?none")
        needed = " && ".join(f"BOUND({one})" for one in ("?partnership", "?stage", *(["?when"] if day else [])))
        yield (
            f"  {off}OPTIONAL {{ ?row row:{stages.name} ?stageText }} BIND({codes} AS ?stage)"
            f' BIND(IF({needed}, fn:id("stage", {claim}), ?none) AS ?now)'
        )

    @property
    def _as_of_stage(self) -> str:
        """By when a stage holds: the day of its row, else that of the table."""
        stages = self.columns.stages
        if not stages.day and not stages.is_open:
            return AS_ISSUED
        basis = "?basis" if stages.may_be_issued else "time-basis:stated"
        return f"pk:asOf ?when ; pk:asOfPrecision ?whenHow ; pk:timeBasis {basis}"

    def _order_of(self, column: str) -> str:
        """How days of a column are written whose year stands last, as a further argument of what reads them."""
        order = self.columns.orders.get(column, "")
        return f', "{order}"' if order else ""

    @property
    def _spans(self) -> list[tuple[str, str, str, str]]:
        """The ends that columns say: the property, how it is called, which of its days it is, and the column."""
        ends = (("periodStart", "from", "date", self.columns.started), ("periodEnd", "to", "end", self.columns.ended))
        return [one for one in ends if one[-1]]

    @property
    def ends(self) -> list[tuple[str, str, str, str]]:
        """Those of them that are of a partnership's term."""
        return [one for one in self._spans if one[-1] in self.columns.terms]

    def _of_end(self, name: str, day: str, column: str) -> str:
        order = self._order_of(column)
        return f"OPTIONAL {{ ?row row:{column} ?{name}Text }} BIND(fn:{day}(?{name}Text{order}) AS ?{name})"

    def of_term(self) -> Iterator[str]:
        """From when to when a partnership runs: what ends on a day that is to come is no stage."""
        made = [
            f"{self._of_end(name, day, column)}"
            f" BIND(IF(BOUND(?{name}), fn:precision(?{name}Text{self._order_of(column)}), ?none) AS ?{name}How)"
            for _, name, day, column in self.ends
        ]
        if made:
            yield f"  {' '.join(made)}"

    @property
    def _day_of_money(self) -> str:
        """The column of a row's own day, by which its amount holds; empty where the table's day of issue is said."""
        columns = self.columns
        return "" if self.is_said else columns.signed or columns.awarded or columns.started or columns.dated

    @property
    def as_of_money(self) -> str:
        """By when an amount holds, and from when until when it is meant."""
        may_be_reached = self.columns.money is not None and self.columns.money.has_reached
        span = [
            f"pk:{term} ?{'until' if may_be_reached and name == 'to' else name} ; " for term, name, *_ in self._spans
        ]
        when = AS_ISSUED
        if self._day_of_money:
            when = "pk:asOf ?since ; pk:asOfPrecision ?how ; pk:timeBasis ?basedOn"
        return "".join(span) + when

    @property
    def until(self) -> str:
        """The variable of the day until which an amount is meant; empty if no column says one."""
        return "?to" if any(name == "to" for _, name, *_ in self._spans) else ""

    def of_span(self) -> Iterator[str]:
        """The days of an amount: by which it holds, and from when until when it is meant."""
        columns, order = self.columns, self._order_of(self._day_of_money)
        made = []
        if self._day_of_money:
            # Never the day of another row.
            made.append(
                f"OPTIONAL {{ ?row row:{self._day_of_money} ?sinceText }}"
                f" BIND(fn:end(?sinceText{order}) AS ?own) BIND({OR_ISSUED.format('?own', 'sinceText')} AS ?since)"
                f" BIND(IF(BOUND(?since), COALESCE(fn:precision(?sinceText{order}), date-precision:day), ?none)"
                " AS ?how) BIND(IF(BOUND(?own), time-basis:stated, time-basis:assumed) AS ?basedOn)"
            )
        made += [self._of_end(name, day, end) for _, name, day, end in self._spans if end not in columns.terms]
        if made:
            yield f"  {'# ' if columns.money and columns.money.is_off else ''}{' '.join(made)}"
