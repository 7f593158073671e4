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
        ("const f = (a) => /x y/.test(a);", "let f=(a)=>/x y/.test(a);"),
        ("`a ${b ? `c  ${ {d: 1}.d }` : '}'}  // e`;", "`a ${b ? `c  ${ {d: 1}.d }` : '}'}  // e`;"),
        ("a = b - -c + +d;", "a=b- -c+ +d;"),
        ("function f() {\n  g();\n}\nfunction h() {}\n", "function f(){g()}\nfunction h(){}"),
        ("f(a)\n(b)", "f(a)\n(b)"),
        ("f([1, 2,], {a: 1,},);", "f([1,2],{a:1});"),
        (
            "function f() { for (;;) ; while (a) ; }\nfunction g() { a = 1; }",
            "function f(){for(;;);while(a);}\nfunction g(){a=1}",
        ),
        ("return /a/;", "return/a/;"),
        ('x = a ? 0.5 : 10.5; y = [true, "true 0.5"]; z = !false;', 'x=a?.5:10.5;y=[!0,"true 0.5"];z=!!1;'),
        ("a = true; b.true = {c: 0.25};", "a=true;b.true={c:.25};"),
        ("x = 'it\\'s  /* so */';", "x='it\\'s  /* so */';"),
        ("for (const a of b) if (a in c) delete c[a];", "for(let a of b)if(a in c)delete c[a];"),
    ],
)
def test_a_script_keeps_its_texts_patterns_and_line_ends(source: str, expected: str) -> None:
    assert lean_script(source) == expected


def test_a_style_keeps_its_selectors() -> None:
    source = "/* a */\n.a > .b  .c + p,\n i:not(.d) :is(e) {\n  margin: 0 auto;\n  color: var(--x);\n}\n"
    source += 'a[b="c-d"][e="f g"] { color: #ffffff; }\n'
    source += "@media (max-width: 5px) { p { top: 1px; } }"
    assert lean_style(source) == (
        ".a>.b .c + p,i:not(.d) :is(e){margin:0 auto;color:var(--x)}"
        'a[b=c-d][e="f g"]{color:#fff}@media (max-width: 5px){p{top:1px}}'
    )


def test_the_scripts_of_the_page_lose_comments_and_blanks_and_each_name_has_one_other() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((template_folder() / "js").iterdir()))
    pairs = set(zip(_words(source), _words(_in_full(lean_script(source))), strict=True))
    bare = re.sub(r'"(?:\\.|[^"\\])*"', '""', source)
    renamed = {(long, short) for long, short in pairs if long not in {short, "const"}}
    assert len({long for long, _ in renamed}) == len({short for _, short in renamed}) == len(renamed) > 100
    assert not {short for _, short in renamed} & {long for long, _ in pairs}
    assert not [long for long, _ in renamed if re.search(rf"(?<!\.)\.{re.escape(long)}\b", bare)]


def _in_full(script: str) -> str:
    """A lean script with its truths and numbers written as in the source."""
    script = script.replace("!0", "true").replace("!1", "false")
    return re.sub(r"(?<![\w.)\]])\.(?=\d)", "0.", script)


def _words(script: str) -> list[str]:
    """The words and signs of a script, less commas, semicolons and comments."""
    script = re.sub(r"^\s*/\*.*?\*/", "", script, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"[\w$]+|[^\s\w$,;]", re.sub(r"(?m)(^|\s)//.*$", "", script))


def test_a_name_that_stands_for_a_property_too_stays() -> None:
    source = "const total = 1; const shown = {total}; const count = a.count; const width = `${width}`; "
    source += "f({ reach: 1 }); const reach = 2;"
    assert lean_script(source) == (
        "let total=1;let _a={total};let count=a.count;let width=`${width}`;f({reach:1});let reach=2;"
    )
