"""Lists of what there is: questions, and projections with what they can be asked with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli import output

if TYPE_CHECKING:
    from kg.graph.queryfile import QueryFile


def write_query_files(files: Sequence[QueryFile], form: str, out: Path | None) -> None:
    """Write a list of questions or projections with their parameters.

    Args:
        files: the questions or projections, in their order.
        form: as in ``write_result``.
        out: the file; ``None`` for standard output.
    """
    from kg.results.report import Column, Report
    from kg.text import Text

    columns = (
        Column("name", Text("Name", "名称")),
        Column("question", Text("Question", "问题")),
        Column("parameters", Text("Parameters", "参数")),
    )
    report = Report(columns, tuple((file.name, file.question, _parameters(file)) for file in files), is_list=True)
    output.write_result(report, form, out, [file.header | {"name": file.name} | _as_json(file) for file in files])


def _as_json(file: QueryFile) -> dict[str, Any]:
    """The parameters as a header has them, those of what the file includes too."""
    found = {item.name: item.as_header() for item in file.parameters.values()}
    return {"parameters": found} if found else {}


def _parameters(file: QueryFile) -> str:
    return ", ".join(
        f"{parameter.name}: {parameter.kind}" + (f" = {parameter.default}" if parameter.default else "")
        for parameter in file.parameters.values()
    )
