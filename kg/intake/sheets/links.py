"""Addresses in cells, also those that people write without a scheme: www.xa.gov.cn, example.org/page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.intake.registries import find

#: What ends an address within a text.
_END = r"\s<>\"'“”‘’，。；、（）)【】《》"
_WITH_SCHEME = re.compile(rf"https?://[^{_END}]+", re.I)
_WITHOUT = re.compile(
    rf"(?<![\w@./:-])(?P<host>(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,6}}(?P<top>[a-z]{{2,6}}))(?::[0-9]{{2,5}})?"
    rf"(?P<path>[/?#][^{_END}]*)?(?![\w@-])",
    re.I | re.A,
)
#: Ends of names of hosts that are no country's.
_GENERIC = frozenset(
    ("com", "net", "org", "edu", "gov", "int", "mil", "info", "biz", "name", "pro", "asia", "eu", "coop", "museum")
)
#: Ends of files that are ends of hosts as well, in Moldova, Paraguay and elsewhere. Of Poland and Serbia people write
#: hosts, and no programs.
_FILES = frozenset(["md", "py", "ps", "sh", "so", "st", "tv", "ai", "cc", "ws", "mo"])
#: What stands behind an address and is no part of it.
_BEHIND = ".,;:!?，。；："


@dataclass(frozen=True, slots=True)
class Link:
    """An address.

    Attributes:
        typed: as it stands in the cell.
        url: with its scheme: ``https`` is assumed where none is written, and has to be told.
    """

    typed: str
    url: str

    @property
    def is_assumed(self) -> bool:
        """Whether no scheme is written."""
        return self.typed != self.url


def links_in(text: str, is_link: bool = False) -> list[Link]:
    """The addresses in a cell, in their order.

    Args:
        text: what the cell says.
        is_link: whether its column is one of links; elsewhere what may be a name needs more to be an address.

    >>> [one.url for one in links_in("市政府 www.xa.gov.cn")], links_in("Xinhua.net Daily")
    (['https://www.xa.gov.cn'], [])
    """
    found = {
        match.start(): Link(match[0].rstrip(_BEHIND), match[0].rstrip(_BEHIND)) for match in _WITH_SCHEME.finditer(text)
    }
    rest = _WITH_SCHEME.sub(lambda match: " " * len(match[0]), text)
    for match in _WITHOUT.finditer(rest):
        typed = match[0].rstrip(_BEHIND)
        if _is_address(match, is_link or typed == text.strip()):
            found[match.start()] = Link(typed, f"https://{typed}")
    return [found[at] for at in sorted(found)]


def without_links(text: str, is_link: bool = False) -> str:
    """A text without its addresses.

    Args:
        text: what the cell says.
        is_link: as ``links_in`` has it.
    """
    for one in links_in(text, is_link):
        text = text.replace(one.typed, " ", 1)
    return text


def _is_address(match: re.Match[str], is_alone: bool) -> bool:
    """Whether what looks like a host is one; beside other words a name such as Xinhua.net is none by itself."""
    host, top = match["host"].lower(), match["top"].lower()
    before = host.split(".")[-2]
    if not re.search("[a-z]", before) or match["top"].istitle():
        return False  # vol.3.no, Ltd.Co
    if host.startswith("www."):
        return True
    is_country = len(top) == 2 and (top == "uk" or any(one.level == "country" for one in find(top)))
    if top not in _GENERIC and not is_country:
        return False
    labels = host.count(".")
    if match["path"] or labels > 1:
        return True
    return is_alone and top not in _FILES
