"""What all plots share: fonts that have Chinese, labels that fit, and files with the same bytes every time."""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.extras import require
from kg.files import write_file
from kg.text import Text

#: The formats that a plot is written in.
FORMATS = ("svg", "png")
#: Fonts that have Chinese, the evener ones first; some are on every Linux, macOS and Windows.
_CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC"),
    *("Hiragino Sans GB", "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC", "STHeiti"),
    *("Droid Sans Fallback", "SimHei", "Noto Sans CJK JP", "Noto Sans CJK TC", "Arial Unicode MS", "SimSun"),
    *("Noto Serif CJK SC", "Songti SC", "AR PL UMing CN"),
)
#: matplotlib brings it along.
_SPARE = "DejaVu Sans"
#: Colours that the colour-blind tell apart (Okabe & Ito 2008).
BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
INK, PALE, FAINT = "#222222", "#777777", "#DDDDDD"
#: How many columns of text a label may take; a Chinese character takes two.
LABEL_WIDTH = 36
#: Lines that a title or the sentence below it may take, in each language.
_MOST_LINES = 4
_DOTS_PER_INCH = 150
#: Letters of what stands below a picture, in points.
_NOTE = 7.5
#: Characters that no font can show, or that XML does not allow.
_UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")


@dataclass(frozen=True)
class Plot:
    """A plot, to be saved or shown.

    Attributes:
        title: what it is called.
        size: width and height in inches.
        draw: draws it on an empty ``matplotlib.figure.Figure``.
        language: ``en``, ``zh`` or ``both``.
        remarks: what a reader must know; it stands below the picture.
        source: whose statements it shows, from which data, under which licence; it stands below the remarks.
    """

    title: Text
    size: tuple[float, float]
    draw: Callable[[Any], None]
    language: str
    remarks: tuple[Text, ...] = ()
    source: Text = field(default_factory=Text)

    def with_notes(self, remarks: Iterable[Text], source: Text) -> Plot:
        """The same with more that a reader must know, after what is said already, and a line of sources.

        Args:
            remarks: such as what of the data is left out.
            source: as the attribute.
        """
        return replace(self, remarks=(*self.remarks, *remarks), source=source)

    def rendered(self, form: str = "svg") -> bytes:
        """The plot as a file; the same for the same data, fonts and version of matplotlib.

        Args:
            form: one of ``FORMATS``.

        Raises:
            UsageError: if the format is another one.
        """
        if form not in FORMATS:
            raise UsageError(
                Text(
                    f"A plot is not written as {form!r}. Use one of: {', '.join(FORMATS)}.",
                    f"图不能写成“{form}”。请用其中之一：{', '.join(FORMATS)}。",
                )
            )
        content = io.BytesIO()
        with self._drawn() as figure:
            from matplotlib.transforms import Bbox

            metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
            # What stands below the picture makes the page longer, and moves nothing in it.
            whole = Bbox.from_bounds(0, -self._below, self.size[0], self.size[1] + self._below)
            figure.savefig(content, format=form, metadata=metadata, dpi=_DOTS_PER_INCH, bbox_inches=whole)
        return content.getvalue()

    def save(self, path: str | Path) -> None:
        """Write the plot to a file, in the format that its name ends in.

        Raises:
            UsageError: if the name ends in no such format.
            SourceError: if it cannot be written.
        """
        path = Path(path)
        write_file(path, self.rendered(path.suffix.lower().removeprefix(".")))

    def font_remark(self) -> Text | None:
        """What to do if the fonts that are installed lack characters of this plot; ``None`` if they have all."""
        with self._drawn() as figure:
            from matplotlib.text import Text as Written

            texts = "".join(text.get_text() for text in figure.findobj(Written))
        missing = sorted(set(texts) - _characters() - {"\n"})
        if not missing:
            return None
        shown = "".join(missing[:10]) + ("…" if len(missing) > 10 else "")
        return Text(
            f"No installed font has {len(missing)} of the characters ({shown}): they are drawn as boxes. "
            "Install a font with Chinese, such as Noto Sans CJK SC.",
            f"已安装的字体缺少 {len(missing)} 个字符（{shown}），图中显示为方框。请安装中文字体，如 Noto Sans CJK SC。",
        )

    def _repr_png_(self) -> bytes:
        return self.rendered("png")

    @contextmanager
    def _drawn(self) -> Iterator[Any]:
        require("plots")
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with mpl.rc_context(), warnings.catch_warnings():
            mpl.rcdefaults()  # whatever a user has set, a plot is the same
            mpl.rcParams.update(_STYLE | {"font.family": _families(self.language)})
            warnings.filterwarnings("ignore", message="Glyph .* missing")  # font_remark says it
            figure = Figure(figsize=self.size)
            FigureCanvasAgg(figure)
            self.draw(figure)
            self._write_notes(figure)
            yield figure

    @property
    def _notes(self) -> list[str]:
        """The lines below the picture."""
        width = int(self.size[0] * 13.5)
        return [line for text in (*self.remarks, self.source) if text for line in _texts(text, self.language, width)]

    @property
    def _below(self) -> float:
        """How many inches they take."""
        return len(self._notes) * _NOTE * 1.5 / 72 + 0.2 if self._notes else 0.0

    def _write_notes(self, figure: Any) -> None:
        width, height = self.size
        for number, line in enumerate(self._notes, start=1):
            below = 0.05 + number * _NOTE * 1.5 / 72
            figure.text(0.15 / width, -below / height, line, fontsize=_NOTE, color=PALE, va="bottom")


#: Salted and without a date, so that the same plot has the same bytes; labels are text, never formulas.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "kg",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": PALE,
    "ytick.color": INK,
    "axes.edgecolor": FAINT,
    "figure.facecolor": "white",
}


def titled(figure: Any, title: Text, language: str, below: Text | None = None) -> float:
    """Write a plot's title, and perhaps a sentence below it, at the top left.

    Args:
        figure: matplotlib's.
        title: the title.
        language: ``en``, ``zh`` or ``both``.
        below: the sentence.

    Returns:
        where the room for the rest ends, as a share of the figure's height.
    """
    width, height = figure.get_size_inches()
    lines = [(text, 12.5, INK, "bold") for text in _texts(title, language, int(width * 9))]
    lines += [(text, 8.5, PALE, "normal") for text in (_texts(below, language, int(width * 13)) if below else [])]
    top = height - 0.12
    for text, size, color, weight in lines:
        top -= size * 1.5 / 72
        figure.text(0.15 / width, top / height, text, fontsize=size, color=color, fontweight=weight, va="bottom")
    return float((top - 0.1) / height)


def room_for(title: Text, language: str, width: float, below: Text | None = None) -> float:
    """How many inches ``titled`` takes.

    Args:
        title: the title.
        language: ``en``, ``zh`` or ``both``.
        width: of the figure, in inches.
        below: the sentence below the title.
    """
    lines = 12.5 * len(_texts(title, language, int(width * 9)))
    lines += 8.5 * len(_texts(below, language, int(width * 13)) if below else [])
    return 0.22 + lines * 1.5 / 72


def label(text: Text, language: str, width: int = LABEL_WIDTH) -> str:
    """A name for a plot: on one line, and no longer than it may be.

    Args:
        text: the name.
        language: ``en``, ``zh`` or ``both``.
        width: how long it may be, in Latin letters; a Chinese sign counts as two.

    >>> label(Text("Tongxiang", "桐乡市"), "both"), label(Text("a" * 50, ""), "en", 6)
    ('Tongxiang 桐乡市', 'aaaaa…')
    """
    en, zh = plain(text.en), plain(text.zh)
    if language != "both" or en == zh:
        return shortened(zh if language == "zh" else en, width)
    spare = max(width - _width(zh) - 1, width // 3)
    first = shortened(en, spare)
    return f"{first} {shortened(zh, width - _width(first) - 1)}"


def label_in_two(text: Text, language: str, width: int = LABEL_WIDTH) -> str:
    r"""A name for a plot whose rows are high enough for two lines; what does not fit into these is cut.

    Args:
        text: the name.
        language: ``en``, ``zh`` or ``both``.
        width: how long a line may be, as in ``label``.

    >>> label_in_two(Text("Economic and Technological Development Area", ""), "en", 24)
    'Economic and\nTechnological Developme…'
    >>> label_in_two(Text("Tongxiang", "桐乡市"), "en", 24)
    'Tongxiang'
    """
    whole = label(text, language, 2 * width)
    lines = wrapped(whole, width)
    return "\n".join(lines if len(lines) <= 2 else [lines[0], shortened(" ".join(lines[1:]), width)])


def plain(text: str) -> str:
    r"""A text on one line, without characters that no font can show.

    >>> plain("a\n\u202eb  $c$")
    'a b $c$'
    """
    seen = "".join(" " if character.isspace() else character for character in text)
    return " ".join("".join(each for each in seen if unicodedata.category(each) not in _UNSEEN).split())


def shortened(text: str, width: int) -> str:
    """A text that takes no more columns than it may.

    >>> shortened("嘉兴经济技术开发区", 9), shortened("short", 9)
    ('嘉兴经济…', 'short')
    """
    if _width(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += _width(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many columns, broken at blanks or after a Chinese character.

    >>> wrapped("one two three", 8), wrapped("桐乡市居首", 6)
    (['one two', 'three'], ['桐乡市', '居首'])
    """
    lines, line = [], ""
    for part in _parts(text):
        if line and _width((line + part).rstrip()) > width:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()] if line.strip() else lines


def refuse_many(what: Text, number: int, most: int, top: int | None) -> None:
    """Refuse a plot that could not be read.

    Args:
        what: what there are so many of.
        number: how many.
        most: how many can be read.
        top: how many are asked for; all if ``None``.

    Raises:
        UsageError: if too many are to be drawn.
    """
    if top is not None and top > most:
        raise UsageError(
            Text(
                f"{top} {what.en} are too many to read in one plot, which holds {most}. Give --top {most} or less.",
                f"{top}个{what.zh}在一幅图中过多，一幅图可容{most}个。请写 --top {most} 或更少。",
            )
        )
    if top is None and number > most:
        raise UsageError(
            Text(
                f"The network has {number} {what.en}; more than {most} cannot be read in one plot. "
                f"Give --top {most} to draw the first {most}, or choose a coarser --level or a filter.",
                f"该网络有{number}个{what.zh}，一幅图中多于{most}个便无法辨读。请写 --top {most} 只画前{most}个，"
                "或用更粗的 --level 或筛选。",
            )
        )


def shown_of(shown: int, number: int, en: str, zh: str) -> tuple[Text, ...]:
    """A remark that only some are drawn; none if all are.

    Args:
        shown: how many are drawn.
        number: how many there are.
        en: what they are, in the plural.
        zh: the same in Chinese, with its counting word before it: ``个节点``.
    """
    if shown >= number:
        return ()
    return (Text(f"The plot shows {shown} of {number} {en}.", f"图中显示 {number} {zh}中的 {shown} {zh[0]}。"),)


def _texts(text: Text, language: str, width: int) -> list[str]:
    """The lines of a text, each language on lines of its own."""
    both = (text.en, text.zh) if language == "both" and text.en != text.zh else (text.in_language(language),)
    return [line for each in both for line in wrapped(shortened(plain(each), _MOST_LINES * width), width)]


def _parts(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character == " " or _width(character) == 2:
            yield word + character if character == " " else word
            word = "" if character == " " else character
        else:
            word += character
    yield word


def _width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(each) in "WF" else 0 if unicodedata.combining(each) else 1 for each in text
    )


def _families(language: str) -> list[str]:
    """The fonts in the order in which a character is looked for in them.

    In Chinese fonts some signs of both scripts, such as quotation marks, are as wide as a Chinese character.
    """
    chinese = _chinese() or (_rescan(), _chinese())[1]
    return [_SPARE, *chinese] if language == "en" else [*chinese, _SPARE]


def _chinese() -> list[str]:
    """The first font with Chinese that matplotlib knows of, if there is one."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    return [name for name in _CHINESE if name in known][:1]


@cache
def _rescan() -> None:
    """Have matplotlib look for fonts again: it keeps a list of them, and one that was installed later is not in it."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {font.fname for font in fontManager.ttflist}
    for path in sorted(set(findSystemFonts()) - known):
        # A font that cannot be read is none; the others still count.
        with suppress(Exception):
            fontManager.addfont(path)


@cache
def _characters() -> frozenset[str]:
    """The characters that those fonts have."""
    from matplotlib.font_manager import findfont, get_font

    codes: set[int] = set()
    for family in _families("both"):
        codes.update(get_font(findfont(family)).get_charmap())
    return frozenset(map(chr, codes))


def inches(texts: Iterable[str], size: float) -> float:
    """How long the longest of some texts is, about, in inches.

    Args:
        texts: on one line each.
        size: of the letters, in points.
    """
    return max((_width(text) for text in texts), default=0) * size * 0.6 / 72


def listed(values: Sequence[Any], top: int | None) -> Sequence[Any]:
    """The first so many of some values; all if ``top`` is ``None``."""
    return values if top is None else values[:top]
