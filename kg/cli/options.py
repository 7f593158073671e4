"""Options that several commands share, and the graph that they read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

#: What `kg build` writes to when it is not told.
BUILD_FOLDER = Path("build")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

PATH = click.Path(path_type=Path)

graph_option: Decorator = click.option(
    "--graph",
    "-g",
    "graph_path",
    type=PATH,
    help="A build's folder, a file of RDF, or a data package. [default: build/, else the bundled data]",
)
out_option: Decorator = click.option("--out", "-o", type=PATH, help="Write to this file. [default: standard output]")
language_option: Decorator = click.option(
    "--lang", "language", type=click.Choice(["both", "en", "zh"]), default="both", show_default=True, help="Language."
)
parameter_option: Decorator = click.option(
    "--param", "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter; may be given several times."
)


def format_option(*forms: str) -> Decorator:
    """An option for the output's format; the first is the default."""
    return click.option(
        "--format", "-f", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="Output format."
    )


def open_graph(path: Path | None) -> KnowledgeGraph:
    """The graph that a command is to read."""
    import kg

    if path is not None:
        return kg.open(path)
    if (BUILD_FOLDER / "graph.nq").is_file():
        return kg.open(BUILD_FOLDER)
    return kg.build()


def read_parameters(texts: tuple[str, ...]) -> dict[str, str]:
    """``name=value`` texts as a dictionary.

    Raises:
        UsageError: if one has no ``=``, or a name is given twice.
    """
    values: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise UsageError(f"--param {text!r} must be of the form name=value, such as region=海盐.")
        if name in values:
            raise UsageError(f"--param {name} is given twice. Keep one.")
        values[name] = value
    return values
