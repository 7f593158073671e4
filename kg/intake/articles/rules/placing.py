"""Names in a clause that are no party: where something happened, whose somebody is, what is built, who pays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.english_tokens import countries, outer_places
from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.rules.attributive import is_attributive, is_topic
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE, Cue, pattern
from kg.intake.identities.keys import plain

_AGREEMENT = "Agreement"
#: How many both sides are.
_BOTH = 2
#: Cues of what is built by some in a place of others.
_BUILDING = frozenset(("venture", "joint-building"))
_BUILT_THERE = re.compile("(?:共同|联合|合作|合资|携手)?(?:投资|出资)?(?:建设|共建|合建|兴建|新建|建立|打造|建成|建厂)")
_BUILDS = re.compile(
    r"\b(?:buil(?:d|ds|t|ding)|construct(?:s|ed|ing)?|open(?:s|ed|ing)?|operat(?:e|es|ed|ing)|develop(?:s|ed|ing)?|"
    r"fund(?:s|ed)?|set(?:ting)? up)\b[^;]{0,60}\b(?:plant|factory|park|farm|terminal|mill|works|centre|center|campus|"
    r"hospital|school|laborator(?:y|ies)|depot|hub|office|yard|clinic|cannery|brewery|warehouse|docks?)\b"
)
#: Who pays: backed by a grant from Norvale.
_PAYS = re.compile(
    r"(?:grants? (?:of [^,;]{1,20} )?from|funded by|financed by|backed by|sponsored by|supported by)(?: the)? $"
)
#: Before these stands whom something is for.
_HELPED = re.compile(
    r"(?:为|给|向|对|帮|用于|支持|支援|帮助|援助|驰援|资助|捐赠|赠予|捐给|送给|帮扶)$|"
    r"\b(?:to|for|give|gives|gave|given|lent|granted|awarded|help(?:s|ed|ing)?|support(?:s|ed|ing)?)(?: the)? $"
)
#: What an appositive is put behind, which is nobody's part: a developer from Lindhaven.
_ORIGIN = re.compile(
    r", an? (?!(?:joint )?(?:project|venture)\b)[^,]{2,40} (?:from|of|in|at)(?: the)? $|"
    r", (?:based|headquartered|registered|located) in(?: the)? $|"
    r"(?:(?<!引进)(?<!引入)(?<!承接)(?<!招引)来自|总部位于|总部设在|总部在|位于|注册于|注册在|注册地为|发源于|源自|起家于)$"
)
#: What only says whose an institution is: Lindhaven's Corrigan Foods, Dagmar Steel of Karsund.
_WHOSE_BEFORE, _WHOSE_BEHIND = (
    re.compile(
        r"^['’]s (?:the )?(?:(?!(?:with|and|to|for|by|in|from|of|on|mayor|governor)\b)[a-z-]+ ){0,3}$|"
        r"^ (?:[a-z-]+ )?(?:firm|company|start-?up|maker|developer|manufacturer|operator|supplier|shipbuilder|brewer|"
        r"utility|"
        r"builder|specialist|retailer|publisher|charity|printer|carrier|chipmaker|carmaker|bank|insurer|grocer) $"
    ),
    re.compile(r"^,? of $|^ \($"),
)
#: Behind these several are listed, of whom the first is as much a party as the others.
_MANY_OF = re.compile(
    r"\b(?:towns|cities|municipalities|counties|villages|districts|boroughs|communes|parishes|provinces|regions|"
    r"islands|"
    r"mayors|leaders|heads|councils|governors|delegations?|representatives|officials|negotiators) (?:of|"
    r"from) (?:both )?$"
)
#: What is no part of it: away from Lindhaven, outside the city.
_AWAY = re.compile(r"\b(?:outside|near|from)(?: the)?(?: [a-z]+ of)? $")
#: Behind whose a network is that others join: 加入某医院医联体.
_OF_A_NETWORK = re.compile("的?(?:医联体|专科联盟|医疗联合体|联盟|医疗集团|共同体|协作网)")
_JOINED = re.compile(r"\bjoin(?:s|ed|ing)? (?:the|a|an) $|(?:加入|加盟|纳入)$")
#: What is built or run, and the words before it.
_THING = re.compile(
    "(?:产业园|科技园|工业园|物流园|园区|分园|中心|基地|平台|实验室|研究院|集市|市场|项目|工厂|码头|医院|学院|学校)$"
)
_MADE = re.compile("(?:为|建设|打造|共建|合建|设立|成立|新建|兴建|组建|筹建|投建|承建|运营|管理|建|托管|的“?|“)$")
_TITLE = re.compile("《[^》]*$")
_LINE = re.compile("(?:的)?(?:城际|高铁|铁路|高速|地铁|轻轨|公交|航线|班列|班车|大桥|快线|专线|客运|动车|直通车|轮渡)")
#: Where something only happened.
_VENUE = re.compile(r"(?:^|[^\u3400-\u9fff]|[^存所现潜旨意内在])[在于]$|\b(?:in|at|near)(?: the)? $")
_NO_VENUE = re.compile("^(?:投资|投建|建|兴建|新建|设|开|办|布局|落户|成立|援建)")
#: Behind a place where something only happened, with whom it did.
_WITH_WHOM = re.compile("^(?:与|同|和|跟|正式|共同|联合|签|举行|举办)")


#: Where a report is from, at its head: 芙洲3月8日电.
_DATELINE = re.compile("^[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)")
#: What a paper is about stands between its signing and its name: 签署合作共建某医院协议书.
_SIGNS = re.compile("签(?:署|订|约|下|定)?[^签]*$")
_ON = re.compile("关于[^签]*$")
_PAPER = re.compile("^[^，。；签]{0,24}(?:协议|合同|备忘录|意向书)")


#: What may stand right behind a country that is a party; else it begins a longer name: 某国科学院.
_BEHIND_COUNTRY = re.compile(
    "$|[^\u3400-\u9fff]|[与和同及跟在就将已拟签的等方向对从于是有为并共联合携双之间也还又再先分正近日今昨两三各]|政府|援|支|投资|开展|"
    "建立|成立|缔结|达成|代表团|驻"
)


def _is_only_part(clause: Clause, one: Mention, _: Sequence[Mention]) -> bool:
    """Whether a name is of a report's head, or a country that begins a longer name."""
    behind = clause.behind(one)
    return _DATELINE.match(behind) is not None or (one.code == "country" and not _BEHIND_COUNTRY.match(behind))


def _is_object(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a name is of what others, who stand before, sign a paper about."""
    signs = _SIGNS.search(clause.before(one)) or _ON.search(clause.before(one))
    if signs is None or _PAPER.match(clause.behind(one)) is None:
        return False
    start = clause.span.start + signs.start()
    return sum(other.span.end <= start for other in all_of_them) >= _BOTH


#: At the head of a sentence, up to a comma: In the port of Halm, Karsund, ….
_LEADS = re.compile(r"^\W*(?:in|at|near) (?:(?!(?:and|with|between|signed) )[\w.'’-]+,? ){0,6}$")
_LED = re.compile(r"^(?:,(?! and ) |, ?[\w.'’-]+(?: [\w.'’-]+)?, )")


def leads(clause: Clause, one: Mention) -> bool:
    """Whether an English sentence begins with a place where something happens: In Halm, Karsund, the firm signed."""
    if clause.language == CHINESE or not (_LEADS.match(clause.before(one)) and _LED.match(clause.behind(one))):
        return False
    return one.kind == REGION or not one.code or plain(one.name) in outer_places()


def is_one_region(one: Mention) -> bool:
    """Whether a name is of one region, known or new, and not of several that are called so."""
    return one.kind == REGION and bool(one.reference or not one.candidates)


def is_venue(clause: Clause, one: Mention) -> bool:
    """Whether a name may be only where something happened: 在某市，双方签署."""
    return leads(clause, one) or (
        _VENUE.search(clause.before(one)) is not None and _NO_VENUE.match(clause.behind(one)) is None
    )


def is_helped(clause: Clause, mention: Mention) -> bool:
    """Whether something is for a party: 为某县修建."""
    return _HELPED.search(clause.before(mention)) is not None


def pays(clause: Clause, mention: Mention) -> bool:
    """Whether a party only pays for what others do."""
    return bool(_PAYS.search(clause.before(mention)))


def is_host(clause: Clause, one: Mention, cue: Cue) -> bool:
    """Whether a region is where others build something: a joint venture will build a plant in Brackwater.

    Args:
        clause: the clause.
        one: the region.
        cue: the words of cooperation in the clause; only some build anything.
    """
    if one.kind != REGION or cue.name not in _BUILDING:
        return False
    before, behind = clause.before(one), clause.behind(one)
    if clause.language == CHINESE:
        return before.endswith("在") and _BUILT_THERE.match(behind) is not None
    return bool(re.search(r"\b(?:in|at) $", before) and _BUILDS.search(before))


def is_no_party(clause: Clause, one: Mention, cue: Cue, all_of_them: Sequence[Mention]) -> bool:
    """Whether a name is only where something is or happened, whose somebody is, or what is built or joined.

    Args:
        clause: the clause.
        one: the name.
        cue: the words of cooperation in the clause.
        all_of_them: the names that may be parties, this one among them.
    """
    if _ORIGIN.search(clause.before(one)) or is_attributive(clause.alike, clause.span.start, one, clause.language):
        return True
    if pays(clause, one):
        return False
    if clause.language == CHINESE:
        rules = (_is_only_part, _is_object, _is_seat, _is_owner, _is_in_title, _is_hall)
        if any(rule(clause, one, all_of_them) for rule in rules):
            return True
    elif _is_no_party_in_english(clause, one, cue, all_of_them):
        return True
    if one.kind != REGION or one.name.startswith("“"):
        return _is_network(clause, one, cue) or (len(all_of_them) > _BOTH and _is_thing(clause, one))
    if is_host(clause, one, cue):
        return False
    if _is_zone_that_is_built(clause, one, cue, all_of_them) or _is_terminus(clause, one, cue):
        return True
    return _is_place(clause, one, cue, len(all_of_them) - 1)


def _is_no_party_in_english(clause: Clause, one: Mention, cue: Cue, all_of_them: Sequence[Mention]) -> bool:
    if cue.cls == _AGREEMENT and (leads(clause, one) or _is_to_be_made(clause, one)):
        return True
    if _is_outer(clause, one, all_of_them):
        return True
    return _is_topic_or_owner(clause, one, cue, all_of_them) or _is_parent(clause, one, all_of_them)


def _is_outer(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a country only says where the place or the house right before it lies: Halm City, Karsund."""
    if plain(one.name) not in countries() or clause.behind(one).startswith((" and ", ", and ")):
        return False
    return any(
        clause.alike[other.span.end - clause.span.start : one.span.start - clause.span.start] == ", "
        and plain(other.name) not in countries()
        for other in all_of_them
        if other.span.end < one.span.start
    )


def _is_owner(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a word for whose article it is only says whose a house is that stands right behind it: 我校化工学院."""
    own = clause.alike[one.span.start - clause.span.start : one.span.end - clause.span.start]
    return own[:1] in ("我", "本", "该") and any(
        other.kind == INSTITUTION and other.span.start == one.span.end for other in all_of_them
    )


def _is_in_title(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a name is only in the title of what others sign: 甲与乙签署《某园项目投资协议》."""
    titled = [other for other in all_of_them if _TITLE.search(clause.before(other))]
    return one in titled and len(all_of_them) - len(titled) >= _BOTH


def _is_place(clause: Clause, one: Mention, cue: Cue, others: int) -> bool:
    """Whether a region is only where something happened, of a clause with so many others."""
    before, behind = clause.before(one), clause.behind(one)
    if clause.language == CHINESE:
        happened = pattern("place", "zh_behind").search(behind)
        with_whom = cue.cls == _AGREEMENT and _VENUE.search(before) and _WITH_WHOM.match(behind)
        return bool(
            pattern("place", "zh_before").search(before)
            and (happened or with_whom or ("host" not in cue.roles and others >= _BOTH))
        )
    if _MANY_OF.search(before):
        return False
    if others < _BOTH or not pattern("place", "en_before").search(before):
        return False
    return _AWAY.search(before) is not None or not {"host", "terminus"} & {*cue.roles}


def _is_topic_or_owner(clause: Clause, one: Mention, cue: Cue, all_of_them: Sequence[Mention]) -> bool:
    """Whether an English name says what is signed about, or whose an institution beside it is."""
    if one.kind == REGION and _is_whose(clause, one, all_of_them):
        return True
    if cue.cls != _AGREEMENT or len(all_of_them) <= _BOTH:
        return False
    said = cue.pattern.search(clause.alike)
    return bool(said and is_topic(clause.alike, clause.span.start, one, said.start()))


#: Whose somebody is that stands right behind: Halm Oil (HO) subsidiary Corvane Refining.
_PARENT = re.compile(r"^(?: \([^)]{1,20}\)|\))? (?:subsidiary|unit|arm|affiliate|division|offshoot),? $")
#: What is still to be made: for setting up a Mega Food Park.
_MADE_EN = re.compile(
    r"\b(?:to|for) (?:set(?:ting)? up|buil(?:d|ding)|establish(?:ing)?|develop(?:ing)?|construct(?:ing)?|"
    r"creat(?:e|ing)|open(?:ing)?) (?:an?|the) (?:[a-z-]+ ){0,2}$"
)


def _is_parent(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a name only says whose an institution right behind it is: Halm Oil subsidiary Corvane Refining."""
    start = clause.span.start
    return any(
        other.span.start > one.span.end
        and _PARENT.match(clause.alike[one.span.end - start : other.span.start - start]) is not None
        for other in all_of_them
    )


def _is_to_be_made(clause: Clause, one: Mention) -> bool:
    """Whether nobody bears a name yet, which is of what others sign to make."""
    return (
        (one.kind != REGION or one.code == ZONE)
        and not one.reference
        and _MADE_EN.search(clause.before(one)) is not None
    )


def _is_seat(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a name only says where the house behind it is from, or whose: 卡松德的诺德维公司, 某集团旗下某公司."""
    begins = _BELONGS.match(clause.behind(one))
    return begins is not None and any(
        other.kind == INSTITUTION and other.span.start == one.span.end + begins.end() for other in all_of_them
    )


#: Between a place or a house and what is from there, or its own.
_BELONGS = re.compile("(?:所属|旗下|下属|麾下|所辖|控股)?的|所属|旗下|下属|麾下")


def _is_hall(clause: Clause, one: Mention, _: Sequence[Mention]) -> bool:
    """Whether a Chinese name is of a house in which something was held: 签约仪式在某中学举行."""
    if one.kind == REGION:
        return False
    happened = pattern("place", "zh_behind").search(clause.behind(one))
    return happened is not None and pattern("place", "zh_before").search(clause.before(one)) is not None


def _is_network(clause: Clause, one: Mention, cue: Cue) -> bool:
    """Whether an institution is what others joined: has joined the Skills Network."""
    if cue.name != "joining" or one.reference or _OF_A_NETWORK.match(clause.behind(one)):
        return False
    return _JOINED.search(clause.before(one)) is not None


def _is_thing(clause: Clause, one: Mention) -> bool:
    """Whether a name that nobody knows is of what is built or run, not of who does it: 选定为某产业园的运营方."""
    return not one.reference and _THING.search(one.name) is not None and _MADE.search(clause.before(one)) is not None


def _is_zone_that_is_built(clause: Clause, one: Mention, cue: Cue, all_of_them: Sequence[Mention]) -> bool:
    """Whether a zone that nobody knows is only what two others sign to build: 甲与乙签约共建飞地产业园."""
    return one.code == ZONE and cue.cls == _AGREEMENT and len(all_of_them) > _BOTH and _is_thing(clause, one)


def _is_terminus(clause: Clause, one: Mention, cue: Cue) -> bool:
    """Whether a region is one of the two that a line goes between: 某市至某市城际铁路."""
    if cue.name == "transport":
        return False
    others = [other for other in clause.mentions if other.kind == REGION and other is not one]
    start = clause.span.start
    for other in others:
        first, second = sorted((one, other), key=lambda each: each.span)
        between = clause.alike[first.span.end - start : second.span.start - start]
        if between in ("至", "到", "—", "-", "–") and _LINE.match(clause.behind(second)):
            return True
    return False


def _is_whose(clause: Clause, one: Mention, all_of_them: Sequence[Mention]) -> bool:
    """Whether a region only says whose an institution right beside it is."""
    start = clause.span.start
    for other in all_of_them:
        if other.kind != INSTITUTION:
            continue
        if other.span.start >= one.span.end and _WHOSE_BEFORE.match(
            clause.alike[one.span.end - start : other.span.start - start]
        ):
            return True
        if other.span.end <= one.span.start and _WHOSE_BEHIND.match(
            clause.alike[other.span.end - start : one.span.start - start]
        ):
            return True
    return False
