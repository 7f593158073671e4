"""Headings of spans, made of several words or in two languages: 起止/工期 Period, 合作期限, Projektlaufzeit, duration.

They head from when to when a partnership or its works run. What is read below them never dates what a row says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from kg.intake.sheets import works
from kg.intake.sheets.words import bare
from kg.nearest import folded
from kg.notations import period
from kg.text import HAN


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What stands between two phrases of a heading: a sign, or where one script ends and the other begins.
_PHRASES = re.compile(rf"[{HAN}]+|[a-z][a-z'’. -]*")
_OF_WHAT = (
    r"项目|合作|协议|合同|工程|建设|实施|执行|履行|履约|施工"
    r"|资金|使用|拨付|付款|支付|资助|贷款|融资"
    r"|运营|经营|投资|开发|援助|援建|培训|研究|服务|计划|预计|约定|拟定?|总|整体|双方|的"
)
_SPAN = (
    r"起止|起讫|起迄|始末|始终|首尾|期限|周期|工期|年限|时限|期间|时段"
    r"|合作期|建设期|实施期|执行期|履行期|项目期|合同期|协议期|有效期|存续期|服务期"
)
#: 合作起止年月, 建设周期, 项目实施期限（年）: what runs, that it is a span, and in what it is counted.
_IN_HAN = re.compile(rf"(?:{_OF_WHAT})*(?:{_SPAN})(?:{_SPAN}|日期|时间|年月|年份|年度|日|年)*")
_CORE = _set(
    "period duration term terms timespan timeframe lifetime laufzeit dauer zeitraum periodo periode duree duracion "
    "duracao durata plazo prazo vigencia looptijd varighet varighed okres sure suresi"
)
_GERMAN = re.compile(r"(?:[a-z]+(?:laufzeit|zeitraum|dauer))")
#: What says of what the span is, or nothing: project period, duration of the agreement, durée du projet.
_BESIDE = _set(
    "project projects implementation agreement contract cooperation co-operation partnership performance construction "
    "works building execution programme program planned expected total overall of the and time start end in years "
    "months year month its du de des la le el del della do da d'execution projet proyecto projeto progetto contrat "
    "contrato contratto convenio accord acuerdo acordo accordo projekt ejecucion execucao validez validite "
    "cooperacion cooperacao cooperazione travaux obras"
)
#: One word that heads spans, and in tables of figures the time of each: which, its cells tell.
_EITHER = frozenset(("period", "periodo", "periode", "zeitraum", "期间", "时段", "okres"))


def of_heading(heading: str, said: Callable[[str], str]) -> tuple[str, ...]:
    """What a heading of spans is read as: ``span`` alone where that is sure, else what is asked, spans first.

    Args:
        heading: the heading, without brackets.
        said: what a bare phrase is read as by itself; empty where nobody knows.

    Returns:
        the readings; none where no phrase of the heading is one of a span.

    >>> known = {"签约日期": "signed", "时间": "date"}
    >>> of_heading("起止/工期 Period", lambda _: ""), of_heading("签约日期/期限", lambda text: known.get(text, ""))
    (('span',), ('span', 'signed'))
    >>> of_heading("reporting period", lambda _: ""), of_heading("Projektlaufzeit", lambda _: "")
    ((), ('span',))
    """
    phrases = [phrase.strip(" .'’-") for phrase in _PHRASES.findall(folded(heading))]
    phrases = [phrase for phrase in phrases if phrase]
    spans = [phrase for phrase in phrases if is_span(phrase)]
    if not spans:
        return ()
    others = [phrase for phrase in phrases if phrase not in spans and not _says_nothing(phrase)]
    if not others:
        return ("span",)
    readings = dict.fromkeys(one for phrase in others if (one := said(bare(phrase))) and one != "span")
    if not readings and all(said(bare(phrase)) == "span" for phrase in others):
        return ("span",)
    return ("span", *(readings or {"note": None}))


def of_works(heading: str) -> bool | None:
    """Whether the days below a heading are those of works; ``None`` where it may be: 起止/工期, of which one is.

    >>> of_works("建设周期"), of_works("合作期限"), of_works("起止/工期 Period")
    (True, False, None)
    """
    if not works.are_headed(heading):
        return False
    phrases = [phrase.strip(" .'’-") for phrase in _PHRASES.findall(folded(heading))]
    spans = [phrase for phrase in phrases if phrase and is_span(phrase)]
    if not all(map(works.are_headed, spans)):
        return None
    return True


@cache
def of_agreement(heading: str) -> bool:
    """Whether the days below a heading are those of what is agreed, and of no works: 合作期限, 生效日期, valid from.

    >>> [of_agreement(one) for one in ("合作期限", "Contract term", "Valid from", "开始时间", "Start", "建设期限")]
    [True, True, True, False, False, False]
    >>> [of_agreement(one) for one in ("In Kraft seit", "Inkrafttreten", "Kraftwerk ab", "endgültig", "according to")]
    [True, True, False, False, False]
    """
    return _AGREED.search(folded(heading)) is not None and not works.are_headed(heading)


#: What says that the days below a heading are those of an agreement.
_AGREED = re.compile(
    r"合作|协议|合同|契约|协定|有效|生效|期限|年限|履行|履约|存续|契約|協力|有効|協定|계약|협약|유효"
    r"|\b(?:terms?|agreements?|contracts?|contractual|co-?operation|partnerships?|valid(?:ity)?|effective)\b"
    # Neither Umweltverträglichkeit nor what is endgültig is agreed; Kraft is a power elsewhere, Kraftwerk.
    r"|\b(?:in|into) force\b|vertrag(?!lichkeit)|laufzeit|(?<!end)gultig|(?<![a-z])(?:in|ausser) ?kraft"
    r"|соглашени|договор"
    r"|\b(?:contrat\w*|convention|convenio|convencion|acuerdo|accord(?!ing|ance)\w*|acordo|vigencia|vigueur|vigor)\b"
    r"|\b(?:validite|validez|validita|contratt?o|looptijd|umow\w*)\b",
)


@cache
def of_amounts(heading: str) -> bool:
    """Whether a heading says from when to when money is paid, and not from when to when a partnership runs.

    >>> [of_amounts(one) for one in ("资金使用期限", "Disbursement period", "Förderzeitraum", "投资期限", "Laufzeit")]
    [True, True, True, False, False]
    >>> [of_amounts(one) for one in ("Projektförderung bis", "Kreditlaufzeit", "Beförderung", "Akkreditierung bis")]
    [True, True, False, False]
    """
    return _OF_MONEY.search(folded(heading)) is not None


#: What says so. What is invested over a time is what the partnership is about: 投资期限 is its own.
_OF_MONEY = re.compile(
    r"资金|拨付|拨款|付款|支付|缴付|资助|贷款|还款|融资|到位"
    r"|\b(?:disbursements?|payments?|funding|grants?|loans?|repayments?|financing|instal?lments?)\b"
    # Of words that are made of these: no Beförderung, Anforderung, Erzählung, Akkreditierung.
    r"|(?<!er)(?<!auf)(?<!volks)(?<!verkehrs)zahlung|(?<!ak)kredit|tilgung"
    r"|(?<!be)(?<!an)(?<!auf)(?<!aus)(?<!er)foe?rder(?:ung|mittel|geld|zeit|summe|betrag|phase|dauer|laufzeit|period)"
    r"|\b(?:decaissements?|paiements?|financements?|versements?|desembolsos?|pagos?|pagamentos?|financiacion)\b"
    r"|\b(?:financiamiento|financiamento|finanziament[oi]|pagament[oi]|erogazion[ei])\b",
)


@cache
def names_time(heading: str) -> bool:
    """Whether a heading of amounts says that they are of some years together, which the row's time then tells.

    >>> [names_time(one) for one in ("三年投资（欧元）", "2021-2025年度预算", "five-year budget", "2023年度预算")]
    [True, True, True, False]
    >>> [names_time(one) for one in ("第三年投资", "第十二年", "十四五年", "二〇二三年预算", "十年预算", "两年预算")]
    [False, False, False, False, True, True]
    """
    return _SOME_YEARS.search(folded(heading)) is not None


#: So many years, or from one year to another.
_SOME_YEARS = re.compile(
    # 第三年 and 二〇二三年 are one year each, 十四五年 is one of a plan.
    r"(?<!第)(?<!第 )(?<![0-9〇零一两二三四五六七八九十])(?!十[一二三四]五年)"
    r"(?:[1-9][0-9]?|[两二三四五六七八九十]+) ?(?:个)?年(?![度级級])"
    r"|(?<![0-9])(?:19|20)[0-9]{2} ?年? ?[-–—~至到/] ?(?:19|20)[0-9]{2}"
    r"|\b(?:[1-9][0-9]?|two|three|four|five|six|seven|eight|nine|ten)[- ]years?\b",
)


@cache
def is_span(phrase: str) -> bool:
    """Whether one phrase, folded, heads spans: 合作期限, project period, Vertragslaufzeit; no reporting period."""
    if _IN_HAN.fullmatch(phrase):
        return True
    words = re.findall(r"[a-z'’-]+", phrase)
    cores = [word for word in words if word in _CORE or _GERMAN.fullmatch(word)]
    return bool(cores) and all(word in cores or word in _BESIDE for word in words)


#: Words of headings below which how long something is stands, where no word says from when to when.
_LENGTHS = re.compile(
    r"期限|年限|时限|周期|工期|[合建实执履项协存服营经投租].期|有效期|期(?=$|[（( ])"
    r"|\b(?:terms?|duration|lifetime|length|dauer|duree|duracion|duracao|durata|plazo|prazo|looptijd)\b"
    r"|\b(?:varighet|varighed|suresi?)\b"
    r"|laufzeit|dauer\b|どのくらい|期間|기간"
)
_FROM_WHEN = re.compile(
    r"起|止|讫|迄|始|终|首尾|日期|时间|年月|年份"
    r"|\b(?:from|start|begin|end|date|valid|validity|since|until)\b"
)


@cache
def of_lengths(heading: str) -> bool:
    """Whether a heading of spans is one of how long they are, so that 10年 below it is ten years and not 2010.

    >>> [of_lengths(one) for one in ("合作期限", "Term", "起止时间", "Period", "期限（年）")]
    [True, True, False, False, True]
    """
    text = folded(heading)
    return _LENGTHS.search(text) is not None and _FROM_WHEN.search(text) is None


def _says_nothing(phrase: str) -> bool:
    """Whether a phrase only says of what a span is: 项目 beside 起止时间."""
    return re.fullmatch(f"(?:{_OF_WHAT})+|[起止年月日至到]+", phrase) is not None or all(
        word in _BESIDE for word in re.findall(r"[a-z'’-]+", phrase) or ("?",)
    )


def may_be_times(heading: str, texts: Sequence[str]) -> bool:
    """Whether a column below one word such as Period has a year, a quarter or a month in each cell, and no span.

    Args:
        heading: the heading.
        texts: the cells that are not blank.
    """
    if bare(heading) not in _EITHER or not texts:
        return False
    read = [period(text).value for text in texts[:_MOST]]
    return all(
        one is not None and one.precision != "day" and one.start and one.end and (one.end - one.start).days <= _A_YEAR
        for one in read
    )


#: How many cells are looked at, and the days of a year.
_MOST, _A_YEAR = 40, 366
