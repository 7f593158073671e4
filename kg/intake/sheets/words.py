"""What headings and cells of people's sheets may say: the files of ``ontology/headings/`` and of one's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.intake import schema
from kg.nearest import folded
from kg.text import Text

#: The part of an ontology that these words are in.
PART = "headings"
#: Code lists by what a column with their codes is read as.
CODE_LISTS = {"sector": "sector", "stage": "stage", "capital": "capital-kind", "level": "level", "role": "role"}

#: What is between the codes that one word names at once: culture;tourism.
SEVERAL = ";"
#: The blanks before a sign, as a part of a pattern: looked through once a run, and not once from each of its blanks.
BLANKS = r"(?:(?<!\s)\s+)?"
#: What parts two things, and may also be within the name of one: science and technology.
WEAK = re.compile(rf"{BLANKS}(?:&|＆|\band\b|\bund\b|[和与及])\s*", re.I)
_SIGNS = re.compile(r"[\s\W_]+")
_PARTS, _BRACKETS = re.compile(r"[/／|｜\n]"), re.compile(r"[（(\[][^()（）\[\]]*[)）\]]")


def bare(text: str) -> str:
    """A text for comparing: folded, without blanks and signs.

    >>> bare(" Party-A: "), bare("金额 *")
    ('partya', '金额')
    """
    plain = folded(text)
    return _SIGNS.sub("", plain.replace("n°", "no")) or plain


@dataclass(frozen=True, eq=False)  # as itself it may be a key
class Words:
    """All words that are known.

    Attributes:
        roles: what a column can be read as, with how people are told it.
        headings: heading, bare, to what it is read as; ``party 1``, ``amount totalInvestment``.
        values: for each kind of cell, what is written, folded, to a code, or to several with ``SEVERAL`` between.
        codes: for each kind of cell, the codes of its list, folded, to what an answer with one means.
        asked: for each kind of cell, what says too little to be read unasked, folded, to the codes that it may be.
        stage_kinds: words of stages, folded, that are asked of in one go with others that say the same, to what
            that is.
        only_whole: words that are asked where they are all of it, and make no longer text doubtful, folded.
        nearest: for each kind of cell, the words whose code is only the nearest that there is, folded.
        class_in_name: words in names to classes, the first that fits counts.
        planned, achieved: words in headings of amounts.
        how_far: measures to ``planned``, ``achieved`` or ``either``: what their amounts are where no heading says it.
        totals, examples: how rows begin that are no partnerships.
        subtotals: those of totals that sum a part of the rows alone.
        bare_days: headings of days, bare, that do not say which days they are.
        modifiers: what may stand before or behind a heading, bare.
        says_no_measure: headings of amounts that do not say what they measure, bare.
        capacities: those of them that are of a capacity, and so of no money.
        capacity_measures: what a capacity may be measured by.
        measured: what counts something, folded, a unit's code or its kind, to the measures that it may be, the
            likeliest first.
        sure_by_unit: of these what they measure is sure by them alone, where a heading does not say it.
        rates: how often an amount comes, to what measures it by the kind of its unit.
        yearly: measures of money that is of a year by itself: an amount a year of it is a figure of one year.
        money: the codes of the currencies.
        sides: what may stand before a word for a party, bare, to its number: 外方合作伙伴.
        side_alone: what stands behind those and says no more, bare: side.
        of_parties_alone: those of them that say nothing of whose place one is: other.
        either: headings of two meanings, bare, to what they may be: Land, which is German for a country.
    """

    roles: Mapping[str, Text]
    headings: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    nearest: Mapping[str, frozenset[str]] = field(default_factory=dict)
    class_in_name: tuple[tuple[str, tuple[str, ...]], ...] = ()
    planned: tuple[str, ...] = ()
    achieved: tuple[str, ...] = ()
    how_far: Mapping[str, str] = field(default_factory=dict)
    totals: frozenset[str] = frozenset()
    subtotals: frozenset[str] = frozenset()
    bare_days: frozenset[str] = frozenset()
    examples: frozenset[str] = frozenset()
    modifiers: tuple[str, ...] = ()
    says_no_measure: frozenset[str] = frozenset()
    capacities: frozenset[str] = frozenset()
    capacity_measures: tuple[str, ...] = ()
    measured: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sure_by_unit: frozenset[str] = frozenset()
    rates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    yearly: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    sides: Mapping[str, str] = field(default_factory=dict)
    side_alone: frozenset[str] = frozenset()
    of_parties_alone: frozenset[str] = frozenset()
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stage_kinds: Mapping[str, str] = field(default_factory=dict)
    only_whole: frozenset[str] = frozenset()

    @cached_property
    def of_amounts(self) -> Mapping[str, int]:
        """The headings of amounts, bare, each with its place among them."""
        amounts = (heading for heading, said in self.headings.items() if said.startswith("amount"))
        return {heading: at for at, heading in enumerate(amounts)}

    @cached_property
    def how_far_words(self) -> Mapping[str, bool]:
        """The words in headings of amounts, bare, those of what is planned first, to whether they say what has come."""
        has_come = set(map(bare, self.achieved))
        return {word: word in has_come for word in map(bare, (*self.planned, *self.achieved))}

    @cached_property
    def measures(self) -> Mapping[str, str]:
        """The headings of amounts that say what they measure, bare, each with the measure."""
        said = {heading: self.headings[heading].removeprefix("amount").strip() for heading in self.of_amounts}
        return {heading: one for heading, one in said.items() if one and heading not in self.says_no_measure}

    def is_vague(self, heading: str) -> bool:
        """Whether a heading of amounts does not say what they measure: size, 规模, value/size (EUR m)."""
        return self._is_of(self.says_no_measure, heading)

    def is_of_capacity(self, heading: str) -> bool:
        """Whether a heading of amounts says a capacity: 产能, annual capacity."""
        return self._is_of(self.capacities, heading)

    def _is_of(self, known: Collection[str], heading: str) -> bool:
        parts = _PARTS.split(_BRACKETS.sub(" ", heading))
        return all(self._without_modifier(bare(part)) in known for part in parts if bare(part))

    def _without_modifier(self, text: str) -> str:
        """A bare heading without a word before or behind it that changes nothing."""
        known = self.says_no_measure
        ways = (rest for word in self.modifiers for rest in (text.removeprefix(word), text.removesuffix(word)))
        return text if text in known else next((rest for rest in ways if rest in known), text)

    def text_of(self, reading: str) -> Text:
        """What a column is read as, for people."""
        role, _, rest = reading.partition(" ")
        text = self.roles.get(role, Text(role, role))
        return Text(f"{text.en} {rest}", f"{text.zh} {rest}") if rest else text


@dataclass(slots=True)
class _Gathered:
    roles: dict[str, Text] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    nearest: dict[str, set[str]] = field(default_factory=dict)
    class_in_name: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    achieved: list[str] = field(default_factory=list)
    how_far: dict[str, str] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    subtotals: set[str] = field(default_factory=set)
    bare_days: set[str] = field(default_factory=set)
    examples: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    says_no_measure: set[str] = field(default_factory=set)
    capacities: set[str] = field(default_factory=set)
    capacity_measures: list[str] = field(default_factory=list)
    measured: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sure_by_unit: set[str] = field(default_factory=set)
    rates: dict[str, dict[str, str]] = field(default_factory=dict)
    yearly: set[str] = field(default_factory=set)
    sides: dict[str, str] = field(default_factory=dict)
    side_alone: set[str] = field(default_factory=set)
    of_parties_alone: set[str] = field(default_factory=set)
    either: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stage_kinds: dict[str, str] = field(default_factory=dict)
    only_whole: set[str] = field(default_factory=set)


@cache
def words(ontology: Ontology = BUNDLED) -> Words:
    """The words of the bundled ontology and of folders of one's own; the first file that has a word counts.

    Raises:
        SourceError: if a file of one's own is no such list.
    """
    gathered = _Gathered(roles=dict(_AMOUNT))
    bundled = BUNDLED.files(PART, ".yaml")
    for path in bundled:
        _gather(path, _read(path, _QUICK), gathered)
    for path in ontology.own_files(PART, ".yaml"):
        _gather(path, _read(path), gathered)
    for name, code in schema.sure_names("measure", ontology).items():
        gathered.headings.setdefault(bare(name), f"amount {code}")
    for role, code_list in CODE_LISTS.items():
        for name, code in schema.sure_names(code_list, ontology).items():
            gathered.values.setdefault(role, {}).setdefault(name, code)
        # A code is that code, also where it is a word for another one.
        gathered.values.setdefault(role, {}).update({folded(code): code for code in schema.codes(code_list, ontology)})
    for name, code in schema.sure_names("agreement-kind", ontology).items():
        gathered.values.setdefault("class", {}).setdefault(name, f"Agreement/{code}")
    return Words(
        gathered.roles,
        gathered.headings,
        gathered.values,
        _codes(ontology),
        gathered.asked,
        {kind: frozenset(found) for kind, found in gathered.nearest.items()},
        tuple(gathered.class_in_name),
        tuple(map(folded, gathered.planned)),
        tuple(map(folded, gathered.achieved)),
        gathered.how_far,
        frozenset(map(bare, gathered.totals | gathered.subtotals)),
        frozenset(map(bare, gathered.subtotals)),
        frozenset(map(bare, gathered.bare_days)),
        frozenset(map(bare, gathered.examples)),
        tuple(sorted(map(bare, gathered.modifiers), key=lambda word: (-len(word), word))),
        frozenset(gathered.says_no_measure),
        frozenset(gathered.capacities),
        tuple(gathered.capacity_measures),
        gathered.measured,
        frozenset(gathered.sure_by_unit),
        gathered.rates,
        frozenset(gathered.yearly),
        frozenset(
            name.removeprefix("unit/")
            for name, kind in schema.unit_kinds(ontology).items()
            if kind == "money" and name.startswith("unit/")
        ),
        gathered.sides,
        frozenset(gathered.side_alone),
        frozenset(gathered.of_parties_alone),
        gathered.either,
        gathered.stage_kinds,
        frozenset(gathered.only_whole),
    )


def _codes(ontology: Ontology) -> dict[str, dict[str, str]]:
    """The codes of each list by what is answered, folded: of an agreement its kind, with its class or without it."""
    found = {role: {folded(code): code for code in schema.codes(name, ontology)} for role, name in CODE_LISTS.items()}
    kinds = {code: f"Agreement/{code}" for code in schema.codes("agreement-kind", ontology)}
    found["class"] = {folded(said): one for code, one in kinds.items() for said in (code, one)}
    return found


_AMOUNT = {
    "amount": Text("amount:", "数额："),
    "ignore": Text("not kept", "不保留"),
}


#: What reads our own files, which are long: libyaml where it is there. It is not given what others wrote.
_QUICK: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read(path: Path, loader: type = yaml.SafeLoader) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe ones
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read as YAML ({str(error)[:200]}). Correct it there.",
                f"{path}：无法按YAML读取（{str(error)[:200]}）。请在其中改正。",
            )
        ) from error
    if not isinstance(read, dict):
        raise SourceError(
            Text(
                f"{path}: must be a mapping, as ontology/headings/columns.yaml is.",
                f"{path}：须为映射，格式同ontology/headings/columns.yaml。",
            )
        )
    return read


#: What the amounts of measures are where no word of the heading says so, by the key of their list.
_HOW_FAR = (("planned", "agreed_measures"), ("achieved", "come_measures"), ("either", "either_measures"))


def _gather(path: Path, read: Mapping[str, Any], into: _Gathered) -> None:
    try:
        for role, said in (read.get("roles") or {}).items():
            _gather_role(str(role), said, into)
        for measure, headings in (read.get("measures") or {}).items():
            _add(into.headings, headings, f"amount {measure}")
        _add(into.headings, read.get("amounts"), f"amount {read.get('amounts_measure', '')}".strip())
        _add(into.headings, read.get("capacities"), f"amount {read.get('amounts_measure', '')}".strip())
        into.capacities |= set(map(bare, _texts(read.get("capacities"))))
        into.capacity_measures += _texts(read.get("capacity_measures"))
        into.says_no_measure |= set(map(bare, _texts(read.get("amounts")))) | into.capacities
        _gather_measured(read, into)
        for kind in ("class", *CODE_LISTS):
            _gather_codes(kind, read, into)
        for kind, found in (read.get("nearest") or {}).items():
            into.nearest.setdefault(str(kind), set()).update(map(folded, _texts(found)))
        into.class_in_name += [(str(name), _texts(found)) for name, found in read.get("class_in_name") or ()]
        into.planned += _texts(read.get("planned"))
        into.achieved += _texts(read.get("achieved"))
        for said, key in _HOW_FAR:
            into.how_far |= {measure: said for measure in _texts(read.get(key)) if measure not in into.how_far}
        into.totals |= set(_texts(read.get("totals")))
        into.subtotals |= set(_texts(read.get("subtotals")))
        into.bare_days |= set(_texts(read.get("bare_days")))
        into.examples |= set(_texts(read.get("examples")))
        for slot, leads in (read.get("sides") or {}).items():
            into.sides |= {bare(lead): str(slot) for lead in _texts(leads)}
        into.side_alone |= set(map(bare, _texts(read.get("side_alone"))))
        into.of_parties_alone |= set(map(bare, _texts(read.get("of_parties_alone"))))
        into.modifiers |= set(_texts(read.get("modifiers")))
        _gather_either(read, into)
    except (AttributeError, TypeError, ValueError) as error:
        raise SourceError(
            Text(
                f"{path}: has not the form of ontology/headings/columns.yaml. Correct it there.",
                f"{path}：格式与ontology/headings/columns.yaml不符。请在其中改正。",
            )
        ) from error


def _gather_either(read: Mapping[str, Any], into: _Gathered) -> None:
    for found, readings in read.get("either") or ():
        for heading in map(bare, _texts(found)):
            into.either.setdefault(heading, _texts(readings))
            into.headings.setdefault(heading, _texts(readings)[0])


def _gather_measured(read: Mapping[str, Any], into: _Gathered) -> None:
    for counted, measures, *sure in read.get("measured") or ():
        counting = tuple(map(folded, _texts(counted)))
        if sure not in ([], ["sure"]):
            raise ValueError("a third item that is not `sure`")
        into.sure_by_unit |= set(counting) if sure else set()
        for word in counting:
            into.measured.setdefault(word, _texts(measures))
    # Files of one's own may still have them by themselves.
    into.sure_by_unit |= set(map(folded, _texts(read.get("sure_by_unit"))))
    into.yearly |= set(_texts(read.get("yearly_measures")))
    for step, by_kind in (read.get("rates") or {}).items():
        for kind, measure in by_kind.items():
            into.rates.setdefault(str(step), {}).setdefault(str(kind), str(measure))


def _gather_codes(kind: str, read: Mapping[str, Any], into: _Gathered) -> None:
    for code, spellings in (read.get(kind) or {}).items():
        known = into.values.setdefault(kind, {})
        for spelling in _texts(spellings):
            known.setdefault(folded(spelling), str(code))
    for spellings, codes in read.get(f"{kind}_several") or ():
        for spelling in _texts(spellings):
            into.values.setdefault(kind, {}).setdefault(folded(spelling), SEVERAL.join(_texts(codes)))
    for spellings, codes, *of_kind in read.get(f"{kind}_asked") or ():
        for spelling in _texts(spellings):
            into.asked.setdefault(kind, {}).setdefault(folded(spelling), _texts(codes))
            if of_kind == ["whole"]:
                into.only_whole.add(folded(spelling))
            elif of_kind and kind == "stage":
                into.stage_kinds.setdefault(folded(spelling), str(of_kind[0]))


def _gather_role(role: str, said: Mapping[str, Any], into: _Gathered) -> None:
    text = said.get("text") or {}
    untold = Text.of("", "", role)
    if into.roles.get(role, untold) == untold:
        into.roles[role] = Text.of(str(text.get("en", "")), str(text.get("zh", "")), role)
    for further in ("slots", "roles"):
        for slot, headings in (said.get(further) or {}).items():
            _add(into.headings, headings, f"{role} {slot}")
    _add(into.headings, said.get("headings"), role)


def _add(known: dict[str, str], headings: Iterable[object] | None, reading: str) -> None:
    for heading in _texts(headings):
        known.setdefault(bare(heading), reading)


def _texts(values: Iterable[object] | None) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError(values)
    return tuple(str(value) for value in values or ())


def with_kinds(said: Mapping[str, str], stage_kinds: Mapping[str, str]) -> Mapping[str, str]:
    """What was answered of stages, with each word of a kind for which one answer stands.

    Args:
        said: what was answered, by what it was answered of.
        stage_kinds: the words of each kind, as ``Words`` has them.

    >>> dict(with_kinds({"goes on": "operating"}, {"ongoing": "goes on", "lapsed": "is over"}))
    {'ongoing': 'operating', 'goes on': 'operating'}
    """
    own = {folded(word) for word in said}
    found = {word: said[kind] for word, kind in stage_kinds.items() if kind in said and word not in own}
    return {**found, **said} if found else said
