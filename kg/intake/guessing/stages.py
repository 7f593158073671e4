"""How far partnerships are, and the day that stands beside each stage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.intake.guessing.cells import Seen, all_days
from kg.intake.guessing.model import Guessed, Stages
from kg.intake.guessing.words import AS_OF, DATED, ISSUED, OF_A_STAGE, STAGE, STARTED
from kg.intake.several import values
from kg.text import Text, typed

#: What is left of a Chinese heading of days is what they are of: 状态变更日期, 阶段时间.
_DAYS_OF = re.compile("(?:日期|时间|时点|年份|年月|截至|变更|变动|更新|起始|日|自|起)+$")
#: Of a column of stages it is known that its state is none of a country's.
_OF_STAGES = STAGE | {"state"}


def stages_of(seen: Seen, free: Sequence[str], project: str, found: tuple[str, Mapping[str, str]]) -> Stages:
    """The column of stages with the day that stands beside each of them.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        project: that of what tells partnerships apart.
        found: the column of stages with the codes of its texts; an empty name and none if there is no such column.
    """
    name, codes = found
    if not codes:
        return Stages()
    in_list = any(not isinstance(cell, str) for cell in seen.cells.get(name, ()))
    within = seen.within(name, project) if project and not in_list else None
    is_history = in_list or bool(within and within.differ)
    day = next((one for one in free if one != name and _is_of_it(seen, name, one)), "")
    together = (name, day) if day and in_list else ()
    return Stages(name, codes, day, together, is_history=is_history, without=without(seen, name, day))


def are_days(seen: Seen, name: str) -> bool:
    """Whether nearly all values of a column are days, those of lists among them."""
    return all_days(text for cell in seen.cells.get(name, ()) for text in values(cell))


def _is_of_it(seen: Seen, stage: str, day: str) -> bool:
    """Whether a column says of the stage in another one when it was so: status date, since of an object with status."""
    if seen.table.lists.get(stage) != seen.table.lists.get(day):
        return False
    own = [word for word in seen.words[stage] if word not in _OF_STAGES | OF_A_STAGE]
    said = seen.words[day]
    about = set(said)
    left = [word for word in said if word not in _OF_STAGES | OF_A_STAGE | DATED | STARTED | ISSUED | AS_OF]
    in_chinese = [_DAYS_OF.sub("", word) for word in left]
    if len(own) == len(left) == 1 and in_chinese != left and in_chinese[0]:
        is_said = own[0].endswith(in_chinese[0]) or in_chinese[0].endswith(own[0])
    elif not own and len(left) == 1 and in_chinese != left:
        is_said = in_chinese[0] in _OF_STAGES
    else:
        # Of a list of objects each has one stage and its day; else the heading must say of what the day is.
        is_plain = bool(own) and about - set(own) <= DATED | AS_OF
        is_said = left == own and bool(about & _OF_STAGES or stage in seen.table.lists or is_plain)
    return is_said and are_days(seen, day)


def without(seen: Seen, stage: str, day: str) -> tuple[int, ...]:
    """The rows that have a stage, and not its day.

    Args:
        seen: the table's columns.
        stage: the column of stages.
        day: that of their days; empty if there is none.
    """
    if not day:
        return ()
    rows = enumerate(seen.table.rows(), seen.table.first)
    places = seen.places[stage], seen.places[day]
    looked = (row for row in rows if row[0] < seen.table.first + seen.filled)
    return tuple(number for number, cells in looked if cells and cells[places[0]] and not cells[places[1]])


def remarks(columns: Guessed) -> Iterator[Text]:
    """What is to be known of stages: those that no day is told of are not claimed."""
    stages, name = columns.stages, typed(columns.stages.name)
    if stages.is_open:
        yield Text(
            f"{name}: several stages of one partnership, and no column is known to say when each was, so that none is "
            "claimed. The draft says where to write that column.",
            f"{name}：同一合作有多个状态，但没有一列可确定为各状态的日期，因此未记录状态。草稿中注明了在何处填写该列。",
        )
    elif stages.without and not stages.may_be_issued:
        rows = ", ".join(map(str, stages.without[:10])) + (" …" if len(stages.without) > 10 else "")
        many = f"{len(stages.without)} {'row has' if len(stages.without) == 1 else 'rows have'}"
        yield Text(
            f"{typed(stages.day)}: {many} a stage and no day, and none is claimed there: {rows}.",
            f"{typed(stages.day)}：{len(stages.without)}行有状态而无日期，这些行不记录状态：{rows}。",
        )
