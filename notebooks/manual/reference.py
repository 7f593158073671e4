"""The reference's pages, made from what the program itself knows: never written by hand.

Each function gives a page as Markdown for readers of one language. ``PAGES`` names them, in the order of the contents.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from kg import assets
from kg.answers.codes import list_code_lists
from kg.answers.questions import list_questions
from kg.cli import language as languages
from kg.cli.helping import GROUPS
from kg.cli.main import cli
from kg.findings import Severity
from kg.graph.queryfile import QueryFile
from kg.graph.queryfile.model import PARAMETER_TYPES
from kg.network.export import FORMATS
from kg.network.measures.directed import DIRECTED
from kg.network.measures.register import MEASURES
from kg.network.projection.finding import filters, list_projections, weights
from kg.text import Text
from notebooks.manual import fences, ontology_page, scenes, triggers


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell(text) for text in line) + " |" for line in lines) + "\n"


def cell(text: str) -> str:
    """A text as it may stand in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("${", "$ {")


def code(text: str) -> str:
    """A text as code; nothing where it is empty."""
    return f"`{text}`" if text else ""


def commands(language: str) -> str:
    """The command line: every command with its help and its options."""
    parts = [
        Text(
            "# The command line\n\n`kg COMMAND --help` prints the same. Exit code 0 is success, 1 is wrong data, 2 is wrong use.\n",
            "# 命令行\n\n`kg 命令 --help` 显示同样的说明。退出码0表示成功，1表示数据有误，2表示用法有误。\n",
        ).in_language(language)
    ]
    shown = examples(language)
    languages.ask_for(language)
    try:
        for title, names in GROUPS:
            parts.append(f"## {title.in_language(language)}\n")
            for name in names:
                parts.extend(_command(name, cli.commands[name], language))
                parts.append(f"{Text('Example', '示例').in_language(language)}: {shown[name]}\n")
    finally:
        languages.ask_for("")
    return "\n".join(parts)


def examples(language: str) -> dict[str, str]:
    """A line that shows each command at work, with the page that it is from; the how-to guides first.

    The pages' blocks are run by the tests, so that what is shown here runs too.
    """
    found: dict[str, str] = {}
    for path in sorted(fences.pages(language), key=lambda path: path.parent.name != "guides"):
        page = path.read_text(encoding="utf-8")
        title = page.partition("\n")[0].removeprefix("# ")
        link = path.relative_to(fences.HERE / language).as_posix()
        for block in fences.blocks(page):
            for line in block.text.splitlines() if block.kind == "sh" and not block.options else ():
                program, _, rest = line.partition(" ")
                if program == "kg":
                    found.setdefault(rest.partition(" ")[0], f"`{line}` ([{title}](../{link}))")
    return found


def _command(name: str, command: click.Command, language: str) -> Iterator[str]:
    context = command.make_context("kg " + name, [], resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context))
    if language == "zh":
        pieces = pieces.replace("[OPTIONS]", "[选项]")
    yield f"### kg {name}\n\n`kg {name} {pieces}`\n"
    told = (command.help or "") if language == "en" else getattr(command, "chinese", command.help or "")
    yield "\n\n".join(_plain(paragraph) for paragraph in told.strip().split("\n\n")) + "\n"
    rows = []
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            told = {"Show this message and exit.": "显示此说明后退出。"}.get(record[1], record[1])
            rows.append((code(record[0]), _plain(told if language == "zh" else record[1])))
    headings = Text("Option|What it does", "选项|作用").in_language(language).split("|")
    yield table(headings, rows)


def _plain(text: str) -> str:
    """A text of the help as Markdown takes it: its signs stand for themselves."""
    text = " ".join(text.split())
    for sign in "\\*_[]<>":
        text = text.replace(sign, "\\" + sign)
    return text


def questions(language: str) -> str:
    """The ready-made questions, by their headers."""
    lead = Text(
        '# Questions\n\n`kg ask NAME -p parameter=value` answers each; in Python `graph.ask("NAME", parameter=value)`. '
        "{number} are bundled. How one is written: [](../maintaining/question.md).\n",
        '# 问题\n\n每个问题均由 `kg ask 名称 -p 参数=值` 回答；在 Python 中为 `graph.ask("名称", 参数=值)`。'
        "随附{number}个。如何编写：[](../maintaining/question.md)。\n",
    ).in_language(language)
    found = list_questions()
    return "\n".join(
        [lead.replace("{number}", str(len(found))), *_header(language), *(_query(query, language) for query in found)]
    )


#: What the header of a query file may say, by its key; those of a parameter and of a column have a dot before them.
HEADER = {
    "title": Text("what the question is called; both languages", "问题的名称，中英文"),
    "question": Text("the question in a sentence; both languages", "问题本身，中英文"),
    "parameters": Text("what a reader gives, each by its name, as below", "由读者给出的参数，逐一写明，见下"),
    "columns": Text("what the answer shows, each by its variable, as below", "回答的各列，按变量逐一写明，见下"),
    "none": Text("what is said where there are no rows", "没有结果时的提示"),
    "remark": Text("what a reader of the answer must know besides", "读回答者须另知的事"),
    "left_out": Text("the file of `parts/` that selects what the answer leaves out", "`parts/` 中选出所略去内容的文件"),
    "around": Text(
        "the parameter whose surroundings are all that is read of a large graph",
        "大图谱只读取该参数所指对象周围的内容",
    ),
    "summary": Text("a column whose values are counted in a line above the table", "在表上方逐值计数的列"),
    ".type": Text(f"the parameter's type: {', '.join(PARAMETER_TYPES)}", f"参数类型：{'、'.join(PARAMETER_TYPES)}"),
    ".list": Text("of a code, its list", "类型为 code 时所属的代码表"),
    ".required": Text("whether it must be given", "是否必填"),
    ".default": Text("what it is where it is not given", "未给出时的值"),
    ".several": Text("whether it takes several values with commas between", "可否以逗号给出多个值"),
    ".en": Text("what the parameter or column is called, in English", "参数或列的英文名"),
    ".zh": Text("the same in Chinese", "参数或列的中文名"),
    ".unit": Text("of a column, the unit of its numbers", "列中数值的单位"),
    ".rank": Text("columns with the highest go first where a screen is too narrow", "屏幕过窄时，数值最大的列先略去"),
    ".language": Text("the language whose readers are shown the column", "该列显示给哪种语言的读者"),
}


def _header(language: str) -> Iterator[str]:
    """The keys of a question's header."""
    yield Text("## The header", "## 头部").in_language(language) + "\n"
    yield Text(
        "The lines `#: key: value` at the top of a question, as YAML.\n", "问题文件开头的 `#: 键: 值` 各行，为 YAML。\n"
    ).in_language(language)
    headings = Text("Key|What it says", "键|说明").in_language(language).split("|")
    yield table(headings, [(code(key.removeprefix(".")), text.in_language(language)) for key, text in HEADER.items()])
    yield Text("## The bundled questions", "## 随附的问题").in_language(language) + "\n"


def networks(language: str) -> str:
    """The projections, the filters, the weights and the measures."""
    titles = [
        Text("Projections", "投影"),
        Text("Filters, for every projection", "筛选，适用于各投影"),
        Text("Weights, for every projection: `weight=NAME`", "权重，适用于各投影：`weight=名称`"),
    ]
    parts = [Text("# Networks and measures\n", "# 网络与测度\n").in_language(language)]
    for title, files in zip(titles, (list_projections(), filters(), weights()), strict=True):
        parts.append(f"## {title.in_language(language)}\n")
        parts += [_query(query, language) for query in files]
    parts.append(Text("## Measures\n", "## 测度\n").in_language(language))
    lead = Text(
        "`kg measure PROJECTION -m NAME`. Formulas and their sources stand in the [Python API](python.md).\n",
        "`kg measure 投影 -m 名称`。公式及其出处见 [Python API](python.md)。\n",
    )
    parts.append(lead.in_language(language))
    headings = Text("Name|What it is|Meaning", "名称|测度|含义").in_language(language).split("|")
    rows = [
        (code(name), measure.title.in_language(language), measure.definition.in_language(language))
        for name, measure in [*MEASURES.items(), *DIRECTED.items()]
    ]
    parts.append(table(headings, rows))
    return "\n".join(parts)


def _query(query: QueryFile, language: str) -> str:
    parts = [
        f"### {query.name}\n",
        f"**{query.title.in_language(language)}.** {query.question.in_language(language)}\n",
    ]
    if language == "zh":
        parts[1] = f"**{query.title.zh}。** {query.question.zh}\n"
    if query.parameters:
        headings = Text("Parameter|Type|Default|What", "参数|类型|默认|说明").in_language(language).split("|")
        needed = Text("required", "必填").in_language(language)
        rows = [
            (
                code(item.name),
                item.kind,
                needed if item.required else code(item.default or ""),
                item.text.in_language(language),
            )
            for item in query.parameters.values()
        ]
        parts.append(table(headings, rows))
    if query.columns:
        headings = Text("Column|Heading|Unit", "列|标题|单位").in_language(language).split("|")
        columns = [
            (code(item.name), item.text.in_language(language), item.unit_in_language(language) if item.unit else "")
            for item in query.columns.values()
        ]
        wide = 3 if any(unit for *_, unit in columns) else 2
        parts.append(table(headings[:wide], [row[:wide] for row in columns]))
    if query.remark:
        parts.append(f"> {query.remark.in_language(language)}\n")
    return "\n".join(parts)


def codes(language: str) -> str:
    """The code lists."""
    lead = Text(
        "# Code lists\n\nWhat may stand in a cell, a question or a filter that wants a code. `kg codes LIST` prints one.\n",
        "# 代码表\n\n需要代码的单元格、问题或筛选可用的取值。`kg codes 表名` 显示其一。\n",
    )
    parts = [lead.in_language(language)]
    headings = Text("Code|Name|Meaning|Part of", "代码|名称|含义|上级").in_language(language).split("|")
    for listed in list_code_lists():
        parts.append(f"## {listed.name}\n\n{listed.title.in_language(language)}\n")
        rows = [
            (
                code(item.code),
                item.label.in_language(language),
                item.definition.in_language(language),
                ", ".join(code(above) for above in item.broader.split(", ") if above),
            )
            for item in listed.codes
        ]
        wide = 4 if any(above for *_, above in rows) else 3
        parts.append(table(headings[:wide], [row[:wide] for row in rows]))
    return "\n".join(parts)


def tables(language: str) -> str:
    """The tables of a data package, by their schemas."""
    lead = Text(
        "# Tables of a package\n\nA data package is a folder with `datapackage.json` and these tables, as CSV or XLSX. Only the "
        "tables that are needed must be there.\n",
        "# 数据包的各表\n\n数据包是一个文件夹，含 `datapackage.json` 及下列各表（CSV 或 XLSX）。只需提供用到的表。\n",
    )
    parts = [lead.in_language(language)]
    headings = Text("Column|Meaning|Type|Rules", "列|含义|类型|规则").in_language(language).split("|")
    for path in assets.ontology_files("tables", ".json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        parts.append(f"## {schema['name']}\n\n{schema['title'] if language == 'en' else schema['title_zh']}\n")
        rows = [
            (
                code(item["name"]),
                item["title"] if language == "en" else item["title_zh"],
                item["type"],
                "; ".join(_rules(item, language)),
            )
            for item in schema["fields"]
        ]
        parts.append(table(headings, rows))
    return "\n".join(parts)


def _rules(field: dict[str, Any], language: str) -> Iterator[str]:
    constraints = field.get("constraints", {})
    if constraints.get("required"):
        yield Text("required", "必填").in_language(language)
    if "codelist" in field:
        told = Text("a code of [{0}](codes.md#{0})", "[{0}](codes.md#{0}) 的代码").in_language(language)
        yield told.format(field["codelist"])
    if "references" in field:
        names = ", ".join(f"[{name}](#{name})" for name in field["references"])
        yield Text(f"an id of {names}", f"{names} 的标识").in_language(language)
    if "separator" in field:
        yield Text(
            f"several, with `{field['separator']}` between", f"可有多个，以 `{field['separator']}` 分隔"
        ).in_language(language)
    if "enum" in constraints:
        yield Text("one of ", "取值：").in_language(language) + ", ".join(map(code, constraints["enum"]))
    if "pattern" in constraints:
        yield Text("in the form ", "形式：").in_language(language) + code(constraints["pattern"])
    for name, en, zh in (("minimum", "at least", "不小于"), ("maximum", "at most", "不大于")):
        if name in constraints:
            yield Text(f"{en} {constraints[name]}", f"{zh}{constraints[name]}").in_language(language)


def findings(language: str) -> str:
    """The finding codes: what each says, an example that makes it, and the fix."""
    lead = Text(
        "# Finding codes\n\nWhat `kg check` and `kg build` report, and `kg map`, `kg import`, `kg read`, `kg evidence` and `kg review`. A violation stops a build; a warning and an info do not. Each "
        "example is really made when this page is built, and the message is what the check then said.\n",
        "# 检查代码\n\n`kg check`、`kg build` 以及 `kg map`、`kg import`、`kg read`、`kg evidence`、`kg review` 所报告的内容。错误会中止构建，警告与提示不会。构建本页时会实际制造每个示例，所示消息即检查当时的输出。\n",
    )
    parts = [lead.in_language(language)]
    title = Text(
        "## Of tables\n\nThe example is a change of the package that `kg new mine` makes.\n",
        "## 关于各表\n\n示例是对 `kg new mine` 所建数据包的改动。\n",
    )
    parts.append(title.in_language(language))
    example, fix, of = (
        text.in_language(language) for text in (Text("Example", "示例"), Text("Fix", "改法"), Text("Columns", "列"))
    )
    nothing = Text("nothing needs to be mended.", "无需改动。").in_language(language)
    for name, finding in sorted(triggers.of_tables().items()):
        change = triggers.CHANGES[name]
        said = Text.of(finding.message_en, finding.message_zh).in_language(language)
        told = Text.of(finding.fix, finding.fix_zh).in_language(language)
        parts.append(f"### {name}\n\n*{finding.severity.text.in_language(language)}* · {_plain(said)}\n")
        parts.append(f"- {example}: `{change.table}`, {_shown(change.old)} → {_shown(change.new)}")
        parts.append(f"- {fix}: {_plain(told) if told else nothing}\n")
    parts += _of_scenes(language, example, fix, nothing)
    title = Text(
        "## Of the graph\n\nThe code is the name of the shape. The example is a change of a graph that is right: statements taken "
        "away (−) and put in (+). The fix is the message's second half.\n",
        "## 关于图谱\n\n代码即形状的名称。示例是对一个正确图谱的改动：去掉的陈述（−）与加入的陈述（+）。改法见消息的后半句。\n",
    )
    parts.append(title.in_language(language))
    for shape in triggers.of_shapes():
        severity = Severity(shape.severity).text.in_language(language)
        parts.append(f"### {shape.code}\n\n*{severity}* · {_plain(shape.message.in_language(language))}\n")
        if shape.columns:
            parts.append(f"{of}: {', '.join(map(code, shape.columns))}\n")
        changed = [f"− {line}" for line in shape.less] + [f"+ {line}" for line in shape.more]
        most = 6
        lines = "\n".join(changed[:most] + ["…"] * (len(changed) > most))
        parts.append(f"```{{code-block}} text\n{lines}\n```\n")
    return "\n".join(parts)


def _of_scenes(language: str, example: str, fix: str, nothing: str) -> Iterator[str]:
    """The findings that files and commands make, section by section."""
    found = scenes.of_scenes()
    for title, listed in scenes.SCENES:
        yield f"## {title.in_language(language)}\n"
        if listed == scenes.REVIEWS:
            yield scenes.UNDER_REVIEW.in_language(language) + "\n"
        for name in sorted(code for scene in listed for code in scene.codes):
            scene, finding = found[name]
            said = Text.of(finding.message_en, finding.message_zh).in_language(language)
            told = Text.of(finding.fix, finding.fix_zh).in_language(language)
            yield f"### {name}\n\n*{finding.severity.text.in_language(language)}* · {_plain(said)}\n"
            yield f"{example}{Text(':', '：').in_language(language)}\n"
            yield from _steps(scene, language)
            yield f"{fix}{Text(': ', '：').in_language(language)}{_plain(told) if told else nothing}\n"


def _steps(scene: scenes.Scene, language: str) -> Iterator[str]:
    """What a reader does who wants to see a finding, in its order."""
    *before, last = scene.commands or ("",)
    yield from _contents(scene.first, language)
    if not (scene.then or scene.changes):
        before, last = [], "\n".join(filter(None, [*before, last]))
    if before:
        yield "```{code-block} sh\n" + "\n".join(before) + "\n```\n"
    yield from _contents(scene.then, language)
    for name, old, new in scene.changes:
        yield f"- `{name}`: {_shown(old)} → {_shown(new) or Text('nothing', '空').in_language(language)}\n"
    if last:
        yield "```{code-block} sh\n" + last + "\n```\n"
    if scene.acts is not None:
        yield f"- {_plain(scene.acts[0].in_language(language))}\n"


def _contents(files: Mapping[str, scenes.Content], language: str) -> Iterator[str]:
    for name, content in files.items():
        if isinstance(content, str):
            yield f"```{{code-block}} text\n:caption: {name}\n\n{content.rstrip()}\n```\n"
        else:
            yield f"- `{name}`: {_plain(content[0].in_language(language))}\n"


def _shown(text: str) -> str:
    return code(text.replace("\n", "⏎")).replace("|", "\\|")


def formats(language: str) -> str:
    """What `kg` reads and writes."""
    lead = Text(
        "# File formats\n\nThe tables of a package, column by column: [](tables.md).\n\n## What a build writes\n",
        "# 文件格式\n\n数据包各表的列：[](tables.md)。\n\n## 构建写出的文件\n",
    )
    parts = [lead.in_language(language)]
    headings = Text("File|What", "文件|内容").in_language(language).split("|")
    built = {
        "graph.ttl": Text(
            "the graph, sorted, without blank nodes: the same bytes for the same data",
            "图谱，已排序，无空白节点：数据相同则字节相同",
        ),
        "graph.nq": Text("the same, to load", "同上，供加载"),
        "network.html": Text("the page: one file, nothing from the network", "页面：单个文件，不从网络加载任何内容"),
        "measures.csv": Text("every measure of every node, in five networks", "五个网络中各节点的各项测度"),
        "findings.json": Text("what the checks found", "检查发现"),
    }
    parts.append(table(headings, [(code(name), text.in_language(language)) for name, text in built.items()]))
    parts.append(Text("## Networks: `kg network --format`\n", "## 网络：`kg network --format`\n").in_language(language))
    headings = Text("Name|What", "名称|内容").in_language(language).split("|")
    parts.append(
        table(headings, [(code(name), form.text.in_language(language)) for name, form in sorted(FORMATS.items())])
    )
    parts.append(Text("## Exports: `kg export`\n", "## 导出：`kg export`\n").in_language(language))
    headings = Text("Name|What it holds", "名称|内容").in_language(language).split("|")
    rows = []
    for folder in sorted((assets.ontology_folder() / "exports").iterdir()):
        first = QueryFile.load(min(folder.glob("*.rq")))
        rows.append((code(folder.name), str(first.header["format"]["en" if language == "en" else "zh"])))
    parts.append(table(headings, rows))
    return "\n".join(parts)


#: What the page of the Python API documents: modules with their members, in the order of a user's way.
API = (
    (Text("Making a graph", "建立图谱"), "kg.pipeline", ("build", "check", "open_graph", "diff", "map_table")),
    (Text("The graph", "图谱"), "kg.knowledge_graph", ("KnowledgeGraph",)),
    (Text("What answers are", "回答"), "kg.results.result", ("Result", "Tabular")),
    (Text("What checks find", "检查发现"), "kg.findings", ("Finding", "Severity")),
    (Text("Errors", "错误"), "kg.errors", ()),
    (Text("Measures", "测度"), "kg.network.measures.register", ()),
    (Text("A store of one's own", "自备存储"), "kg.graph.store.protocol", ()),
)


def python(language: str) -> str:
    """The Python API, from its docstrings."""
    lead = Text(
        "# Python API\n\n`kg.build`, `kg.check`, `kg.open`, `kg.diff` and `kg.map_table` are the functions below; `kg.open` is "
        "`open_graph`.\n",
        "# Python API\n\n`kg.build`、`kg.check`、`kg.open`、`kg.diff` 与 `kg.map_table` 即下列函数；`kg.open` 即 `open_graph`。"
        "文档字符串为英文，取自源代码。\n",
    )
    parts = [lead.in_language(language)]
    for title, module, names in API:
        parts.append(f"## {title.in_language(language)}\n")
        if names:
            parts += [_documented(f"{module}.{name}") for name in names]
        else:
            parts.append(
                f"```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n   :exclude-members: __init__\n```\n"
            )
    return "\n".join(parts)


def _documented(name: str) -> str:
    kind = "autoclass" if name.rpartition(".")[2][0].isupper() else "autofunction"
    members = "\n   :members:" if kind == "autoclass" else ""
    # What a graph can do stands in two classes, of which its users know one.
    members += "\n   :inherited-members:" if name.endswith(".KnowledgeGraph") else ""
    return f"```{{eval-rst}}\n.. {kind}:: {name}{members}\n```\n"


def ontology(language: str) -> str:
    """The ontology's terms in brief; all of each is on the ontology's own page."""
    lead = Text(
        '# The ontology\n\nVersion {version}. Its <a href="../../ontology.html?lang=en">own page</a> has every term with its '
        "hierarchy, an example from the bundled data, the shapes and questions that use it, and what it is in other "
        'vocabularies; beside it lies the whole as <a href="../../ontology.ttl">Turtle</a>.\n',
        '# 本体\n\n版本 {version}。<a href="../../ontology.html?lang=zh">本体页面</a>载有每个术语的层次、取自随附数据的示例、'
        '用到它的形状与问题，以及它在其他词汇中的对应；同处另有完整的 <a href="../../ontology.ttl">Turtle</a> 文件。\n',
    ).in_language(language)
    version = (assets.ontology_folder() / "VERSION").read_text(encoding="utf-8").strip()
    parts = [lead.replace("{version}", version), "![](../explanation/figures/classes.svg)\n"]
    terms = ontology_page.terms()
    for title, is_class in ((Text("Classes", "类"), True), (Text("Properties", "属性"), False)):
        parts.append(f"## {title.in_language(language)}\n")
        headings = Text("Term|Name|Meaning", "术语|名称|含义").in_language(language).split("|")
        lines = table(headings, []).rstrip("\n").split("\n")
        for term in terms:
            if term.is_class == is_class:
                link = f'<a href="../../ontology.html?lang={language}#{term.name}"><code>pk:{term.name}</code></a>'
                said = (cell(text.in_language(language)) for text in (term.label, term.definition))
                lines.append(f"| {' | '.join([link, *said])} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


Page = Callable[[str], str]
PAGES: dict[str, Page] = {
    "commands": commands,
    "questions": questions,
    "networks": networks,
    "codes": codes,
    "findings": findings,
    "ontology": ontology,
    "tables": tables,
    "formats": formats,
    "python": python,
}
