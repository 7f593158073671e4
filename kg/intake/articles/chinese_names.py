"""Names in Chinese that nobody knows yet, by their endings: 公司, 大学, 开发区, 县.

A name ends with a word that tells its kind. Where it begins is not written in Chinese: it begins with the place
that stands nearest before its ending, or behind the last word that parts clauses and names, such as 与 or 签署.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import ahocorasick

from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.words import words
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import SUFFIXES, is_han
from kg.intake.identities.words import rows

_HAN = "\u3400-\u9fff"
#: How long a name is at most, and how long what stands before its ending without a place is.
_LONGEST, _LONGEST_CORE = 32, 16
_LONGEST_REGION, _LONGEST_STREET = 3, 4
#: An ending of so many signs tells with a place alone which one it is: 云溪县职业教育中心.
_LONG_ENDING = 4
#: How long it is between a place and an ending that says little.
_LONGEST_BEFORE_WEAK = 8
#: What may stand within a name.
_WITHIN = re.compile(rf"(?:[{_HAN}A-Za-z0-9·]|（[{_HAN}]{{2,8}}）|\([{_HAN}]{{2,8}}\)|“[{_HAN}A-Za-z0-9]{{2,12}}”)*\Z")
_SCORES = {
    "place and strong": 0.85,
    "place": 0.7,
    "strong": 0.65,
    "new place": 0.65,
    "quoted": 0.6,
    "zone": 0.45,
    "weak": 0.5,
    "region": 0.6,
}


@cache
def _stops() -> re.Pattern[str]:
    kept = "|".join(map(re.escape, words("keep")))
    stopped = "|".join(map(re.escape, words("stop")))
    duty = "|".join(map(re.escape, words("duty")))
    # Duties of one bureau, whose 和 parts nothing: 文化和广电旅游体育局.
    bureau = f"(?:{duty})和(?:{duty}){{1,4}}(?=(?:局|厅|委|部门|办公室|中心))"
    return re.compile(f"(?:{bureau})|(?:{kept})|(?P<stop>{stopped})")


@cache
def _duties() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words('duty')))}|和)+")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words('generic')))}|[0-9一二三四五六七八九十两百千万]+)*")


@cache
def _endings() -> dict[str, tuple[str, str]]:
    """The endings of names, each with the kind and the code that it tells."""
    found = {word: (REGION, level) for word, level in SUFFIXES if word in words("region")}
    for row in rows("kinds"):
        if row["position"] == "end" and "\u3400" <= row["words"][0] <= "\u9fff" and row["code"] in _CODES:
            kind = row["kind"]
            found |= dict.fromkeys(row["words"].split(";"), (kind, row["code"]))
    found = dict.fromkeys(words("weak ending"), (INSTITUTION, "company")) | found
    return {word: said for word, said in found.items() if word != "村" and not (len(word) == 1 and said[1] == ZONE)}


_CODES = frozenset(row["code"] for row in rows("kinds") if row["kind"] == INSTITUTION) | {ZONE}


@cache
def _automaton() -> Any:
    made = ahocorasick.Automaton()
    for word in _endings():
        made.add_word(word, word)
    made.make_automaton()
    return made


def new_regions(text: str, alike: str, places: Sequence[Mention]) -> Iterator[Mention]:
    """Counties, towns and the like by their suffixes, overlapping ones too.

    Args:
        text: the text as it was written.
        alike: the same as ``matching`` has it.
        places: the known regions in it, in order and without overlaps.
    """
    known = {one.span.end for one in places}
    left = iter(places)
    ahead = next(left, None)
    # What was found anchors what stands behind it: 松岩市 in 松岩市岭外县.
    before: list[Mention] = []
    ends: list[int] = []
    for end, word in _found(alike):
        while ahead is not None and ahead.span.end <= end:
            before.append(ahead)
            ends.append(ahead.span.end)
            ahead = next(left, None)
        if not _is_region(word) or end in known:
            continue
        found = _new_region(text, alike, end, word, before, ends)
        if found is not None:
            before.append(found)
            ends.append(end)
            yield found


def new_names(text: str, alike: str, places: Sequence[Mention], known: Collection[int]) -> Iterator[Mention]:
    """Institutions and zones by their endings, overlapping ones too.

    Args:
        text: the text as it was written.
        alike: the same as ``matching`` has it.
        places: the regions in it, in order and without overlaps.
        known: where known names end.
    """
    ends = [one.span.end for one in places]
    named = set(known)
    for end, word in _found(alike):
        if _is_region(word) or end in known:
            continue
        if found := _named(text, alike, end, word, places, ends, named):
            named.add(end)
            yield found


def _found(alike: str) -> Iterator[tuple[int, str]]:
    """Each place where an ending ends, with the longest one there."""
    longest: dict[int, str] = {}
    for last, word in _automaton().iter(alike):
        if len(word) > len(longest.get(last, "")):
            longest[last] = word
    other = words("not ending")
    return ((last + 1, word) for last, word in longest.items() if not alike.endswith(other, 0, last + 1))


def _is_region(word: str) -> bool:
    kind, code = _endings()[word]
    return kind == REGION and code != ZONE


def _named(
    text: str, alike: str, end: int, word: str, places: Sequence[Mention], ends: Sequence[int], named: Container[int]
) -> Mention | None:
    place = end - len(word)
    begin = _begin(alike, place, end)
    anchors = _anchors(alike, places, ends, begin, place)
    core_start = anchors[-1].span.end if anchors else begin
    core = alike[core_start:place]
    if alike.startswith(_CLOSING_QUOTE, place - 1):
        return _quoted(text, alike, place, end, places, ends)
    if alike.startswith(words("longer"), end - 1) or (not anchors and alike[core_start] in _LEVELS):
        return None
    if _begins_a_post(alike, end, word, core):
        return None
    if word in ("署", "局", "部") and alike[place - 1 : place] in ("签", "部", "布", "全", "内", "外", "总"):
        return None
    if word.endswith("委") and alike.startswith(("书记", "副书记", "常委"), end):
        return None
    if word in _ACTS and (_GOES_ON.match(alike, end) or core.endswith(_COMPLETE)):
        return None
    if not anchors and alike.endswith(_SOME, 0, core_start):
        return None
    if not (_names_by_place(core, word, anchors, named) if anchors else _names_alone(alike, end, core, word)):
        return None
    start = anchors[0].span.start if anchors else core_start
    kind, code = _endings()[word]
    return Mention(
        Span(start, end),
        kind,
        text[start:end],
        score=_score(kind, word, anchors),
        code=ZONE if kind == REGION else kind_words(alike[start:end])[1].code or code,
        parts=tuple(anchors),
    )


def _begins_a_post(alike: str, end: int, word: str, core: str) -> bool:
    """Whether an ending begins somebody's post: 局局长, 副局长; 某大学党委书记, whose house is named without it."""
    if word.endswith("委"):
        return (core + word).endswith("常委") or alike.startswith(("书记", "副书记", "常委"), end)
    is_of_a_university = word == "学校" and core.endswith("大")
    return alike.startswith("长", end) and (is_of_a_university or core.endswith((word, "副")))


#: Behind these stands of which sort somebody is, and no name: 收购了一家拖轮公司.
_SOME = ("一家", "一所", "一座", "两家", "三家", "几家", "多家", "首家", "某家", "数家", "另一家")
#: Endings that are what somebody does, too: 在某开发区投资建设.
_ACTS = frozenset(("投资", "控股", "科技"))
_GOES_ON = re.compile(
    "建设|兴建|新建|建厂|建立|设立|成立|兴办|创办|开发|办厂|扩建|[0-9一二三四五六七八九十约近逾超]|合作|创新|攻关|成果|资源|人才|项目"
)

#: What a name in front of such a word ends with: in 由某某药业投资 it is no more than what they do.
_COMPLETE = (
    "开发区",
    "高新区",
    "经开区",
    "园区",
    "新区",
    "药业",
    "公司",
    "集团",
    "大学",
    "银行",
    "重工",
    "控股",
    "物流",
    "实业",
    "股份",
    "资本",
)


#: Whose field is their name, behind a place: 云溪农业大学.
_HOUSES = frozenset(("大学", "学院", "医院", "银行", "中学", "科学院", "研究院", "研究所", "设计院"))
_OFFICES = frozenset(("局", "厅", "委员会"))
_DUTIES = ("教育", "农业", "工业", "商务", "文化", "旅游", "体育", "科技", "金融", "服务", "产业", "物流", "专业")
_FIELDS = re.compile(
    "(?:农业|工业|师范|理工|科技|财经|医科|外国语|金融|商业|农村|物流|中医|中心|儿童|工程|职业|技术|第[一二三四五六])+"
)


#: What a zone is for; behind a place it makes the zone's name, 云溪高新技术产业开发区, though it names nothing itself.
_ZONE = "开发区"
_ZONES = re.compile(
    "(?:国家级?|省级)?(?:农业)?(?:高新技术(?:产业)?|经济技术|经济|高新|工业|产业|临港(?:经济)?|旅游|生态)"
)


def _names_by_place(core: str, word: str, anchors: Sequence[Mention], named: Container[int]) -> bool:
    """Whether a place, what stands behind it and an ending make a name."""
    if not core:
        # 云溪大学, or a branch behind the name of what it belongs to: 开发区云溪分区.
        is_branch = anchors[0].code == ZONE or anchors[0].span.start in named
        if len(word) >= _LONG_ENDING and _endings()[word][0] == INSTITUTION and _endings()[word][1] != "company":
            return True
        return word in words("alone") or (is_branch and word in words("joined"))
    if word == _ZONE and _ZONES.fullmatch(core):
        return True
    if (word in _HOUSES and _FIELDS.fullmatch(core)) or (word in _OFFICES and _is_of_a_duty(core)):
        return True
    if word in words("weak ending") or word in _ALSO_VERBS:
        return len(core) <= _LONGEST_REGION and _tells(core, word)
    return _tells(core, word) and (word not in words("never") or len(core) <= _LONGEST_BEFORE_WEAK)


def _is_of_a_duty(core: str) -> bool:
    """Whether what stands before the ending of a bureau is what it has to do, however long: 人力资源和社会保障."""
    return core.endswith(_DUTIES) or _duties().fullmatch(core) is not None


def _names_alone(alike: str, end: int, core: str, word: str) -> bool:
    """Whether what stands before an ending makes a name with it, without any place."""
    if not _tells(core, word):
        return False
    if word in words("weak ending"):
        return 1 < len(core) <= _LONGEST_REGION and alike.startswith(words("behind weak"), end)
    return word in words("strong") and word not in words("never") and 1 < len(core) <= _LONGEST_CORE


def _tells(core: str, word: str) -> bool:
    """Whether what stands before an ending names something, and does not only say of which sort or how many."""
    counts = core.endswith(_NUMBERS) and "第" not in core
    return not counts and not _is_of_several(core, word) and _generic().fullmatch(core) is None


def _is_of_several(core: str, word: str) -> bool:
    """Whether somebody is of several places, or was named before: 两市政府; 三州工业有限公司 is a firm's own name."""
    several = _OF_SEVERAL.match(core)
    if several is None or not several["number"] or not word.endswith(_FIRMS):
        return several is not None
    # A legal form none but a name has; 三市公司 and 三市国有集团 are of three cities.
    return not word.startswith(_LEGAL_FORMS) and _generic().fullmatch(core, several.end()) is not None


#: What begins with these is of several, or was named before. Names begin with three to five, too, but not with 两.
_OF_SEVERAL = re.compile("[这那该各]|两[市县区省地州校院]|(?P<number>[三四五][市县区省地州校院])")
_FIRMS, _LEGAL_FORMS = ("公司", "集团"), ("有限", "股份")


def _score(kind: str, word: str, anchors: Sequence[Mention]) -> float:
    if kind == REGION and not anchors:
        return _SCORES["zone"]
    if anchors and not any(one.reference or one.candidates for one in anchors):
        return _SCORES["new place"]
    strong = word in words("strong")
    if not anchors and not strong:
        return _SCORES["weak"]
    return _SCORES["place and strong" if anchors and strong else "place" if anchors else "strong"]


#: 本市设计院 is that of the paper's own town.
_LEVELS = frozenset("市县区省镇乡")
#: Endings that are verbs more often.
_ALSO_VERBS = ("投资", "建设")
#: How many there are is no part of a name.
_NUMBERS = tuple("两二三四五六七八九十各多双该")
_OPENING_QUOTE, _CLOSING_QUOTE = "“", "”"
_LONGEST_QUOTED = 14


def _quoted(
    text: str, alike: str, place: int, end: int, places: Sequence[Mention], ends: Sequence[int]
) -> Mention | None:
    """A name in quotation marks with its kind behind them, and a place right before: 海宁“某某”平台."""
    start = alike.rfind(_OPENING_QUOTE, max(0, place - _LONGEST_QUOTED), place)
    if start < 0 or place - start < 4:
        return None
    kind, code = _endings()[alike[place:end]]
    at = bisect_left(ends, start)
    before = [places[at]] if at < len(ends) and ends[at] == start else []
    start = before[0].span.start if before else start
    score = _SCORES["quoted"]
    return Mention(Span(start, end), kind, text[start:end], score=score, code=code, parts=tuple(before))


#: What a firm is, before its name, and behind what else it is; 企业管理公司 has the word as its own.
_WHAT_IT_IS = re.compile(
    "企业(?!管理|服务|发展|咨询|家|联合|集团|孵化|投资|信用|创新|研究|文化|策划|形象|营销|总部|中心|学院|协会|商会|大学|技术|年金|集群|基金|债|"
    "园|区|信息|联盟|俱乐部|协作|融资|担保|重组|改制|财务|银行)"
)
#: Only a firm is called by what it is, and its own name has two signs at least: 企业银行 is a bank.
_OF_A_FIRM, _OWN_NAME = ("公司", "集团", "厂", "企业", "股份"), 2
_BEFORE_WHAT_IT_IS = frozenset("的头名营资家军星")


def _begin(alike: str, place: int, end: int) -> int:
    """The first sign that may belong to a name, by what may stand in one and by the words that part names."""
    match = _WITHIN.search(alike, max(0, end - _LONGEST), place)
    begin = match.start() if match else place
    for stop in _stops().finditer(alike, begin, end):
        # What is kept may reach into the ending: 投资 parts, 投资集团 does not.
        if stop["stop"] and stop.end() <= place:
            begin = stop.end()
    # 来自某地的企业甲公司: what it is stands before who it is.
    told = _WHAT_IT_IS.match(alike, begin, place) if alike[place:end].endswith(_OF_A_FIRM) else None
    if told and place - told.end() < _OWN_NAME:
        return begin
    return told.end() if told and alike[begin - 1 : begin] in _BEFORE_WHAT_IT_IS else begin


_BRACKETS = frozenset("）)")
#: What stands between two places of one name: 云溪·芙洲.
_BETWEEN_PLACES = frozenset("·•・—-")


def _anchors(alike: str, places: Sequence[Mention], ends: Sequence[int], begin: int, place: int) -> list[Mention]:
    """The place nearest before an ending, and those that stand right before it."""
    at = bisect_left(ends, place + 1) - 1
    found: list[Mention] = []
    while at >= 0 and places[at].span.start >= begin:
        behind = found[0].span.start if found else place
        if alike[places[at].span.end : places[at].span.end + 1] in _BRACKETS:
            break  # in 松岩（云溪）有限公司 the place begins nothing
        between = alike[places[at].span.end : behind]
        if len(between) > _LONGEST_CORE or (found and set(between) - _BETWEEN_PLACES):
            break
        found.insert(0, places[at])
        at -= 1
    return found


def _new_region(
    text: str, alike: str, end: int, word: str, places: Sequence[Mention], ends: Sequence[int]
) -> Mention | None:
    """A county or a town by its name alone: two or three characters and the suffix."""
    place = end - len(word)
    begin = _begin(alike, place, end)
    anchors = _anchors(alike, places, ends, begin, place)
    inner = anchors[-1].span.end if anchors else begin
    core = alike[inner:place]
    least = 1 if anchors and word in ("镇", "乡", "县", "村") else 2
    # In 副县长 the ending begins a post.
    if core.endswith(word) or alike.startswith("长", end):
        return None
    most = _LONGEST_STREET if word == "街道" and anchors else _LONGEST_REGION
    if not least <= len(core) <= most or not all(map(is_han, core)) or _generic().fullmatch(core):
        return None
    name = alike[inner:end]
    if name.endswith(words("not region")) or name in words("no region") or alike.startswith(words("longer"), end - 1):
        return None
    start = anchors[0].span.start if anchors else inner
    return Mention(
        Span(start, end),
        REGION,
        text[start:end],
        score=_SCORES["region"],
        code=_endings()[word][1],
        parts=tuple(anchors),
    )


@cache
def _abroad() -> re.Pattern[str]:
    """Behind a country: its provinces and the place itself, up to what is done there or with it."""
    # Single signs that part names at home are of names abroad, too: 本 in 熊本县.
    parts = (*(word for word in words("stop") if len(word) > 1), *words("not abroad"))
    return re.compile(
        rf"(?:联邦|共和国|王国)?(?:(?![与和同跟及在对向从的]|{'|'.join(map(re.escape, parts))})[{_HAN}]){{1,12}}?"
        rf"(?P<level>[市县州省郡邦府区镇])(?=$|[^{_HAN}]|"
        "[与和同跟及在就将已签结缔等的共正双代友近日今昨分先开举建互达方政副书]|市[长委市政]|联合|携手)"
    )


def abroad(text: str, country: Mention) -> Mention | None:
    """The place in another country that its name goes on with: 某国青山省白原市; none if it names none.

    Args:
        text: the text as it was written.
        country: the country.
    """
    place = _abroad().match(text, country.span.end)
    if place is None or place[0].endswith(words("not region")):
        return None
    level = next((code for word, code in SUFFIXES if word == place["level"]), "city")
    span = Span(country.span.start, place.end())
    name = text[span.start : span.end]
    return Mention(span, REGION, name, score=_SCORES["region"], code=level, parts=(country,))


_JOINED = words("joined")
#: What belongs to a known house by its own name: 某大学 and 附属儿童医院.
_AFFILIATED = re.compile(
    rf"附属(?:第[一二三四五六七八九十]+)?[{_HAN}]{{0,8}}?(?P<kind>医院|中学|小学|学校|幼儿园|高中|口腔院)"
)
_KINDS_OF_AFFILIATED = {"医院": "hospital"}
_BRANCH = re.compile("分(?:区|园|院|校|公司|部|行|所|中心)(?!管)")


def affiliated(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Houses that belong to one that is named before them: 某大学附属儿童医院, which is one name.

    Args:
        text: the text as it was written.
        mentions: in order and without overlaps.
    """
    for one in mentions:
        house = _AFFILIATED.match(text, one.span.end) if one.kind == INSTITUTION else None
        if house is not None:
            yield Mention(
                Span(one.span.start, house.end()),
                INSTITUTION,
                text[one.span.start : house.end()],
                score=max(one.score * 0.85, _SCORES["strong"]),
                code=_KINDS_OF_AFFILIATED.get(house["kind"], "school"),
                parts=(one,),
            )


#: What a branch in a place is of: 某某行 and 云溪分行.
_PARENT = re.compile(rf"(?:{'|'.join(words('parent'))}|[{_HAN}]{{2,6}}(?:银行|保险|人寿|财险))\Z")
_BRANCHES = ("分行", "支行", "分公司", "省行", "市行", "供电公司", "电力公司")


def with_parent(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Branches with the house before the place that they are in: 交行 before 云溪分行.

    Args:
        text: the text as it was written.
        mentions: in order and without overlaps.
    """
    end = 0
    for one in mentions:
        behind = next((word for word in _BRANCHES if one.kind == REGION and text.startswith(word, one.span.end)), "")
        parent = _PARENT.search(text[end : one.span.start]) if behind or one.name.endswith(_BRANCHES) else None
        if parent is not None:
            span = Span(end + parent.start(), one.span.end + len(behind))
            yield Mention(span, INSTITUTION, text[span.start : span.end], score=0.85, code="company", parts=(one,))
        # 中国 begins the names of houses, too: 中国铁塔云溪分公司.
        end = one.span.end if one.code != "country" else end


def joined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Two names that stand side by side and are one: 上海某开发区 and 海宁分区.

    Args:
        text: the text as it was written.
        mentions: in order and without overlaps.
    """
    for before, one in pairwise(mentions):
        if before.span.end != one.span.start or not (before.kind == INSTITUTION or before.code == ZONE):
            continue
        branch = _BRANCH.match(text, one.span.end)
        if branch and one.kind == REGION and one.code != ZONE:
            end = branch.end()
        elif one.parts and one.parts[0].span.start == one.span.start and one.name.endswith(_JOINED):
            end = one.span.end
        else:
            continue
        yield Mention(
            Span(before.span.start, end),
            before.kind if branch else one.kind,
            text[before.span.start : end],
            score=min(before.score, one.score),
            code=before.code if branch else one.code,
            parts=(before, *(one.parts or (one,))),
        )
