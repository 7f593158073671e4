"""Rows of a table that have one cell alone and are no partnerships: footnotes by their mark, headings of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.nearest import folded, in_both_scripts

#: How a line begins that says something of the table, with a sign or a number behind it.
_SAYS_NOTE = re.compile(
    in_both_scripts(
        r"^\s*(?:注|注释|附注|备注|备考|说明|来源|数据来源|资料来源|统计口径|口径说明|填表说明|填报|制表|[填制]表人|填报人|审核人?"
        r"|notes?|sources?|remarks?|footnotes?|legend|key|prepared by|compiled by|abbreviations?"
        r"|anm\.?|anmerkung(?:en)?|hinweise?|fu(?:ß|ss)noten?|erläuterung(?:en)?|quellen?|legende|abkürzungen"
        r"|remarques?|notas?|note de bas de page|légende|observaci(?:ón|ones)|aclaraci(?:ón|ones)|fuentes?|leyenda"
        r"|observaç(?:ão|ões)|fontes?|osservazioni|fonti|legenda|примечани[ея]|источники?"
        r"|data source|zrodlo|uwagi?|objasnienia|datenquelle|bron|bronnen|opmerking(?:en)?|toelichting|zdroj"
        r"|poznamk[ay]|vysvetlivky|kalla|kallor|kilder?|lahde|huom|anmarkning(?:ar)?|merknad(?:er)?|forras|megjegyzes|sursa"
        r"|izvor|vir|napomena|opomba|allikas|avots|saltinis|kaynak|notlar|aciklama|sumber|catatan|nguon|ghi chu"
        # What a line calls attention to: attention, mind, NB, in the languages of the words above.
        r"|注意(?:事项)?|请注意|提示|提醒|特别说明|attention|caution|please note|n\.?\s?b\.?|nota bene|achtung"
        r"|(?:bitte )?beachten|à noter|a noter|aviso|advertencia|atenci(?:ón|on)|aten(?:ção|cao)|attenzione|avvertenza"
        r"|uwaga|let op|pozor|upozorn[eě]n[ií]|upozornenie|figyelem|obs!?|bemærk|bemaerk|huomio|atentie|paznja"
        r"|opozorilo|tahelepanu|uzmanibu|demesio|dikkat|perhatian|luu y|chu y|внимание|увага|προσοχη"
        r"|注意点|ご注意|주의|유의(?:사항)?|참고|تنبيه|توجه|ध्यान दें"
        r"|джерело|примітк[аи]|извор|πηγη|σημειωση|資料|出典|備考|注記|자료|출처|주|비고|المصدر|ملاحظة|ملاحظات|منبع|ที่มา|หมายเหตุ|स्रोत|टिप्पणी)"
        r"\s*(?:[(（]?[0-9]{1,2}[)）]?\s*)?[:：0-9]"
    ),
    re.I,
)
#: Marks of footnotes that begin no name, and those that number rows as well.
_MARK = re.compile(r"^\s*(?:[¹²³⁴-⁹⁰†‡§※]+|[*＊]{1,4}\)?)\s*(?=[^\s*＊])")
_NUMBERED = re.compile(r"^\s*(?:[(（]?(?:[1-9][0-9]?|[a-h])[)）]|\[(?:[1-9][0-9]?|[a-h])\]|[①-⑳])\s*(?=\S)", re.I)
#: A mark that has a cell by itself.
_MARK_ALONE = re.compile(r"\s*(?:[¹²³⁴-⁹⁰†‡§※]+|[①-⑳]|[*＊]{1,4}\)?|(?:注|note|anm\.?|nota)\s*[:：.]?)\s*", re.I)
#: How headings of sections begin: 一、, （二）, 第三部分; II., Part A, which begin names of parties as well.
_IN_HAN = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十0-9]{1,3}(?:部分|类|章|节|组|批))\s*\S"
)
_IN_LETTERS = re.compile(
    r"\s*(?:[IVX]{1,5}\s*[.)．、]\s|[A-H][.)．、]\s"
    r"|(?:part|section|teil|abschnitt|partie|parte|sección|seção|sezione)\s+[0-9A-Z]{1,4}\b)",
    re.I,
)
#: How the heading of a section is numbered: 一、, （二）, II., Part B:
_SECTION_NUMBER = re.compile(
    in_both_scripts(
        r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|第[一二三四五六七八九十0-9]{1,3}(?:部分|类|章|节|组|批)"
        r"|[IVX]{1,5}\s*[.)．、]\s|[A-H0-9]{1,2}\s*[.)．、:：]\s"
        r"|(?:part|section|teil|abschnitt|partie|parte|sección|seção|sezione)\s+[0-9A-Z]{1,4}\b)\s*[:：.–—-]?\s*"
    ),
    re.I,
)
_LONGEST_SECTION = 80
#: What columns are read as that hold no name, so that words alone in them head what is below.
_OF_NUMBERS = ("number", "id")


def says_note(text: str) -> bool:
    """Whether a line begins with a word that says something of the table, and a sign or a number behind it.

    >>> [says_note(text) for text in ("Źródło: GUS", "Sources : INSEE", "注：无", "Source Group Ltd")]
    [True, True, True, False]
    >>> [says_note(text) for text in ("UWAGA: netto", "N.B. : net", "注意事项：无", "Obs! : netto", "NB Power: grid")]
    [True, True, True, True, False]
    """
    return bool(_SAYS_NOTE.match(text) or _SAYS_NOTE.match(folded(text)))


def is_footnote(text: str, *, is_last: bool, marked: str = "") -> bool:
    """Whether the only cell of a row is a footnote, by its mark or by the word for one.

    Args:
        text: the cell.
        is_last: whether no row below it has more cells than one.
        marked: what the other cells of the table end in, run together.

    >>> [is_footnote(text, is_last=False) for text in ("¹ signed for six firms", "† under review", "Anm.: geplant")]
    [True, True, True]
    >>> is_footnote("1) without taxes", is_last=True), is_footnote("1) Harbour", is_last=False)
    (True, False)
    """
    if says_note(text) or _MARK.match(text):
        return True
    numbered = _NUMBERED.match(text)
    return numbered is not None and (is_last or numbered[0].strip() in marked)


def is_marked(texts: Sequence[str], *, is_last: bool) -> bool:
    """Whether two cells of a row are a footnote whose mark has a cell of its own: ¹ | signed for six firms.

    Args:
        texts: the cells of the row.
        is_last: whether no row below it has more cells.
    """
    return is_last and len(texts) == len(("mark", "note")) and _MARK_ALONE.fullmatch(texts[0]) is not None


def is_section(text: str, role: str, others: Sequence[str], *, is_first: bool) -> bool:
    """Whether the only cell of a row heads the rows below it.

    Args:
        text: the cell.
        role: what its column is read as by its heading; empty where that is not known.
        others: the cells of its column in rows that have others too.
        is_first: whether its column is the first of the table.

    >>> is_section("Gulf & Levant", "id", ["P-01", "P-02"], is_first=True)
    True
    >>> is_section("Harbour", "name", ["Canal", "Bridge"], is_first=False)
    False
    >>> is_section("二、境外合作", "name", ["Canal", "Bridge"], is_first=False)
    True
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST_SECTION or not any(map(str.isalpha, plain)):
        return False
    for pattern, roles in ((_IN_HAN, None), (_IN_LETTERS, ("", "name", *_OF_NUMBERS))):
        if pattern.match(plain) and (roles is None or role in roles):
            return not any(map(pattern.match, others))
    if role in _OF_NUMBERS:
        keys = sum(any(map(str.isdigit, other)) for other in others)
        return not any(map(str.isdigit, plain)) and 2 * keys > len(others)
    return not role and is_first and plain.endswith((":", "："))


def section_names(text: str) -> frozenset[str]:
    """What the heading of a section is called, folded: with its number and without.

    >>> sorted(section_names("Part B: Harbour")), sorted(section_names("二、港口"))
    (['harbour', 'part b: harbour'], ['二、港口', '港口'])
    """
    return frozenset(folded(one).strip(" :：") for one in (text, _SECTION_NUMBER.sub("", text, count=1)))
