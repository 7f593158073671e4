"""What each decision does to the states of suggestions: accept, reject, edit, same, new, split, join and add.

A decision that cannot be carried out, since what it rests on was taken back, is an error that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.errors import UsageError
from kg.intake import schema
from kg.intake.articles import decisions as log
from kg.intake.articles.decisions import Decision
from kg.intake.articles.model import Field, Span, Suggestion
from kg.intake.articles.states import (
    ABOUT,
    ACCEPTED,
    JOINED,
    NEW_PARTY,
    PARTY,
    PARTY_TABLES,
    PERSON,
    REJECTED,
    SAME,
    TABLE_OF_KIND,
    TABLES,
    State,
    columns_of,
    free_id,
)
from kg.intake.sheets.clean_names import is_chinese
from kg.nearest import did_you_mean, nearest
from kg.text import Text


def carry_out(decision: Decision, states: dict[str, State]) -> None:
    """Carry a decision out on states, which change.

    Args:
        decision: the decision.
        states: the states of all suggestions, by their ids.

    Raises:
        UsageError: if it cannot be carried out; the states may have changed all the same.
    """
    number = f"{decision.number} ({decision.decision})" if decision.number else f"({decision.decision})"
    try:
        if decision.decision == log.ADD:
            _add(decision, states)
            return
        state = states[decision.suggestion]
        if state.status == JOINED:
            raise UsageError(Text(f"{state.id} was joined into {state.became}.", f"{state.id} 已并入 {state.became}。"))
        _ACTS[decision.decision](decision, state, states)
    except UsageError as error:
        raise UsageError(
            Text(f"Decision {number} cannot hold: {error.text.en}", f"决定 {number} 不能成立：{error.text.zh}")
        ) from error
    if decision.suggestion in states:
        state = states[decision.suggestion]
        states[state.id] = replace(state, decided=(*state.decided, decision.number))


def unknown(name: str, states: Mapping[str, State]) -> UsageError:
    """The error for a suggestion that there is not.

    Args:
        name: the id that was given.
        states: the suggestions that there are, of which the nearest is named.
    """
    near = did_you_mean(nearest(name, states, most=1))
    said = Text(f"There is no suggestion {name[: log.MOST]!r}. ", f"没有编号为“{name[: log.MOST]}”的建议。")
    said += near or Text("`kg read` makes them, or it was taken back.", "建议由 `kg read` 生成；也可能已被撤回。")
    return UsageError(said)


def _check_reference(value: str, kinds: Iterable[str] = ()) -> None:
    kind, _, name = value.partition("/")
    allowed = list(kinds) or list(TABLE_OF_KIND)
    if kind not in allowed or not name:
        raise UsageError(
            Text(
                f"{value[: log.MOST]!r} is no record. Write it as kind/id, with one of {', '.join(allowed)}.",
                f"“{value[: log.MOST]}”不是记录。请写成 kind/id，kind 为{'、'.join(allowed)}之一。",
            )
        )


def _check_field(state: State, name: str, group: int) -> None:
    columns = columns_of(state.suggestion.kind, group)
    if name not in columns:
        near = did_you_mean(nearest(name, columns, most=1))
        at_en, at_zh = (f" in group {group}", f"的第{group}组") if group else ("", "")
        said = Text(
            f"{state.suggestion.kind} have no field {name[: log.MOST]!r}{at_en}. ",
            f"表 {state.suggestion.kind} {at_zh}没有字段“{name[: log.MOST]}”。",
        )
        said += near or Text(f"It may be: {', '.join(columns)}.", f"可用的有：{'、'.join(columns)}。")
        raise UsageError(said)


def _has(state: State, name: str, group: int) -> bool:
    return bool(state.values(name, group)) or (name == ABOUT and bool(state.suggestion.about))


def _accept(decision: Decision, state: State, states: dict[str, State]) -> None:
    if decision.field:
        if not _has(state, decision.field, decision.group):
            raise UsageError(
                Text(
                    f"{state.id} has no field {decision.field[: log.MOST]!r}.",
                    f"{state.id} 没有字段“{decision.field[: log.MOST]}”。",
                )
            )
        states[state.id] = replace(state, confirmed=state.confirmed | {(decision.field, decision.group)})
        return
    kind = schema.KIND_OF_TABLE[state.suggestion.kind]
    _check_reference(decision.value, [kind])
    if state.status == ACCEPTED:
        raise UsageError(
            Text(f"{state.id} is accepted already, as {state.became}.", f"{state.id} 已被接受，为 {state.became}。")
        )
    states[state.id] = replace(state, status=ACCEPTED, became=decision.value, number=decision.number)


def _reject(decision: Decision, state: State, states: dict[str, State]) -> None:
    if decision.field:
        states[state.id] = _without(state, decision.field, decision.group)
        return
    states[state.id] = replace(state, status=REJECTED, became="", number=decision.number)


def _without(state: State, name: str, group: int) -> State:
    """A state without a field; without its party, a participation is none."""
    _check_field(state, name, group)
    if not _has(state, name, group):
        raise UsageError(
            Text(
                f"{state.id} has no field {name[: log.MOST]!r}{f' in group {group}' if group else ''}.",
                f"{state.id} {f'的第{group}组' if group else ''}没有字段“{name[: log.MOST]}”。",
            )
        )
    whole = name == PARTY and group > 0
    fields = tuple(one for one in state.suggestion.fields if one.group != group or (one.name != name and not whole))
    about = "" if name == ABOUT else state.suggestion.about
    return replace(
        state,
        suggestion=replace(state.suggestion, fields=fields, about=about),
        edited=state.edited | {(name, group)},
        confirmed=state.confirmed - {(name, group)},
    )


def _edit(decision: Decision, state: State, states: dict[str, State]) -> None:
    name, group = decision.field, decision.group
    if not name:
        if decision.span is None:
            raise UsageError(
                Text("An edit names a field, or the span of the record.", "修改须写明字段，或整条记录的引文。")
            )
        moved = replace(state.suggestion, span=decision.span)
        states[state.id] = replace(state, suggestion=moved, edited=state.edited | {("", 0)})
        return
    if not decision.value and decision.span is None:
        states[state.id] = _without(state, name, group)
        return
    states[state.id] = _with(state, name, group, decision.value, decision.span)


def _with(state: State, name: str, group: int, value: str, span: Span | None) -> State:
    """A state in which a field has another value, or another span, or both; several of one name become one."""
    _check_field(state, name, group)
    found = [one for one in state.suggestion.fields if (one.name, one.group) == (name, group)]
    if not value and not found:
        raise UsageError(Text(f"{name} has no value yet that could be moved.", f"{name} 尚无值，不能只改引文。"))
    kept = found[0] if found else Field(name, "", None, group)
    made = replace(kept, value=value or ";".join(one.value for one in found), span=span or kept.span, rule=PERSON)
    fields = list(state.suggestion.fields)
    place = fields.index(found[0]) if found else len(fields)
    fields = [one for one in fields if one not in found]
    fields.insert(place, made)
    return replace(
        state,
        suggestion=replace(state.suggestion, fields=tuple(fields)),
        edited=state.edited | {(name, group)},
        confirmed=state.confirmed - {(name, group)},
    )


def _same(decision: Decision, state: State, states: dict[str, State]) -> None:
    if decision.field:
        if decision.field == PARTY:
            _check_reference(decision.value, [schema.KIND_OF_TABLE[table] for table in PARTY_TABLES])
        else:
            _check_reference(decision.value)
        states[state.id] = _with(state, decision.field, decision.group, decision.value, decision.span)
        return
    kinds = PARTY_TABLES if state.suggestion.kind in PARTY_TABLES else (state.suggestion.kind,)
    _check_reference(decision.value, [schema.KIND_OF_TABLE[table] for table in kinds])
    states[state.id] = replace(state, status=SAME, became=decision.value, number=decision.number)


def _new(decision: Decision, state: State, states: dict[str, State]) -> None:
    if not decision.field:
        if state.suggestion.kind not in PARTY_TABLES:
            raise UsageError(
                Text(
                    f"{state.id} is no party: accept it instead.",
                    f"{state.id} 不是参与方，请改用 accept。",
                )
            )
        _accept(decision, state, states)
        return
    kind, _, name = decision.value.partition("/")
    table = TABLE_OF_KIND.get(kind, "")
    if table not in PARTY_TABLES or not name:
        raise UsageError(
            Text(
                f"{decision.value[: log.MOST]!r} is no new party. Write institution/NAME or region/NAME.",
                f"“{decision.value[: log.MOST]}”不是新的参与方。请写成 institution/名称 或 region/名称。",
            )
        )
    old = next(
        (one for one in state.suggestion.fields if (one.name, one.group) == (decision.field, decision.group)), None
    )
    span = decision.span or (old.span if old else None) or state.suggestion.span
    column = "name_zh" if is_chinese(name) else "name_en"
    party = Suggestion(
        free_id(f"{state.id}-p{decision.group}", states),
        table,
        span,
        (Field(column, name, span, 0, PERSON),),
        PERSON,
        1.0,
    )
    states[party.id] = State(party, state.source)
    states[state.id] = _with(state, decision.field, decision.group, NEW_PARTY + party.id, decision.span)


def _split(decision: Decision, state: State, states: dict[str, State]) -> None:
    if state.status == ACCEPTED:
        raise UsageError(Text(f"{state.id} is accepted: undo that first.", f"{state.id} 已被接受，请先撤回。"))
    moved, copied = set[tuple[str, int]](), set[tuple[str, int]]()
    for item in filter(None, (part.strip() for part in decision.value.split(";"))):
        name = item.removeprefix("+")
        mine = {(one.name, one.group) for one in state.suggestion.fields if name in (str(one.group), one.name)}
        mine = {one for one in mine if (one[1] > 0) == name.isdecimal()}
        if not mine:
            raise UsageError(
                Text(
                    f"{state.id} has neither a group nor a field {name[: log.MOST]!r} to divide off.",
                    f"{state.id} 没有可分出的组或字段“{name[: log.MOST]}”。",
                )
            )
        (copied if item.startswith("+") else moved).update(mine)
    if not moved | copied:
        raise UsageError(
            Text(
                "A split lists what goes: groups or fields, by semicolons.",
                "拆分须列出分出的组或字段，以分号分隔。",
            )
        )
    own = state.suggestion.fields
    goes = tuple(one for one in own if (one.name, one.group) in moved | copied or not one.group)
    stays = tuple(one for one in own if (one.name, one.group) not in moved)
    child = replace(
        state.suggestion, id=free_id(f"{state.id}-2", states), fields=goes, span=decision.span or state.suggestion.span
    )
    states[child.id] = State(child, state.source)
    states[state.id] = replace(state, suggestion=replace(state.suggestion, fields=stays), edited=state.edited | moved)


def _join(decision: Decision, state: State, states: dict[str, State]) -> None:
    other = states.get(decision.value)
    if other is None:
        raise unknown(decision.value, states)
    if other.id == state.id or other.suggestion.kind != state.suggestion.kind or other.source != state.source:
        raise UsageError(
            Text(
                f"{state.id} and {other.id} cannot be joined: they must be two of one table and of one source.",
                f"{state.id} 与 {other.id} 不能合并：须为同一来源、同一表的两条。",
            )
        )
    if other.status in (ACCEPTED, JOINED):
        raise UsageError(
            Text(
                f"{other.id} is {other.status}: undo that first.", f"{other.id} 已有决定（{other.status}），请先撤回。"
            )
        )
    mine, theirs = state.suggestion, other.suggestion
    fields = list(mine.fields)
    names = {one.name for one in fields if not one.group}
    fields += [one for one in theirs.fields if not one.group and one.name not in names]
    last = max((one.group for one in fields), default=0)
    parties = {one.value for one in fields if one.name == PARTY and one.group}
    for group in other.groups:
        if other.value(PARTY, group) not in parties:
            last += 1
            fields += [replace(one, group=last) for one in theirs.fields if one.group == group]
    span = decision.span or Span(min(mine.span.start, theirs.span.start), max(mine.span.end, theirs.span.end))
    states[state.id] = replace(
        state,
        suggestion=replace(mine, fields=tuple(fields), span=span),
        edited=state.edited | {("", 0)},
    )
    states[other.id] = replace(
        other, status=JOINED, became=state.id, number=decision.number, decided=(*other.decided, decision.number)
    )


def _add(decision: Decision, states: dict[str, State]) -> None:
    kind, _, source = decision.value.partition("/")
    if kind not in TABLES or not source:
        raise UsageError(
            Text(
                f"{decision.value[: log.MOST]!r} is nothing to add. Write table/source, such as stages/daily-2024, "
                f"with one of {', '.join(TABLES)}.",
                f"“{decision.value[: log.MOST]}”无法新增。请写成 表/来源，如 stages/daily-2024，表为"
                f"{'、'.join(TABLES)}之一。",
            )
        )
    if decision.span is None:
        raise UsageError(Text("What is added needs a span of the text.", "新增的记录须标出引文。"))
    if not decision.suggestion or decision.suggestion in states:
        raise UsageError(
            Text(
                f"There is a suggestion {decision.suggestion[: log.MOST]!r} already.",
                f"已有编号为“{decision.suggestion[: log.MOST]}”的建议。",
            )
        )
    made = Suggestion(decision.suggestion, kind, decision.span, (), PERSON, 1.0)
    states[made.id] = State(made, source, decided=(decision.number,))


_ACTS: dict[str, Callable[[Decision, State, dict[str, State]], None]] = {
    log.ACCEPT: _accept,
    log.REJECT: _reject,
    log.EDIT: _edit,
    log.SAME: _same,
    log.NEW: _new,
    log.SPLIT: _split,
    log.JOIN: _join,
}
