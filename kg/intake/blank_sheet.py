"""``kg new --sheet``: a sheet for partnerships of one's own, with headings that ``kg import`` knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.errors import UsageError
from kg.files import write_file
from kg.graph import formats
from kg.graph.library import code_files
from kg.graph.terms import Literal, NamedNode
from kg.grids.blank import BlankColumn, blank_csv, blank_workbook
from kg.intake import schema
from kg.text import Text

_LABEL = NamedNode(vocabulary.SKOS + "prefLabel")
#: What the name of an example begins with; ``kg import`` leaves such rows out.
EXAMPLE = "示例 example"
#: Types that are no agreements.
_TYPES = (
    *(Text("project", "项目"), Text("service", "服务"), Text("transport link", "交通连接")),
    *(Text("event", "活动"), Text("cooperation", "合作")),
)


def write_sheet(path: Path, ontology: Ontology = BUNDLED) -> None:
    """Write an empty sheet with two examples.

    Args:
        path: a file that is not there yet and ends in ``.xlsx`` or ``.csv``.
        ontology: where codes are found.

    Raises:
        UsageError: if the file is there, or ends otherwise.
        SourceError: if it cannot be written.
    """
    if path.exists():
        raise UsageError(Text(f"{path}: is there already. Name a new file.", f"{path}：已存在。请写明新的文件名。"))
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise UsageError(
            Text(
                f"{path}: a sheet ends in .xlsx or .csv. Name it partnerships.xlsx, say.",
                f"{path}：表格文件名须以 .xlsx 或 .csv 结尾，例如 partnerships.xlsx。",
            )
        )
    kinds, sectors, stages = (_labels(code_list, ontology) for code_list in ("agreement-kind", "sector", "stage"))
    examples = _examples(kinds, sectors, stages)
    types = (*kinds.values(), *(_choice(text) for text in _TYPES))
    columns = _columns(types, tuple(sectors.values()), tuple(stages.values()))
    if ending == ".csv":
        write_file(path, blank_csv(columns, examples))
    else:
        write_file(path, blank_workbook(columns, examples, "合作 partnerships"))


def _columns(kinds: tuple[str, ...], sectors: tuple[str, ...], stages: tuple[str, ...]) -> tuple[BlankColumn, ...]:
    return (
        BlankColumn("名称 name", Text("What the partnership is called.", "合作的名称。"), 44),
        BlankColumn(
            "甲方 party A",
            Text("A region or an institution, one only.", "地区或机构，只写一个。"),
            28,
        ),
        BlankColumn("乙方 party B", Text("The other party.", "另一方。"), 28),
        BlankColumn(
            "其他各方 other parties",
            Text("All others, with ; between them.", "其余各方，以“；”分隔。"),
            32,
        ),
        BlankColumn(
            "类型 type",
            Text("Choose, or write it as the source has it.", "请选择，或照来源填写。"),
            30,
            kinds,
        ),
        BlankColumn(
            "领域 sector",
            Text("Choose; several with ; between them.", "请选择；多个以“；”分隔。"),
            30,
            sectors,
        ),
        BlankColumn(
            "金额 amount",
            Text(
                "With unit and bound, as one writes it: 3.5亿元, about US$20m, 10-12亿元.",
                "连同单位与“约”“以上”等：3.5亿元、约2000万美元、10-12亿元。",
            ),
            20,
        ),
        BlankColumn(
            "日期 date",
            Text(
                "As exact as it is known: 2017-07-28, July 2017, 2017.",
                "知道多少写多少：2017-07-28、2017年7月、2017年。",
            ),
            16,
        ),
        BlankColumn("阶段 stage", Text("How far it had come on that day.", "当日的进展。"), 20, stages),
        BlankColumn(
            "来源 source",
            Text("Where it is stated: a title, a document, a link.", "出处：标题、文件或链接。"),
            36,
        ),
        BlankColumn("备注 note", Text("Anything else; it is kept.", "其他内容，会保留。"), 36),
    )


def _examples(kinds: Mapping[str, str], sectors: Mapping[str, str], stages: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [
        (
            *(f"{EXAMPLE}：示例市—样本市物流合作框架协议", "示例市", "样本港", "示例物流有限公司；样本大学"),
            *(kinds["framework"], sectors["logistics"], "约3.5亿元", "2024年3月", stages["signed"]),
            *("示例日报 2024-03-13", "写上自己的行后可删除。"),
        ),
        (
            *(f"{EXAMPLE}: Exampleton and Sampleford joint laboratory", "Exampleton", "University of Sampleford", ""),
            *(kinds["technologyCooperation"], sectors["research"], "US$1.2m", "2024-03-12", stages["planned"]),
            *("https://example.org/news/1", "Delete it when you have rows of your own."),
        ),
    ]


def _choice(text: Text) -> str:
    return f"{text.zh} / {text.en}"


def _labels(code_list: str, ontology: Ontology) -> dict[str, str]:
    """The codes of a list, in the list's order, with how people choose each."""
    prefix = f"{vocabulary.CODE}{code_list}/"
    labels: dict[str, dict[str, str]] = {}
    for path in code_files(ontology).get(code_list, ()):
        for triple in formats.parse(path):
            code = getattr(triple.subject, "value", "").removeprefix(prefix)
            if triple.predicate == _LABEL and isinstance(triple.object, Literal):
                labels.setdefault(code, {}).setdefault(triple.object.language or "", triple.object.value)
    found = {code: labels[code] for code in schema.codes(code_list, ontology) if code in labels}
    return {code: _choice(Text.of(label.get("en", ""), label.get("zh", ""))) for code, label in found.items()}
