"""Scripts and styles lose comments and blanks, and nothing else."""

from __future__ import annotations

import re

import pytest

from kg.page.lean import lean_script, lean_style
from tests.page.synthetic import template_folder


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b / c / d;", "a=b/c/d;"),
        ('x = y.replace(/[/\\]]+ \\/ /g, "//no");', 'x=y.replace(/[/\\]]+ \\/ /g,"//no");'),
        ("const f = (a) => /x y/.test(a);", "const f=(a)=>/x y/.test(a);"),
        ("`a ${b ? `c  ${ {d: 1}.d }` : '}'}  // e`;", "`a ${b ? `c  ${ {d: 1}.d }` : '}'}  // e`;"),
        ("a = b - -c + +d;", "a=b- -c+ +d;"),
        ("function f() {\n  g();\n}\nfunction h() {}\n", "function f(){g();}\nfunction h(){}"),
        ("f(a)\n(b)", "f(a)\n(b)"),
        ("return /a/;", "return/a/;"),
        ("x = 'it\\'s  /* so */';", "x='it\\'s  /* so */';"),
        ("for (const a of b) if (a in c) delete c[a];", "for(const a of b)if(a in c)delete c[a];"),
    ],
)
def test_a_script_keeps_its_texts_patterns_and_line_ends(source: str, expected: str) -> None:
    assert lean_script(source) == expected


def test_a_style_keeps_its_selectors() -> None:
    source = "/* a */\n.a > .b  .c + p,\n i:not(.d) :is(e) {\n  margin: 0 auto;\n  color: var(--x);\n}\n"
    source += "@media (max-width: 5px) { p { top: 1px; } }"
    assert lean_style(source) == (
        ".a > .b .c + p, i:not(.d) :is(e){margin:0 auto;color:var(--x)}@media (max-width: 5px){p{top:1px}}"
    )


def test_every_script_of_the_page_loses_comments_and_blanks_only() -> None:
    for path in sorted((template_folder() / "js").iterdir()):
        source = path.read_text(encoding="utf-8")
        assert _bare(lean_script(source)) == _bare(source), path.name


def _bare(script: str) -> str:
    """A script of the page without blanks and comments: to the end of a line, or lines of their own."""
    script = re.sub(r"^\s*/\*.*?\*/", "", script, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\s+", "", re.sub(r"(?m)(^|\s)//.*$", "", script))
