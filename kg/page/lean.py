r"""Our own scripts and styles without what only those who read the source need: comments and blanks.

Names stay as they are, so that what goes wrong in a page can be read. The scripts keep a line break
wherever one might end a statement.

>>> lean_script("// why\nconst a = [1, 2];  /* how */\nif (a  + +1) {\n  b(`x  ${y}`, /a \/ b/);\n}\n")
'const a=[1,2];if(a+ +1){b(`x  ${y}`,/a \\/ b/);}'
>>> lean_style("/* why */\n.a .b:is(p, q) > i { color: red; margin: 0 2px; }\n")
'.a .b:is(p, q) > i{color:red;margin:0 2px}'
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`)
  | (?P<word>[\w$]+(?:\.\d+)?)
  | (?P<mark>=>|&&|\|\||\?\?|\.\.\.|\+\+|--|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
#: After these a slash begins a regular expression; after anything else it divides.
_BEFORE_PATTERN = {*"(,=:[!&|?{};+", "=>", "&&", "||", "??", "return", "typeof"}
#: After or before these a statement goes on, or has ended, with or without a line break.
_OPEN_END = {*"(,=:[!&|?{;+-*<>.", "=>", "&&", "||", "??"}
_OPEN_START = {*"),]};?:.+-*<>=", "&&", "||", "??"}


def lean_script(text: str) -> str:
    """A script without comments and needless blanks; what it does is the same.

    Args:
        text: JavaScript in which statements end in semicolons.
    """
    written: list[str] = []
    last, at, broken = ";", 0, False
    while at < len(text):
        token, blank = _token(text, at, last)
        at += len(token)
        if blank:
            broken = broken or "\n" in token
            continue
        written += [_between(last, token, broken), token]
        last, broken = token, False
    return "".join(written)


def _token(text: str, at: int, last: str) -> tuple[str, bool]:
    """The token at a place, and whether it is blank."""
    found = _TOKEN.match(text, at)
    assert found  # The last alternative takes anything.
    if found["text"] == "`":
        return text[at : _template_end(text, at + 1)], False
    if found["mark"] == "/" and last in _BEFORE_PATTERN and (pattern := _PATTERN.match(text, at)):
        return pattern[0], False
    return found[0], found["blank"] is not None


def _template_end(text: str, at: int) -> int:
    """Where a template ends that has begun; with everything in its braces, templates too."""
    depth = 0
    while text[at] != "`" or depth:
        if text[at] == "\\":
            at += 1
        elif text[at] == "`":
            at = _template_end(text, at + 1) - 1
        elif text.startswith("${", at) or (depth and text[at] == "{"):
            depth += 1
            at += text[at] == "$"
        elif depth and text[at] == "}":
            depth -= 1
        at += 1
    return at + 1


def _between(last: str, token: str, broken: bool) -> str:
    """What has to stand between two tokens: a line break, a blank or nothing."""
    if broken and last not in _OPEN_END and token not in _OPEN_START:
        return "\n"
    words = bool(re.match(r"[\w$]", token)) and bool(re.search(r"[\w$]$", last))
    signs = last[-1] in "+-" and token[0] == last[-1]
    return " " if words or signs else ""


def lean_style(text: str) -> str:
    """A style sheet without comments and needless blanks.

    Args:
        text: CSS in which no text has braces, semicolons or comments in it.
    """
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};]) ?", r"\1", text)
    return re.sub(r"([{;][a-z-]+): ", r"\1:", text).replace(";}", "}").strip()
