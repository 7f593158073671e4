"""What is said beside a source and is neither its title nor its day: when it was read, where in it something stands.

(accessed 5 May 2022), zuletzt abgerufen am 5.5.2022, 2022年5月5日访问; p. 22 beside a link alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.intake.sheets.source_days import a_day_at_the_end, a_day_at_the_start, without_days

#: What says that a day is the one on which a page was read.
_WORDS = "|".join(
    (
        r"(?:date |time )?(?:last |first )?(?:access(?:ed)?|retrieved|visited|viewed|checked|consulted|read|seen)"
        r"(?: date)?(?: online)?(?: (?:on|at|in))?",
        r"downloaded(?: on)?|as seen on|archived(?: on)?|archiviert(?: am)?|archivée?(?: le)?|archivado(?: el)?",
        r"存档于?|存檔於?",
        r"(?:zuletzt |letzter |letztmals )?(?:abgerufen|aufgerufen|besucht|geprüft|eingesehen|abgefragt|gelesen)"
        r"(?: am| im)?",
        r"(?:letzter )?(?:abruf|zugriff)(?: am)?",
        r"(?:page )?(?:dernière )?(?:consultée?s?|consultation|accès|vue?)(?: le| en)?",
        r"(?:última |fecha de |data de |ultima )?(?:consultad[oa]|consulta|acc?ess?o|acess?ad[oa]|visitad[oa])"
        r"(?: el| em| en| il| dia| a)?(?: día)?",
        r"(?:recuperado|visualizad[oa]|consultat[oa]|visitato)(?: el| em| il)?",
        r"(?:laatst )?(?:geraadpleegd|bekeken|bezocht)(?: op)?",
        r"(?:senast )?(?:hämtad|läst|besökt)|(?:sist )?(?:besøkt|lest|hentet|besøgt|læst)|luettu|viitattu",
        r"(?:data )?dost[eę]pu?(?: z dnia)?|odczyt(?:ano)?",
        r"(?:naposledy )?(?:navštíven[oé]|zobrazeno|citovan[oé]|citováno|cit\.|přístup)",
        r"(?:utolsó )?(?:letöltés|letöltve|megtekintés|megtekintve|hozzáférés)(?: ideje| dátuma)?",
        r"(?:дата )?(?:обращения|доступа|просмотра|посещения|звернення|доступу)|просмотрено|проверено",
        r"жүгінген күні|accesat(?: la)?|pristupljeno|(?:son )?(?:erişim(?: tarihi)?|erişildi)",
        r"truy cập(?: ngày| lần cuối)?|(?:diakses|dicapai)(?: pada)?|เข้าถึงเมื่อ|สืบค้นเมื่อ",
        r"تم الاطلاع(?: عليه)?(?: في)?|تاريخ الاطلاع|(?:تم )?الوصول(?: في)?",
        r"(?:最终|最近|最后|最後|最終)?(?:访问|訪問|查阅|查閱|检索|檢索|获取|獲取|浏览|瀏覽|引用|读取|讀取|下载|下載|抓取"
        r"|閲覧|阅览|參照|参照|アクセス|点击)(?:于|於|日期|时间|時間|日|在)?",
        r"(?:마지막 )?(?:접속|열람|검색|확인|접근)(?:일자|일)?",
    )
)
#: Those that say so in the middle of a text too: of a delegation nobody says that it accessed a town.
_PLAIN_WORDS = (
    r"(?:last )?(?:accessed|retrieved)(?: on)?|last visited(?: on)?|(?:zuletzt )?abgerufen(?: am)?|zuletzt \w+(?: am)?"
    r"|consultée?s? le|consultado el|acess?ado em|consultato il|дата обращения|dost[eę]p|cit\."
    r"|(?:最终|最后|最後|最終)\w{2,3}|(?:访问|訪問|查阅|查閱|检索|檢索|获取|浏览)(?:于|於|日期|时间|時間|日)"
)
#: Words that say so before a day, or right behind it; they are no part of a sentence.
_BOUND = rf"(?:(?:^|(?:[,;.:|，；。：、–—]|\s-)\s*)(?P<word>{_WORDS})|(?<=\s)(?P<plain>{_PLAIN_WORDS}))"
_BEFORE = re.compile(rf"(?:\[?online\]?[ ,]*)?{_BOUND}\s*[:：]?\s*(?=\S)", re.I)
_BEHIND = re.compile(rf"\s*(?P<word>{_WORDS})\s*(?=$|[)）\]，。,;；.])", re.I)
_BRACKETS = re.compile(r"[(（\[【](?P<inside>[^()（）\[\]【】]{1,80})[)）\]】]")
_LED = re.compile(rf"(?:\[?online\]?[ ,]*)?(?:{_WORDS})(?![^\W\d_])", re.I)
_ENDS_SO = re.compile(rf"[0-9日号年月.]\s*(?:{_WORDS})$", re.I)
#: Those that a delegation does too, and their bare forms alone: 2018年5月3日访问, and no 最后访问, last visited.
_OF_GUESTS = re.compile(
    r"(?:^|[0-9日号年月.\s])(?:访问|訪問)(?:于|於|在)?(?:$|[0-9:：\s])|^(?:visited|besucht|visitad[oa]|visitato|bezocht|besökt"
    r"|besøkt|besøgt|navštíven[oé])\b|[0-9]\s*(?:visited|besucht|visitad[oa]|visitato|bezocht|besökt|besøkt|besøgt)$",
    re.I,
)
#: Where in a source something stands, and nothing else: p. 22, S. 4-5, 第22页, slide 3, Annex 2.
_PLACE = re.compile(
    r"(?:(?:pp?|pgs?|pages?|página|paginas?|páginas?|pág|pag|seiten?|S|s|str|стр|с|o|old|oldal|strana|strona|side|sidor|sid|blz"
    r"|hal|halaman|trang|sayfa|slides?|folie|fol|ch|chap|chapter|kapitel|kap|sec|section|abschnitt|art|article|annex|appendix"
    r"|anhang|annexe|anexo|table|tab|tabelle|tableau|fig|figure|abb|para|paras|§+|item|no|nr|n°|№)\.?\s?"
    r"(?:[0-9]+|[ivxlc]+\b|[a-z]\b)(?:\s?(?:[-–—,&/]|and|und|et|y|bis|to)\s?[0-9]+)*(?:\s?ff?\.?)?"
    r"|第?\s?[0-9一二三四五六七八九十百]+(?:\s?[-–—至到、]\s?[0-9]+)?\s?[页頁版章节節条條段]|(?:附件|附录|附表|表|图|圖)\s?[0-9一二三四五六七八九十]+"
    r"|[0-9]+\s?(?:쪽|페이지|ページ|頁|页|oldal|o\.|стр\.))",
    re.I,
)
#: How far from the ends of a text it is looked for.
_MOST = 300
_SIGNS = " ,;:，；：、.。|-–—()（）[]"


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of a source.

    Attributes:
        title: the rest, which is its title and its day.
        beside: what else is said of it, as it is written.
        dated: the text that may name its day: the title, unless that is when it was read.
    """

    title: str
    beside: tuple[str, ...] = ()
    dated: str = ""


def said_of(text: str, has_link: bool) -> Said:
    """What a text says of a source, with when it was read apart, and where in it something stands where that is all.

    Args:
        text: what a cell says, without its links.
        has_link: whether a link stands beside it, by which the source is called where nothing else is said.

    >>> said_of("Bote, 3 May 2021 (accessed 5 May 2022)", False)
    Said(title='Bote, 3 May 2021', beside=('accessed 5 May 2022',), dated='Bote, 3 May 2021')
    >>> said_of("p. 22", True).beside, said_of("市长访问柏林，2018年5月3日", False).beside
    (('p. 22',), ())
    """
    rest, beside = _without_reading(text.strip(" ,;:|-–—"), has_link)
    title = rest.strip(" ,;，；：:|").strip()
    if not any(map(str.isalnum, title)):
        title = ""
    if title and has_link:
        undated = without_days(title).strip(_SIGNS)
        if undated and _PLACE.fullmatch(undated):
            day = title.replace(undated, " ", 1).strip(_SIGNS)
            title, beside = day, [*beside, undated]
    if not title and not has_link:
        # What is read is called by nothing else: the words stay.
        return Said(text.strip())
    return Said(title, tuple(beside), title)


def _without_reading(text: str, has_link: bool) -> tuple[str, list[str]]:
    """A text without what says when it was read, and that."""
    found: list[str] = []
    bare = _BRACKETS.sub(" ", text)
    # 代表团（2018年5月3日访问）: that of a source without a link and another day is when somebody came.
    is_page = has_link or without_days(bare) != bare

    def in_brackets(match: re.Match[str]) -> str:
        inside = match["inside"].strip()
        if any(map(str.isdigit, inside)) and (_LED.match(inside) or _ENDS_SO.search(inside)):
            if not is_page and _OF_GUESTS.search(inside):
                return match[0]
            found.append(inside)
            return " "
        return match[0]

    rest = _BRACKETS.sub(in_brackets, text)
    if not is_page and any(_OF_GUESTS.search(one["inside"].strip()) for one in _BRACKETS.finditer(rest)):
        return rest, found
    for match in _near_the_ends(_BEFORE, rest):
        if length := a_day_at_the_start(rest[match.end() :]):
            start, end = match.start("word" if match["word"] else "plain"), match.end() + length
            found.append(rest[start:end].strip(_SIGNS))
            return f"{rest[: match.start()].rstrip()} {rest[end:].lstrip()}".strip(), found
    for word in _near_the_ends(_BEHIND, rest):
        # 2022年5月5日访问: the word stands behind the day, and nothing behind it.
        if (at := a_day_at_the_end(rest[: word.start()])) is not None:
            found.append(rest[at : word.end()].strip(_SIGNS))
            return f"{rest[:at]} {rest[word.end() :]}".strip(), found
    return rest, found


def _near_the_ends(words: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where words stand in a text, but far from both of its ends, where nobody writes when a page was read."""
    for match in words.finditer(text):
        if match.start() <= _MOST or match.end() >= len(text) - _MOST:
            yield match
