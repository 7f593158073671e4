"""The index of ``findings/``: what surprised us in other libraries, made from the heads of the scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.text import HAN, Text

FOLDER = Path(__file__).resolve().parents[2] / "findings"
#: Topics, and by which library in its head a script is of one.
TOPICS = (
    (
        Text("SPARQL engines and RDF", "SPARQL 引擎与 RDF"),
        "oxigraph rdflib maplib morph nanopub sssom pyshacl owlready owlrl comunica jupytext",
    ),
    (
        Text("Graph libraries", "图与网络库"),
        "networkx networkit pyvis igraph rustworkx graphology gephi hypernetx xgi circlize",
    ),
    (
        Text("Spreadsheets and tables", "电子表格与表"),
        "openpyxl calamine xlrd xlwt pandas polars duckdb pyarrow frictionless",
    ),
    (Text("Gazetteers, names, numbers and dates", "地名、名称、数字与日期"), ""),
)


class Surprise(NamedTuple):
    """What a script shows.

    Attributes:
        name: the script's file.
        with_what: the libraries with their versions, and when it was seen.
        told: what is surprising, in both languages.
        output: what the script prints.
    """

    name: str
    with_what: str
    told: Text
    output: str


def surprises() -> Iterator[Surprise]:
    """What each script's head says, by the files' names.

    Raises:
        ValueError: if a head lacks its libraries, its sentences in either language or its output.
    """
    for path in sorted(FOLDER.glob("*.sh")):
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        head = []
        for line in lines:
            if not line.startswith("#"):
                break
            head.append(line.removeprefix("#").removeprefix(" "))
        at = head.index("Output:") if "Output:" in head else 0
        chinese = next((place for place, line in enumerate(head[:at]) if place > 1 and re.search(f"[{HAN}]", line)), 0)
        if not chinese:
            raise ValueError(
                f"{path.name}: its head is not libraries, what is surprising, the same in Chinese, 'Output:'"
            )
        told = Text(" ".join(head[1:chinese]), _joined(head[chinese:at]))
        yield Surprise(path.name, head[0], told, "\n".join(line[2:] for line in head[at + 1 :]))


def _joined(lines: list[str]) -> str:
    """Lines of Chinese as one: a blank stands only between Latin words."""
    return re.sub(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])", " ", "\n".join(lines)).replace("\n", "")


def page(language: str) -> str:
    """The page."""
    lead = Text(
        "# What surprised us\n\nIn SPARQL engines, graph libraries, spreadsheets and gazetteers: what a good engineer would have "
        "guessed wrong. Each is shown by one script of `findings/`, which makes an environment of its own and prints what "
        "stands here.\n",
        "# 意外之处\n\nSPARQL 引擎、图库、电子表格与地名库中，好工程师也会猜错的地方。每条由 `findings/` 中的一个脚本演示，脚本自建环境并打印此处所示的内容。"
        "\n",
    )
    parts = [lead.in_language(language)]
    left = list(surprises())
    for title, libraries in TOPICS:
        pattern = "|".join(libraries.split()) or "."
        chosen = [item for item in left if re.search(pattern, item.with_what.partition(", Python")[0].lower())]
        left = [item for item in left if item not in chosen]
        parts.append(f"## {title.in_language(language)}\n")
        for item in chosen:
            parts.append(f"### {item.name.removesuffix('.sh')}\n\n{_plain(item.told.in_language(language))}\n")
            parts.append(
                f"```{{code-block}} text\n:class: output\n\n{item.output}\n```\n\n`findings/{item.name}` · {_plain(item.with_what)}\n"
            )
    return "\n".join(parts)


def _plain(text: str) -> str:
    for sign in "\\*_[]<>`$":
        text = text.replace(sign, "\\" + sign)
    return text
