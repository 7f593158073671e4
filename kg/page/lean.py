r"""Our own scripts and styles without what only those who read the source need: comments, blanks, long names.

Values that can be written shorter are: ``true`` as ``!0``, ``0.5`` as ``.5``, white as three digits.

The scripts keep a line break wherever one might end a statement. A name is shortened everywhere or nowhere, so it
means the same everywhere, whatever its scope: only names that are declared by ``const``, ``let``, ``function`` or
``class``, and that never stand for a property as well.

>>> lean_script("// why\nconst a = [1, 2];  /* how */\nif (a  + +1) {\n  b(`x  ${y}`, /a \/ b/);\n}\n")
'let a=[1,2];if(a+ +1){b(`x  ${y}`,/a \\/ b/)}'
>>> lean_script("const total = one.total; let amount = total; function adding(amount) { return { amount }; }")
'let total=one.total;let amount=total;function _a(amount){return{amount}}'
>>> lean_style("/* why */\n.a .b:is(p, q) > i { color: red; margin: 0 2px; }\n")
'.a .b:is(p,q)>i{color:red;margin:0 2px}'
"""

from __future__ import annotations

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
_DECLARING = {"const", "let", "function", "class"}
#: What a browser's window has under short names: who says one of these may mean that.
_WINDOW = {"close", "closed", "event", "find", "focus", "frames", "history", "length", "location", "name", "open"}
_WINDOW |= {"origin", "parent", "print", "screen", "scroll", "self", "status", "stop", "top"}
_OPEN_START = {*"),]};?:.+-*<>=", "&&", "||", "??"}


def lean_script(text: str) -> str:
    """A script without comments and needless blanks; what it does is the same.

    Args:
        text: JavaScript in which statements end in semicolons.
    """
    tokens = _needed([*_tokens(text)])
    short = _short_names([token for token, _ in tokens])
    written: list[str] = []
    last = ";"
    for token, broken in tokens:
        written += [_between(last, token, broken), short.get(token, token)]
        last = token
    return "".join(written)


def _needed(tokens: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The tokens without commas that nothing follows, and without semicolons before a brace that ends all the same."""
    kept: list[tuple[str, bool]] = []
    before: list[str] = []  # what stands before each open bracket
    ended = ""  # what stood before the bracket that was closed last
    for sign, broken in tokens:
        last = [one for one, _ in kept[-2:]]
        comma = sign in {")", "]", "}"} and last[-1:] == [","]
        # After a loop's bracket a semicolon may be all that the loop does.
        idle = last[:1] == [";"] or (last[:1] == [")"] and ended in {"for", "while", "if"})
        if comma or (sign == "}" and last[-1:] == [";"] and not idle):
            kept.pop()
        if sign == "(":
            before.append(last[-1] if last else "")
        elif sign == ")":
            ended = before.pop()
        kept.append((sign, broken))
    return kept


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The tokens that are not blank, each with whether a line break stands before it."""
    last, at, broken = ";", 0, False
    while at < len(text):
        token, blank = _token(text, at, last)
        at += len(token)
        if blank:
            broken = broken or "\n" in token
            continue
        yield token, broken
        last, broken = token, False


def _short_names(tokens: Sequence[str]) -> Mapping[str, str]:
    """Short names for those that are declared and are never a property's too; the most written ones the shortest."""
    declared = {name for before, name in itertools.pairwise(tokens) if before in _DECLARING and name[0] not in "{["}
    plain = declared - _properties(tokens) - _WINDOW
    counts = Counter(token for token in tokens if token in plain)
    fresh = ("_" + "".join(letters) for n in (1, 2) for letters in itertools.product(string.ascii_letters, repeat=n))
    worth = sorted((name for name in counts if len(name) > 2), key=lambda name: (-counts[name], name))
    used = {word for token in tokens for word in re.findall(r"[\w$]+", token)}
    values = {} if {"true", "false"} & _properties(tokens) else {"true": "!0", "false": "!1"}
    values |= {token: token[1:] for token in tokens if re.fullmatch(r"0\.\d+", token)}
    # What ``const`` forbids is an error of ours, which a browser that tests the page finds without it too.
    return {"const": "let", **values, **dict(zip(worth, (name for name in fresh if name not in used), strict=False))}


def _properties(tokens: Sequence[str]) -> set[str]:
    """Names that stand, anywhere, where a property's name may stand, or inside a template."""
    found: set[str] = set()
    open_brackets = [""]
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if token in {"(", "[", "{"}:
            open_brackets.append(token)
        elif token in {")", "]", "}"}:
            open_brackets.pop()
        elif token[0] == "`":
            found.update(re.findall(r"[\w$]+", token))
        elif before == "." or (
            open_brackets[-1] == "{" and before in {"{", ","} and after in {",", "}", "=", ":", "("}
        ):
            found.add(token)
    return found


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
    text = re.sub(r" ?([{};]) ?|(,) ", r"\1\2", text)
    text = text.replace(" > ", ">").replace("#ffffff", "#fff")
    text = re.sub(r'="([a-z][a-z-]*)"\]', r"=\1]", text)
    return re.sub(r"([{;][a-z-]+): ", r"\1:", text).replace(";}", "}").strip()
