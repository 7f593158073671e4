"""Names that nothing but their place in a sentence tells: capitals in English, lists with 与 in Chinese."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.articles.mentions import INSTITUTION, REGION, Mention, without_overlaps
from kg.intake.articles.model import Span
from kg.intake.articles.rules.positions import Position, begins_only, is_signed, is_surname, positions
from kg.intake.articles.words import words

#: How many of the names that were guessed last are looked for again.
_KEPT = 40
#: How long the name of a company is at least.
_SHORTEST = 3
#: How sure such a name is.
_SURE = 0.35
#: The same, where parties stand; and in a list of places.
_PLACED, _LISTED = 0.5, 0.7
_WORD = r"[A-Z][A-Za-zÀ-ÿ0-9'’&.-]*[A-Za-zÀ-ÿ0-9](?:(?<=s)['’](?= [A-Z]))?|[A-Z]{2,}"
_NAME = re.compile(
    rf"(?:{_WORD})"
    rf"(?: (?:(?:& |and (?=[A-Z][a-z]+ (?:plc|Ltd|Group|Co)\b|(?:Sons|Brothers|Daughters|Partners)\b)|of (?:the )?|"
    rf"for )?(?:{_WORD})|(?:plc|nv|ag)\b))+"
)
#: What begins with a capital and is no name of a party.
_NO_NAME = re.compile(
    r"^(?:the|a|an|on|in|at|by|under|last|this|next|early|late|mr|mrs|ms|dr|president|minister|mayor|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|its|their|both|two|three|representatives|officials|companies|plans|backed|founded|together)\b",
    re.IGNORECASE,
)
_POSTS = "|".join(map(re.escape, sorted((*words("title", "en"), *words("role", "en")), key=len, reverse=True)))
_TITLE = re.compile(
    rf"\b(?:mr|mrs|ms|dr|gov|prof|sen|rep|hon|(?:{_POSTS}|counterpart|colleague|successor|predecessor)s?,?)"
    r"\.? (?:[A-Z]\.? )?$",
    re.IGNORECASE,
)
#: What begins or ends with a post is somebody, and so is who says something or has a post behind the name.
_POSTED = re.compile(rf"(?:{_POSTS}) (?:of )?(?=[A-Z])|.* (?:{_POSTS})$", re.IGNORECASE)
_SPEAKS = re.compile(
    r",? (?:said|says|told|added|explained|noted|stressed)\b"
    r"(?! (?:on [A-Z][a-z]+ |yesterday |today )?(?:that )?(?:it|they) )|"
    rf", (?:(?:the|an?|its|who|[a-z-]+) ){{0,5}}(?:{_POSTS}) (?:of|at|for)\b"
)
#: Papers and meetings have names in capitals too, and so have streets and halls; none of them is a party.
_THING = re.compile(
    r"^(?:Sister|Twin|Friendship) (?:City|Cities|States?|Provinces?|County|Counties|Towns?|Ports?)\b|"
    r"^(?:Memorandum|Letter|Declaration|Treaty|Protocol|Statement|Framework|Charter|Strategy|Plan|Agreement)\b|"
    r"\b(?:Agreement|Memorandum|MoU|MOU|Contract|Pact|Accord|Accords|Treaty|Charter|Protocol|Convention|Compact|Lease|"
    r"Declaration|Undertaking|Concession|Covenant|Statement|Framework|Plan|Strategy|Initiative|Act|Scheme|Programme|"
    r"Program|"
    r"Project|Forum|Summit|Conference|Fair|Expo|Exhibition|Festival|Congress|Week|Day|Prize|Award)$"
)
#: So have houses and streets, which are parties only where parties stand: Crewe Hall signed ….
_BUILDING = re.compile(
    r"\b(?:Street|Road|Avenue|Square|Quay|Hall|Palace|Hotel|Theatre|Bridge|Airport|Station|Stadium|River|Lake|Sea|"
    r"Ocean|"
    r"Park|Garden|Gardens)$"
)
#: What begins a sentence, or stands behind with, and is nobody.
_NO_FIRM = re.compile(
    "Furthermore|Moreover|Besides|Likewise|Hence|Thus|Therefore|Nevertheless|Nonetheless|Everyone|Everybody|Nobody|Somebody|Someone|Anyone|Each|Neither|Either|Work|Construction|Trade|Tourism|Parliament|"
    "Government|Council|Congress|Management|Production|Industry|Commerce|Energy|Europe|Asia|Africa|America|English|"
    "Chinese|French|German|Italian|Spanish|Russian|Japanese|Investment|Nothing|Something|Everything|Whoever|Local|"
    "Parents|Today|Yesterday|Earlier|Later|Meanwhile|Instead|However|Since|Once|Should|Every|There|Here|That|This|They|"
    "Then|When|Where|What|Members|Thanks|Pupils|Students|Signatories|Analysts|Delegations|Talks|Negotiations|Contracts|Agreements|"
    "Staff|Workers|Farmers|Asked|Sources|Police|Doctors|Teachers|Heads|Leaders|Ministers|Mayors|Councillors|Rector|Clerk|Signed|Based|"
    "Some|Many|Most|More|Several|Other|Others|Another|Such|Next|Last|Only|Even|Also|Just|Still|Finally|Recently|"
    "Formally|Together|Between|With|Without|Despite|During|Following|About|Around|Above|Below|Over|Inside|"
    "Minute|Item|Report|Resolution|Section|Schedule|Appendix|Chapter|Article|Christmas|Easter|Midsummer|Michaelmas|"
    "[A-Z][a-z]+ly|Brussels|Having|Under|After|Before|While|Although|Though|Because|Unless|Until"
)
#: A list behind 与, up to what was done with it.
_LIST = re.compile(
    r"(?:与|(?<![合协共一不])同|和|跟)([\u3400-\u9fff]{2,10}?(?:[、和与][\u3400-\u9fff]{2,10}?){0,3})"
    r"(?=三方|双方|四方|各方|两家|正式|成功|分别|就|在|于|以|集中|一并|日前|近日|昨|今|本周|上周|上月|同日|当天|[0-9]|(?:商|洽|草|续|互|换|补)?签|续签|互签|"
    r"订立|达成|结为|缔结|合资|合作|共建|合建|联建|合办|联合|共同|携手|联手|开展|建立|组建|成立|终止|解除)"
    r"(?=[^，。；]{0,30}(?:签|订立|达成|结为|缔结|合资|合作|共建|合建|联建|合办|联合|共同|携手|联手|开展|建立|组建|成立|终止|解除))"
)
#: Words that a clause begins with and no company does.
_COMMON = re.compile(
    "^(?:继|根据|按照|截至|随着|由于|针对|围绕|为|通过|经过|作为|记者|会议|活动|仪式|项目|协议|合同|双方|目前|下一步|首批|首期|总投资|一期|二期"
    "|计划|预计|据|与会|全市|全县|全区|全省|市|县|区|省|村|这|那|他|她|它|我|你|大家|居民|患者|学生|企业|专家|政府|工人|渔民|农民|代表)"
    "|[0-9]|.*[市县区省镇州]长$|(?:项目|协议|合同|仪式|活动|会议|合作|投资|基地|中心|工程|线路|铁路|公交|政策|工作|建设|服务|企业|居民|学生)$"
)
#: The same before how many they are: 甲、乙、丙三方签订.
_BEFORE_COUNT = re.compile(
    r"(?:^|(?<=[，。；：\n]))([\u3400-\u9fff]{2,10}?(?:[、和与][\u3400-\u9fff]{2,10}?){1,4})(?=[二两三四五](?:方|家|校|院|企))"
    r"(?=[^，。；]{0,20}(?:签|订立|达成|合资|合作|共建|联合|共同|成立))"
)
_PART = re.compile(r"[^、和与]+")
#: Who stands before what is done with whom, at the head of a clause with an agreement.
_AGREES = re.compile(
    "签|订立|缔|协议|合同|备忘录|意向|合资|共建|合作|联合|携手|联手|入股|投资|落户|引进|牵手|共同|成立|加入"
)
_SUBJECT = re.compile(
    r"(?:^|[，,；;：:。\n]|(?<=[0-9][日月年]))(?:(?:(?:未来|今后)(?:[一两三四五六七八九十0-9]+年)?+内?+|昨日|昨天|今日|今天|近日|日前|上午|下午|当天|同日|本月|上月|上周|去年|今年|会上|期间|随后|此前|目前|据悉|其中|同时|此外|"
    r"另外|另|而|由|继|仪式上|签约仪式上)[，,]?|[0-9]+月[0-9]*日?[，,]?)*"
    r"([\u3400-\u9fff（）()A-Za-z0-9·]{3,16}?)(?=(?:公司)?(?:公告称|宣布|表示|近日|日前|昨日|昨天|正式|把|被|已经|已于|已与|已|拟|将|还|又|再|也|分别|先后|就|"
    r"于|在|与|(?<![合协共一不])同|和|跟|携手|联合|联手|牵手|签|订立|投资|落户|入驻|加入|引进|拿下|接手|中标|获得|赢得|收购|受让|买下|入股|参股|出资|斥资))"
)
#: What is in no name: then it is a stretch of the sentence.
_FUNCTION = re.compile(
    "[市县区省镇州]长(?:$|[昨今日一])|[与将已了在于的就把被对为并也还又再都等其该各我本这那签订]|近日|双方|正式|共同|有关|多家|企业|单位|高校|部门|两地|三方"
    "|携手|联手|牵手|今年|明年|力争|争取|加快|预计|计划|努力"
    "|^两[市县区省地校院家方]|^三[方地市]|^[各双]方|有意|无意|拒绝|否认|此前|曾经|原先|拟于"
    "|市政府|区政府|县政府|累计|成功|先后|全面|后未|到期|未能|当地|领域|深化|加强|推进|方面|公司$|举行|举办|召开|仪式|代表|会[谈后]|座谈|期间|之后$|有望|同意|甲方|乙方|简称|出席|见证|总部|注册地|位于"
)


def guessed(text: str, sentence: Span, mentions: Sequence[Mention], before: dict[str, Mention]) -> tuple[Mention, ...]:
    """The mentions of a sentence with those added that only their place tells.

    Args:
        text: the whole text.
        sentence: the sentence.
        mentions: the names in it that were found otherwise.
        before: those that were guessed in earlier sentences, by name; this sentence's are added.
    """
    where = list(positions(text, sentence))
    placed = {one.span for one in where}
    surer = _PLACED if is_signed(text, sentence) else _SURE
    added = [
        *_again(text, sentence, mentions, before),
        *_capitals(text, sentence, mentions, placed, surer),
        *_alone(text, sentence, mentions, where, surer),
        *_listed(text, sentence, mentions),
        *_between(text, sentence, mentions),
        *_ahead(text, sentence, mentions),
        *_quoted(text, sentence, mentions),
        *_subjects(text, sentence, mentions),
        *_firms_of(text, sentence, mentions),
    ]
    if not added:
        return tuple(mentions)
    before.update((one.name, one) for one in added)
    return tuple(without_overlaps([*mentions, *added]))


def _again(text: str, sentence: Span, mentions: Sequence[Mention], before: Mapping[str, Mention]) -> Iterator[Mention]:
    """Names that an earlier sentence told by their place there."""
    taken = {at for one in mentions if one.kind != REGION for at in range(one.span.start, one.span.end)}
    for name, first in list(before.items())[-_KEPT:]:
        start = text.find(name, sentence.start, sentence.end)
        if start >= 0 and not taken & set(range(start, start + len(name))):
            yield replace(first, span=Span(start, start + len(name)), parts=())


def _capitals(
    text: str, sentence: Span, mentions: Sequence[Mention], placed: Collection[Span], surer: float
) -> Iterator[Mention]:
    taken = {at for one in mentions if one.kind != REGION for at in range(one.span.start, one.span.end)}
    regions = [one for one in mentions if one.kind == REGION]
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        while (first := _NO_NAME.match(text[start:end])) is not None:
            cut = start + first.end()
            start = cut + 1 if cut < end and text[cut] == " " else end
        if not _OF_A_SAINT.match(text, start):
            end -= 2 if text.endswith(("'s", "’s"), start, end) else 0
        seat = _without_seat(text, start, end, regions)
        is_cut, (start, end) = seat != (start, end), seat
        said = text[start:end].split()
        inside = [one for one in regions if start <= one.span.start and one.span.end <= end]
        is_house = _BUILDING.search(text[start:end]) is not None
        if _is_nobody(text, start, end) or (is_house and Span(start, end) not in placed):
            continue
        if (len(said) < 2 and not is_cut) or taken & set(range(start, end)):
            continue
        if not _is_of_a_region(start, end, regions):
            span = Span(start, end)
            score = surer if span in placed else _SURE
            yield Mention(span, INSTITUTION, text[start:end], score=score, parts=tuple(inside))


def _is_of_a_region(start: int, end: int, regions: Sequence[Mention]) -> bool:
    """Whether words in capitals are a region, half of one, of several, or end with one that is known."""
    spans = [one.span for one in regions]
    # Half of a region's name is no part of another one; a region's own name alone is the region.
    if any(start < one.start < end < one.end or (one.start, one.end) == (start, end) for one in spans):
        return True
    inside = [one for one in regions if start <= one.span.start and one.span.end <= end]
    return len(inside) > 1 or any(one.span.end == end and one.reference for one in inside)


#: Some of those of a place, and who tells of it at the head: PORTAVIA (Reuss News) -.
_PEOPLE = re.compile(
    r"(?:Fans|Residents|Supporters|Marchers|Members|Employees|Parents|Pupils|Students|Workers|Farmers|Traders|Visitors|"
    r"Citizens|Voters|Protesters|Volunteers|Owners|Tenants|Shareholders|Unions|Businesses|Analysts|Critics) "
)
_AGENCY = re.compile(r"\([A-Z][\w' ]{2,30}\) ?[-–—]")


def _is_nobody(text: str, start: int, end: int) -> bool:
    """Whether words in capitals are a paper, some people, a person with a post, or the agency at the head of a text."""
    if _PEOPLE.match(text, start, end) or _AGENCY.match(text, start - 1) or _THING.search(text[start:end]):
        return True
    if _POSTED.match(text[start:end]) or (_HAS_TWO.match(text[start:end]) and _SPEAKS.match(text, end)):
        return True
    return _TITLE.search(text[max(0, start - 30) : start]) is not None


#: As many words as the name of a person has, with nothing that people's names have not.
_HAS_TWO = re.compile(r"[A-Z][a-zÀ-ÿ'’-]+(?: [A-Z][a-zÀ-ÿ'’-]+){1,2}$")
#: St Orla's is a name of its own where nothing follows that it has.
_OF_A_SAINT = re.compile(r"St [A-Z][a-z]+['’]s(?=,| and | has | signed | have |\.)")


def _without_seat(text: str, start: int, end: int, regions: Sequence[Mention]) -> tuple[int, int]:
    """A name without the known place that says where it is: Halm's Dell Joinery, Dell Joinery of Halm."""
    for one in regions:
        if not one.reference:
            continue
        if one.span.start == start and text.startswith(("'s ", "’s "), one.span.end):
            behind = one.span.end + len("'s ")
            start = behind if behind < end else start
        ahead = one.span.start - len(" of ")
        if one.span.end == end and text.startswith(" of ", ahead) and " " in text[start : max(ahead, start)]:
            end = ahead
    return start, end


def _alone(
    text: str, sentence: Span, mentions: Sequence[Mention], where: Sequence[Position], surer: float
) -> Iterator[Mention]:
    """A name of one word where parties stand: Aldermans, the bookseller, signed …; of more, the places of a list."""
    taken = {at for one in mentions for at in range(one.span.start, one.span.end)}
    for one in where:
        start, end = one.span.start, one.span.end
        name = text[start:end]
        if (" " in name and one.kind != REGION) or len(name) <= _SHORTEST or not re.search("[a-z]{2}", name):
            continue
        if taken & set(range(start, end)) or _NO_FIRM.fullmatch(name) or _NO_NAME.match(name) or _THING.search(name):
            continue
        if begins_only(text, sentence, one.span):
            continue
        if not is_surname(text, start, name) and not _TITLE.search(text[max(0, start - 30) : start]):
            yield Mention(one.span, one.kind, name, score=surer if one.kind == INSTITUTION else _LISTED, code=one.code)


def _listed(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names that stand in a list of those with whom something is done; a place may stand within: 国网朔川电力."""
    taken = {at for one in mentions if one.kind != REGION for at in range(one.span.start, one.span.end)}
    regions = [one for one in mentions if one.kind == REGION]
    found = (one for pattern in (_LIST, _BEFORE_COUNT) for one in pattern.finditer(text, sentence.start, sentence.end))
    for match in found:
        for part in _PART.finditer(match.group(1)):
            start, end = match.start(1) + part.start(), match.start(1) + part.end()
            name = text[start:end]
            inside = [one for one in regions if one.span.start < end and start < one.span.end]
            if any(one.span.start <= start or one.span.end >= end or not one.is_alias for one in inside):
                continue
            if len(name) >= 3 and not taken & set(range(start, end)) and not _FUNCTION.search(name):
                yield Mention(Span(start, end), INSTITUTION, name, score=_SURE, parts=tuple(inside))


#: Between two names of a list, or behind the last one, up to what they do: 与甲、某某网、乙签约.
_ITEM = re.compile("、([\u3400-\u9fffA-Za-z0-9]{3,12}?)(?=、|以及|和(?=[\u3400-\u9fff])|$)")
_LAST = re.compile(
    "(?:、|以及|和)([\u3400-\u9fffA-Za-z0-9]{3,12}?)(?=(?:等[^，。；、]{0,8}?)?(?:正式|共同|分别|先后|现场|成功|进行了?|举行了?)*(?:签|订立|达成))"
)
_NO_ITEM = re.compile(
    "[0-9]|^(?:等|其|各|有关|相关|市|县|区|省|州)|签|协议|项目|部门|工作|领域|方面|单位$|企业$|高校$|代表|负责人"
)
#: What a list of those with whom somebody signs begins with.
_WITH_A_LIST = re.compile("(?:与|(?<![合协共一不])同|和|跟)((?:[^，。；、与和同跟]{2,12}、)*)$")


def _between(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names of a list with whom somebody signs that nothing but the names beside them tell."""
    houses = sorted((one for one in mentions if _is_an_item(text, one)), key=lambda one: one.span)
    begun = False
    for number, one in enumerate(houses):
        begins = None if begun else _WITH_A_LIST.search(text, sentence.start, one.span.start)
        if begins is not None:
            yield from _in_front(text, begins.start(1), begins[1], mentions)
        begun = begun or begins is not None
        follows = houses[number + 1].span.start if number + 1 < len(houses) else sentence.end
        if not begun:
            continue
        gap = text[one.span.end : follows]
        at = 0
        while (item := _item(gap, at)) is not None:
            name, start = item[1], one.span.end + item.start(1)
            if _FUNCTION.search(name) or _NO_ITEM.search(name):
                break
            yield Mention(Span(start, start + len(name)), INSTITUTION, name, score=_SURE)
            at = item.end()
        begun = begun and re.fullmatch("(?:、|以及|和|与|及)?", gap[at:]) is not None


#: A list of those each of whom signs with one of another list: 甲、某某琵琶学校、乙分别与….
_EACH = re.compile("(?:^|[，；：])([^，；：]{4,120}?)(?:等)?分别(?:与|和|同)")


def _ahead(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names of a list each of whom signs with one of another, which nothing but the names beside them tell."""
    for found in _EACH.finditer(text[sentence.start : sentence.end]):
        start = sentence.start + found.start(1)
        end = start + len(found[1])
        inside = [one for one in mentions if start <= one.span.start and one.span.end <= end]
        for part in re.finditer("[^、]+", found[1]):
            at, name = start + part.start(), part[0]
            is_named = any(one.span.start < at + len(name) and at < one.span.end for one in inside)
            if not inside or is_named or not re.fullmatch("[\u3400-\u9fff]{3,12}", name):
                continue
            if not _FUNCTION.search(name) and not _NO_ITEM.search(name):
                yield Mention(Span(at, at + len(name)), INSTITUTION, name, score=_SURE)


def _in_front(text: str, start: int, said: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The names of a list before the first one that is known otherwise."""
    for part in re.finditer("[^、]+", said):
        at, end = start + part.start(), start + part.end()
        is_named = any(one.span.start < end and at < one.span.end and _is_an_item(text, one) for one in mentions)
        is_name = re.fullmatch("[\u3400-\u9fffA-Za-z0-9]{3,12}", part[0]) and not _FUNCTION.search(part[0])
        if not is_named and is_name and not _NO_ITEM.search(part[0]):
            yield Mention(Span(at, end), INSTITUTION, part[0], score=_SURE)


def _is_an_item(text: str, one: Mention) -> bool:
    """Whether a name may be one of a list: a short name of a place within another word is none, 动力 in 恩力动力."""
    if one.kind == REGION and one.is_alias:
        return (
            text[one.span.end : one.span.end + 1] in _PARTING and text[one.span.start - 1 : one.span.start] in _PARTING
        )
    return one.kind in (REGION, INSTITUTION)


_PARTING = "、与和同跟及，。；等签分在就于的 "


def _item(gap: str, at: int) -> re.Match[str] | None:
    """The next item of what stands between two names, or behind the last one."""
    item = _ITEM.match(gap, at)
    return item if item is not None and item.end() < len(gap) else _LAST.match(gap, at)


#: A name in quotation marks right behind a place, which is one with it: 与云溪“星野谷”签约.
_QUOTED = re.compile("“[\u3400-\u9fffA-Za-z0-9]{2,10}”(?=举行|签|达成|正式|共同|分别|、|与|和|在|就)")


def _quoted(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    if not _AGREES.search(text, sentence.start, sentence.end):
        return
    for one in mentions:
        name = _QUOTED.match(text, one.span.end) if one.kind == REGION else None
        if name is not None and not text.startswith(("在", "于"), one.span.start - 1):
            span = Span(one.span.start, name.end())
            yield Mention(span, INSTITUTION, text[span.start : span.end], score=_PLACED, parts=(one,))


def _subjects(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A company that nothing but its place tells: 烽屿机器人与园区签约."""
    taken = {at for one in mentions if one.kind != REGION for at in range(one.span.start, one.span.end)}
    regions = [one for one in mentions if one.kind == REGION]
    said = text[sentence.start : sentence.end]
    if not _AGREES.search(said):
        return
    for match in _SUBJECT.finditer(said):
        start, end = sentence.start + match.start(1), sentence.start + match.end(1)
        # 某某通航总经理签署: a post is no part of the name of the house.
        post = next((word for word in words("title") if match[1].endswith(word)), "")
        end -= len(post)
        name = text[start:end]
        if len(name) < _SHORTEST:
            continue
        inside = [one for one in regions if start <= one.span.start and one.span.end <= end]
        # A place with its own suffix, or with a word behind it that is no name, is the place.
        if any(one.span.end >= end - 1 for one in inside) or len(inside) > 1:
            continue
        if taken & set(range(start, end)) or _FUNCTION.search(name) or _COMMON.search(name):
            continue
        if name[0] in words("surname") and _SAYS.match(text, end):
            continue
        yield Mention(Span(start, end), INSTITUTION, name, score=_SURE, parts=tuple(inside))


#: A firm behind what it is, of a place: 某国药企赛诺维落户.
_FIRM = re.compile(
    "(?:知名|龙头|著名|上市|跨国|民营|科技|制造)?(?:企业|药企|车企|巨头|厂商|品牌商?|集团)(“?)([\u3400-\u9fffA-Za-z0-9·]{2,8}?)”?"
    "(?=落户|入驻|进驻|投资|签约|正式|宣布|拟在|将在|已在|在(?=[^，。；]{2,12}(?:投|建|设|签))|与(?=[^，。；]{2,20}(?:签|合|共)))"
)
#: The signs that names of other languages are written with.
_BY_SOUND = re.compile(
    "[阿埃艾爱安奥澳巴柏拜班邦宝保堡贝本比彼毕宾波伯博勃布查达戴丹德登狄迪蒂丁东杜顿多厄恩尔法凡范菲芬丰夫弗佛福盖甘冈戈格根古瓜圭哈海汉豪赫"
    "亨洪胡华惠霍基吉济加佳嘉杰捷金喀卡凯坎康考柯科克肯孔库拉莱兰朗劳勒雷蕾丽利莉里黎力立连列林琳灵留龙隆卢鲁路伦罗洛吕玛马麦迈曼芒茂梅美门"
    "蒙米密明摩莫默姆穆纳娜奈南瑙内能尼妮宁纽努诺欧帕派潘庞佩彭皮平坡珀普奇契恰乔切琴琼丘让热仁瑞若萨塞赛桑森沙山尚绍舍申圣施史斯司丝松苏"
    "索塔泰坦唐陶特腾提田廷通图托瓦万旺威韦维温文翁沃乌伍武西希锡夏香肖谢辛欣雄休许雅亚扬耶叶伊宜易因英尤于约泽扎詹珍芝卓兹佐]{2,8}"
)


def _firms_of(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A firm that stands behind the place where it is from and what it is, if anything shows that it is a name."""
    for one in mentions:
        found = _FIRM.match(text, one.span.end, sentence.end) if one.kind == REGION else None
        if found is None or _FUNCTION.search(found[2]) or _COMMON.search(found[2]) or found[2] in words("stop"):
            continue
        if found[1] or _shows_a_name(text, found[2]):
            yield Mention(Span(*found.span(2)), INSTITUTION, found[2], score=_PLACED, code="company")


def _shows_a_name(text: str, said: str) -> bool:
    """Whether words behind what a firm is are its name, and not how or when it does something: 企业最近宣布.

    Latin letters show it, signs that write sounds of another language, or that the text has them with a firm's ending.
    """
    if re.search("[A-Za-z0-9]", said) or _BY_SOUND.fullmatch(said):
        return True
    return re.search(f"{re.escape(said)}(?:公司|集团|股份|中国|（中国）|”)|《{re.escape(said)}", text) is not None


#: Behind somebody's name, who says what follows: 沈听涛在会上谈到.
_SAYS = re.compile("在(?:会|座谈|致辞|讲话|仪式|活动|签约)[^，。；]{0,8}|(?:表示|指出|谈到|强调|介绍|说)")
