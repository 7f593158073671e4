"""The words that say that an amount comes back each year, month or day: 每年500万元, EUR 40k a year, 200,000 p.a."""

from __future__ import annotations

import re

from kg.text import Text

#: How often an amount comes, with the months that each time has; the shorter ones count in days.
MONTHS = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}
DAYS = {"week": 7, "day": 1}
#: What each is called, for people.
NAMES = {
    "year": Text("year", "年"),
    "half-year": Text("half-year", "半年"),
    "quarter": Text("quarter", "季度"),
    "month": Text("month", "月"),
    "week": Text("week", "周"),
    "day": Text("day", "天"),
}

#: Nothing that says how many times: twice a year is no year's.
_TIMES = r"(?<!twice )(?<!thrice )(?<!times )(?<!fois )(?<!veces )(?<!vezes )(?<!mal )(?<!раза )(?<!раз )(?<!razy )"
_PER = r"(?:(?<![^\W_])(?:(?:an?|per|each|every|pro|par|por|je|im|al|ao|в|na|za|moi|hang)\s+|all['’]|ต่อ)|/\s*)"
_NO_OTHER = r"\b(?!-|\s*(?:signed|of|end|[0-9]{4})\b)\.?"
#: The words by how often; the half-year stands before the year that is a part of it.
_WORDS = {
    "half-year": rf"{_PER}half[ -]?year|half[ -]yearly|semi-?annual(?:ly)?|halbjahrlich|semestral(?:es)?\b"
    r"|每半年度?|/\s*半年",
    "year": rf"{_TIMES}{_PER}(?:year|annum|yr|jahr|jaar|an|ano|anno|tahun|nam|год|rok|ปี){_NO_OTHER}"
    r"|/\s*(?:a|y|г|年度?)(?![^\W_0-9]|份)|(?<![^\W_])p\.\s?a\b\.?"
    r"|(?<![\w-])annual(?:ly)?\b|(?<![\w-])yearly\b|(?<!halb)jahrlich|每年度?|年均|每一年"
    r"|(?<![\w-])(?:anual(?:es|mente)?|anuais|annuel(?:le)?s?|annui|annuo|jaarlijks|arligen|rocznie|rocne|ежегодно"
    r"|yillik|yilda|tahunan)\b|سنوي[اًـ]*|연간|매년|年间|年額|年额|^연(?= ?[0-9])"
    r"|^年(?:租金|租|费用?|投入|投资|产值|预算|经费|收入|销售额|薪)(?=[^0-9]{0,3}[0-9])"
    r"|^(?:设计)?年(?:产|处理|加工|吞吐|通过|发电|接待|培训|招生|供)(?:能力|量|能)?(?=[^0-9]{0,2}[0-9])",
    "quarter": rf"{_PER}(?:quarter|qtr|quartal|trimestre|квартал)\b|\bquarterly\b|\btrimestra(?:l(?:es)?|is)\b"
    r"|每(?:个)?季度?|季均|/\s*季度?",
    "month": rf"{_PER}(?:month|mo|mth|monat|maand|mois|mes|mese|месяц|мес|bulan|thang|miesiac|ay|เดือน)\b"
    r"|(?<![^\W_])p\.\s?m\b\.?|\bmonthly\b|monatlich"
    r"|(?<![\w-])(?:mensual(?:es|mente)?|mensais|mensal|mensuel(?:le)?s?|mensili|miesiecznie|mesicne|ежемесячно|aylik"
    r"|bulanan)\b|شهري[اًـ]*|매월|매달|月额|^월(?= ?[0-9])|^月(?:租金|租|费用?|薪)(?=[^0-9]{0,3}[0-9])"
    r"|每(?:个)?月|月均|/\s*月(?!份)",
    "week": rf"{_PER}(?:week|wk|woche|semaine|semana|settimana|неделю)\b|\bweekly\b|每周|每(?:个)?星期|/\s*周",
    "day": rf"{_PER}(?:day|d|tag|jour|dia|giorno|день|сутки|hari|ngay)\b|\bdaily\b|每[天日]|日均"
    r"|^(?:设计)?日(?:处理|供水?|产)(?:能力|量)?(?=[^0-9]{0,2}[0-9])|/\s*[天日](?!期)",
}
_ANY = "|".join(f"(?P<{step.replace('-', '_')}>{words})" for step, words in _WORDS.items())
_SAID = re.compile(_ANY)
_BEFORE = re.compile(rf"^\(?(?:{_ANY})\)?[\s:,]*")
_BEHIND = re.compile(rf"[\s,]*\(?(?:{_ANY}|(?P<one_year>一年|(?<=[0-9kmbn] )pa))\)?$")


def said(text: str) -> tuple[str, int, int]:
    """How often what a text speaks of comes, and where it says so; an empty word where it does not.

    Args:
        text: folded, in one width.

    >>> said("eur 40k a year for 5 years")[0], said("eur 40k")[0]
    ('year', '')
    """
    match = _SAID.search(text)
    return (_step(match), *match.span()) if match else ("", 0, 0)


def apart(text: str) -> tuple[str, str]:
    """A text without the words at one of its ends that say how often its amount comes, and how often.

    Args:
        text: folded, in one width.

    >>> apart("eur 2m a year"), apart("每月50万元"), apart("eur 2m")
    (('eur 2m', 'year'), ('50万元', 'month'), ('eur 2m', ''))
    """
    match = _BEFORE.search(text) or _BEHIND.search(text)
    if match is None:
        return text, ""
    return (text[: match.start()] + text[match.end() :]).strip(), _step(match)


def _step(match: re.Match[str]) -> str:
    return "year" if match.lastgroup == "one_year" else str(match.lastgroup).replace("_", "-")
