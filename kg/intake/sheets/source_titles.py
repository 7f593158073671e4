"""Titles of sources that no translation is missed of: a link alone, the bare name of a paper and its day.

Headlines and papers of an office are written with capitals as well (Press Release, China Signs Port Deal), so that
capitals alone tell no name: a word of papers does, or a day beside what has no common word.
"""

from __future__ import annotations

import re

from kg.intake.identities import by_words
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.source_days import without_days
from kg.text import HAN

_MOST_WORDS = 5
_BETWEEN_PARTS = re.compile(r"[\s-]+")
_ARTICLES = frozenset(("the", "el", "la", "le", "il", "o", "der", "die", "das"))
#: What stands behind the name of a paper: its page, its number.
_BESIDE_NAMES = re.compile(
    r"[,，]?\s*(?:\b(?:pp?|S|no|nr|vol|núm|str)\.?\s?[0-9][0-9/–-]*|第\s?[0-9]+\s?[期版页])", re.I
)
#: How papers and agencies are called in Chinese, and names in letters: each word with a capital, but for articles.
_PAPER = re.compile(
    f"[{HAN}]{{1,8}}(?:(?:[日晚晨早时商导周]|青年|都市|经济|法治|法制|工人|农民|特区)报|(?:新闻|新华|人民|在线)网|新社|华社"
    "|通讯社|电视台|周刊|杂志)"
)
_NAME_ALONE = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:of|the|de|del|della|di|do|da|la|le|el|et|und|für|van)\s+)*[A-ZÀ-Þ][\w'’.-]*)*"
)
#: What papers in letters are called by, beside the words of ``kinds.csv``.
_PAPERS = """
    times herald tribune gazette gazetteer post courier observer chronicle telegraph guardian zeitung presse
    tageblatt tagblatt anzeiger rundschau nachrichten kurier merkur diario periódico gaceta correo heraldo
    folha globo jornal diário correio gazzetta corriere giornale gazette dépêche
"""
_PAPER_WORDS = frozenset(_PAPERS.split())
#: Words of headlines and of an office's papers, none of which a bare name of a paper has.
_COMMON = """
    a an and as at by for from in into of on or over to under with after before between against about is are
    was be has have will new latest breaking good first second third next last more joint all report reports
    annual quarterly monthly weekly interim final draft summary brief briefing note notes notice notices press
    release releases statement statements announcement announcements newsletter bulletin brochure leaflet
    flyer minutes meeting meetings protocol record records file files list table plan plans programme program
    project projects letter letters mail email fax memo memorandum message interview interviews
    conversation call telephone talk speech presentation slides website site page homepage web blog article
    articles clipping clippings archive archives document documents paper papers study survey review overview
    index appendix annex chapter book database data agreement agreements contract contracts deal deals treaty
    charter convention declaration understanding intent cooperation collaboration partnership partnerships
    partner partners exchange exchanges twinning friendship alliance school university college student
    students teacher teachers hospital museum library company companies board council city cities town twin
    sister port ports airport rail railway road bridge park zone trade investment investments loan visit
    visits trip delegation delegations mission ceremony opening conference forum fair festival event events
    week day year years month signs sign signed signing signature opens open opened launches launch launched
    begins starts start ends end ended closes seeks plans agrees agree agreed joins visits meets builds build
    built wins says invests sends gets makes takes gives expands extends renews celebrates welcomes boosts
    strengthens cancels personal own internal official public local national international foreign government
    ministry department office mayor minister president director secretary our their its
"""
_COMMON_WORDS = frozenset(_COMMON.split())
#: One word, with an article or an elision; and words of papers that say what a text is.
_ONE_NAME = re.compile(r"(?:[oO] |[lL]['’])?[^\W\d_]+(?:\s?[0-9]+/[0-9]+)?")
_WORDS_ALONE = frozenset(("post", "courier", "observer", "gazette", "journal", "daily", "ledger", "wire"))


def in_no_language(title: str) -> bool:
    """Whether a source's title has no words to translate: a link alone, or the bare name of a paper and its day.

    >>> in_no_language(""), in_no_language("El Norteño, 14.05.2019"), in_no_language("样本日报 2024年4月12日")
    (True, True, True)
    >>> in_no_language("Annual Report 2018, p. 14"), in_no_language("义乌市外办"), in_no_language("Letter")
    (False, False, False)
    >>> in_no_language("China Signs Port Deal, 14.05.2019"), in_no_language("The Sample Times"), in_no_language("Folha")
    (False, True, True)
    """
    undated = without_days(title)
    name = _BESIDE_NAMES.sub(" ", undated).strip(" ,;.:：，。()（）")
    if not any(map(str.isalpha, name)):
        return True
    kind = by_words(name)
    if is_chinese(name):
        return kind.code == "media" or _PAPER.fullmatch(name) is not None
    if _ONE_NAME.fullmatch(name):
        # Folha, DNA and Hafenblatt are names, of which nothing says that they are English ones.
        return name.lower() not in _COMMON_WORDS | _WORDS_ALONE and not kind.kind
    parts = [part for part in _BETWEEN_PARTS.split(name.lower()) if part and part not in _ARTICLES]
    if not 0 < len(parts) <= _MOST_WORDS or _NAME_ALONE.fullmatch(name) is None:
        return False
    is_paper = kind.code == "media" or parts[-1] in _PAPER_WORDS or parts[0] in _PAPER_WORDS
    # The last word may be a word of headlines too, which a paper is called by: Sample Press.
    if not _COMMON_WORDS.isdisjoint(parts[:-1] if is_paper else parts):
        return False
    if is_paper:
        return len(parts) > 1
    return undated != title and not kind.kind and " " in name
