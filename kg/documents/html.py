"""The text that an HTML page shows, without its scripts; nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_body_declared_encoding, read_bom

from kg.documents.model import HTML, Document
from kg.errors import SourceError
from kg.findings import Finding, Severity
from kg.text import Text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: What is not shown as text, or is no part of what is read: menus, forms' choices, drawings.
_LEFT_OUT = frozenset((
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "canvas", "audio",
    "video", "select", "datalist", "nav", "button", "-comment",
))  # fmt: skip
#: What begins and ends a line.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "optgroup", "option", "p", "pre",
    "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
#: Parts cells until the line is cleaned.
_CELL = "\x1f"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f"
#: A line break between two wide signs is none that is shown.
_BREAK_IN_HAN = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
#: Where pages say when they were published, the surest first; in lower case.
_DATES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
)
_TITLES = ("articletitle", "og:title", "dcterms.title", "dc.title")
_PUBLISHERS = ("og:site_name", "publisher", "dcterms.publisher", "dc.publisher")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,500}")
_DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def read_html(path: Path) -> Document:
    """A page as the text that it shows: of its one article or main part, if it marks one, else of its body.

    Raises:
        SourceError: if it is not in the encoding that it says.
    """
    text, remarks = _decoded(path, path.read_bytes())
    tree = LexborHTMLParser(text)
    said = _meta(tree)
    part = next((found[0] for name in ("article", "main") if len(found := tree.css(name)) == 1), tree.body)
    if part is not None and part.tag != "body":
        remarks.append(_only_a_part(path, part.tag))
    title = next((said[name] for name in _TITLES if said.get(name)), "") or _line(_titled(tree))
    publisher = next((said[name] for name in _PUBLISHERS if said.get(name)), "")
    return Document(HTML, _shown(part), title, _published(tree, said), tuple(remarks), publisher, _address(tree, said))


def _decoded(path: Path, content: bytes) -> tuple[str, list[Finding]]:
    """The page's source, by its byte order mark, by what its bytes are, and by what it declares."""
    encoding, mark = read_bom(content)
    declared = encoding or html_body_declared_encoding(content) or ""
    if mark:
        content = content[len(mark) :]
    # What is UTF-8 by its bytes is hardly ever anything else; pages that were saved anew declare what they were before.
    for name in dict.fromkeys((declared if mark else "utf-8", declared, "gb18030")):
        try:
            text = content.decode(name) if name else None
        except (UnicodeDecodeError, LookupError):
            continue
        if text is not None:
            differs = name == "utf-8" and declared not in ("", "utf-8", "ascii", "cp1252") and not text.isascii()
            return text, [_declared_otherwise(path, declared)] if differs else []
    raise SourceError(
        Text(
            f"{path}: is not in the encoding that it declares ({declared or 'none'}), nor in UTF-8 or GB 18030. Save "
            "the page from a browser anew, in UTF-8.",
            f"{path}：不是所声明的编码（{declared or '未声明'}），也不是 UTF-8 或 GB 18030。请用浏览器重新存为 UTF-8。",
        )
    )


def _shown(part: LexborNode | None) -> str:
    """The lines of a part of a page, each block on a line of its own."""
    lines: list[str] = []
    pieces: list[str] = []
    for piece in _pieces(part) if part is not None else ():
        if piece == "\n":
            lines.append(_line("".join(pieces)))
            pieces.clear()
        else:
            pieces.append(piece)
    lines.append(_line("".join(pieces)))
    return "\n".join(filter(None, lines))


def _pieces(part: LexborNode) -> Iterator[str]:
    """The texts below a node in order, a line feed at each begin and end of a block."""
    node: LexborNode | None = part
    depth = 0
    inside_pre = 0
    while node is not None:
        tag = node.tag or ""
        down = None
        if tag == "-text":
            yield from _text(node.text_content or "", bool(inside_pre))
        elif tag not in _LEFT_OUT and not _is_hidden(node):
            yield from _boundary(tag)
            down = node.child
            inside_pre += tag == "pre" and down is not None
        if down is not None:
            node, depth = down, depth + 1
            continue
        # Up to the next sibling; what lies deep is no reason to recurse.
        while node is not None and depth and node.next is None:
            node = node.parent
            depth -= 1
            if node is not None:
                inside_pre -= node.tag == "pre"
                yield from _boundary(node.tag or "", end=True)
        node = node.next if node is not None and depth else None


def _text(text: str, preformatted: bool) -> Iterator[str]:
    if not preformatted:
        yield text.replace(_CELL, " ")
        return
    for at, line in enumerate(text.splitlines()):
        if at:
            yield "\n"
        yield line


def _boundary(tag: str, end: bool = False) -> Iterator[str]:
    if tag in _BLOCKS:
        yield "\n"
    elif tag in _CELLS and not end:
        yield _CELL


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _line(text: str) -> str:
    joined = _BREAK_IN_HAN.sub("", text)
    cells = (_BLANK.sub(" ", cell).strip() for cell in joined.split(_CELL))
    return "\t".join(cell for cell in cells if cell)


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's ``meta`` elements say, by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        found.setdefault(name.lower(), _line(attributes.get("content") or ""))
    return found


def _address(tree: LexborHTMLParser, said: dict[str, str]) -> str:
    """The address that a page gives as its own; none that is not of the web."""
    node = tree.css_first('link[rel="canonical"][href]')
    told = (node.attributes.get("href") or "" if node is not None else "", said.get("og:url", ""))
    return next((one.strip() for one in told if _ADDRESS.fullmatch(one.strip())), "")


def _titled(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return node.text() if node is not None else ""


def _published(tree: LexborHTMLParser, said: dict[str, str]) -> date | None:
    texts = [said.get(name, "") for name in _DATES]
    for node in tree.css('script[type="application/ld+json"]'):
        texts += _LINKED_DATE.findall(node.text())
    texts += [node.attributes.get("datetime") or "" for node in tree.css("time[datetime]")[:1]]
    return next((day for text in texts if (day := _day(text)) is not None), None)


def _day(text: str) -> date | None:
    match = _DAY.match(text.strip())
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _declared_otherwise(path: Path, declared: str) -> Finding:
    return Finding(
        Severity.INFO,
        "declared-encoding",
        f"The page declares {declared}, but is UTF-8 by its bytes, and was read as that.",
        f"网页声明的编码为 {declared}，而按字节为 UTF-8，已按 UTF-8 读取。",
        file=path.name,
        value=declared,
    )


def _only_a_part(path: Path, tag: str | None) -> Finding:
    return Finding(
        Severity.INFO,
        "part-of-page",
        f"Only the page's <{tag}> was read; headers and menus beside it were not.",
        f"只读取了网页的 <{tag}> 部分，其外的页眉、菜单等未读取。",
        file=path.name,
    )
