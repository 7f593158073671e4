"""Dated lists of the administrative divisions of China to regions over time, and what each became. For write_china.py.

The lists do not come from one hand. Those of the statistical office have rows that stand for no division ("市辖区"),
lag behind those of the ministry, and spell some names otherwise. Each rule below is about one such fault that the lists
themselves show; a region is left as the lists have it where no rule holds.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: Rows that stand for no division.
NO_DIVISION = re.compile(r"市辖区|县|市|(省|自治区)直辖(县级)?行政(区划|单位)|晋城市市辖区")
#: What names of divisions end in.
_ENDING = re.compile(r"(特别行政区|自治[区州县旗]|[特新林矿]区|地区|[盟省市县区旗])$")
#: Peoples, as they stand before 自治 (GB/T 3304); only a few of them without 族.
_PEOPLES = re.findall(
    r"\w+",
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 鄂温克 保安 裕固 独龙 鄂伦春 各",
)
_BARE = ("维吾尔", "哈萨克", "柯尔克孜", "蒙古", "锡伯", "塔吉克")
_PEOPLE = "|".join([*(f"{people}族" for people in sorted(_PEOPLES, key=len, reverse=True)), *_BARE])
_OF_PEOPLES = re.compile(rf"(?:{_PEOPLE})+$")
#: States of the statistical office that lie between those of the ministry, lag behind them, or have zones beside.
INTERLEAVED = ("201110", "201210", "201308", "201410", "201509", "201607", "201810")
#: States whose lists hold the changes of the year after their name, all of them, and so are of its end.
MISDATED = {"201112": "201212"}
#: The first and last state of the years in which only the statistical office's lists are at hand.
_STATISTICAL = ("200212", "201010")
#: Rows that hold what belongs two rows on: a province and its capital with codes of another province.
_SHIFTED = {("198712", "339007"), ("198712", "339008")}
#: Provinces that were made of parts of another: Hainan of Guangdong, Chongqing of Sichuan.
_NEW_PROVINCES = {("44", "46"), ("51", "50")}
#: Before this, codes were given anew nearly every year, and what comes back is no mistake.
_SETTLED = "198412"


@dataclass(slots=True)
class Division:
    """A code and a name over consecutive states."""

    code: str
    name: str
    first: int
    last: int
    spellings: set[str] = field(default_factory=set)
    successors: list[Division] = field(default_factory=list)
    how: str = ""

    @property
    def level(self) -> int:
        return level_of(self.code)


def level_of(code: str) -> int:
    """1 for a province, 2 for a prefecture, 3 for a county, each with what has its rank."""
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def stem(name: str) -> str:
    """The name without what kind of division it is: 恩施土家族苗族自治州 is 恩施."""
    ending = _ENDING.search(name)
    if ending is None:
        return name
    bare = name[: ending.start()]
    if ending.group().startswith("自治"):
        bare = _without_peoples(bare)
    return bare or name


def _without_peoples(name: str) -> str:
    """What stands before the peoples; empty if nothing does, as in 东乡族自治县."""
    found = _OF_PEOPLES.search(name)
    return name[: found.start()] if found else name


def cleaned(states: Mapping[str, Mapping[str, str]]) -> tuple[list[str], list[dict[str, str]], dict[str, set[str]]]:
    """The states without rows of no division, holes, other spellings and codes that came and went.

    Returns:
        the names of the states, the states, and by each ``code name`` other spellings that lists have had for it.
    """
    used = [name for name in states if name not in INTERLEAVED]
    kept = [
        {c: n for c, n in states[name].items() if not NO_DIVISION.fullmatch(n) and (name, c) not in _SHIFTED}
        for name in used
    ]
    names = [MISDATED.get(name, name) for name in used]
    spellings: dict[str, set[str]] = defaultdict(set)
    for code in sorted({code for state in kept for code in state}):
        _one_spelling(code, kept, spellings)
    for most in (4, 1):
        _fill(names, kept, most)
    return names, kept, spellings


def _runs(code: str, states: Sequence[Mapping[str, str]]) -> list[tuple[str, int, int]]:
    """What a code stands for over the states: name, first and last state."""
    found: list[tuple[str, int, int]] = []
    for name, group in itertools.groupby(range(len(states)), lambda i: states[i].get(code, "")):
        places = list(group)
        found.append((name, places[0], places[-1]))
    return found


def _one_spelling(code: str, states: list[dict[str, str]], spellings: dict[str, set[str]]) -> None:
    """A name that comes back after another of one other character was spelt otherwise in between."""
    runs = _runs(code, states)
    for (before, _, _), (between, first, last), (after, _, _) in zip(runs, runs[1:], runs[2:], strict=False):
        alike = len(before) == len(between) and sum(a != b for a, b in zip(before, between, strict=False)) == 1
        if before == after and between and alike and not _elsewhere(between, code, states):
            spellings[f"{code} {before}"].add(between)
            for place in range(first, last + 1):
                states[place][code] = before


def _elsewhere(name: str, code: str, states: Iterable[Mapping[str, str]]) -> bool:
    return any(other[:2] == code[:2] and n == name and other != code for state in states for other, n in state.items())


def _fill(names: Sequence[str], states: list[dict[str, str]], most: int) -> None:
    """Mend what is missing from a list or has another code in it, where both neighbours agree."""
    for code in sorted({code for state in states for code in state}):
        runs = [run for run in _runs(code, states) if run[0]]
        by_name: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, first, last in runs:
            by_name[name].append((first, last))
        for name, spans in by_name.items():
            for (_, end), (start, stop) in itertools.pairwise(spans):
                _mend(names, states, code, name, range(end + 1, start), stop, most)


def _mend(
    names: Sequence[str], states: list[dict[str, str]], code: str, name: str, gap: range, stop: int, most: int
) -> None:
    others = [other for place in gap for other in _codes_only_there(states, name, code, gap, place)]
    if not others:
        if len(gap) <= most and all(code not in states[place] for place in gap):
            if stop == gap.stop and "201501" <= names[stop] <= "201503":
                del states[stop][code]  # it was gone already, and stands in one more list
                return
            for place in gap:
                states[place][code] = name
        return
    statistical = _STATISTICAL[0] <= names[gap[0]] and names[gap[-1]] <= _STATISTICAL[1]
    if statistical or (len(gap) == 1 and names[gap[0]] >= _SETTLED):
        for place in gap:
            for other in _codes_only_there(states, name, code, gap, place):
                del states[place][other]
            states[place][code] = name


def _codes_only_there(states: Sequence[Mapping[str, str]], name: str, code: str, gap: range, place: int) -> list[str]:
    """Codes that a name has within a gap and not right before it."""
    before = states[gap.start - 1]
    return [c for c, n in states[place].items() if n == name and c[:2] == code[:2] and before.get(c) != name]


def divisions(states: Sequence[Mapping[str, str]], spellings: Mapping[str, set[str]]) -> list[Division]:
    """The divisions over time, by code and first state; without successors."""
    return [
        Division(code, name, first, last, set(spellings.get(f"{code} {name}", ())))
        for code in sorted({code for state in states for code in state})
        for name, first, last in _runs(code, states)
        if name
    ]


def follow(found: Sequence[Division], names: Sequence[str], events: Sequence[Event]) -> None:
    """Say of each division that ended what it became."""
    ends, begins = defaultdict(list), defaultdict(list)
    stands: dict[int, dict[str, Division]] = defaultdict(dict)
    last_seen: dict[tuple[str, str], int] = {}
    for one in found:
        ends[one.last].append(one)
        begins[one.first].append(one)
        for place in range(one.first, one.last + 1):
            stands[place][one.code] = one
        key = (one.code[:2], one.name)
        last_seen[key] = max(last_seen.get(key, 0), one.last)
    for place in range(len(names) - 1):
        gone = sorted(ends[place], key=lambda one: (one.level, one.code))  # prefectures first: counties go with them
        before, after = stands[place], stands[place + 1]
        _follow_names(gone, begins[place + 1], before, one_level=True)
        _follow_stems(gone, begins[place + 1], before)
        _follow_names(gone, begins[place + 1], before, one_level=False)
        taken = {id(two) for one in gone for two in one.successors}
        names_before = {(one.code[:2], one.name) for one in before.values()}
        for one in gone:
            here = after.get(one.code)
            if one.successors or here is None or id(here) in taken or last_seen[one.code[:2], one.name] > place:
                continue
            if (here.code[:2], here.name) not in names_before:
                _becomes(one, here, "renamed")
    _follow_events(found, names, events)


def _follow_names(
    gone: Sequence[Division], new: Sequence[Division], before: Mapping[str, Division], *, one_level: bool
) -> None:
    """A name that goes with one code and comes with another in the same list was given another code."""
    by_name = defaultdict(list)
    for one in _free(gone, new):
        by_name[one.name].append(one)
    for one in gone:
        if not one.successors:
            others = [two for two in by_name[one.name] if not one_level or two.level == one.level]
            same = _nearest(one, others, [two for two in gone if not two.successors], before)
            if same is not None:
                _becomes(one, same, "renumbered")


def _follow_stems(gone: Sequence[Division], new: Sequence[Division], before: Mapping[str, Division]) -> None:
    """A county that goes where a city or district of its name comes became that."""
    by_stem = defaultdict(list)
    for one in _free(gone, new):
        by_stem[one.level, stem(one.name)].append(one)
    for one in gone:
        if not one.successors:
            # No city or district became a county, nor a district a city: that was another one of its name.
            kin = [two for two in by_stem[one.level, stem(one.name)] if not _NEVER.fullmatch(one.name + two.name)]
            alike = _nearest(one, kin, [two for two in gone if not two.successors and two.level == one.level], before)
            if alike is not None:
                _becomes(one, alike, "changed")


#: Two names of which the second never followed the first: of a county on a city, or of a city on a district.
_NEVER = re.compile(r".+[市区].+县|.+(?<!地)区.+市")


def _free(gone: Iterable[Division], new: Iterable[Division]) -> list[Division]:
    """New divisions that nothing is known to have become yet."""
    taken = {id(two) for one in gone for two in one.successors}
    return [one for one in new if id(one) not in taken]


def _becomes(one: Division, other: Division, how: str) -> None:
    one.successors, one.how = [other], how


def _nearest(
    one: Division, others: Sequence[Division], gone: Sequence[Division], before: Mapping[str, Division]
) -> Division | None:
    """The one of several of a name that a division can have become; none where that is not sure."""
    ranked = [two for two in others if two.code[:2] == one.code[:2]]
    if not ranked:
        moved = [two for two in others if (one.code[:2], two.code[:2]) in _NEW_PROVINCES]
        return moved[0] if len(moved) == 1 and [stem(two.name) for two in gone].count(stem(one.name)) == 1 else None
    parent = before.get(f"{one.code[:4]}00")
    prefixes = [one.code[:4], *(two.code[:4] for two in (parent.successors if parent else ()))]
    near = [two for two in ranked if two.code[:4] in prefixes]
    alike = [
        two for two in gone if two is not one and two.code[:2] == one.code[:2] and stem(two.name) == stem(one.name)
    ]
    # One of its very name comes first; where names are others, each of its short name is as good.
    rivals = [two for two in alike if two.name == one.name or all(new.name != one.name for new in others)]
    if len(near) == 1 and not [two for two in rivals if two.code[:4] == near[0].code[:4]]:
        return near[0]
    return ranked[0] if len(ranked) == 1 and not rivals else None


@dataclass(frozen=True, slots=True)
class Event:
    """What another list says that a division went into."""

    year: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str


def _follow_events(found: Sequence[Division], names: Sequence[str], events: Sequence[Event]) -> None:
    """What went into something else, where the other list says what; that names it as it is called today."""
    told = defaultdict(list)
    for event in events:
        told[event.old_code, event.old_name].append(event)
    called, came_from = defaultdict(list), defaultdict(list)
    for one in found:
        called[one.code, one.name].append(one)
        for two in one.successors:
            came_from[id(two)].append(one)
    for one in found:
        if one.successors or one.last == len(names) - 1:
            continue
        for event in told[one.code, one.name]:
            in_time = int(names[one.last][:4]) - 1 <= int(event.year) <= int(names[one.last + 1][:4])
            # Its few cases in another province, and those of another place of the same name, are wrong.
            if in_time and event.new_code[:2] == one.code[:2] and event.new_name != one.name:
                today = called[event.new_code, event.new_name]
                then = [two for start in today for two in _standing(start, one.last + 1, came_from)]
                one.successors += [two for two in then if two is not one and two not in one.successors]
                one.how = "merged" if one.successors else ""


def _standing(start: Division, place: int, came_from: Mapping[int, Sequence[Division]]) -> Iterator[Division]:
    """A division as it stood at a state, or what it came from that stood then; nothing if that is more than one."""
    one = start
    while one.first > place:
        before = came_from.get(id(one), ())
        if len(before) != 1:
            return
        one = before[0]
    if one.last >= place:
        yield one
