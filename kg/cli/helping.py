"""The commands by what people do."""

from __future__ import annotations

from kg.text import Text

#: The commands by what people do.
GROUPS = (
    (Text("Bring in", "录入"), ("new", "import", "names", "regions", "map", "read", "review", "accept", "evidence")),
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
