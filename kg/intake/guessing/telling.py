"""What is said of a table beside its draft: partnerships, twins, sums, namesakes, and ids that stand once for many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kg.intake.anytable import AnyTable
from kg.intake.guessing.cells import words_of
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.words import IDENTIFIES, PROJECT
from kg.intake.several import column_name
from kg.intake.sheets.lines_alone import says_note
from kg.text import Text, typed

#: So many rows are looked at, and named in a remark.
_LOOKED_AT, _MOST_ROWS = 500, 10


def of_one_party(columns: Guessed) -> Iterator[Text]:
    """A remark on partnerships of one party each, which make no tie."""
    if columns.is_of_one:
        name = typed(columns.parties[0].name)
        yield Text(
            f"{name}: the one party of each partnership, so that none of them makes a tie. If the other party is who "
            "made the table, add it to the draft as a party of its own; if it is in another column, read that one.",
            f"{name}：每项合作仅此一方，因此不构成任何联系。若另一方即制表者，请在草稿中加为参与方；若在其他列，请读取该列。",
        )


def of_twinned(columns: Guessed) -> Iterator[Text]:
    """A remark on days of twins of which nothing says that they were signed then, or that are those of reports."""
    if columns.twinned:
        name = typed(columns.twinned)
        yield Text(
            f"{name}: taken for when the towns became twins, as it is the one such column of the table.",
            f"{name}：认作结好时间，因其为表中唯一的此类日期列。",
        )
    if columns.reported:
        name = typed(columns.reported)
        one = Text(" Rows of the same towns are one agreement.", "同一对城市的各行合为一项协议。")
        one = one if columns.pairs_differ else Text()
        yield Text(
            f"{name}: not taken for when the towns became twins, as rows of the same towns say several.{one.en} If it "
            "is when they did, read it in the draft as a stage.",
            f"{name}：同一对城市的各行所载不同，未认作结好时间。{one.zh}若确为结好时间，请在草稿中读作状态。",
        )


def of_blanks(table: AnyTable) -> Iterator[Text]:
    """A remark on ids that stand in the first row of several only: what tells partnerships apart is then nowhere."""
    for place, name in enumerate(table.names):
        said = words_of(column_name(name))
        if not set(said) & IDENTIFIES or not set(said) & PROJECT:
            continue
        cells = [row[place] for row in islice(table.rows(), _LOOKED_AT) if any(row)]
        blank = cells.count("")
        if cells and cells[0] and 0 < blank < len(cells):
            shown = typed(name)
            yield Text(
                f"{shown}: blank in {blank:,} of {len(cells):,} rows, so that it does not tell the partnerships apart. "
                "If a blank one is of the row above, fill the column down in the file, or merge the cells.",
                f"{shown}：{len(cells)}行中有{blank}行为空，无法据以区分各合作。若空格与上一行同属一项，"
                "请在文件中向下填充，或合并单元格。",
            )


def of_namesakes(alike: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    """Remarks on things of an endpoint's answer that have one name.

    Args:
        alike: the names that several things have, by their column.
    """
    for column, names in alike.items():
        name, shown = typed(column), ", ".join(one[:40] for one in names[:_MOST_ROWS])
        yield Text(
            f"{name}: several things have one name ({shown}), and are one where they are in one country. Put their "
            "address into fn:id in place of the name to tell them apart.",
            f"{name}：不同对象同名（{shown}），位于同一国家者将合为一个。如需区分，请在 fn:id 中以其网址代替名称。",
        )


def of_sums(column: str, rows: Mapping[int, str]) -> Text:
    """A remark on rows that say in a cell that they sum others: no partnership is made of them.

    Args:
        column: the column.
        rows: the rows, each with what it says.
    """
    shown = ", ".join(map(str, list(rows)[:_MOST_ROWS])) + (" …" if len(rows) > _MOST_ROWS else "")
    name, said = typed(column), ", ".join(dict.fromkeys(text[:40] for text in rows.values()))[:200]
    has_notes = any(map(says_note, rows.values()))
    one, several = ("a total or a note", "totals or notes") if has_notes else ("a total", "totals")
    many = f"{len(rows):,} {f'row is {one}' if len(rows) == 1 else f'rows are {several}'}"
    kind_zh = "合计行或注释" if has_notes else "合计行"
    return Text(
        f"{name}: {many} by what stands there ({said}), and no partnership is made of "
        f"{'it' if len(rows) == 1 else 'them'}: {shown}. Take the text out of the draft where it is none.",
        f"{name}：{len(rows)}行据此栏为{kind_zh}（{said}），不生成合作：{shown}。若非合计，请从草稿中去掉该文字。",
    )
