"""What each column of a sheet is read as: by its heading for sure, by a near one perhaps, else kept in the note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from kg.intake.identities import guess, registered
from kg.intake.registries import find, find_cities
from kg.intake.sheets import by_cells, by_year, headed_spans
from kg.intake.sheets.arranging import TO_COME, WHOSE_UNKNOWN, how_far, numbered, once, settled
from kg.intake.sheets.bilingual import code_of
from kg.intake.sheets.readings import BRACKETS, DAYS, LEADS, PLACES, Reading
from kg.intake.sheets.twin_columns import in_languages
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded, in_both_scripts
from kg.notations import Hints, heading_hints, quantity
from kg.text import HAN, Text

#: No heading is as long.
_LONGEST = 300
_ANSWERED = Text("your answer", "依您的回答")
#: A heading in letters that is as short is compared with no other.
_SHORTEST = 3
#: Why a column is kept in the note of whose heading nothing is known.
_UNKNOWN = Text("no known heading: kept in the note", "未识别的表头：保留在备注中")
#: How like a known heading one must be to be proposed for it, of 100.
_NEAR = 82
_UNIT_BEHIND = re.compile(
    r"(?<=[\w）)])[\s,，/／:：]+(?:(?:unit|in|单位)[\s:：]*)?([^\s,，/／:：][^,，/／:：]*)$", re.I
)
#: What a heading says behind what it is about: deal no, deal value, investor country, press link.
_NUMBERS = ("number", "no", "nr", "id", "code", "ref", "编号", "代码")
_LINKS = ("link", "url", "链接", "网址")
_AND_OTHERS = re.compile(
    r"(.+?)(?:及其他|及其它|和其他|等各方|andothers|andother|etal)(?:方|单位|各方|parties|partners)?"
)
#: Where one language ends and the other begins: Partner A 合作方A has three such places.
_BESIDE = re.compile(rf"(?<=[{HAN}A-Za-z0-9])\s+(?=[{HAN}A-Za-z])|(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])")
#: Which of several a heading means, behind what each of them is: organisation 2, 合作城市B.
_WHICH = re.compile(r"(.+?)(?:([a-d])|([1-9])|([一二三四])|([甲乙丙丁]))")
_IN_ORDER = ("abcd", "123456789", "一二三四", "甲乙丙丁")
_BETWEEN = re.compile(r"[/／|｜\n]")
#: What stands between two parties.
_SEVERAL = re.compile(r"[、,，;；|｜/／\n&＆]|[^\s]\s*[和与及]\s*[^\s]|\band\b", re.I)


#: What a column of days may be of that says of what.
_ONE_DAY = frozenset(("signed", "start", "end"))


#: Units of areas.
_OF_LAND = ("m2", "ha", "mu", "km2")


def recognised(heading: str, words: Words) -> str:
    """What a heading says for sure, as ``role detail``; empty if nothing.

    A heading may have its unit in brackets, and both languages side by side.
    """
    if len(heading) > _LONGEST:
        return ""
    if found := _as_a_whole(heading, words):
        return found
    return "span" if _spans_of(heading, words) == ("span",) else _in_parts(heading, words)


def _spans_of(heading: str, words: Words) -> tuple[str, ...]:
    """What a heading of spans is read as; see ``headed_spans.of_heading``."""
    return headed_spans.of_heading(BRACKETS.sub(" ", heading), lambda text: _known(text, words))


def _as_a_whole(heading: str, words: Words) -> str:
    """What a heading says that is a known one, with its unit or without; empty if nothing."""
    for text in (heading, BRACKETS.sub(" ", heading), without_unit(BRACKETS.sub(" ", heading))):
        if found := _known(bare(text), words):
            if bare(text) in words.either and not _of_two_meanings(heading, words):
                return next((one for one in words.either[bare(text)] if one.startswith("amount ")), found)
            # Area is a region, and with acres behind it a size.
            return "amount area" if found == "region" and heading_hints(heading).unit in _OF_LAND else found
    return ""


def _in_parts(heading: str, words: Words) -> str:
    """What the parts of a heading say that is in two languages, or names two things; empty if nothing."""
    bare_heading = BRACKETS.sub(" ", heading)
    cuts = [(bare_heading[: match.start()], bare_heading[match.end() :]) for match in _BESIDE.finditer(bare_heading)]
    ways = (_BETWEEN.split(bare_heading), *cuts)
    for parts in ways:
        if found := _agreed(parts, words):
            return found
        readings = {_known(bare(part), words) for part in parts if bare(part)}
        if len(parts) > 1 and len(readings) == 1 and any(readings):
            return readings.pop()
        if len(parts) > 1 and readings == {"party", "parties"}:
            # 合作方 Partners: the one language does not tell one from several.
            return "parties"
        if len(parts) > 1 and len(readings) == 2 and readings & _ONE_DAY and "date" in readings:
            # 签约日期 Date: the one language says which day it is, the other that it is one.
            return (readings - {"date"}).pop()
        if len(parts) > 1 and len(readings) == 2 and (stage := _of_a_stage(readings)):
            return stage
    half = next((found for parts in ways if (found := _of_one_half(parts, words))), "")
    if half.startswith("amount ") and by_year.names_a_time(bare_heading):
        half = ""  # 2021Q1 投资: what the other half says is no other language
    return half or _of_a_year(heading, words)


#: What days of stages are called that say less of them: Baubeginn 开工, Fertigstellung 竣工, 投产 Date.
_SAY_LESS = {
    "reached underConstruction": ("start", "date"),
    "reached trialOperation": ("start", "date"),
    "reached operating": ("start", "date"),
    "reached completed": ("end", "date"),
}


def _of_a_stage(readings: set[str]) -> str:
    """The stage of a heading whose one half names it and whose other half says less of the same; empty for others."""
    return next((one for one in sorted(readings) if readings & set(_SAY_LESS.get(one, ()))), "")


def _of_a_year(heading: str, words: Words) -> str:
    """The amount that a heading with a year says: 2021年到位资金; empty if it says none."""
    one = by_year.parted(heading)
    found = recognised(one.rest, words) if one and one.rest else ""
    return found if found.startswith("amount ") else ""


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
    if {one, two} == {"site", "place"}:
        return "site"  # 地点 Where
    if {one, two} == {"id", "number"}:
        return "id"  # 编号 No.: what is kept does no harm
    return next((fine for coarse, fine in ((one, two), (two, one)) if fine.startswith(f"{coarse} ")), "")


def _agreed(parts: Sequence[str], words: Words) -> str:
    """What all parts of a heading may say, one of which has two meanings: 国家 Land; empty where there is none."""
    said = [bare(part) for part in parts if bare(part)]
    if len(said) < 2 or words.either.keys().isdisjoint(said):
        return ""
    ways = [words.either.get(part) or (_known(part, words),) for part in said]
    return next((one for one in ways[0] if one and all(one in other for other in ways[1:])), "")


_IN_HAN = re.compile(f"[{HAN}]")
_OF_PERSONS = re.compile(
    r"mail|phone|mobile|tel$|fax|contact|address|wechat|web|person|amount|share|电话|手机|邮箱|地址|联系|微信|传真|负责人"
)


def without_unit(heading: str) -> str:
    """A heading without the unit behind it: Contract value EUR m.

    >>> without_unit("Contract value EUR m"), without_unit("Contract value")
    ('Contract value', 'Contract value')
    """
    words = heading.split()
    for number in (3, 2, 1):
        unit = heading_hints(f"({' '.join(words[-number:])})") if len(words) > number else Hints()
        if unit.unit:
            return " ".join(words[:-number])
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
    cuts = (text[at:] for at in range(1, len(text)) if words.headings.get(text[:at]) == "name")
    amounts = [ending for ending in cuts if ending in words.of_amounts]
    if amounts:
        return words.headings[min(amounts, key=words.of_amounts.__getitem__)]
    for reading in (*(said for _, _, said in before(PLACES)), *_behind_of(text, words)):
        role, _, which = reading.partition(" ")
        if role in ("party", "parties"):
            return f"place {which or ('parties' if role == 'parties' else '')}".strip()
    return "link" if next(before(_LINKS), None) else ""


def _behind_of(text: str, words: Words) -> Iterator[str]:
    """What the word is read as whose place a bare heading says: country of counterpart."""
    return (
        words.headings.get(text.removeprefix(f"{place}of"), "") for place in PLACES if text.startswith(f"{place}of")
    )


def _amount_behind(text: str, words: Words) -> str:
    """The amount behind a word that says how far it has come: 预计完成投资, actual budget; empty if there is none.

    What has been paid of a budget or of a contract is what has come, 到位投资; what is both planned and has come,
    实际计划投资, somebody has to say.
    """
    for word, has_come in words.how_far_words.items():
        rest = text.removeprefix(word)
        found = words.headings.get(rest, "") if rest != text else ""
        if found.startswith("amount "):
            if has_come and rest.startswith(_AHEAD):
                return ""
            own = words.headings.get(word, "") if has_come and found in _WHOLE else ""
            return own if own.startswith("amount ") else found
    return ""


#: Amounts of which a part comes at a time; and words for what has not come, as headings are compared.
_WHOLE = ("amount totalInvestment", "amount contractedInvestment")
_AHEAD = tuple(map(bare, TO_COME))


def _beside_modifier(text: str, words: Words) -> str:
    """What a bare heading says with a word before or behind it that changes nothing; empty if it has none."""
    ways = (rest for word in words.modifiers for rest in (text.removeprefix(word), text.removesuffix(word)))
    return next((words.headings[rest] for rest in ways if rest != text and rest in words.headings), "")


def _of_a_side(text: str, words: Words) -> str:
    """The party, or its place, that a bare heading says with whose it is before it; empty if it says none.

    Args:
        text: the heading: 外方合作伙伴, Foreign side; 中方城市, Foreign city.
        words: what headings may say.
    """
    plain = text.removeprefix(_THE)
    for lead, slot in words.sides.items():
        for whole in dict.fromkeys((text, plain)):
            rest = whole.removeprefix(lead)
            if rest == whole:
                continue
            if rest in words.side_alone or (not rest and lead.endswith("方")):
                return f"party {slot}"
            role, _, which = words.headings.get(rest, "").partition(" ")
            if role in ("party", "parties") and which in ("", slot):
                return f"party {slot}" if role == "party" else "parties"
            if (role == "region" or rest in PLACES) and not which and lead not in words.of_parties_alone:
                return f"place {slot}"
    return ""


#: What may stand before whose it is, as headings are compared.
_THE = "the"


@lru_cache(maxsize=20_000)  # headings are looked at in all their parts, and by several
def _known(text: str, words: Words) -> str:
    """What a bare heading says, also with a word before or behind it that changes nothing."""
    for lead in LEADS:
        if words.headings.get(text.removeprefix(lead)) in ("region", "place") and text.startswith(lead):
            return "region"
    if not text or text in words.headings:
        return words.headings.get(text, "")
    if (which := _WHICH.fullmatch(text)) and words.headings.get(which[1]) in ("party", "parties", "region", "place"):
        sign = next(filter(None, which.groups()[1:]))
        at = next(places.find(sign) for places in _IN_ORDER if sign in places)
        return f"{'place' if words.headings[which[1]] == 'place' else 'party'} {at + 1}"
    if found := _amount_behind(text, words) or _of_a_side(text, words) or _beside_modifier(text, words):
        return found
    others = _AND_OTHERS.fullmatch(text)
    if others and words.headings.get(others[1], "").partition(" ")[0] in ("party", "parties"):
        return "parties"
    return _compound(text, words)


def _of_halves(heading: str, words: Words) -> Iterator[str]:
    """What the halves of a heading in two languages say each, as it is written."""
    for match in _BESIDE.finditer(heading):
        halves = (heading[: match.start()], heading[match.end() :])
        said = [_known(bare(half), words) for half in halves if bare(half)]
        if len(said) == len(halves) and all(said):
            yield from said
            return


def near_readings(heading: str, words: Words) -> tuple[str, ...]:
    """What a heading may mean that is only like known ones, the likeliest first; at most three."""
    text = bare(BRACKETS.sub(" ", heading[:_LONGEST]))
    if len(text) < 2 or len(heading) > _LONGEST:
        return ()
    # 合作事项 Subject: each half says something, and not the same.
    found: dict[str, None] = dict.fromkeys(_of_halves(BRACKETS.sub(" ", heading), words))
    # What is as short is like words of any language.
    likely = list(words.headings) if len(text) > _SHORTEST or _IN_HAN.search(text) else []
    for known, _, _ in process.extract(text, likely, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=6):
        found |= dict.fromkeys(words.either.get(known, (words.headings[known],)))
    longest = sorted((known for known in words.headings if len(known) > 1 and known in text), key=len, reverse=True)
    for known in longest[:2]:
        if 2 * len(known) >= len(text):
            found |= dict.fromkeys(words.either.get(known, (words.headings[known],)))
    return tuple(found)[:3]


def read_columns(
    headings: Sequence[str],
    said: Mapping[str, str],
    words: Words,
    texts: Mapping[str, Sequence[str]],
    rows: Sequence[Mapping[str, str]] = (),
) -> dict[str, Reading]:
    """What each column is read as.

    Args:
        headings: the headings, each once.
        said: what a person says that a heading is; ``?`` and nothing are no answers.
        words: what headings may say.
        texts: the cells of each column that are not blank.
        rows: the cells of each row by their headings, without those that say nothing.
    """
    several = {heading: _of_several(cells) for heading, cells in texts.items()}
    read = {heading: _read(heading, words, texts.get(heading, ())) for heading in headings}
    read = _ends_beside(read, texts)
    own = settled(in_languages(_units_or_parties(read, texts), texts, rows), words, several)
    readings = {
        heading: own[heading] if said.get(heading, own[heading].written) == own[heading].written else None
        for heading in headings
    }
    # What a person says otherwise may leave another party or place for the rest.
    answered = {heading: Reading.of(said[heading], why=_ANSWERED) for heading, one in readings.items() if one is None}
    if not answered:
        return {heading: _made_sure(own[heading], heading in said) for heading in headings}
    # With the parties that somebody has said, a place is that of one of them.
    own |= {heading: read[heading] for heading, one in own.items() if one.why == WHOSE_UNKNOWN and heading not in said}
    merged = {heading: answered.get(heading) or own[heading] for heading in headings}
    return once(numbered({heading: _made_sure(one, heading in said) for heading, one in merged.items()}), words)


def _ends_beside(read: Mapping[str, Reading], texts: Mapping[str, Sequence[str]]) -> dict[str, Reading]:
    """Columns headed as a span and as one of its ends, Ende/Laufzeit: of the end, where another column has the other.

    Args:
        read: what each column is read as by itself.
        texts: the cells of each column that are not blank.
    """
    found, sure = dict(read), {one.role for one in read.values() if one.sure}
    for heading, one in read.items():
        other = _OTHER_END.get(" ".join(one.proposals[:2]), "")
        if other in sure and not {"start", "end"} - {other} & sure and by_cells.have_one_end(texts.get(heading, ())):
            found[heading] = Reading.of(one.proposals[1], why=_ONE_END)
    return found


#: What is proposed of a heading of a span and of one of its ends, to the other end.
_OTHER_END = {"span end": "start", "span start": "end"}
_ONE_END = Text("its heading, and the column of the other end", "依表头及另一端所在栏")

_YES_OR_NO = re.compile(
    in_both_scripts(r"y|yes|n|no|true|false|x|✓|✔|valid|invalid|是|否|有效|无效|已失效|失效|有|无|√"), re.I
)


def _made_sure(one: Reading, is_said: bool) -> Reading:
    """A reading that somebody has confirmed."""
    return one if one.sure or not is_said else Reading(one.role, one.detail, why=_ANSWERED)


def _read(heading: str, words: Words, texts: Sequence[str]) -> Reading:
    if ways := _of_two_meanings(heading, words):
        return _told_by_cells(ways, words, texts)
    if found := recognised(heading, words):
        if found.startswith("amount ") and words.is_vague(heading) and (one := _of_sizes(heading, found, words, texts)):
            return one
        if found.startswith(_OF_NAMES) and by_cells.are_shares(texts):
            return _NO_NAMES
        if found == "number" and not by_cells.are_running_numbers(texts):
            # Number: V-2020/17 is the row's own, and must not go lost.
            role = "id" if len(set(map(folded, texts))) == len(texts) else "note"
            return Reading(role, why=Text("its cells are no running numbers", "单元格不是序号"))
        if found == "site" and texts and not any(map(_names_a_place, texts[:_MOST_CELLS])):
            # 落地: where it is, or whether it has come about.
            why = Text("its heading names a place, its cells none that is known", "表头为地点，单元格不是已知地名")
            return Reading.of("site", False, why).proposing("site", "note")
        return _read_as_span(heading, texts) if found == "span" else Reading.of(found)
    if mixed := _spans_of(heading, words):
        why = Text("its heading names a span, and something else", "表头写有起止时间，又有别的内容")
        return Reading.of(mixed[0], False, why).proposing(*mixed)
    if ways := _of_two_things(heading, words):
        return _told_by_cells(ways, words, texts)
    return _read_by_likeness(heading, words, texts)


def _of_two_things(heading: str, words: Words) -> tuple[str, ...]:
    """What a heading names that has two things in it, each of which is known: Link / reference; nothing for others."""
    parts = [bare(part) for part in _EITHER_OR.split(BRACKETS.sub(" ", heading)) if bare(part)]
    ways = [words.either.get(part) or tuple(filter(None, (_known(part, words),))) for part in parts]
    return tuple(dict.fromkeys(one for way in ways for one in way)) if len(parts) > 1 and all(ways) else ()


#: What stands between two things that a heading names.
_EITHER_OR = re.compile(r"[/／|｜\n]|\s(?:or|oder|ou|o|u|or/and|and/or|bzw\.?)\s|[或]")


def _of_two_meanings(heading: str, words: Words) -> tuple[str, ...]:
    """What a heading may be read as that is one word of two meanings, the likeliest first; nothing for others.

    A unit tells: Land (ha) is no country.
    """
    ways = words.either.get(bare(BRACKETS.sub(" ", heading)), ())
    has_unit = bool(heading_hints(heading).unit)
    return () if has_unit and any(one.startswith("amount ") for one in ways) else ways


def _told_by_cells(ways: Sequence[str], words: Words, texts: Sequence[str]) -> Reading:
    """What a column is read as whose heading has two meanings: the one that its cells bear out, else it is asked."""
    fits = [one for one in ways if _fits(one, texts, words)]
    fits = [one for one in fits if one != "source" or "link" not in fits]
    possible = [one for one in ways if _is_possible(one, texts)]
    if told := next((found[0] for found in (fits, possible) if len(found) == 1), ""):
        return Reading.of(told, why=Text("its heading and its cells", "依表头与单元格"))
    why = Text("its heading has two meanings", "表头有两种含义")
    proposed = tuple(dict.fromkeys((*fits, *possible, *ways, "note")))
    return Reading.of(proposed[0], False, why).proposing(*proposed)


def _is_possible(written: str, texts: Sequence[str]) -> bool:
    """Whether the cells of a column may be what a reading has: words are no sums, and no days."""
    if written.startswith("amount "):
        return by_cells.may_be_sums(texts)
    return written.partition(" ")[0] not in DAYS or by_cells.any_day(texts)


def _fits(written: str, texts: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column are what a reading has: days, spans, sums, places, codes or names."""
    role = written.partition(" ")[0]
    cells = [text for text in texts[:_MOST_CELLS] if text.strip(_SIGNS)]
    if not cells or role == "note":
        return False
    days, places = by_cells.mostly_days(cells), 2 * sum(map(_names_a_place, cells)) > len(cells)
    if role == "span" or by_cells.mostly_spans(cells):
        return role == "span" and by_cells.mostly_spans(cells)
    if role in DAYS:
        return days
    if role == "amount":
        return not days and by_cells.may_be_sums(cells)
    if role in ("place", "region", "site"):
        return places
    if role in ("stage", "type", "sector"):
        return _bears_out(written, cells, words)
    if role in ("id", "link", "source"):
        found = by_cells.refers_as(cells)
        return role == found or (role, found) == ("source", "link")
    return not days and not places and not by_cells.are_no_names(cells)


def _names_a_place(text: str) -> bool:
    """Whether a cell is a place that is known, or has one among what signs part in it."""
    parts = [part.strip() for part in (text, *_SEVERAL_PLACES.split(text)) if part.strip()]
    return any(find(part) or find_cities(part) or guess(part, registered()).kind == "region" for part in parts)


_SEVERAL_PLACES = re.compile(r"[、,，;；|｜/／\n()（）]")


#: Why a column of sizes is read as it is.
_EACH_ITS_OWN = Text(
    "its heading says no measure: money as this, what is in other units as what they measure",
    "表头未写明指标：金额按此读取，其他单位各按所指",
)


def _of_sizes(heading: str, found: str, words: Words, texts: Sequence[str]) -> Reading | None:
    """What a column of amounts is read as whose heading does not say what they measure; ``None`` where of money alone.

    Args:
        heading: its heading.
        found: what the heading says.
        words: what headings may say.
        texts: its cells.
    """
    if _count_others(texts, words):
        return replace(Reading.of(found, why=_EACH_ITS_OWN), of_sizes=True)
    may_be = tuple(f"amount {measure}" for measure in words.capacity_measures)
    if texts and may_be and words.is_of_capacity(heading):
        why = Text("a capacity, and no cell says its unit", "产能等能力，单元格未写单位")
        return Reading.of(may_be[0], False, why).proposing(*may_be, "note")
    return None


def _count_others(texts: Sequence[str], words: Words) -> bool:
    """Whether a cell of a column of amounts is in a unit that is none of money."""
    read = (quantity(text).value for text in texts[:_MOST_CELLS])
    return any(one.unit not in ("", "ratio", *words.money) for one in read if one is not None)


def _read_as_span(heading: str, texts: Sequence[str]) -> Reading:
    """What a column is read as whose heading is one of spans, by its cells."""
    if texts and all(_YES_OR_NO.fullmatch(text.strip()) for text in texts):
        # Valid: whether it is, and not how long.
        return Reading("note", why=Text("its cells are yes or no", "单元格为是或否"))
    if headed_spans.may_be_times(heading, texts):
        # 2016, 2017, 2018 below Period: a project of that year, or the year of a figure.
        why = Text("its heading names spans, its cells years or parts of them", "表头为起止时间，单元格为年份或其部分")
        return Reading.of("span", False, why).proposing("span", "date")
    return Reading("span")


def _read_by_likeness(heading: str, words: Words, texts: Sequence[str]) -> Reading:
    """What a column is perhaps read as whose heading nobody knows for sure: as those like it, else by its cells."""
    if by_year.names_a_time(heading) and not by_year.parted(heading) and (measured := _amounts_within(heading, words)):
        why = Text("its amounts are of less or more than one year", "其数额不限于或不足一个年份")
        return Reading("note", sure=False, why=why).proposing("note", *measured)
    if _names_a_side(heading, words) and not by_cells.are_no_names(texts):
        return Reading.of("party", why=Text("its heading says whose partner it is", "表头写明是哪里的合作方"))
    likely = near_readings(heading, words)
    near = tuple(one for one in likely if _may_be(one, texts))
    if likely and not near and likely[0].startswith(_OF_NAMES):
        return _NO_NAMES
    if borne_out := next((one for one in near if _bears_out(one, texts, words)), ""):
        return Reading.of(borne_out, why=Text("a heading like it, and its cells", "表头相近，且单元格内容相符"))
    if near and near[0].startswith("amount ") and (_A_RATE.search(folded(heading)) or _are_rates(texts)):
        return Reading("note", sure=False, why=Text("a rate is no sum", "比率不是数额")).proposing("note", *near)
    if near == ("note",):
        return Reading("note", why=Text("a heading like it", "表头相近"))  # there is nothing to choose
    if near:
        return Reading.of(near[0], False, Text("a heading like it", "表头相近")).proposing(*near)
    if heading_hints(heading).unit in words.money:
        # 实际投入（万欧元）: amounts of what the heading does not say for sure.
        come = how_far(heading, words) == "achieved"
        measures = ("capitalArrived", "totalInvestment") if come else ("totalInvestment", "capitalArrived")
        may_be = tuple(f"amount {measure}" for measure in measures)
        return Reading.of(may_be[0], False, Text("its heading names a currency", "表头写有币种")).proposing(*may_be)
    if (one := by_year.parted(heading)) and not bare(BRACKETS.sub(" ", one.rest)) and _are_numbers(texts):
        why = Text("its heading is a year, and its cells are numbers", "表头为年份，单元格为数字")
        may_be = ("amount capitalArrived", "amount totalInvestment")
        return Reading.of(may_be[0], False, why).proposing(*may_be, "note")
    return _read_by_cells(heading, words, texts)


def _names_a_side(heading: str, words: Words) -> bool:
    """Whether a heading is a word for a party with one before it that says whose, or one behind that says where.

    Of what is counted, and of whoever answers the telephone, it says nothing: No. of partners, contact partner.
    """
    text = " ".join(folded(BRACKETS.sub(" ", heading)).split())
    if _NO_SIDE.search(text):
        return False
    said = (match["party"].removesuffix("s") for pattern in _OF_A_SIDE if (match := pattern.fullmatch(text)))
    return any(words.headings.get(bare(word)) in ("party", "parties") for word in said)


#: Basque partner; Partner abroad, partners in Asia, socio extranjero.
_OF_A_SIDE = (
    re.compile(r"(?:[^\W\d_]+[ -]){1,2}(?P<party>[^\W\d_]{4,})"),
    re.compile(
        r"(?P<party>[^\W\d_]{4,}) (?:abroad|overseas|elsewhere|(?:in|from|im|aus|en|del|do|dans) (?:[^\W\d_]+ ?){1,2}"
        r"|etrangere?s?|extranjer[oa]s?|estrangeir[oa]s?|ester[oi]|locale?s?|locaux)"
    ),
)
_NO_SIDE = re.compile(
    r"\b(?:n[or]|num\w*|count|anzahl|nombre|total|contact\w*|kontakt\w*|types?|kinds?|roles?|of|per|pro|par)\b"
)


#: Readings of columns that name somebody or some place.
_OF_NAMES = ("party", "parties", "place", "region", "site")
_NO_NAMES = Reading(
    "note", why=Text("its cells are numbers, and no names: kept in the note", "单元格为数字而非名称：保留在备注中")
)


def _may_be(written: str, texts: Sequence[str]) -> bool:
    """Whether the cells of a column may be what a heading like its own says: days, sums, names."""
    if written.partition(" ")[0] in DAYS:
        return by_cells.any_day(texts)
    if written.startswith("amount "):
        return by_cells.may_be_sums(texts)
    return not (written.startswith(_OF_NAMES) and by_cells.are_no_names(texts))


def _read_by_cells(heading: str, words: Words, texts: Sequence[str]) -> Reading:
    """What a column is perhaps of whose heading nothing is known: as its cells have it, and asked; else a note."""
    codes = {"stage": "stage", "sector": "sector", "type": "class"}
    if kind := next((kind for kind, of in codes.items() if _are_codes(of, texts, words)), ""):
        why = Text("its cells are such words", "单元格为此类词语")
        return Reading.of(kind, sure=False, why=why).proposing(kind, "note")
    if told := by_cells.may_be(heading, texts):
        why = Text("its cells are days, sums or sources", "单元格为日期、金额或出处")
        return Reading.of(told[0], sure=False, why=why).proposing(*told, "note")
    return Reading("note", why=_UNKNOWN, is_known=False)


def _amounts_within(heading: str, words: Words) -> tuple[str, ...]:
    """The amount that the longest known word in a heading says, 2021Q1 投资; none if it says something else."""
    text = folded(BRACKETS.sub(" ", heading))
    parts = re.findall(f"[a-z]+|[{HAN}]+", text)
    spans = {"".join(parts[at:end]) for at in range(len(parts)) for end in range(at + 1, min(at + 5, len(parts)) + 1)}
    joined = bare(text)
    within = (known for known in words.headings if known in spans or (_IN_HAN.match(known) and known in joined))
    longest = max(within, key=lambda known: (len(known), known), default="")
    said = words.headings.get(longest, "")
    return (said,) if len(longest) > 1 and said.startswith("amount ") else ()


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are numbers that are no years."""
    numbers = [text for text in texts if re.fullmatch(r"[0-9][0-9,. ]*", text.strip())]
    return 2 * len(numbers) > len(texts) and not all(re.fullmatch("(?:19|20)[0-9]{2}", text) for text in numbers)


#: How the heading of a rate ends; 汇率 and tax rate too are no sums.
_A_RATE = re.compile(r"(?:率|占比|比例|比重|百分比|%|％)(?:[（(].*)?$|\b(?:rate|ratio|percent(?:age)?|share)\b")


def _are_rates(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are in per cent."""
    rates = [text for text in texts if re.fullmatch(r"[0-9.,]+\s*[%％]", text.strip())]
    return bool(texts) and 2 * len(rates) > len(texts)


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
    sure = words.values.get(kind, {})
    known = {**sure, **words.asked.get(kind, {})}
    return bool(texts) and 2 * sum(folded(text) in known or bool(code_of(text, sure)) for text in texts) > len(texts)


def _are_codes(kind: str, texts: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column are words of a code list, of several codes, also such as are asked about.

    Of a stage there may be more in a cell, so that fewer are enough: completed 2021, 执行中（延期）.
    """
    known, doubtful = words.values.get(kind, {}), words.asked.get(kind, {})
    codes = []
    for text in texts[:_MOST_CELLS]:
        ways = (text, _BEFORE_MORE.sub("", text).strip()) if kind == "stage" else (text,)
        found = (code_of(way, known) or ";".join(doubtful.get(folded(way.strip()), ())) for way in ways)
        codes.append(next(filter(None, found), ""))
    told = list(filter(None, codes))
    enough = (_MOST_OF_THEM if kind == "stage" else _NEARLY_ALL) * len(codes)
    return len(set(told)) >= _SEVERAL_CODES and len(told) >= max(enough, _SEVERAL_CODES)


_SEVERAL_CODES, _NEARLY_ALL, _MOST_OF_THEM = 3, 0.75, 0.6
#: What stands behind the word for a stage: brackets, a day, since when or until when. Blanks before it are stripped: of
#: thousands of them each would be tried as its beginning.
_BEFORE_MORE = re.compile(
    r"(?:[（(].*|[,，;；:：–—-].*|\b(?:since|from|in|until|till|by|seit|bis|depuis|jusqu|desde|hasta|dal?)\b.*"
    r"|(?<![0-9])[0-9]{2,4}[年./-]?.*)$",
    re.I,
)


def _of_several(texts: Sequence[str]) -> float:
    """In which part of its cells a column names several things; in all of them where there are none."""
    return sum(_SEVERAL.search(text.strip()) is not None for text in texts) / len(texts) if texts else 1.0
