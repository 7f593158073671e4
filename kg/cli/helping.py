"""The commands by what people do, and what each is for, in Chinese; the English stands beside each command."""

from __future__ import annotations

from kg.text import Text

#: The commands by what people do.
GROUPS = (
    (Text("Bring in", "录入"), ("new", "import", "map", "evidence")),
    (Text("Check and build", "检查与构建"), ("check", "build", "diff", "coverage")),
    (Text("Ask", "提问"), ("ask", "query", "explain", "ledger", "history", "withdraw", "cite", "codes")),
    (
        Text("Measure", "测度"),
        (
            *("network", "measure", "rank", "compare", "brokerage", "mixing", "dependence", "multiplex", "weakpoints"),
            *("communities", "suggest"),
        ),
    ),
    (Text("Show", "展示"), ("page", "plot")),
    (Text("Publish", "发布"), ("export",)),
)
#: How a command was called before.
OLD_NAMES = {"if-withdrawn": "withdraw"}

#: What each command is for.
CHINESE = {
    "ask": "回答现成的问题。",
    "brokerage": "谁在谁与谁之间居中协调。",
    "build": "由数据包构建图谱、页面与测度。",
    "check": "检查数据包，指出文件、行、栏与改法。",
    "cite": "关于两方的一句话，附出处。",
    "codes": "列出表格与问题所用的代码。",
    "communities": "社群划分及其稳定程度。",
    "compare": "并列比较两个网络。",
    "coverage": "数据的完整程度。",
    "dependence": "各节点对单一对象的依赖程度。",
    "diff": "两个图谱之间的变化。",
    "evidence": "以原文核验出处的位置与哈希值。",
    "explain": "某一对象或联系的依据。",
    "export": "以 PROV-O、Data Cube、JSON-LD 等格式写出图谱。",
    "history": "按日期列出对某项合作的陈述。",
    "import": "将自己的表格读入数据包。",
    "ledger": "目标与实绩对照。",
    "map": "将任意 CSV 表变为图谱。",
    "measure": "测度网络中的节点。",
    "mixing": "组内与组间的联系。",
    "multiplex": "节点在领域或类型上的分布。",
    "network": "将图谱投影为网络文件。",
    "new": "新建带示例的数据包。",
    "page": "绘制交互页面。",
    "plot": "将网络绘成图。",
    "query": "回答 SPARQL 查询。",
    "rank": "排名及其是否可信。",
    "suggest": "值得考虑的合作对象及理由。",
    "weakpoints": "某一方退出会失去什么。",
    "withdraw": "写出去掉某一来源后的图谱。",
}


def short_help(name: str, english: str, language: str) -> str:
    """What a command is for, in ``en``, ``zh`` or ``both``; the English one where there is no other."""
    return Text.of(english, CHINESE.get(name, "")).in_language(language, between=" ")
