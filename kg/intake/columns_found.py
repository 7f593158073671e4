"""The columns of a table that a mapping names, and what is said where one is missing, doubled or of a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from kg.errors import DataError, SourceError
from kg.findings import Finding, Severity
from kg.graph.queryfile import QueryFile
from kg.intake.anytable import AnyTable, open_table
from kg.intake.several import column_name, named_columns
from kg.intake.templates import columns as columns_of
from kg.nearest import did_you_mean, nearest
from kg.text import Text, shortened, typed


def columns_found(path: Path, table: AnyTable, query: QueryFile, others: Collection[str]) -> list[str]:
    """The columns' names as the mapping has them; empty for those that it does not name.

    Args:
        path: the table's file.
        table: the table.
        query: the mapping.
        others: the names of columns that tables beside it have: one that only they have is empty here.

    Raises:
        SourceError: if it has no header.
        DataError: if it has none of a name that the mapping has, and no other table has it, or several.
    """
    header = [column_name(name) for name in table.names]
    if not any(header):
        raise SourceError(
            Text(
                f"{path}: has no header. Put the columns' names into the first row.",
                f"{path}：没有标题行。请在首行写明各列名称。",
            )
        )
    named = columns_of(query.sparql)
    for name in named:
        if header.count(name) != 1 and not (name not in header and name in others):
            told = Text("no column", "没有") if name not in header else Text("several columns", "有多个")
            near = did_you_mean(nearest(name, filter(None, header)))
            known = ", ".join(filter(None, header))[:600]
            why = _cause(path, table, named) or Text("Correct the mapping or the header.", "请更正映射或标题行。")
            raise DataError(
                Text(
                    f"{path}: has {told.en} {name!r}, which the mapping {query.name} names. {near.en}It has: {known}. "
                    f"{why.en}",
                    f"{path}：{told.zh}“{name}”列，而映射 {query.name} 使用了它。{near.zh}现有：{known}。{why.zh}",
                )
            )
    together = query.header.get("together")
    apart = set(map(column_name, map(str, together))) if isinstance(together, list) else set[str]()
    _check_lists(path, table, [name for name, one in zip(table.names, header, strict=True) if one in named], apart)
    # A mapping that names none asks for each by a variable, as ?row ?column ?cell.
    return [name if name in named or not named else "" for name in header]


def _cause(path: Path, table: AnyTable, named: Sequence[str]) -> Text:
    """Why a table may lack a column: it was read in another encoding, or from another sheet; empty if neither is so.

    Args:
        path: the table's file.
        table: the table.
        named: the columns that the mapping names.
    """
    for one in table.remarks:
        is_doubted = one.code == "encoding" and one.severity is Severity.WARNING
        if is_doubted and _has_all(path, named, "utf-8"):
            return Text(
                f"{one.message_en} Take the encoding out of the mapping's header, or say --encoding utf-8.",
                f"{one.message_zh}请从映射头部去掉 encoding，或用 --encoding utf-8。",
            )
    if not table.beside:
        return Text()
    fitting = [sheet for sheet, names in table.beside.items() if {*map(column_name, names)}.issuperset(named)]
    others = ", ".join(table.beside)[:400]
    if fitting:
        has, option = fitting[0], typed(fitting[0])
        return Text(
            f"Sheet {table.sheet} was read, and {has} has all columns: say --sheet '{option}', or in the mapping "
            f'#: sheet: "{option}".',
            f"读取的是工作表“{table.sheet}”，而“{has}”含有所需各列：请用 --sheet '{option}'，或在映射中写 "
            f'#: sheet: "{option}"。',
        )
    return Text(
        f"Sheet {table.sheet} was read; its other sheets are: {others}. Say --sheet NAME, or correct the mapping or "
        "the header.",
        f"读取的是工作表“{table.sheet}”；其他工作表：{others}。请用 --sheet 指明，或更正映射或标题行。",
    )


def _has_all(path: Path, named: Sequence[str], encoding: str) -> bool:
    """Whether a delimited text has all columns of a mapping, read in another encoding.

    Args:
        path: the file.
        named: the columns that the mapping names.
        encoding: the encoding.
    """
    try:
        table = open_table(path, "", "", encoding)
    except SourceError:
        return False
    return {column_name(name) for name in table.names}.issuperset(named)


def no_rows(path: Path) -> Finding:
    """What is said of a table with headings alone."""
    return Finding(
        Severity.WARNING,
        "no-rows",
        "The table has headings and no row below them, and nothing is made of it.",
        "表中只有标题行，没有数据行，未产生任何内容。",
        "See whether it is the right file or sheet, or was cut off.",
        path.name,
        fix_zh="请核对文件或工作表是否正确、是否被截断。",
    )


def not_here(path: Path, lacking: Sequence[str]) -> list[Finding]:
    """The columns that a table beside this one has, and this one has not."""
    if not lacking:
        return []
    named = named_columns(lacking)
    return [
        Finding(
            Severity.INFO,
            "column-in-other-table",
            f"The table has no column {named.en}, which another table has: what is said with it is said of no row "
            "here.",
            f"该表没有“{named.zh}”列，而另一表有：以其所述内容不涉及本表各行。",
            file=path.name,
        )
    ]


def _check_lists(path: Path, table: AnyTable, named: Sequence[str], together: Collection[str]) -> None:
    """Two columns of one list within a row would pair each value with each, unless the header tells them apart.

    Args:
        path: the table's file, for the error.
        table: the table.
        named: its columns that the mapping names.
        together: those of which the header says that their values belong together, as a mapping has them.
    """
    lists = {table.lists[name] for name in named if name in table.lists and column_name(name) in together}
    of: dict[str, str] = {}
    for name in named:
        one = table.lists.get(name)
        is_told = column_name(name) in together and len(lists) == 1
        if one is None or of.setdefault(one, name) == name or (is_told and column_name(of[one]) in together):
            continue
        way = table.ways[one]
        both = shortened(", ".join(column_name(every) for every in named if table.lists.get(every) == one), 400)
        first, other = typed(of[one]), typed(name)
        raise DataError(
            Text(
                f"{path}: {first} and {other} are of a list of objects within a row, and which belong together is "
                f"not told. Say in the header that they do, #: together: [{both}]; or make each of its objects a row: "
                f"--rows with the path to {one}, as {way}.",
                f"{path}：{first} 与 {other} 来自行内的对象列表，无法判断哪些值同属一个对象。"
                f"请在映射头部写明 #: together: [{both}]；或用 --rows 指明到 {one} 的路径，使每个对象成为一行，"
                f"如 {way}。",
            )
        )
