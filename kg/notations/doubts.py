"""Why it is not sure what an amount means: what is asked of it."""

from __future__ import annotations

from kg.text import Text

SURE = Text()
NOT_PARSED = Text("The text is not one number with its unit.", "这段文字不是一个带单位的数值。")
TWO = Text("The text names more than one amount.", "文中不止一个数额。")
COMMA = Text(
    "The sign between the digits may be a decimal sign or group thousands.",
    "数字间的符号可能是小数点，也可能是千位分隔。",
)
CURRENCY = Text("Several currencies are written like that.", "该符号可指多种货币。")
SCALE = Text("It is not sure by how much the number is scaled.", "不确定数字按多少倍计。")
BOUND = Text("The text sets two bounds.", "文中有两种限定。")
MIXED = Text("The ends of the range do not fit together.", "范围的两端不相配。")
BARE_RANGE = Text(
    "Two numbers without a unit may be a range or a date.", "两个不带单位的数字可能是范围，也可能是日期。"
)
CONFLICT = Text("The text names two units.", "文中有两种单位。")
TONS = Text(
    "A ton may be metric, American (0.90718474 t) or British (1.0160469088 t).",
    "ton可能是公吨，也可能是美吨（0.90718474吨）或英吨（1.0160469088吨）。",
)
#: Doubts of which no proposal says all that the text does: of two bounds or two units one is left out.
PARTLY = (BOUND, CONFLICT, NOT_PARSED)
MIL = Text(
    "In Spanish and Portuguese mil is thousand; in English and Czech it is short for million.",
    "mil在西班牙语和葡萄牙语中为千，在英语和捷克语中是百万的缩写。",
)
BILLION = Text(
    "In German, French and most languages of Europe a billion is a million millions, in English a thousand millions.",
    "billion在德语、法语等多数欧洲语言中为万亿，在英语中为十亿。",
)
TRILLION = Text(
    "In German, French and most languages of Europe a trillion has eighteen noughts, in English twelve.",
    "trillion在德语、法语等多数欧洲语言中为1后18个零，在英语中为1后12个零（万亿）。",
)
UNUSUAL = Text("The number is written in an unusual way.", "数字的写法不寻常。")
