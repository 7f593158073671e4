"""Whose a cue is: the names around it, lists and pairs, and what an elided subject stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.attributive import is_attributive, is_topic, is_unnamed_side
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, Cue, pattern

#: Bodies that act for a region; the region is the party.
_RULERS = frozenset({"office", "parkManagement", "association"})
_RULER = re.compile(
    r"(?P<body>(?:人民)?政府$|管(?:理)?委(?:员)?会$|\b(?:(?:city|county|district|town) )?(?:council|government)$)"
)
_GOVERNMENT = re.compile("(?P<body>人民政府)|(?<=[市县区省镇])(?P<other>政府)")
#: What came of it stands behind: 合资成立的…公司.
_CAME = re.compile(r"^(?:成立|设立|组建|建设|兴办|发起|打造|创办)?(?:成立|设立)?的")
_BUILT = re.compile(
    "(?:建|设立|成立|组建|创办|打造)$|establish(?:ed)?$|set up$|found(?:ed)?$|launch(?:ed)?$|buil[dt]$|open(?:ed)?$"
)
_NOTHING_BETWEEN = re.compile("(?:了)?(?:一家|一所|一个|一座)?| (?:(?:a|an|the|its|their) )?(?:new |joint )?")
#: What parts somebody from those whom it is for: 每年安排资金，用于某县.
_GOES_TO = re.compile("(?:用于|支持|帮助|投向|投资方为|投资方是|业主为|建设方为|投资者为|由|在|于)$")
#: Cues of what is built by some in a place of others.
_BUILDING = frozenset(("venture", "joint-building"))
_BUILT_THERE = re.compile("(?:共同|联合|合作|合资|携手)?(?:投资|出资)?(?:建设|共建|合建|兴建|新建|建立|打造|建成|建厂)")
_BUILDS = re.compile(
    r"\b(?:buil(?:d|ds|t|ding)|construct(?:s|ed|ing)?|open(?:s|ed|ing)?|operat(?:e|es|ed|ing)|develop(?:s|ed|ing)?)\b[^;]{0,60}"
    r"\b(?:plant|factory|park|farm|terminal|mill|works|centre|center|campus|hospital|school|laborator(?:y|ies)|depot|hub)\b"
)
#: What words for two of them stand for, where they say it.
_KIND_OF = {
    **dict.fromkeys(("两地", "两市", "两县", "两区", "两省"), REGION),
    **dict.fromkeys(("两校", "两院", "两家"), INSTITUTION),
}
#: Who pays: backed by a grant from Norvale.
_PAYS = re.compile(
    r"(?:grants? (?:of [^,;]{1,20} )?from|funded by|financed by|backed by|sponsored by|supported by)(?: the)? $"
)
_AGREEMENT = "Agreement"
#: Names as signs in a row, so that lists of them are patterns.
_FIRST = 0xE000
_PAIR = "([\ue000-\uf8ff])(?:与|和|同|及|跟| and )([\ue000-\uf8ff])"
_PAIRS = re.compile(f"{_PAIR}(?:(?:[、，,](?:以及)?|,(?: and)? |; ){_PAIR})+")
_CROSSED = re.compile(
    "([\ue000-\uf8ff](?:[、和与及][\ue000-\uf8ff])+)分别(?:与|和|同|跟)([\ue000-\uf8ff](?:[、和与及][\ue000-\uf8ff])+)"
)
#: What an appositive is put behind, which is nobody's part: a developer from Lindhaven.
_ORIGIN = re.compile(r", an? (?!(?:joint )?(?:project|venture)\b)[^,]{2,40} (?:from|of|in) $|(?:来自|总部位于|位于)$")


@dataclass(frozen=True, slots=True)
class Found:
    """The parties of one partnership.

    Attributes:
        mentions: them, each once, in order.
        elided: how many of them are not named in the clause itself.
    """

    mentions: tuple[Mention, ...]
    elided: int = 0


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
            if (start <= one.span.start <= start + 8 and one.kind == INSTITUTION) or one.code == ZONE
        ),
        None,
    )
    if near is None or not (_CAME.search(clause.alike[at[1] :]) or _built(clause, at, near)):
        return None
    return near


def _built(clause: Clause, at: tuple[int, int], near: Mention) -> bool:
    """Whether a name that nobody knows yet stands right behind its building: 共建某研究院, set up the Institute."""
    between = clause.alike[at[1] : near.span.start - clause.span.start]
    return not near.reference and bool(_BUILT.search(clause.alike[slice(*at)]) and _NOTHING_BETWEEN.fullmatch(between))


def pays(clause: Clause, mention: Mention) -> bool:
    """Whether a party only pays for what others do."""
    return bool(_PAYS.search(clause.before(mention)))


def named(clause: Clause, cue: Cue) -> tuple[Mention, ...]:
    """The parties that a clause names: without places where something only happened."""
    mentions = [acting(one) for one in clause.mentions]
    if clause.language == CHINESE and any(is_unnamed_side(clause.alike, clause.span.start, one) for one in mentions):
        return ()
    kept = [one for one in mentions if not _is_place(clause, one, cue, mentions)]
    return once(kept)


def is_host(clause: Clause, one: Mention, cue: Cue) -> bool:
    """Whether a region is where others build something: a joint venture will build a plant in Brackwater."""
    if one.kind != REGION or cue.name not in _BUILDING:
        return False
    before, behind = clause.before(one), clause.behind(one)
    if clause.language == CHINESE:
        return before.endswith("在") and _BUILT_THERE.match(behind) is not None
    return bool(re.search(r"\bin $", before) and _BUILDS.search(before))


def _is_place(clause: Clause, one: Mention, cue: Cue, all_of_them: Sequence[Mention]) -> bool:
    before, behind = clause.before(one), clause.behind(one)
    if _ORIGIN.search(before) or is_attributive(clause.alike, clause.span.start, one, clause.language):
        return True
    if pays(clause, one):
        return False
    if clause.language != CHINESE and cue.cls == _AGREEMENT and len(all_of_them) > 2:
        said = cue.pattern.search(clause.alike)
        if said and is_topic(clause.alike, clause.span.start, one, said.start()):
            return True
    if one.kind != REGION or is_host(clause, one, cue):
        return False
    if clause.language == CHINESE:
        happened = pattern("place", "zh_behind").search(behind)
        return bool(
            pattern("place", "zh_before").search(before)
            and (happened or ("host" not in cue.roles and len(all_of_them) > 2))
        )
    if not pattern("place", "en_before").search(before):
        return False
    others = [other for other in all_of_them if other is not one]
    return "host" not in cue.roles and "terminus" not in cue.roles and len(others) >= 2


def groups(clause: Clause, cue: Cue, leave_out: Mention | None = None) -> tuple[Found, ...]:
    """The parties of each partnership that a clause names in full: one, or several in lists of pairs."""
    parties = tuple(one for one in named(clause, cue) if one is not leave_out)
    if len(parties) < 2:
        return ()
    row = _as_signs(clause, parties)
    crossed = _CROSSED.search(row)
    if crossed:
        left, right = ([one for one in side if one >= "\ue000"] for side in crossed.groups())
        if len(left) == len(right):
            return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in zip(left, right, strict=True))
    paired = _PAIRS.search(row)
    if paired:
        signs = re.findall(_PAIR, paired.group())
        return tuple(Found((_meant(parties, a), _meant(parties, b))) for a, b in signs)
    return (Found(parties),)


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
    behind = [one for one in once(one for part in later for one in named(part, cue)) if key(one) not in map(key, own)]
    if len(own) == 1 and behind and later[0].mentions:
        begins = later[0].before(later[0].mentions[0])
        return Found((*own, behind[0]), 1) if _GOES_TO.search(begins) else None
    both = not own and len(behind) == 2 and pattern("two", clause.language).search(clause.alike)
    return Found(tuple(behind), 2) if both else None


def filled_up(
    clause: Clause, cue: Cue, earlier: Sequence[Mention], topic: Mention | None, leave_out: Mention | None = None
) -> Found | None:
    """The parties of a clause that names fewer than two: the others are those that the text spoke of before.

    Args:
        clause: the clause.
        cue: the cue in it.
        earlier: the parties that were named before in the paragraph, the last one last.
        topic: whom the paragraph is about.
        leave_out: a name that is no party.

    Returns:
        the parties; ``None`` if nothing tells who the others are.
    """
    own = tuple(one for one in named(clause, cue) if one is not leave_out)
    two = pattern("two", clause.language).search(clause.alike)
    if two:
        kind = _KIND_OF.get(two.group())
        last = once(one for one in reversed([acting(one) for one in earlier]) if kind in (None, one.kind))
        others = [one for one in last if key(one) not in {key(mine) for mine in own}][: 2 - len(own)]
        return Found((*reversed(others), *own), len(others)) if len(own) + len(others) == 2 else None
    if len(own) != 1:
        return None
    subject = topic if topic is not None else (earlier[-1] if earlier else None)
    if subject is None or key(acting(subject)) == key(own[0]):
        return None
    return Found((acting(subject), *own), 1)
