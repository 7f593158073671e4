"""The code blocks of the manual's pages: read, run in an empty folder, and compared with what the page shows.

A page's blocks are run from its top to its end, in one folder. It has the folder ``build`` with the bundled data, as the
README's first command leaves it; that of the tutorial, which has the command itself, is empty.

* ``sh`` is a command line a line: ``kg …``, ``cat FILE`` or ``ls``; ``sh exit=1`` must end so;
* ``python`` is run, with the names of the blocks before it;
* a block with ``file=NAME`` is a file that the reader is told to save, and is written to the folder;
* ``text`` is what the block before it prints. A line is compared as a whole, or up to its ``…``; a line of ``…`` alone stands for any lines.

``python -m notebooks.manual.fences --write`` puts what is really printed into the pages.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import kg
from kg.cli.main import run

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "zh")
#: What a terminal of the readers of each language says of itself.
LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}
#: How many lines of an output a page shows, if its block does not say: ``text lines=20``.
SHOWN = 10
CUT = "…"
_FENCE = re.compile(r"^```([^\n`]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Stale(AssertionError):
    """A block does not do what its page says."""


@dataclass
class Block:
    """A fenced block of a page.

    Attributes:
        kind: ``sh``, ``python``, ``text``, or the language of a file.
        text: what is between its fences.
        options: what stands behind the kind, ``file=mine.rq`` as a name with a value, a word alone with an empty one.
        span: where its text begins and ends in the page.
    """

    kind: str
    text: str
    options: dict[str, str] = field(default_factory=dict)
    span: tuple[int, int] = (0, 0)


def pages(language: str) -> list[Path]:
    """The written pages of a language, by their names."""
    return sorted((HERE / language).rglob("*.md"))


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, from its top; those of directives, ``{…}``, left out."""
    found = []
    for match in _FENCE.finditer(page):
        kind, *words = match[1].split()
        if not kind.startswith("{"):
            options = {name: value for name, _, value in (word.partition("=") for word in words)}
            found.append(Block(kind, match[2], options, match.span(2)))
    return found


def play(page: list[Block], folder: Path, language: str) -> Iterator[tuple[Block, str]]:
    """Run the blocks of a page in a folder, and give each with what it printed.

    Raises:
        Stale: if a command ends otherwise than the page says, or is none that a page may have.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    if not any("fresh-machine" in block.options for block in page):
        shutil.copytree(built(), folder / "build", dirs_exist_ok=True)
    with _reader(folder, language):
        for block in page:
            if "file" in block.options:
                path = folder / block.options["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
                yield block, ""
            elif block.kind == "python":
                with _captured() as printed:
                    exec(compile(block.text, "the page", "exec"), names)  # noqa: S102 - the manual's own examples
                yield block, printed.getvalue().decode("utf-8")
            elif block.kind == "sh" and "fresh-machine" not in block.options:
                yield block, "".join(_line(line, block) for line in block.text.splitlines())
            else:
                yield block, ""


@cache
def built() -> Path:
    """A build of the bundled data, made once."""
    temporary = tempfile.TemporaryDirectory(prefix="kg-manual-")
    atexit.register(temporary.cleanup)
    folder = Path(temporary.name) / "build"
    kg.build(out=folder)
    return folder


def compare(shown: str, printed: str) -> None:
    """Hold what a page shows against what was printed.

    Raises:
        Stale: if nothing was printed, or a line of the page is not there as a whole, in its order.
    """
    if not printed.strip():
        raise Stale(f"nothing was printed; the page shows:\n{shown}")
    left = iter([line.rstrip() for line in printed.splitlines()])
    for line in shown.splitlines():
        wanted, cut, _ = line.rstrip().partition(CUT)
        if not wanted.strip():
            continue
        if not any(found.startswith(wanted) if cut else found == wanted for found in left):
            raise Stale(f"not printed: {wanted!r}\nwhat was printed:\n{printed}")


def check(path: Path, folder: Path, language: str) -> int:
    """Run a page and compare; how many blocks were run.

    Raises:
        Stale: as ``play`` and ``compare`` do.
    """
    printed, number = "", 0
    for block, said in play(blocks(path.read_text(encoding="utf-8")), folder, language):
        if block.kind == "text" and "file" not in block.options:
            compare(block.text, printed)
        else:
            printed, number = said, number + 1
    return number


def rewritten(path: Path, language: str) -> str:
    """The text of a page, with what its blocks print now."""
    page = path.read_text(encoding="utf-8")
    printed, parts, end = "", [], 0
    with tempfile.TemporaryDirectory() as folder:
        for block, said in play(blocks(page), Path(folder), language):
            if block.kind == "text" and "file" not in block.options:
                lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
                most = int(block.options.get("lines", SHOWN))
                kept = lines[:most] + [CUT] * (len(lines) > most)
                parts += [page[end : block.span[0]], "\n".join(kept), "\n"]
                end = block.span[1]
            else:
                printed = said
    return "".join([*parts, page[end:]])


def _line(line: str, block: Block) -> str:
    words = shlex.split(line)
    if words[0] == "cat":
        return "".join(Path(name).read_text(encoding="utf-8-sig") for name in words[1:])
    if words[0] == "ls":
        return "".join(f"{path.name}\n" for path in sorted(Path(*words[1:2]).iterdir()))
    if words[0] != "kg":
        raise Stale(f"no command that a page may have: {line}")
    with _captured() as printed:
        code = run(words[1:])
    said = printed.getvalue().decode("utf-8")
    if code != int(block.options.get("exit", 0)):
        raise Stale(f"{line}: ended with {code}\n{said}")
    return said


@contextlib.contextmanager
def _captured() -> Iterator[io.BytesIO]:
    """Standard output and standard error in one, as a terminal shows them."""
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield printed
    stream.detach()


@contextlib.contextmanager
def _reader(folder: Path, language: str) -> Iterator[None]:
    """The folder and the terminal of a reader of a language, 100 columns wide."""
    kept = dict(os.environ)
    os.environ.update(LC_ALL=LOCALES[language], COLUMNS="100")
    for name in ("KG_LANG", "KG_ONTOLOGY"):
        os.environ.pop(name, None)
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def main(arguments: list[str]) -> None:
    """Write what is printed into the pages that are named, or into all."""
    named = [Path(name).resolve() for name in arguments if name != "--write"]
    for language in LANGUAGES:
        for path in pages(language):
            if named and path not in named:
                continue
            new = rewritten(path, language)
            if new != path.read_text(encoding="utf-8"):
                print(path.relative_to(HERE))
                if "--write" in arguments:
                    path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
