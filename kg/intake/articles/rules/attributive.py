"""Names that are no party themselves: a place that says whose companies or which bridge, what an agreement is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.intake.articles.known import DOUBTFUL
from kg.intake.articles.mentions import INSTITUTION, REGION, Mention, without_overlaps
from kg.intake.articles.model import Span

_HAN = "\u3400-\u9fff"
#: Somebody of a place whom nobody names: 栎城的三家企业.
_UNNAMED_ZH = re.compile(
    "(?:的|市|本地|当地)?(?:[0-9一二两三四五六七八九十百多数几余各]*[家所个名户批位座]?)(?:[知名大型民营国有重点龙头有关相关]{0,4})"
    "(?:企业|高校|院校|客商|客人|客户|市民|居民|村民|游客|专家|教师|医生|消费者|市场|媒体|方面(?!军)|考察团|代表团|学生|干部(?!互)|老人|市值)"
)
#: Those of a place that somebody is paired with, whom nobody names: 与某省对口协作市.
_PAIRED_ZH = re.compile(
    "的?(?:对口|结对|相关|有关|部分|受援)(?:协作|合作|帮扶|支援)?(?:市|县|城市|地区|单位)(?=签|达|共|正|分|等|的|，|。|$)"
)
#: The first or the only one of its kind in a place: 签约全市首个项目.
_FIRST_ZH = re.compile(
    "的?(?:首[个家批次例条座所份]|第[一二三四五六七八九十0-9]+[个家批次例条座所份]|(?:规模)?最大|唯一)"
)
#: What is held there and bears the name of the place: 云溪招商推介会, 云溪环境启动会暨甲与乙签约仪式.
_EVENT_ZH = re.compile(
    "(?:(?!签|举办|举行|主办|承办)[^，。；、与和同跟在于]){0,28}(?:推介会|招商会|洽谈会|博览会|展览会|交易会|对接会|论坛|年会|旅游节|文化节|大会(?!常))|"
    "[^，。；、与和同跟在于]{2,28}(?:会|仪式|活动|大会|论坛)暨"
)
_SEVERAL_ZH = re.compile("的?(?:近|逾|超|约)?[0-9一二两三四五六七八九十百多数几]+余?(?:家|所|名|户|批)")
#: A thing that bears the name of a place: the Merrow wind farm.
_THING_EN = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:farm|plant|bridge|tunnel|line|project|site|terminal|factory|market|area|railway|station|"
    r"airport|campus|branch|office|hospital|school|festival|museum|dockyard|docks?|works|mill|mine|river|valley|coast|"
    r"border|ferry|companies|company|start-?up|maker|developer|manufacturer|operator|supplier|shipbuilder|brewer|utility|architect|engineer|designer|builder|consultant|producer|specialist|dealer|trader|lawyer|printer|publisher|"
    r"charity|firms?|businesses|residents|waterfront|harbour|arm|subsidiary|stadium)s?\b"
)
_CITY_OF = re.compile(r"(?:'s|’s)? (?:[a-z]+ )?(?:city|town|county|district|port|province|village) of ")
#: Part of a word that only says where somebody is from: a Merrow-based firm.
_BASED = re.compile(r"-[a-z]{4,}\b")
_ARTICLE = re.compile(r"\b(?:the|a|an|its|their|this|that|of|two|three|four|several|some|other) $")
#: What somebody is to a place: Tidebrook, Merrow's largest employer, has signed.
_APPOSITIVE_EN = re.compile(r"['’]s (?:[a-z-]+ ){0,3}[a-z-]+,")
#: Some people of a place, whom nobody names: teachers in Merrow.
_PEOPLE_EN = re.compile(
    r"^\W*(?:[a-z0-9-]+ ){0,3}(?:teachers|doctors|nurses|"
    r"workers|farmers|residents|staff|students|firms|companies|businesses|drivers|traders|"
    r"tenants|pupils|parents|shopkeepers|fishermen|dockers|fans|supporters|officers|employees) (?:in|of|from|at) $"
)
#: A paper that bears the name of a place: the Merrow Soil Pact.
_PAPER_EN = re.compile(
    r"^ (?:(?!(?:[a-z]+ed|an?|the|its|their|has|have|is|was|to|and|with|for|in|on) )[a-z-]+ ){1,3}"
    r"(?:agreement|memorandum|pact|accord|treaty|charter|protocol|convention|compact|declaration)\b"
    r"(?! (?:with|between))"
)
#: Whom nobody names, on the other side: signed contracts with two local suppliers.
_UNNAMED_EN = re.compile(
    r"\bwith (?:[a-z0-9-]+ ){0,4}?(?:firms|companies|businesses|suppliers|contractors|operators|developers|investors|"
    r"universities|colleges|schools|hospitals|cities|towns|villages|counties|institutions|institutes|organisations|"
    r"organizations|banks|unions|clubs|farmers|providers|authorities|councils|neighbours|associations|charities)\b"
    r"(?!:|, (?:among|including|such|namely))"
)
_WITH_UNNAMED_ZH = re.compile(
    "(?:与|同|和|跟)(?:当地|本地|外地|国外|海外|有关|相关|若干|某|[0-9一二两三四五六七八九十几多数百余]+[家所个]|各)[^，。；与和同、]{0,14}?"
    "(?:企业|公司|机构|单位|高校|院校|学校|医院|银行|客商|商户|城市|地区|部门)(?!联合会|协会|家)(?=签|达成|订立|就|在|于|[^，。；]{0,8}签)"
)
#: What an agreement is about, or where it is signed: the charter of the Alliance, in the hall of the University.
_TOPIC_EN = re.compile(r"\b(?:of|for|in|at|on|about|near|inside|outside|over|concerning|regarding|covering)(?: the)? $")
_PARTY_EN = re.compile(r"\b(?:with|between|by|and|alongside|among)(?: the)? $|, $|\bcity of $|\bbehalf of(?: the)? $")


def is_attributive(alike: str, start: int, one: Mention, language: str) -> bool:
    """Whether a region only says whose or which: the companies of it, a bridge of its name.

    Args:
        alike: a clause as names are compared.
        start: where the clause starts in the text.
        one: the region.
        language: ``zh`` or ``en``.
    """
    if one.kind != REGION:
        return False
    before, behind = alike[: one.span.start - start], alike[one.span.end - start :]
    if language == "zh":
        return any(pattern.match(behind) for pattern in (_UNNAMED_ZH, _SEVERAL_ZH, _FIRST_ZH, _EVENT_ZH, _PAIRED_ZH))
    if before.endswith(", ") and _APPOSITIVE_EN.match(behind):
        return True
    if _CITY_OF.match(behind) or _BASED.match(behind) or _PEOPLE_EN.search(before):
        return True
    return bool(_ARTICLE.search(before) and (_THING_EN.match(behind) or _PAPER_EN.match(behind)))


def is_with_unnamed(alike: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a clause has nobody by name as the other side: A and B each signed contracts with suppliers.

    Args:
        alike: a clause as names are compared.
        start: where the clause starts in the text.
        mentions: the names in it; with one behind the words for those whom nobody names, it has somebody by name.
    """
    match = _UNNAMED_EN.search(alike) or _WITH_UNNAMED_ZH.search(alike)
    # 当地 stands for a place, and is within it.
    return match is not None and all(one.span.start - start < match.end() for one in mentions)


def is_unnamed_side(alike: str, start: int, one: Mention) -> bool:
    """Whether a Chinese clause has somebody of a region, without a name, as the other side: 与栎城的三家企业签约.

    Args:
        alike: a clause as names are compared.
        start: where the clause starts in the text.
        one: the region.
    """
    before = alike[: one.span.start - start]
    return before.endswith(("与", "和", "同", "跟")) and is_attributive(alike, start, one, "zh")


def is_topic(alike: str, start: int, one: Mention, cue_end: int) -> bool:
    """Whether an English name behind the words of signing is what is signed about, and nobody that signs.

    Args:
        alike: a clause as names are compared.
        start: where the clause starts in the text.
        one: the name.
        cue_end: where the words of signing end in the clause.
    """
    at = one.span.start - start
    if at < cue_end:
        return False
    before = alike[:at]
    return _TOPIC_EN.search(before) is not None and _PARTY_EN.search(before) is None


#: Behind a place: the rest of a name, up to the word that parts it from the next one or says what they did.
_REST = re.compile(
    f"([{_HAN}]{{2,9}}?)(?=与|和|同|及|跟|、|签|缔结|结为|结成|达成|共同|联合|合作|合资|正式|成功|分别|携手|公告|通告|公示|通报|宣布|已|就|将|拟|昨|今|近日|日前|在|于|等|[也还又再](?=[签与和将])|：|:)"
)
#: Behind a place: what they do there, or what it is about, and no name: 由某市发起、…, 某县与某区教育合作.
_ACT = re.compile(
    "签|协议|合同|备忘录|意向书|关系|(?:发起|牵头|主导|倡议|组织|主办|承办|提出|出资|参与)$|"
    "^(?:教育|医疗|卫生|健康|旅游|文旅|文化|体育|产业|经济|经贸|科技|人才|农业|劳务|能源|港口|物流|生态|环保|养老|消防|警务|司法|金融|"
    "数字|交通|水利|战略|友好|全面|深度|区域|山海|东西部?|结对|对口){1,2}$"
)
_LISTED = re.compile("(?:^|[与和同及跟、，由：]|近日|日前|昨日|昨天|今天|上午|下午|随后)$")
_NO_REST = re.compile(
    "(?:工作|事项|事宜)$|举行|举办|召开|^[市县区省镇]?(?:[与和同跟]|关于|捐|赠|深化|加强|推进|推动|对口|协同|携手|联手|牵手|并肩|合力|协力|共同|共商|共话|共谋|共推|共促|打造|谋划|商讨|探讨|会[谈后见议上场]|座谈|通过|缔结|结为|建立|成立|举行|举办|召开|开展|启动|计划|打算|准备|力争|争取|希望|有意|无意|有望|正在|从未|并未|尚未|未能|未与|不再|曾|拒绝|干部|有关|相关|各|[两二三四五六七八九十](?![\u3400-\u9fff]{1,2}村)|双方|企业|高校|方面|代表|领导|客商|居民|市民|等|政府|部门|一带|之间|以及|方向|本地|人民|已|将|拟|就|"
    "在|于|的|分别|共同|正式|成功|联合|合作|先后|又|也|再|今年|去年|近|目前|日前|昨|今|签|首|全|开|为|因|从|对|至|到|来|还|曾|随后|先后|此前|此后|同时|目前|同日|当天|当日|上午|下午|则|并|均|都|这|那|本|该|一|多|另|其)|[的了在将把被就为]|政府$|部门$|(?:书记|长|主任|经理|负责人|代表|团队|常委|委员|院士|主席|董事|总裁|秘书)$"
)


def lengthened(text: str, alike: str, sentence: Span, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a Chinese sentence, with places in lists lengthened to the names that they begin: 栎城某某社.

    Args:
        text: the whole text.
        alike: the same as names are compared.
        sentence: the sentence.
        mentions: the names in it.
    """
    longer = list(_longer(text, alike, sentence, mentions))
    return tuple(without_overlaps([*mentions, *longer])) if longer else tuple(mentions)


def _longer(text: str, alike: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    # A short name in doubt within another is none: 华 of 华东.
    begins = sorted(one.span.start for one in mentions if not one.is_alias or one.score > DOUBTFUL)
    for one in mentions:
        if one.kind != REGION:
            continue
        match = _REST.match(alike, one.span.end, sentence.end)
        if not match or _NO_REST.search(match[1]) or _ACT.search(match[1]):
            continue
        if any(one.span.end <= start < match.end() for start in begins):
            continue
        if _LISTED.search(alike[max(sentence.start, one.span.start - 2) : one.span.start]):
            span = Span(one.span.start, match.end())
            yield Mention(span, INSTITUTION, text[span.start : span.end], score=0.55, parts=(one,))
