"""Whose a cue is: the names around it, lists and pairs, and what an elided subject stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules import placing, sides
from kg.intake.articles.rules.attributive import is_unnamed_side, is_with_unnamed
from kg.intake.articles.rules.before import Before
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, Cue, pattern
from kg.intake.articles.words import words

#: Bodies that act for a region; the region is the party.
_RULERS = frozenset({"office", "parkManagement", "association"})
_RULER = re.compile(
    r"(?P<body>(?:人民)?政府$|管(?:理)?委(?:员)?会$|\b(?:(?:city|county|district|town) )?(?:council|government)$)"
)
_GOVERNMENT = re.compile("(?P<body>人民政府)|(?<=[市县区省镇])(?P<other>政府)")
#: What came of it stands behind: 合资成立的…公司.
_CAME = re.compile(r"^(?:成立|设立|组建|建设|兴办|发起|打造|创办)?(?:成立|设立)?的")
_BUILT = re.compile(
    "(?:建|设立|成立|组建|创办|打造|创立|设)(?:了)?(?:一家|一所|一个|一座)?(?:名为)?$|"
    "(?:establish(?:ed)?|set up|found(?:ed)?|launch(?:ed)?|buil[dt]|open(?:ed)?|form(?:ed)?|creat(?:e|ed))"
    " (?:(?:a|an|the|its|their) )?(?:new |joint )?(?:[a-z]+, |[a-z]+ called )?$"
)
#: How far behind a cue stands what came of it.
_NEAR = 8
#: What parts somebody from those whom it is for: 每年安排资金，用于某县.
_GOES_TO = re.compile(
    "(?:用于|支持|帮助|投向|投资方为|投资方是|业主为|建设方为|投资者为|由|在|于|为|给|向|帮|"
    "走上了?|走进了?|来到了?|抵达|前往|赴)$"
)
#: What words for two of them stand for, where they say it.
_KIND_OF = {
    **{f"{number}{place}": REGION for number in "两三四五" for place in "地市县区省州国"},
    **{f"{number}{house}": INSTITUTION for number in "两三四五" for house in "校院家企"},
    **dict.fromkeys(("cities", "towns", "counties", "regions"), REGION),
    **dict.fromkeys(("universities", "companies", "firms"), INSTITUTION),
}
_KIND_BEHIND = re.compile(" (?:cities|towns|counties|regions|universities|companies|firms)\\b")
#: With whom both sides do something.
_WITH_OTHERS = {
    CHINESE: re.compile("[^，。；]{0,12}(?:与|(?<!合)同|跟|携手|联合)"),
    "en": re.compile(r".*?\bwith (?![a-z]+ (?:contributing|paying|providing)\b|an?\b)"),
}
_AGREEMENT = "Agreement"
#: How many both sides are.
_BOTH = 2
_FOLLOWS = re.compile("^\\s*继.{2,40}(?:之后|后)$|^\\s*(?:after|having) (?:signing|agreeing)")
#: Names as signs in a row, so that lists of them are patterns.
_FIRST = 0xE000
_SIGN = "[\ue000-\uf8ff]"
_PAIR = "([\ue000-\uf8ff])(?:与|和|同|及|跟| and )([\ue000-\uf8ff])"
_PAIRS = re.compile(f"{_PAIR}(?:(?:[、，,](?:以及)?|,(?: and)? |; ){_PAIR})+")
#: Pairs, each with what it is about: one between A and B on trade, and one between C and D.
_BETWEEN = f"between (?:the )?({_SIGN}) and (?:the )?({_SIGN})"
_ONE_PAIR = re.compile(_BETWEEN)
_APART = re.compile(f"{_BETWEEN}(?:[^\ue000-\uf8ff;]{{1,80}}? {_BETWEEN})+")
#: Several, each of whom signs with one: 甲、乙分别与丙签约.
_MANY_TO_ONE = re.compile(
    "((?:[\ue000-\uf8ff](?:[、和与及]|以及))+[\ue000-\uf8ff])(?:等)?(?:分别|先后|相继|各自)(?:与|和|同|跟)"
    "([\ue000-\uf8ff])(?![、和与及][\ue000-\uf8ff])"
)
#: Pairs, each with what it is about, in a clause: 甲与乙的物流园、丙与丁的材料项目.
_APART_ZH = re.compile(
    f"{_PAIR}[^\ue000-\uf8ff、，；]{{1,30}}(?:[、，；](?:以及)?{_PAIR}[^\ue000-\uf8ff、，；]{{0,30}})+"
)
_CROSSED = re.compile(
    "([\ue000-\uf8ff](?:[、和与及][\ue000-\uf8ff])+)分别(?:与|和|同|跟)([\ue000-\uf8ff](?:[、和与及][\ue000-\uf8ff])+)"
)
_S = "[\ue000-\uf8ff]"
#: A clause that begins with whom somebody signs with, who stood before: 另与某大学、某银行签约.
_WITH = re.compile(
    f"^[^{chr(_FIRST)}-\uf8ff，；]{{0,6}}?(?P<each>分别|先后|相继)?(?:与|(?<!合)同|和|跟){_S}(?:(?:[、和与及]|以及){_S})+|"
    f"^(?:正式|也|并)?成为继{_S}(?:[、和与及]{_S})+(?:之?后)"
)
#: There two are named as those who do it with each other: 与其说.
_WITH_EACH_OTHER = re.compile(f"{_S}(?:双方|两地|两市|两县|两区|两家|之间|间)")
_EACH_BEHIND = re.compile(f"{_S}(?:分别|先后|相继)")
#: One that signs with two others in turn.
_IN_TURN = {
    CHINESE: re.compile(
        f"(?P<subject>{_S})[^{chr(_FIRST)}-\uf8ff]{{0,10}}(?:"
        f"(?:分别|先后|相继)(?:在[^，]{{1,8}})?(?:与|和|同|跟)(?P<others>{_S}(?:(?:[、和与及]|以及){_S})+)"
        f"|(?:与|和|同|跟)(?P<more>{_S}(?:(?:[、和与及]|以及){_S})+)(?:等[^，]{{0,8}})?(?:分别|先后|相继))"
    ),
    "en": re.compile(
        f"(?P<subject>{_S})[^{chr(_FIRST)}-\uf8ff]*? with (?:the )?(?P<others>{_S}"
        f"(?:[^{chr(_FIRST)}-\uf8ff;]{{0,40}}?,? (?:and|then|but)(?: [a-z]+){{0,3}} with (?:the )?{_S})+)"
        f"|(?P<one>{_S})[^{chr(_FIRST)}-\uf8ff]*? with (?:the )?(?P<respective>{_S}"
        f"(?:, (?:the )?{_S})*(?:,? and (?:the )?{_S})+)"
        r",? (?:respectively|each|in turn|separately|individually)\b"
        f"|(?P<other>{_S})[^{chr(_FIRST)}-\uf8ff]*? (?:separate|individual|identical|two|three|bilateral)"
        f"(?: [a-z]+){{0,3}} with (?:the )?(?P<each>{_S}(?:, (?:the )?{_S})*(?: and (?:the )?{_S})+)"
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The parties of one partnership.

    Attributes:
        mentions: them, each once, in order.
        elided: how many of them are not named in the clause itself.
        is_guessed: whether nothing but nearness tells who these are.
    """

    mentions: tuple[Mention, ...]
    elided: int = 0
    is_guessed: bool = False


def key(mention: Mention) -> str:
    """What makes two mentions one party."""
    return mention.reference or mention.short_for or mention.name


def acting(mention: Mention) -> Mention:
    """The region or zone that a government or a management acts for; else the mention itself."""
    if mention.kind != INSTITUTION or mention.reference:
        return mention
    ruler = _RULER.search(mention.name.lower()) if mention.code in _RULERS else _GOVERNMENT.search(mention.name)
    if ruler is None:
        return mention
    span = Span(mention.span.start, mention.span.start + ruler.end())
    stem = mention.name[: _stem_end(ruler)].strip()
    regions = [part for part in mention.parts if part.kind == REGION]
    whole = next((part for part in regions if part.span.end == mention.span.start + len(stem)), None)
    if whole is not None:
        return replace(whole, span=span)
    if mention.code == "parkManagement" and stem:
        # The zone is named nowhere else: 某高新区 in 某高新区管委会.
        named = Span(mention.span.start, mention.span.start + len(stem))
        return replace(mention, span=named, kind=REGION, code=ZONE, name=stem)
    known = [part for part in regions if part.reference]
    return replace(known[-1], span=span) if known else mention


def _stem_end(ruler: re.Match[str]) -> int:
    """Where the words for the ruling body begin."""
    return ruler.start("body") if ruler["body"] or "other" not in ruler.re.groupindex else ruler.start("other")


def once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions with each party once."""
    kept: dict[str, Mention] = {}
    for one in mentions:
        kept.setdefault(key(one), one)
    return tuple(kept.values())


def product(clause: Clause, at: tuple[int, int]) -> Mention | None:
    """What came of the partnership that a cue tells of: 合资成立的…公司."""
    start = clause.span.start + at[1]
    near = next(
        (
            one
            for one in clause.mentions
            if start <= one.span.start <= start + _NEAR and (one.kind == INSTITUTION or one.code == ZONE)
        ),
        None,
    )
    if near is None or not (_CAME.search(clause.alike[at[1] :]) or _built(clause, at, near)):
        return None
    return near


def _built(clause: Clause, at: tuple[int, int], near: Mention) -> bool:
    """Whether a name that nobody knows yet stands right behind its building: 共同出资设立某公司, set up …."""
    said = clause.alike[at[0] : near.span.start - clause.span.start]
    return not near.reference and _BUILT.search(said) is not None


def named(clause: Clause, cue: Cue) -> tuple[Mention, ...]:
    """The parties that a clause names: without places where something only happened."""
    mentions = [acting(one) for one in clause.mentions]
    if clause.language == CHINESE and any(is_unnamed_side(clause.alike, clause.span.start, one) for one in mentions):
        return ()
    if cue.cls == _AGREEMENT and is_with_unnamed(clause.alike, clause.span.start, mentions):
        return ()
    kept = [one for one in mentions if not placing.is_no_party(clause, one, cue, mentions)]
    if cue.cls == _AGREEMENT and clause.language == CHINESE and (acts := _FOR.search(clause.alike)) is not None:
        behind = [one for one in kept if one.span.start >= clause.span.start + acts.end()]
        kept = behind or kept
    if cue.cls == _AGREEMENT and clause.language == CHINESE and (seen := _ATTENDS.search(clause.alike)) is not None:
        behind = [one for one in kept if one.span.start >= clause.span.start + seen.end()]
        kept = behind if len(once(behind)) >= _BOTH else kept
    return once(kept)


def groups(
    clause: Clause, cue: Cue, leave_out: Mention | None = None, topic: Mention | None = None, cue_end: int = 0
) -> tuple[Found, ...]:
    """The parties of each partnership that a clause tells of: one, or several in lists of pairs.

    Args:
        clause: the clause.
        cue: the cue in it.
        leave_out: a name that is no party.
        topic: whom the paragraph is about: who signs where a clause begins with whom it is signed with.
        cue_end: where the cue ends in the clause: what is named only behind it is what is built.

    Returns:
        the parties of each; none if the clause names less than two.
    """
    parties = tuple(one for one in named(clause, cue) if one is not leave_out)
    if cue.cls == _AGREEMENT and (meant := _meant_otherwise(clause, parties)) is not None:
        return meant
    if len(parties) < 2 or _both_begin(clause) is not None or _for_both(clause) is not None:
        return ()
    if cue.name == "joint-building" and clause.language == CHINESE and _are_built(clause, parties, cue_end):
        return ()
    row = _as_signs(clause, parties)
    if (pairs := _pairs(row, parties, clause.language)) is not None:
        return pairs
    if clause.language == CHINESE and (begins := _WITH.search(row)) and not _WITH_EACH_OTHER.search(row):
        is_each = bool(begins["each"] or _EACH_BEHIND.search(row))
        return _with_topic(acting(topic) if topic is not None else None, parties, is_each)
    in_turn = _IN_TURN[clause.language].search(row)
    if in_turn:
        said = in_turn.groupdict()
        subject = _meant(parties, said["subject"] or said.get("one") or said["other"])
        behind = said["others"] or said.get("more") or said.get("respective") or said.get("each") or ""
        others = [_meant(parties, sign) for sign in behind if sign >= chr(_FIRST)]
        return tuple(Found((subject, one)) for one in others)
    return (Found(parties),)


def pairs_before(clause: Clause, cue: Cue, cut: Sequence[Clause]) -> tuple[tuple[Clause, Found], ...]:
    """The pairs of the clauses before a Chinese one of signing that hold nothing else: 甲与乙，丙与丁签订协议.

    Args:
        clause: the clause of signing.
        cue: the cue in it.
        cut: the clauses of its sentence.
    """
    found: list[tuple[Clause, Found]] = []
    for part in reversed(cut[: cut.index(clause)] if clause.language == CHINESE and cue.cls == _AGREEMENT else ()):
        whose = named(part, cue)
        if len(whose) != _BOTH or _ONLY_A_PAIR.fullmatch(_as_signs(part, whose).strip()) is None:
            break
        found.insert(0, (part, Found(whose)))
    return tuple(found)


#: A pair, and nothing before it but when or where that was.
_ONLY_A_PAIR = re.compile(f"(?:会上|现场|随后|其中|仪式上|签约仪式上)?{_PAIR}")


def _meant_otherwise(clause: Clause, parties: Sequence[Mention]) -> tuple[Found, ...] | None:
    """Whom a Chinese clause of signing means, where that is not those whom it names; ``None`` if it is."""
    if clause.language != CHINESE:
        return None
    if titled := sides.of_title(clause, [acting(one) for one in clause.mentions]):
        return (Found(titled),)
    if _are_people(parties) or sides.are_people(clause):
        return ()
    of_places = _places_of(clause, parties)
    return (Found(of_places),) if of_places is not None else None


def _with_topic(subject: Mention | None, others: Sequence[Mention], is_each: bool) -> tuple[Found, ...]:
    """Whom the paragraph is about with those whom a clause begins with: together, or with each of them."""
    if subject is None or key(subject) in map(key, others):
        return ()
    if is_each:
        return tuple(Found((subject, one), 1) for one in others)
    return (Found((subject, *others), 1),)


#: What is built together, and with whom.
_BUILDING = re.compile("(?:园区?|基地|中心|项目|工程|平台|院区?|学院|学校|线|港)$")
_WITH_WHOM = re.compile("[与同跟]|(?<!公)和(?![平谐])|由|会同|联合")


def _are_built(clause: Clause, parties: Sequence[Mention], cue_end: int) -> bool:
    """Whether all that a clause names is what others build: 携手推进甲产业园、乙产业园建设."""
    start = clause.span.start
    are_behind = all(one.span.start - start >= cue_end for one in parties)
    are_things = all(one.kind != INSTITUTION or _BUILDING.search(one.name) is not None for one in parties)
    return are_behind and are_things and not _WITH_WHOM.search(clause.alike[:cue_end])


def _pairs(row: str, parties: Sequence[Mention], language: str) -> tuple[Found, ...] | None:
    """The pairs of a row of names that is of pairs."""
    crossed = _CROSSED.search(row)
    if crossed:
        left, right = ([one for one in side if one >= "\ue000"] for side in crossed.groups())
        # Of lists that are not as long as each other one is not whole, and nobody knows who signs with whom.
        both = zip(left, right, strict=True) if len(left) == len(right) else ()
        return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in both)
    paired = _PAIRS.search(row)
    if paired:
        signs = re.findall(_PAIR, paired.group())
        return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in signs)
    if language == CHINESE and (many := _MANY_TO_ONE.search(row)):
        one = _meant(parties, many[2])
        return tuple(Found((_meant(parties, sign), one)) for sign in many[1] if sign >= chr(_FIRST))
    if language == CHINESE and (apart := _APART_ZH.search(row)):
        return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in re.findall(_PAIR, apart.group()))
    if language != CHINESE and (apart := _APART.search(row)):
        return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in _ONE_PAIR.findall(apart.group()))
    return None


def _both_begin(clause: Clause) -> str | None:
    """The word for both sides that is a clause's subject, with no name before it: 双方将共建某大学某研究院.

    What is named behind it is what they do, unless it is with whom: 双方与某集团共建.
    """
    two = pattern("both", clause.language).search(clause.alike)
    if two is None:
        return None
    end = clause.span.start + two.end()
    is_with_others = _WITH_OTHERS[clause.language].match(clause.alike, two.end())
    return None if is_with_others or any(one.span.start < end for one in clause.mentions) else two["both"]


#: Those for whom people sign: 林知远与沈听涛代表校地双方签署.
_FOR_BOTH = re.compile("代表(?:各自|校地|校企|政企|银政)?[^，。；]{0,4}?(双方|[两三四五][地市县区省校院方]|各方)")
#: For whom somebody signs by name: 分别代表芙大、云溪县签署.
_FOR = re.compile("代表(?=[^，。；]{2,40}签)(?![于在与和同跟昨今就正现共分])")


#: Behind these stands what somebody attends that others sign: 甲市市长出席乙与丙的签约仪式.
_ATTENDS = re.compile("出席|见证|列席")
#: The words for places for which departments sign.
_PLACES = re.compile("代表[^，。；]{0,4}?[两三四五][地市县区省]")


def _places_of(clause: Clause, parties: Sequence[Mention]) -> tuple[Mention, ...] | None:
    """The places for which their own departments sign: 甲市教育局局长与乙市教育局局长代表两地签订."""
    if len(parties) < _BOTH or not _PLACES.search(clause.alike):
        return None
    places = [_place_of(one) for one in parties]
    found = once(one for one in places if one is not None)
    return found if len(found) == len(parties) else None


def _place_of(one: Mention) -> Mention | None:
    """A place, or that of a house whose name begins with it."""
    if one.kind == REGION:
        return one
    return next((part for part in one.parts if part.kind == REGION and part.span.start == one.span.start), None)


def _are_people(parties: Sequence[Mention]) -> bool:
    """Whether nothing but surnames tells of the names of a clause: 林知远与沈听涛共同签署."""
    return len(parties) == _BOTH and all(
        one.kind == INSTITUTION and not one.code and one.name[:1] in words("surname") and len(one.name) == _PERSON
        for one in parties
    )


#: How many signs the name of a person mostly has.
_PERSON = 3


def _for_both(clause: Clause) -> str | None:
    """The word for both sides for whom people sign, whoever they are."""
    found = _FOR_BOTH.search(clause.alike) if clause.language == CHINESE else None
    return found[1] if found is not None else None


def _as_signs(clause: Clause, parties: Sequence[Mention]) -> str:
    row, at = [], clause.span.start
    for number, one in enumerate(parties):
        row.append(clause.alike[at - clause.span.start : one.span.start - clause.span.start])
        row.append(chr(_FIRST + number))
        at = max(at, one.span.end)
    return "".join([*row, clause.alike[at - clause.span.start :]])


def _meant(parties: Sequence[Mention], sign: str) -> Mention:
    return parties[ord(sign) - _FIRST]


def ahead(clause: Clause, cue: Cue, later: Sequence[Clause]) -> Found | None:
    """The parties of a clause of which one stands in a clause behind it, or both if it says no more than 双方.

    Args:
        clause: the clause.
        cue: the cue in it.
        later: the clauses behind it in the sentence.
    """
    own = named(clause, cue)
    if len(own) == 1 and later and _FOLLOWS.match(clause.alike):
        subject = next((one for one in named(later[0], cue) if key(one) != key(own[0])), None)
        return Found((subject, *own), 1) if subject is not None else None
    behind = [one for one in once(one for part in later for one in named(part, cue)) if key(one) not in map(key, own)]
    if len(own) == 1 and behind and later[0].mentions:
        begins = later[0].before(later[0].mentions[0])
        return Found((*own, behind[0]), 1) if _GOES_TO.search(begins) else None
    both = not own and len(behind) == 2 and pattern("two", clause.language).search(clause.alike)
    return Found(tuple(behind), 2) if both else None


def follows(clause: Clause) -> bool:
    """Whether a clause tells what its sentence's subject, who stands behind it, did before: 继与某区签约之后."""
    return _FOLLOWS.match(clause.alike) is not None


#: A clause that says where what the one before it told of is done: 投资3亿元，在某县建设.
_THERE = re.compile("(?:将|拟|并|计划)?(?:在|于)")


#: What says where a firm is from, before its name: 总部位于某区的某公司.
_FROM_WHERE = re.compile(
    "(?:(?:集团|公司)?(?:总部|注册地)?(?:位于|设在|设于|坐落于|坐落在|地处|注册于|来自|落户|扎根)[^，。；]{2,14}的|[^，。；]{2,8}(?:企业|的企业))?$"
)


def goes_on(clause: Clause, cue: Cue, cut: Sequence[Clause]) -> Found | None:
    """The parties of a Chinese clause that says where what the one before it began is done, whose subject is there.

    Args:
        clause: the clause.
        cue: the cue in it.
        cut: the clauses of its sentence.
    """
    place = cut.index(clause)
    own = named(clause, cue)
    if clause.language != CHINESE or not place or len(own) != 1 or not _THERE.match(clause.alike):
        return None
    before = cut[place - 1]
    subject = next((one for one in before.mentions if one.kind == INSTITUTION), None)
    if subject is None or own[0].kind != REGION or not _FROM_WHERE.match(before.before(subject).strip()):
        return None
    return Found((acting(subject), *own), 1)


def filled_up(clause: Clause, cue: Cue, told: Before, leave_out: Mention | None = None) -> Found | None:
    """The parties of a clause that names fewer than two: the others are those that the text spoke of before.

    Args:
        clause: the clause.
        cue: the cue in it.
        told: what the paragraph has told so far.
        leave_out: a name that is no party.

    Returns:
        the parties; ``None`` if nothing tells who the others are.
    """
    own = tuple(one for one in named(clause, cue) if one is not leave_out)
    both = _both_begin(clause) or _for_both(clause)
    if both is None and cue.cls == _AGREEMENT and clause.language == CHINESE:
        both = "双方" if _are_people(own) or sides.are_people(clause) else None
    if both is not None and (found := _two((), both, told)) is not None:
        return found
    two = pattern("two", clause.language).search(clause.alike)
    if two:
        kind = _KIND_BEHIND.match(clause.alike, two.end())
        return _two(own, two.group() + (kind[0] if kind else ""), told)
    if len(own) != 1:
        return None
    subject = told.topic if told.topic is not None else (told.earlier[-1] if told.earlier else None)
    if subject is None or key(acting(subject)) == key(own[0]):
        return None
    return Found((acting(subject), *own), 1)


def _two(own: Sequence[Mention], word: str, told: Before) -> Found | None:
    """Whom a word for both sides stands for: who was named last, without where they met.

    Nobody where one of those was said last to do nothing with another, or no more: 尚未与某县签订协议。两地….
    """
    kind = _KIND_OF.get(word.rpartition(" ")[2])
    many = sides.NUMBERS.get(word[:1], len(told.pair) if word == _ALL and told.pair else _BOTH)
    mine = {key(one) for one in own}
    pair = told.pair if kind is None or all(one.kind == kind for one in told.pair) else ()
    if len(pair) == many and mine <= {key(one) for one in pair}:
        return None if told.parted & {key(one) for one in pair} else Found(tuple(pair), many - len(own))
    found: list[Mention] = []
    for are_venues in (False, True):
        named_before = [acting(one) for one in reversed(told.earlier) if (one.span in told.venues) is are_venues]
        for one in once(one for one in named_before if kind in (None, one.kind)):
            if key(one) not in mine and key(one) not in {key(other) for other in found}:
                found.append(one)
        if len(own) + len(found) >= many:
            break
    others = sorted(found[: max(0, many - len(own))], key=lambda one: one.span)
    if len(own) + len(others) != many or told.parted & {key(one) for one in others}:
        return None
    return Found((*others, *own), len(others), is_guessed=len(own) + len(found) > many)


def of_people(clause: Clause, cue: Cue, cut: Sequence[Clause]) -> tuple[Found, ...]:
    """Those whose people sign one after another, parted by commas; none if the clause tells no such thing.

    Args:
        clause: the clause.
        cue: the cue in it.
        cut: the clauses of its sentence.
    """
    if clause.language != CHINESE or cue.cls != _AGREEMENT or sides.of_title(clause, clause.mentions):
        return ()
    whose = once(acting(one) for one in sides.of_people(clause, cut))
    if len(whose) < _BOTH:
        return ()
    of_places = _places_of(clause, whose)
    return (Found(of_places if of_places is not None else whose, len(whose) - 1),)


def counted(clause: Clause, cue: Cue, told: Before) -> tuple[Found, ...]:
    """The parties of a clause that says with how many houses somebody signs, who were named before: 与两家企业签署.

    Args:
        clause: the clause.
        cue: the cue in it.
        told: what the paragraph has told so far.

    Returns:
        one for each agreement; none if the clause says no such thing, or nothing tells who they are.
    """
    if clause.language != CHINESE or cue.cls != _AGREEMENT:
        return ()
    own = once(acting(one) for one in clause.mentions if not placing.is_venue(clause, one))
    said = sides.counted(clause, own)
    if said is None:
        return ()
    many, is_apart = said
    subject = own[0] if own else (acting(told.topic) if told.topic is not None else None)
    if subject is None:
        return ()
    houses = [one for one in told.earlier if one.kind == INSTITUTION and key(one) != key(subject)]
    last = list(once(reversed(houses)))[:many]
    if len(last) < many:
        return ()
    last.sort(key=lambda one: one.span)
    if is_apart:
        return tuple(Found((subject, one), 1) for one in last)
    return (Found((subject, *last), many),)


#: All of them, however many.
_ALL = "各方"
