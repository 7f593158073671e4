"""Words of works: that something is built, that it was finished. What is built may be agreed to run long after."""

from __future__ import annotations

import re

from kg.nearest import in_both_scripts

#: What says that the days below a heading, or in a cell, are those of works.
_BUILDING = (
    r"建设|工期|施工|开工|动工|奠基|constru|building|works\b|ground[- ]?break|\bbau|travaux|obras|стро|budow"
    r"|stavb|costruz|inşaat|xây|착공|공사|건설|工事|建設"
)
#: What says that works were finished.
_FINISHED = (
    r"竣工|完工|建成|落成|交付|封顶|投产|(?:construction|works|building) (?:end|complet|finish)"
    r"|(?:completion|end) of (?:the )?(?:construction|works|building)|bauende|fertigstellung"
    r"|fin des travaux|fin de (?:las )?obras|준공|완공|竣功"
)
#: What says so of what is over, beside a day: built, and no agreement that has ended.
_BUILT = r"建|竣|built|fertig|gebaut|bau|lavori|stav|épít|elkészült"
_HEADED = re.compile(in_both_scripts(_BUILDING), re.I)
_ENDED = re.compile(in_both_scripts(_FINISHED), re.I)
_ANY = re.compile(in_both_scripts("|".join((_BUILDING, _FINISHED, _BUILT))), re.I)


def are_headed(text: str) -> bool:
    """Whether a heading, or a cell of days, says that its days are those of works: 2018年计划开工, Bauzeit."""
    return _HEADED.search(text) is not None


def are_ended(heading: str) -> bool:
    """Whether the days below a heading are those on which works were finished: 竣工时间, end of construction.

    >>> are_ended("落成日期"), are_ended("Fertigstellung"), are_ended("有效期至")
    (True, True, False)
    """
    return _ENDED.search(heading) is not None


def are_told_of(text: str) -> bool:
    """Whether a word for what is over says that works are, and not what was agreed on: built, 建成; no 到期."""
    return _ANY.search(text) is not None


def stage_headed(role: str, heading: str) -> str:
    """The stage whose days stand below a heading of beginnings or ends, where these are works'; empty for others.

    >>> stage_headed("start", "开工时间"), stage_headed("end", "竣工日期"), stage_headed("start", "生效日期")
    ('underConstruction', 'completed', '')
    """
    if role == "start" and are_headed(heading):
        return "underConstruction"
    return "completed" if role == "end" and are_ended(heading) else ""
