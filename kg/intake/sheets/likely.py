"""The codes that a text may mean which is no known word; and whether what it holds makes one of them sure.

A text that is only spelt like a known word may say its opposite: inactive, shelved. So may one that holds a known word
behind a word that takes it back, or puts it off: 尚未签约, 即将开工, not yet signed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from kg.assets import BUNDLED, Ontology
from kg.intake import schema
from kg.intake.sheets.asking import Option
from kg.intake.sheets.run_out import says_run_out, speaks_of_end
from kg.intake.sheets.words import CODE_LISTS, SEVERAL, Words
from kg.nearest import folded
from kg.text import Text

#: How much of a cell is compared with known words.
_MOST_COMPARED = 200
#: How like a known word one must be to be proposed for it, of 100: shelved is like held, and an amendment is no lease
#: for being spelt like an arrendamento.
_NEAR = 80
_MOST = 3
#: What is between words in Latin script.
_NO_LETTERS = re.compile(r"[^0-9a-z]+")
#: Words that take back what stands behind them, and words that put it off.
_NOT = re.compile(
    r"未|没|不(?!动产)|无法|非(?!遗)|缺|拒|"
    r"\b(?:not|no|never|none|without|neither|nor|cannot|failed|fails|refused|unable|yet|hardly|nicht|kein|keine|pas)\b|n['’]t\b|"
    r"\b(?:non|nao|sin|sem|sans|ohne|niet|geen|ikke|inte|nie|degil|chua|khong|belum|tidak|не|нет|без|غير|لم|ليس)\b|미(?=체결|완료|정|착공|개)|불(?=발)|"
    r"\b(?:non|un|in|dis)-"
)
_NOT_YET = re.compile(r"未|没|\byet\b|noch|encore|\b(?:chua|belum|еще|ещё|لم|aun|todavia|ainda|nog)\b|미")
#: What says that something was, and is not any more.
_NO_MORE = re.compile(
    r"\bno longer\b|\bnot any ?more\b|nicht mehr|\bne .{2,20} plus\b|\bya no\b|больше не|不再|已不|もはや|더 이상"
)
_SOON = re.compile(
    r"即将|将|拟|待|预计|预期|预备|准备|计划|争取|力争|有望|可望|等候|尽快|择期|择日|后续|近期|下月|明年|下一步|在即|临近|筹|欲|望|"
    r"申请|年内|年底前|月底前|今年底|年末前|"
    r"\b(?:soon|about to|to be|yet to|will|shall|should|would|may|might|could|can|expected|expects|expecting|due|"
    r"pending|plan|plans|planned|planning|awaiting|waiting|before|until|ready|next|hopes?|hoped|aims?|intends?|"
    r"intended|proposed|scheduled|upcoming|forthcoming|going to|by (?:the )?(?:year[- ]end|end of)"
    r"|within the year|later this year|attente)\b"
)
#: Prefixes of words in letters that turn them round.
_TURNED = re.compile(r"\b(?:non|un|in|im|dis|il|ir|de)([a-z]{4,})\b")
#: How cells say that something comes back, and what may be said with it.
_HELD = r"(?:held|organi[sz]ed|taking place|takes place|recurring|举办|举行|召开|开展|一次|一届)"
HOW_OFTEN = (
    rf"(?:{_HELD} )?(?:(?:bi|semi-?)?annual(?:ly)?|yearly|biennial(?:ly)?|(?:once )?(?:every|each|a) year"
    r"|every (?:two|2) years|monthly|quarterly|(?:all)?j[äa]hrlich|annuel(?:le)?(?:ment)?|chaque ann[ée]e|tous les ans"
    r"|anual(?:mente)?|cada a[ñn]o|todos os anos|ogni anno|annuale|ежегодно|rocznie|corocznie"
    rf"|每两年|每年度?|一年一度|逐年|年年)\s?{_HELD}?"
)
_COMES_BACK = re.compile(rf"(?<![a-z]){HOW_OFTEN}(?![a-z])", re.I)
#: What a partnership may be that is not at a stage, or not yet, the likeliest first.
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "negotiating": ("planned",),
    "signed": ("planned", "negotiating"),
    "underConstruction": ("planned", "signed"),
    "trialOperation": ("underConstruction", "planned"),
    "operating": ("suspended", "planned", "underConstruction"),
    "completed": ("underConstruction", "operating"),
    # What is to be broken off, or is not yet, goes on.
    "suspended": ("operating", "underConstruction", "signed"),
    "terminated": ("operating", "suspended", "underConstruction"),
}
_BEFORE: Mapping[str, tuple[str, ...]] = {**_INSTEAD, "operating": ("underConstruction", "planned")}


def near_codes(text: str, kind: str, words: Words, ontology: Ontology = BUNDLED) -> tuple[tuple[Option, ...], bool]:
    """The codes that a text may mean, the likeliest first, at most three; and whether the first is sure.

    It is sure where the text holds known words of one code alone, and none that takes them back or puts them off; of a
    sector or a type, where what it is about is such a word: 商务 says of 商务楼宇 of what kind it is, and not what.
    What is only spelt alike never is.

    Args:
        text: a cell, or a part of it, that is no known word.
        kind: what it is read as: ``sector``, ``stage``, ``capital`` or ``class``.
        words: what is known.
        ontology: where codes are found.
    """
    known = words.values.get(kind, {})
    plain = folded(text[:_MOST_COMPARED])
    doubtful = words.asked.get(kind, {})
    if plain in doubtful:
        return _options(list(doubtful[plain]), kind, ontology), False
    held = _held(plain, known)
    if kind == "stage" and (found := _by_what_is_said(plain, known, held)):
        return _options(found, kind, ontology), False
    turned = [match[1] for match in _TURNED.finditer(plain) if match[1] in known]
    nots = [match.start() for match in _NOT.finditer(plain) if not _is_within(match, held)]
    soons = [match.start() for match in _SOON.finditer(plain) if kind == "stage" and not _is_within(match, held)]
    doubt = min((*nots, *soons), default=len(plain))
    is_turned = bool(nots or soons or turned)
    if is_turned and kind == "stage":
        found = _turned_back(plain, known, held, turned, doubt, (bool(nots), bool(soons)))
        # What is about to end, or has not yet, goes on.
        return _options(found or (["operating", "signed"] if speaks_of_end(plain) else []), kind, ontology), False
    likeness: dict[str, float] = {}
    for word, score, _ in process.extract(plain, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=12):
        likeness[known[word]] = max(likeness.get(known[word], 0.0), score)
    for word, code in known.items():
        if len(plain) > 1 and len(word) > 1 and (_holds(plain, word) or _holds(word, plain)):
            likeness[code] = max(likeness.get(code, 0.0), 90.0 + min(len(word), len(plain)) / 10)
    heads = _heads(plain, known, held) if kind != "stage" else set()
    ranked = sorted(likeness, key=lambda code: (code not in heads, -likeness[code], code))
    codes = {known[word] for _, word in held}
    known_at = [(at, at + len(word)) for at, word in held]
    unclear = [
        (at, word)
        for at, word in _held(plain, (one for one in doubtful if one not in words.only_whole))
        if not any(start <= at and at + len(word) <= end for start, end in known_at)
    ]
    if unclear:
        # 全面推进中 says no more than 推进中; 二期推进中，一期投产 says both.
        ranked = list(dict.fromkeys([*(known[word] for _, word in held), *doubtful[unclear[0][1]]]))
    doubted = is_turned or unclear or _is_of_any_trade(plain, known, held)
    is_sure = bool(ranked) and not doubted and codes == {ranked[0]} and (kind == "stage" or ranked[0] in heads)
    return _options(ranked, kind, ontology), is_sure


def _by_what_is_said(plain: str, known: Mapping[str, str], held: Sequence[tuple[int, str]]) -> list[str]:
    """The stages of a text that says more than that: it ran out, comes back, is to be halted, is done in part.

    Args:
        plain: the text, folded.
        known: words and their codes.
        held: the words in it, with where they stand.
    """
    if says_run_out(plain):
        return ["completed", "terminated"]
    codes = {known[word] for _, word in held}
    if _TALKED.search(plain) and (come := next((found for said, found in _TALKS if said.search(plain)), None)):
        return list(come)
    if _TALKED.search(plain) and codes <= _GOES_ON and not _NOT.search(plain):
        # What goes on is that they talk: negociaciones en curso.
        return ["negotiating", "planned", "signed"]
    return _of_what_comes_back(plain, known) or _to_be_halted(codes) or _in_part(plain, codes)


#: Words of talks, and stages of which words beside them say no more than that these go on.
_TALKED = re.compile(
    r"negoci|negot|negoz|\bnego\b|verhandl|onderhandel|f[oø]rhandl|neuvottel|targyal|jednan|jednav|переговор|berunding|trattativ"
    r"|pourparler|洽谈|商谈|磋商|谈判|对接|接洽|협상|協議中|交渉"
)
#: What has come of talks.
_TALKS = (
    (
        re.compile(
            r"fail|broke|collaps|abgebrochen|gescheitert|geplatzt|rompu|echou|fracas|rot[ao]s|fallid|fallit|zerwan|afgebroken"
            r"|破裂|失败|未果|告吹|谈崩|终止|中断|결렬|決裂"
        ),
        ("terminated", "suspended", "negotiating"),
    ),
    (
        re.compile(
            r"conclu|complet|finished|finali[sz]|abgeschlossen|beendet|achevee|termine|zakoncz|afgerond|完成|结束|成功|谈妥"
        ),
        ("signed", "negotiating", "planned"),
    ),
)
_GOES_ON = {"negotiating", "planned", "operating", "underConstruction"}


def _of_what_comes_back(plain: str, known: Mapping[str, str]) -> list[str]:
    """The stages of what is held each year, where no word tells another than that it was held; nothing for others.

    That it was held once is no end of it: it goes on, or it has ended since.
    """
    rest = _COMES_BACK.sub(" ", plain) if _COMES_BACK.search(plain) else plain
    if rest == plain or any(known[word] != "completed" for _, word in _held(rest, known)):
        return []
    return ["operating", "completed"]


def _to_be_halted(codes: set[str]) -> list[str]:
    """The stages of what is planned to be halted or given up, 计划终止: it goes on; nothing for others."""
    halted = codes - {"planned"}
    if "planned" not in codes or not halted or halted - {"suspended", "terminated"}:
        return []
    return [*_BEFORE["suspended" if "suspended" in halted else "terminated"], *sorted(halted)]


def _in_part(plain: str, codes: set[str]) -> list[str]:
    """The stages of a text that says how much of it is done, and not all: 完成70%, 部分投产; nothing for others."""
    share = _SHARE.search(plain)
    if share and float(share[1]) < _ALL and not codes - {"completed"}:
        return ["underConstruction", "operating"]
    if share and not codes:
        return ["completed", "operating"]
    if _PHASE.search(plain) and codes and codes <= _OF_A_PHASE.keys():
        # What one phase has come to is not what all of it has.
        return list(dict.fromkeys(code for one in sorted(codes) for code in _OF_A_PHASE[one]))
    if not _PARTLY.search(plain):
        return []
    if codes == {"completed"}:
        return ["underConstruction", "operating", "completed"]
    return ["operating", "underConstruction"] if codes == {"operating"} else []


#: How much is done, and when all is; words that say that a part is.
_SHARE, _ALL = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]+)?)\s*[%％]"), 100
_PARTLY = re.compile(
    r"部分|局部|一部|\b(?:partial|partly|in part|teilweise|zum teil|parti?ellement|en partie|parcial|em parte|parzial"
    r"|частично|czesciowo|deels|gedeeltelijk)"
)


#: One phase of several, and what may be said of all of it by what the phase has come to.
_PHASE = re.compile(
    r"(?:第?[一二三四五六1-6]|首|头|前[一二三四五])(?:期|阶段|批)|(?<![a-z])(?:phases?|stages?|lots?|tranches?) ?"
    r"(?:[1-6]|i{1,3}|iv|v|one|two|three|a|b)(?![a-z0-9])"
    r"|(?:first|second|third|1st|2nd|3rd|[1-6]\.|erste[rns]?|zweite[rns]?|premiere|deuxieme|primera|segunda|prima"
    r"|primeira) ?(?:phase|stage|lot|tranche|bauabschnitt|abschnitt|etapa|fase|etape)"
)
_OF_A_PHASE: Mapping[str, tuple[str, ...]] = {
    "completed": ("underConstruction", "operating", "completed"),
    "operating": ("operating", "underConstruction"),
    "trialOperation": ("trialOperation", "underConstruction"),
    "underConstruction": ("underConstruction", "operating"),
}


def _is_of_any_trade(plain: str, known: Mapping[str, str], held: Sequence[tuple[int, str]]) -> bool:
    """Whether the only known words of a text make what stands before them another trade: vaccine production."""
    return {word for _, word in held} <= _ANY_TRADE and _TAIL.sub("", plain) not in known


#: Words that what is said before them makes another trade: vaccine production is of medicines.
_ANY_TRADE = frozenset(
    (
        *("industry", "industries", "production", "manufacturing", "making"),
        *("工业", "制造", "制造业", "生产", "生产制造", "加工"),
    )
)
#: What stands behind the word that says what a text is about, and says no more.
_TAIL = re.compile(
    r"(?:产业链?|行业|领域|合作|项目|工程|业务|事业|业|类|等|方面|建设|发展|开发|技术|服务|协议|合同|交流|平台|基地|中心|协作|共建|[\W\d_]"
    r"|\b(?:industry|industries|sector|co-?operation|collaboration|projects?|development|services?|technology|technologies|agreements?|contracts?"
    r"|exchanges?|programmes?|programs?|platform|etc|field|and others?)\b)+$"
)


def _heads(plain: str, known: Mapping[str, str], held: Sequence[tuple[int, str]]) -> set[str]:
    """The codes of the known words that end a text, where in Chinese and English is said what it is about.

    农业保险 and "agricultural insurance" are of finance.
    """
    ends = [end for end in (len(_TAIL.sub("", plain)), len(plain)) if end]
    behind: set[str] = set()
    for end in ends:
        behind = behind or {word for at, word in held if end in (at + len(word), at + len(_TAIL.sub("", word)))}
    # 高端装备 is 高端装备制造 cut short, and not only what is 装备.
    short_for = [word for word in known if plain in word and len(word) <= 2 * len(plain) and len(plain) > 1]
    return {known[word] for word in short_for} or {known[word] for word in behind}


def _turned_back(
    plain: str,
    known: Mapping[str, str],
    held: Sequence[tuple[int, str]],
    turned: Sequence[str],
    doubt: int,
    how: tuple[bool, bool],
) -> list[str]:
    """The stages of a text that takes words back or puts them off: signed, but not yet operating.

    Args:
        plain: the text, folded.
        known: words and their codes.
        held: the words in it, with where they stand.
        turned: the words that are taken back by what is written with them.
        doubt: where the first word stands that takes back or puts off: what is before it has come to pass.
        how: whether words take back, and whether words put off.
    """
    nots, soons = how
    if _NO_MORE.search(plain):
        return ["terminated", "suspended"]
    instead = _BEFORE if soons or _NOT_YET.search(plain) else _INSTEAD
    behind = [known[word] for at, word in held if at >= doubt or "在即" in plain] + [known[word] for word in turned]
    # About to be signed is planned, as to be signed is.
    found = [known[word] for at, word in held if at < doubt and "在即" not in plain]
    found += ["planned"] if not nots and "planned" in behind else []
    found += [code for one in behind for code in instead.get(one, ())]
    return [code for code in dict.fromkeys(found) if code == "planned" or code not in behind]


def _options(codes: list[str], kind: str, ontology: Ontology) -> tuple[Option, ...]:
    return tuple(Option(code, code_name(kind, code, ontology)) for code in codes[:_MOST])


def _held(text: str, known: Iterable[str]) -> list[tuple[int, str]]:
    """The known words that stand in a text, with where they do; not those within a longer one: 运营 in 试运营."""
    found = [(at, word) for word in known if len(word) > 1 for at in _places(text, word)]
    longest = sorted(found, key=lambda one: -len(one[1]))
    kept: list[tuple[int, str]] = []
    for at, word in longest:
        if not any(start <= at and at + len(word) <= start + len(other) for start, other in kept):
            kept.append((at, word))
    return sorted(kept)


def _is_within(match: re.Match[str], held: list[tuple[int, str]]) -> bool:
    """Whether a sign is part of a known word, as that of 未启动 is."""
    return any(at <= match.start() and match.end() <= at + len(word) for at, word in held)


def _places(text: str, word: str) -> Iterator[int]:
    if not _holds(text, word):
        return
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _holds(text: str, part: str) -> bool:
    """Whether a part stands in a text; in Latin script as whole words, so that a "pass" is in no "compassion"."""
    if part not in text:
        return False
    return not part.isascii() or f" {part} " in f" {_NO_LETTERS.sub(' ', text)} "


#: How classifications of others call a code, which tells people nothing: ISIC A.
_ELSEWHERE = re.compile(r"(?:isic|nace|gb|cpc|sitc)\b")
#: Classes of partnerships, as an answer has them, beside the kinds of agreements.
_CLASSES: Mapping[str, Text] = {
    "Project": Text("project", "项目"),
    "Event": Text("event", "活动"),
    "Service": Text("service", "服务"),
    "TransportLink": Text("transport link", "交通线路"),
    "Partnership": Text("none of these", "不属上述"),
}


def further_codes(
    kind: str, ontology: Ontology, but: Iterable[Option] = (), of: tuple[str, Words] | None = None
) -> tuple[Option, ...]:
    """The codes that may be answered, so that nobody has to guess them: of sectors only those that are in no wider one.

    Args:
        kind: as ``near_codes`` has it.
        ontology: where codes are found.
        but: options that are there already.
        of: a text, and what is known: those codes come first whose words have a part of it, narrow ones too.
    """
    had = {one.answer for one in but}
    shared: dict[str, float] = alike(of[0], kind, of[1]) if of else {}
    if kind == "class":
        names = names_of("agreement-kind", ontology)
        found = {
            f"Agreement/{code}": names.get(code, Text(code, code)) for code in schema.codes("agreement-kind", ontology)
        }
        listed = [Option(code, text) for code, text in {**_CLASSES, **found}.items() if code not in had]
        return tuple(_first_few(sorted(listed, key=lambda one: -shared.get(one.answer, 0)), of))
    code_list = CODE_LISTS[kind]
    narrow = schema.broader_codes(code_list, ontology) if kind == "sector" else {}
    codes = [code for code in schema.codes(code_list, ontology) if code not in had]
    codes = sorted(
        (code for code in codes if code not in narrow or code in shared), key=lambda one: -shared.get(one, 0)
    )
    if kind == "stage":
        return tuple(Option(code, code_name(kind, code, ontology)) for code in codes)
    # The codes alone: of what each means there is no room.
    return tuple(_first_few([Option(code, Text(code, code)) for code in codes], of))


#: How many codes are proposed for a text: `kg codes` has the rest.
MOST_PROPOSED = 8
_SHORT_LIST = 12


def _first_few(listed: list[Option], of: object) -> list[Option]:
    """The first codes of a long list, where they are proposed for a text; nobody reads three dozen."""
    return listed[:MOST_PROPOSED] if of and len(listed) > _SHORT_LIST else listed


#: Words in which most types and sectors are alike.
_SAY_NOTHING = frozenset(
    (
        "合作",
        "协议",
        "项目",
        "合同",
        "产业",
        "agreement",
        "cooperation",
        "contract",
        "project",
        "industry",
        "and",
        "the",
    )
)
_WORD = re.compile("[a-z]{3,}")


def alike(text: str, kind: str, words: Words) -> dict[str, float]:
    """How much of a text the words of each code have: pairs of characters and single ones, words in letters.

    What few codes have says more: the 铝 of 铝加工 is of one, and its 工 of dozens.

    Args:
        text: a cell, or a part of it.
        kind: as ``near_codes`` has it.
        words: what is known.

    Returns:
        Codes that have anything of it, each with how much: no unit, more is more.
    """
    mine = _parts_of(folded(text[:_MOST_COMPARED]))
    had: dict[str, set[str]] = {}
    for word, code in words.values.get(kind, {}).items() if mine else ():
        if both := mine & _parts_of(word):
            had.setdefault(code, set()).update(both)
    codes = Counter(part for parts in had.values() for part in parts)
    return {code: round(sum(len(part) / codes[part] for part in parts), 6) for code, parts in had.items()}


def close_ones(options: Sequence[Option], near: Sequence[Option], shares: Mapping[str, float]) -> int:
    """How many of the options for a text come near it or have a part of it; these stand first.

    Args:
        options: the codes that are proposed.
        near: the first of them, which come near.
        shares: what codes have of the text, as ``alike`` says.
    """
    return len(near) + sum(one.answer in shares for one in options[len(near) :])


def _parts_of(text: str) -> set[str]:
    pairs = {text[at : at + 2] for at in range(len(text) - 1) if not text[at : at + 2].isascii()}
    return (pairs | {sign for sign in text if not sign.isascii()} | set(_WORD.findall(text))) - _SAY_NOTHING


def code_name(kind: str, code: str, ontology: Ontology = BUNDLED) -> Text:
    """What people call a code: of a class, and of a kind of agreement, too.

    Args:
        kind: as ``near_codes`` has it.
        code: the code; ``Agreement/supply`` for a kind of agreement, ``culture;tourism`` for two sectors.
        ontology: where codes are found.
    """
    if SEVERAL in code:
        each = [code_name(kind, one, ontology) for one in code.split(SEVERAL)]
        return Text(" and ".join(one.en for one in each), "、".join(one.zh for one in each))
    if kind == "class":
        name, _, agreement = code.partition("/")
        return names_of("agreement-kind", ontology).get(agreement) or _CLASSES.get(name, Text(code, code))
    return names_of(CODE_LISTS.get(kind, kind), ontology).get(code, Text(code, code))


@cache
def names_of(code_list: str, ontology: Ontology) -> Mapping[str, Text]:
    """What people call the codes of a list: its first names in Chinese and in English."""
    found: dict[str, list[str]] = {}
    for name, code in (schema.code_names(code_list, ontology) if code_list else {}).items():
        found.setdefault(code, []).append(name)
    texts = {}
    for code, names in found.items():
        zh = next((name for name in names if not name.isascii()), code)
        own = [name for name in names if name.isascii() and name != folded(code) and not _ELSEWHERE.match(name)]
        en = next(iter(own), code)
        texts[code] = Text(en, zh)
    return texts
