"""Builds the manual: ``python -m notebooks.manual.build`` writes ``build/docs``, in English and in Chinese.

The written pages are in ``en`` and ``zh``; the reference is made anew each time from what the program knows. Nothing is
fetched while it is built, and nothing when it is read.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from kg.cli.main import run
from kg.errors import UsageError
from kg.text import Text
from notebooks.manual import drawings, fences, ontology_page, reference, surprises
from notebooks.manual.figures import FIGURES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: Each language as Sphinx calls it.
LANGUAGES = {"en": "en", "zh": "zh_CN"}
#: The file by which a folder is known as a manual that may be made anew.
MARKER = ".kg-manual"
_FILE = re.compile(r"^```(\w+) file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLAIN = re.compile(r"^```(sh|python|text)(?: [^\n]*)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The kinds of files that the highlighter does not know.
_UNKNOWN = {"csv": "text", "sparql": "sparql"}


def build(out: Path) -> int:
    """Build the manual into a folder.

    Returns:
        how many warnings there were; each is printed.

    Raises:
        UsageError: if the folder has something in it that is no manual.
    """
    _cleared(out)
    warnings = 0
    for language, name in LANGUAGES.items():
        with tempfile.TemporaryDirectory() as temporary:
            source = Path(temporary) / "source"
            _gather(source, language)
            with patch_docutils(str(HERE)), docutils_namespace():
                app = Sphinx(
                    source,
                    HERE,
                    out / language,
                    Path(temporary) / "doctrees",
                    "html",
                    confoverrides={"language": name, "html_title": _TITLES[language]},
                    status=None,
                )
                app.build(force_all=True)
                warnings += app._warncount
        for left in (".buildinfo", "objects.inv"):
            with contextlib.suppress(FileNotFoundError):
                (out / language / left).unlink()
    ontology_page.write(out / "ontology.html")
    (out / "index.html").write_text(_ENTRANCE, encoding="utf-8")
    return warnings


def _cleared(out: Path) -> None:
    """Make a folder anew that is not there, empty, or a manual that was built before."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file()):
        raise UsageError(
            Text(
                f"{out} is no manual that this script has built, and is not touched. Give a folder that is new or "
                "empty with --out, or remove this one yourself.",
                f"{out} 不是本脚本生成的手册，未作改动。请用 --out 指定新的或空的文件夹，或自行删除该文件夹。",
            )
        )
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARKER).write_text(
        "Made by notebooks/manual/build.py, and removed when it is made anew.\n", encoding="utf-8"
    )


_TITLES = {"en": "partnership-kg manual", "zh": "partnership-kg 手册"}
_ENTRANCE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>partnership-kg</title>
<style>html{color-scheme:light dark;background:Canvas}a{color:light-dark(#1f57b8,#7fb2ff)}body{font:1.2rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem}</style>
<main><h1>partnership-kg</h1>
<p><a href="en/index.html">Manual in English</a></p>
<p lang="zh"><a href="zh/index.html">中文手册</a></p>
<p><a href="ontology.html">The ontology · 本体</a></p></main>
"""


#: The picture of the first page.
_PICTURES = {"en": "overview.png", "zh": "regions-zh.png"}


def _gather(source: Path, language: str) -> None:
    """The pages of a language, written and made, as Sphinx reads them."""
    for path in sorted((HERE / language).rglob("*")):
        target = source / path.relative_to(HERE / language)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            target.write_text(_for_sphinx(path.read_text(encoding="utf-8")), encoding="utf-8")
        elif path.is_file():
            target.write_bytes(path.read_bytes())
    (source / "overview.png").write_bytes((ROOT / "notebooks" / _PICTURES[language]).read_bytes())
    (source / "findings.md").write_text(surprises.page(language), encoding="utf-8")
    figures = source / "explanation" / "figures"
    figures.mkdir()
    (figures / "pattern.svg").write_text(drawings.pattern(language), encoding="utf-8")
    (figures / "example.svg").write_text(drawings.example(language), encoding="utf-8")
    (figures / "classes.svg").write_text(drawings.classes(language), encoding="utf-8")
    for name, draw in FIGURES.items():
        (figures / f"{name}.svg").write_text(draw(language), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        command = ["plot", "ranks", "region-region", "--lang", language, "--out", str(figures / "ranks.svg")]
        command += ["--graph", str(fences.built())]
        if run(command) != 0:
            raise RuntimeError(f"kg {' '.join(command)} failed")
    folder = source / "reference"
    folder.mkdir(exist_ok=True)
    for name, page in reference.PAGES.items():
        (folder / f"{name}.md").write_text(page(language), encoding="utf-8")


def _for_sphinx(page: str) -> str:
    """A page whose files have a caption, and whose output looks other than what is typed."""
    page = _FILE.sub(
        lambda found: f"```{{code-block}} {_UNKNOWN.get(found[1], found[1])}\n:caption: {found[2]}\n\n{found[3]}```",
        page,
    )
    return _PLAIN.sub(_block, page)


def _block(found: re.Match[str]) -> str:
    if found[1] == "text":
        return f"```{{code-block}} text\n:class: output\n\n{found[2]}```"
    return f"```{found[1]}\n{found[2]}```"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build it; 1 where there was a warning."""
    parser = argparse.ArgumentParser(description=build.__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "docs", help="the folder; build/docs")
    try:
        return 1 if build(parser.parse_args(arguments).out) else 0
    except UsageError as error:
        print(error.text.in_language("both"), file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    raise SystemExit(main())
