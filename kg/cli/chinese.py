"""Sentences that kg makes in English alone, in Chinese: patterns of the English ones, for what a terminal shows."""

from __future__ import annotations

import re

#: A pattern of the English sentence, and the Chinese one; groups stand in the same order.
_SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), chinese)
    for pattern, chinese in (
        # What to do about a finding.
        (r"Fill in the cell\.", "请填写该单元格。"),
        (
            r"Fill in source, start and end, or leave all three empty\.",
            "请填全 source、start、end 三栏，或全部留空。",
        ),
        (r"Fill the row up with empty cells\.", "请用空单元格补齐该行。"),
        (r"Keep one\.", "请只保留其一。"),
        (r"Keep one of the two rows\.", "请只保留其中一行。"),
        (r"Give this row an id of its own\.", "请为该行另写一个 id。"),
        (r"Quote a text that holds a comma\.", "含逗号的文字请加引号。"),
        (r"Write year, month and day as YYYY-MM-DD\.", "请写作 YYYY-MM-DD（年-月-日）。"),
        (r"Write year, month and day like that\.", "请照此写明年、月、日。"),
        (r"Write an ordinary decimal number in base units\.", "请以基本单位写一个普通的十进制数。"),
        (r"Write a number of at least (\S+)\.", r"请写不小于\1的数。"),
        (r"Write a number of at most (\S+)\.", r"请写不大于\1的数。"),
        (r"Did you mean (.+?)\? ?", r"是否为 \1？"),
        (r"The codes are: (.+)\.", r"可用代码：\1。"),
        (r"Use one of: (.+)\.", r"请用其中之一：\1。"),
        (r"Add it to the table (.+)\.", r"请将其加入表 \1。"),
        (r"Write it as kind/id, such as (\S+)\. ?", r"请写作“类别/id”，如 \1。"),
        (r"It must match (.+); use lower-case ASCII with hyphens\.", r"须符合 \1；请用小写英文字母与连字符。"),
        (r"It must match (.+)\.", r"须符合 \1。"),
        (r"Take it out; the columns are: (.+)\.", r"请删去该栏；可用的栏：\1。"),
        (
            r"Add the column; its cells may stay empty unless it is required\.",
            "请加上该栏；非必填时单元格可空。",
        ),
        (
            r"Add rows, or take the table out of datapackage\.json\.",
            "请添加行，或从 datapackage.json 中删去该表。",
        ),
        (
            r"Add the file, or take it out of datapackage\.json\.",
            "请补上该文件，或从 datapackage.json 中删去。",
        ),
        (r"Correct the dialect in datapackage\.json\.", "请改正 datapackage.json 中的 dialect。"),
        (
            r"Put the file into the package's folder and name it from there\.",
            "请将文件放入数据包文件夹，并以相对路径写明。",
        ),
        (
            r"Open it in a spreadsheet, and save it again as CSV UTF-8 or XLSX\.",
            "请用电子表格打开，另存为 CSV UTF-8 或 XLSX。",
        ),
        (
            r'The bundled package (\S+) has (.+): add ("uses": .+) to datapackage\.json, and write (.+) here\.',
            r"自带数据包 \1 有 \2：请在 datapackage.json 中加入 \3，并在此写 \4。",
        ),
        (
            r'The bundled package (\S+) has (.+): add ("uses": .+) to datapackage\.json\.',
            r"自带数据包 \1 有 \2：请在 datapackage.json 中加入 \3。",
        ),
        (
            r"List the tables under `resources`, or start from `kg new`\.",
            "请在 `resources` 下列出各表，或由 `kg new` 开始。",
        ),
        # What goes wrong.
        (
            r"A tie has two different ends, and both are (.+?)\. Name another\.",
            r"一条联系有不同的两端，而这两端均为 \1。请另写其一。",
        ),
        (
            r"(\S+): there is no such folder\. Check the path, or make a package with `(.+?)`\.",
            r"\1：没有这个文件夹。请检查路径，或以 `\2` 新建数据包。",
        ),
        (r"(\d+) violations? found; nothing was built\.", r"有\1条错误，未构建任何内容。"),
        (
            r"(\S+): has no datapackage\.json\. Make a package with `kg new`, or name another folder\.",
            r"\1：没有 datapackage.json。请以 `kg new` 新建数据包，或写明另一文件夹。",
        ),
        (
            r"Nothing is called (.+?) among the (?:region|partie|institution|partnership|source|programme)s\. ?",
            r"没有名为\1的对象。",
        ),
        (r"Nothing is called (.+?)\. ?", r"没有名为\1的对象。"),
        (r"See `kg ask find` for parts of names\.", "可用 `kg ask find` 按名称的一部分查找。"),
        (
            r"There is no (?:question|projection|measure|code list|export format|command) '(.+?)'\. ?",
            r"没有“\1”。",
        ),
        (r"No such command '(.+?)'\. ?", r"没有命令“\1”。"),
        (r"No such option '?(\S+?)'?\. ?", r"没有选项 \1。"),
        (r"See `(.+?)`\.", r"见 `\1`。"),
        (r"`(.+?)` lists them all\.", r"`\1` 列出全部。"),
        (
            r"Add rows of your own; those of the example then stay out by themselves\.",
            "请加入自己的行；示例届时自动略去。",
        ),
        (
            r"(\S+): a page is a file of HTML\. Let its name end in \.html\.",
            r"\1：页面是 HTML 文件，文件名请以 .html 结尾。",
        ),
        (
            r"List tables in datapackage\.json and fill them, or start from `kg new`\.",
            "请在 datapackage.json 中列出各表并填写，或用 `kg new` 新建。",
        ),
        (r"Use the id\.", "请用 id。"),
        (r"(\S+) needs the parameter (\w+): .+\.", r"\1 需要参数 \2。"),
        (r"(\S+) has no parameter '(.+?)'\. It has: (.+)\.", r"\1 没有参数“\2”，其参数为：\3。"),
        (r"(\S+): '(.+?)' is not a code of the list (\w+)\. ?", r"\1：“\2”不是代码表 \3 中的代码。"),
        (
            r"(\S+) ends in no format of this command\. End it in one of (.+), or give --format\.",
            r"\1 的后缀不是此命令的格式。请以 \2 之一结尾，或写明 --format。",
        ),
        (r"Name a question\. `kg ask --list` shows them\.", "请写出问题的名称；`kg ask --list` 列出全部。"),
        (r"Name a projection: (.+)\.", r"请写出投影的名称：\1。"),
        (r"Missing argument '(.+?)'\. ?", r"缺少参数“\1”。"),
        (r"(\S+): cannot be read \((.+?)\)\.", r"\1：无法读取（\2）。"),
    )
)


def chinese(text: str) -> str:
    """A text of known sentences in Chinese; empty if one of them is not known.

    >>> chinese("Did you mean 2026-11-24? Write year, month and day like that.")
    '是否为 2026-11-24？请照此写明年、月、日。'
    >>> chinese("Did you mean degree, or strength?")
    '是否为 degree，或 strength？'
    """
    said, place = "", 0
    while place < len(text):
        # The whole of what is left first: a sentence may hold a full stop.
        found = next(
            (
                (match, words)
                for pattern, words in _SENTENCES
                if (match := pattern.fullmatch(text, place) or pattern.match(text, place))
            ),
            None,
        )
        if found is None or found[0].end() == place:
            return ""
        match, words = found
        said += match.expand(words).replace(", or ", "，或 ")
        place = match.end()
        while text[place : place + 1] == " ":
            place += 1
    return said
