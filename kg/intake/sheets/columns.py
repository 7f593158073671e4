"""What each column of a sheet is read as: by its heading for sure, by a near one perhaps, else kept in the note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kg.intake.identities import guess, registered
from kg.intake.registries import find
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded
from kg.notations import heading_hints
from kg.text import HAN, Text

#: No heading is as long.
_LONGEST = 300
_ANSWERED = Text("your answer", "依您的回答")
#: How like a known heading one must be to be proposed for it, of 100.
_NEAR = 82
_BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]")
_UNIT_BEHIND = re.compile(
    r"(?<=[\w）)])[\s,，/／:：]+(?:(?:unit|in|单位)[\s:：]*)?([^\s,，/／:：][^,，/／:：]*)$", re.I
)
#: What a heading says behind what it is about: deal no, deal value, investor country, press link.
_NUMBERS = ("number", "no", "nr", "id", "code", "ref", "编号", "代码")
_LINKS = ("link", "url", "链接", "网址")
#: From the widest to the narrowest: 投资方国家, host province, host county.
_PLACES = (
    *("country", "nation", "国家", "国别", "state", "province", "region", "省份", "省", "prefecture", "地区"),
    *("location", "place", "所在地", "municipality", "city", "城市", "市", "town"),
    *("district", "county", "区县", "县"),
)
_AND_OTHERS = re.compile(
    r"(.+?)(?:及其他|及其它|和其他|等各方|andothers|andother|etal)(?:方|单位|各方|parties|partners)?"
)
#: Where one language ends and the other begins: Partner A 合作方A has three such places.
_BESIDE = re.compile(rf"(?<=[{HAN}A-Za-z0-9])\s+(?=[{HAN}A-Za-z])|(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])")
#: Which of several a heading means, behind what each of them is: organisation 2, 合作城市B.
_WHICH = re.compile(r"(.+?)(?:([a-d])|([1-9])|([一二三四]))")
#: A region that leads is a party, where too little else is one.
_LEADS = ("牵头", "主导", "发起", "lead", "leading")
_BETWEEN = re.compile(r"[/／|｜\n]")
#: What stands between two parties.
_SEVERAL = re.compile(r"[、,，;；|｜/／\n&＆]|[^\s]\s*[和与及]\s*[^\s]|\band\b", re.I)
#: Of these there is one a sheet; a second column of one is kept in the note.
_ONCE = (
    "name",
    "name_zh",
    "name_en",
    "id",
    "date",
    "signed",
    "start",
    "end",
    "stage",
    "type",
    "link",
    "source",
    "capital",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column is read as.

    Attributes:
        role: a name in ``columns.yaml``, ``amount`` or ``ignore``.
        detail: of a party or a place, which; of an amount, its measure.
        sure: whether its heading says so, or a person.
        why: how it came to be read so, for people.
        proposals: what else it may be, the likeliest first, as ``role detail``; where it is asked.
    """

    role: str
    detail: str = ""
    sure: bool = True
    why: Text = Text("its heading", "依表头")  # noqa: RUF009 -- a frozen value
    proposals: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: str, sure: bool = True, why: Text | None = None) -> Reading:
        """A reading as it is written: ``amount totalInvestment``."""
        role, _, detail = written.strip().partition(" ")
        return cls(role, detail.strip(), sure, why or Text("its heading", "依表头"))

    def proposing(self, *proposals: str) -> Reading:
        """The same, with what else it may be."""
        return replace(self, proposals=proposals)

    @property
    def written(self) -> str:
        """The reading as it is written in ``SHEET.kg.yaml``."""
        return f"{self.role} {self.detail}".strip()


def recognised(heading: str, words: Words) -> str:
    """What a heading says for sure, as ``role detail``; empty if nothing.

    A heading may have its unit in brackets, and both languages side by side.
    """
    if len(heading) > _LONGEST:
        return ""
    for text in (heading, _BRACKETS.sub(" ", heading), _without_unit(_BRACKETS.sub(" ", heading))):
        if found := _known(bare(text), words):
            return found
    bare_heading = _BRACKETS.sub(" ", heading)
    cuts = [(bare_heading[: match.start()], bare_heading[match.end() :]) for match in _BESIDE.finditer(bare_heading)]
    ways = (_BETWEEN.split(bare_heading), *cuts)
    for parts in ways:
        readings = {_known(bare(part), words) for part in parts if bare(part)}
        if len(parts) > 1 and len(readings) == 1:
            return readings.pop()
        if len(parts) > 1 and readings == {"party", "parties"}:
            # 合作方 Partners: the one language does not tell one from several.
            return "parties"
    return next((found for parts in ways if (found := _of_one_half(parts, words))), "")


def _of_one_half(parts: Sequence[str], words: Words) -> str:
    """What a heading in two languages says of which one half says nothing known, or less: 对方所在地 Where."""
    halves = [bare(part) for part in parts if bare(part)]
    if len(halves) != 2 or len({bool(_IN_HAN.search(half)) for half in halves}) == 1:
        return ""
    zh, en = sorted(halves, key=lambda half: not _IN_HAN.search(half))
    at_cut = zh[0] if halves[0] == en else zh[-1]
    if not _IN_HAN.match(at_cut) or _OF_PERSONS.search(zh) or _OF_PERSONS.search(en):
        # Partner A合作方A is not cut behind Partner; 甲方 Email is no party.
        return ""
    said = [one for one in (_known(zh, words), _known(en, words)) if one]
    if len(said) == 2 and (told := _finer(*said)):
        return told
    return said[0] if len(said) == 1 else ""


def _finer(one: str, two: str) -> str:
    """The reading that says more, of two that do not gainsay each other: party 2 of party and party 2."""
    if {one, two} in ({"party", "unit"}, {"parties", "unit"}):
        return "unit"  # the cells tell
    return next((fine for coarse, fine in ((one, two), (two, one)) if fine.startswith(f"{coarse} ")), "")


_IN_HAN = re.compile(f"[{HAN}]")
_OF_PERSONS = re.compile(
    r"mail|phone|mobile|tel$|fax|contact|address|wechat|web|person|amount|share|电话|手机|邮箱|地址|联系|微信|传真|负责人"
)


def _without_unit(heading: str) -> str:
    """A heading without the unit behind it: Contract value EUR m."""
    match = _UNIT_BEHIND.search(heading)
    if match is None:
        return heading
    unit = heading_hints(f"({match[1].strip()})")
    return heading[: match.start()] if unit.unit or unit.scale else heading


def _compound(text: str, words: Words) -> str:
    """What a bare heading says that is made of two known words; empty if it is not."""

    def before(endings: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        for ending in endings:
            rest = text.removesuffix(ending)
            if rest not in ("", text):
                yield ending, rest, words.headings.get(rest, "")

    if any(reading in ("name", "type") for _, _, reading in before(_NUMBERS)):
        return "id"
    for ending, _, reading in before(heading for heading, said in words.headings.items() if said.startswith("amount")):
        if reading == "name":
            return words.headings[ending]
    for _, _, reading in before(_PLACES):
        if reading.partition(" ")[0] == "party":
            return f"place {reading.partition(' ')[2]}".strip()
    return "link" if next(before(_LINKS), None) else ""


def _known(text: str, words: Words) -> str:
    """What a bare heading says, also with a word before or behind it that changes nothing."""
    for lead in _LEADS:
        if words.headings.get(text.removeprefix(lead)) in ("region", "place") and text.startswith(lead):
            return "region"
    if not text or text in words.headings:
        return words.headings.get(text, "")
    if (which := _WHICH.fullmatch(text)) and words.headings.get(which[1]) in ("party", "parties", "region"):
        letter, digit, han = which.groups()[1:]
        return f"party {digit or ('abcd'.find(letter) if letter else '一二三四'.find(han)) + 1}"
    for word in words.modifiers:
        for rest in (text.removeprefix(word), text.removesuffix(word)):
            if rest != text and rest in words.headings:
                return words.headings[rest]
    others = _AND_OTHERS.fullmatch(text)
    if others and words.headings.get(others[1], "").partition(" ")[0] in ("party", "parties"):
        return "parties"
    return _compound(text, words)


def near_readings(heading: str, words: Words) -> tuple[str, ...]:
    """What a heading may mean that is only like known ones, the likeliest first; at most three."""
    text = bare(_BRACKETS.sub(" ", heading[:_LONGEST]))
    if len(text) < 2 or len(heading) > _LONGEST:
        return ()
    found: dict[str, None] = {}
    for known, _, _ in process.extract(text, list(words.headings), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=6):
        found.setdefault(words.headings[known], None)
    longest = sorted((known for known in words.headings if len(known) > 1 and known in text), key=len, reverse=True)
    for known in longest[:2]:
        if 2 * len(known) >= len(text):
            found.setdefault(words.headings[known], None)
    return tuple(found)[:3]


def read_columns(
    headings: Sequence[str], said: Mapping[str, str], words: Words, texts: Mapping[str, Sequence[str]]
) -> dict[str, Reading]:
    """What each column is read as.

    Args:
        headings: the headings, each once.
        said: what a person says that a heading is; ``?`` and nothing are no answers.
        words: what headings may say.
        texts: the cells of each column that are not blank.
    """
    several = {heading: _of_several(cells) for heading, cells in texts.items()}
    read = {heading: _read(heading, words, texts.get(heading, ())) for heading in headings}
    own = _settled(_units_or_parties(read, texts), words, several)
    readings = {
        heading: own[heading] if said.get(heading, own[heading].written) == own[heading].written else None
        for heading in headings
    }
    # What a person says otherwise may leave another party or place for the rest.
    answered = {heading: Reading.of(said[heading], why=_ANSWERED) for heading, one in readings.items() if one is None}
    if not answered:
        return {heading: _made_sure(own[heading], heading in said) for heading in headings}
    merged = {heading: answered.get(heading) or own[heading] for heading in headings}
    return _once(_numbered({heading: _made_sure(one, heading in said) for heading, one in merged.items()}), words)


def _made_sure(one: Reading, is_said: bool) -> Reading:
    """A reading that somebody has confirmed."""
    return one if one.sure or not is_said else Reading(one.role, one.detail, why=_ANSWERED)


def _read(heading: str, words: Words, texts: Sequence[str]) -> Reading:
    if found := recognised(heading, words):
        return Reading.of(found)
    near = near_readings(heading, words)
    if borne_out := next((one for one in near if _bears_out(one, texts, words)), ""):
        return Reading.of(borne_out, why=Text("a heading like it, and its cells", "表头相近，且单元格内容相符"))
    if near:
        return Reading(*_parted(near[0]), sure=False, why=Text("a heading like it", "表头相近"), proposals=near)
    return Reading("note", why=Text("no known heading: kept in the note", "未识别的表头：保留在备注中"))


def _units_or_parties(readings: Mapping[str, Reading], texts: Mapping[str, Sequence[str]]) -> dict[str, Reading]:
    """Columns that are headed 单位 or Unit, which is a unit of amounts or an organisation, by what their cells are."""
    found = dict(readings)
    has_amounts = any(one.role == "amount" for one in readings.values())
    for heading, one in readings.items():
        cells = [text for text in texts.get(heading, ())[:_MOST_CELLS] if text.strip(_SIGNS)]
        units = sum(_is_unit(text) for text in cells)
        if (one.role, one.detail) in _ORGANISATIONS and has_amounts and 2 * units > len(cells):
            found[heading] = Reading("unit", why=Text("its cells are units", "单元格为单位"))
        elif one.role == "unit" and not units and 2 * sum(map(_is_organisation, cells)) > len(cells):
            found[heading] = Reading("party", why=Text("its cells name organisations", "单元格为机构名称"))
    return found


def _is_unit(text: str) -> bool:
    said = heading_hints(f"({text.strip()})")
    return bool(said.unit or said.scale)


def _is_organisation(text: str) -> bool:
    return guess(text.strip(), registered()).kind == "institution" or bool(find(text.strip()))


#: Readings of a column that may be of units; how many of its cells are looked at; cells of such signs say nothing.
_ORGANISATIONS = (("party", ""), ("parties", ""))
_MOST_CELLS, _SIGNS = 30, " -–—―/\\.·…_*#?？无"


def _bears_out(written: str, texts: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column are words of the code list that it is perhaps read as."""
    kind = "class" if written == "type" else written
    known = {**words.values.get(kind, {}), **words.asked.get(kind, {})}
    return bool(texts) and 2 * sum(folded(text) in known for text in texts) > len(texts)


def _parted(written: str) -> tuple[str, str]:
    role, _, detail = written.partition(" ")
    return role, detail


def _of_several(texts: Sequence[str]) -> float:
    """In which part of its cells a column names several things; in all of them where there are none."""
    return sum(_SEVERAL.search(text.strip()) is not None for text in texts) / len(texts) if texts else 1.0


def _settled(readings: Mapping[str, Reading], words: Words, several: Mapping[str, float]) -> dict[str, Reading]:
    """Parties numbered in their order, a region made a party where too little else is one, doubles kept in the note.

    Args:
        readings: what each column is read as by its heading.
        words: what headings may say.
        several: in which part of its cells each column names several things.
    """
    found = _hosts(readings)
    parties = [heading for heading, one in found.items() if one.role in ("party", "parties") and one.sure]
    lists = [several.get(heading, 1.0) for heading in parties if found[heading].role == "parties"]
    places = [
        heading
        for heading, one in found.items()
        if one.sure and (one.role == "region" or (lists and (one.role, one.detail) == ("place", "")))
    ]
    if len(parties) == len(lists) == 1 and lists[0] < 1 and places:
        # One party a cell, in some rows at least: the region is the other one.
        why = Text("a region, and a second party is nowhere", "地区；别无另一参与方")
        if lists[0] > 0:
            why = Text("a region, and in some rows one party alone beside it", "地区；部分行另有一方")
        is_sure = not lists[0] and found[places[0]].role == "region"
        found[places[0]] = Reading("party", "", sure=is_sure, why=why, proposals=("party 1", "note"))
    alone = [heading for heading, one in found.items() if one.sure and (one.role, one.detail) == ("place", "")]
    if len(parties) == 1 and not lists and not places and len(alone) == 1:
        # Where the one party is, or who the other one is.
        here = f"place {found[parties[0]].detail or 1}"
        why = Text("a region, and a second party is nowhere", "地区；别无另一参与方")
        found[alone[0]] = Reading(*_parted(here), sure=False, why=why, proposals=(here, "party 2"))
    if not lists and len(parties) < 2 and len(parties) + len(places) >= 2:
        for heading in places[: 2 - len(parties)]:
            found[heading] = Reading(
                "party", "", why=Text("a region, and a second party is nowhere", "地区；别无另一参与方")
            )
    return _once(_numbered(found), words)


def _hosts(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Places of a party that no column names: the narrowest is the party, as in host county beside host province."""
    found = dict(readings)
    named = {one.detail for one in found.values() if one.role == "party"}
    for slot in {one.detail for one in found.values() if one.role == "place" and one.detail} - named:
        places = [heading for heading, one in found.items() if (one.role, one.detail) == ("place", slot) and one.sure]
        if places:
            why = Text("a region, of a party that no other column names", "地区；该方别无其他栏")
            found[max(places, key=_narrowness)] = Reading("party", slot, why=why)
    return found


def _narrowness(heading: str) -> int:
    text = bare(_BRACKETS.sub(" ", heading))
    return next((place for place, word in reversed(list(enumerate(_PLACES))) if text.endswith(word)), -1)


def _numbered(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Parties that no heading tells apart, by their order; places by their party; further regions kept in the note."""
    found = dict(readings)
    taken = {one.detail for one in found.values() if one.role == "party" and one.detail.isdigit()}
    numbers = (str(number) for number in range(1, 100) if str(number) not in taken)
    for heading, one in found.items():
        if one.role == "party" and not one.detail:
            found[heading] = Reading("party", next(numbers), one.sure, one.why, one.proposals)
        elif one.role == "place" and not one.detail:
            found[heading] = _place(one, found)
        elif one.role == "region":
            found[heading] = Reading(
                "note", why=Text("a region beside two parties: kept in the note", "已有双方，地区保留在备注中")
            )
    return found


def _place(one: Reading, found: Mapping[str, Reading]) -> Reading:
    parties = [other for other in found.values() if other.role == "party"]
    if len(parties) == 1:
        return Reading("place", parties[0].detail or "1", one.sure, one.why, one.proposals)
    return Reading("note", why=Text("of which party is not said: kept in the note", "未说明属于哪一方：保留在备注中"))


def _once(found: Mapping[str, Reading], words: Words) -> dict[str, Reading]:
    counts: Counter[str] = Counter()
    settled = {}
    for heading, one in found.items():
        key = one.written if one.role in ("amount", "place", "party") else one.role
        counts[key] += 1
        double = counts[key] > 1 and (one.role in _ONCE or one.role == "amount")
        role = words.text_of(one.role)
        text = Text(f"a second column of “{role.en}”: kept in the note", f"第二个“{role.zh}”栏：保留在备注中")
        settled[heading] = Reading("note", why=text) if double else one
    return settled
