"""What is read and answered of one sheet, kept in ``SHEET.kg.yaml`` beside it.

The file is for people: what they type in it, comments too, stays as it is; what the import has to say is added. So the
same sheet and the same answers give the same bytes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import east_asian_width

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from kg.errors import SourceError
from kg.files import harmless
from kg.intake import schema
from kg.intake.sheets.asking import BETWEEN_ROWS, Question, all_codes, rows_path, shared
from kg.intake.sheets.settings_layout import laid_out, without_told
from kg.text import Text

#: What is written where an answer is missing.
_OPEN = None
_LARGEST = 4_000_000
_HEAD = (
    "How kg reads {name}. Change what is wrong and import again: nothing typed here is lost.",
    "kg 如何读取 {name}。有误之处请直接修改后重新导入；此处所填内容不会丢失。",
)
_FOOT = """as_of: the day by which the sheet holds; empty: the latest day in it.
encoding: of CSV and TSV, what the file is in (cp1250, gb18030); empty: what its bytes tell.
columns: what each column is read as: name, party 1, party 2, party investor, parties (several in a cell), place 1
  (where party 1 is), place parties, site (where it is carried out), type, sector, stage, date, signed, start, end,
  span (from when to when), reached STAGE (the day on which it came to it: reached operating), source, link,
  archived (link to an archived copy), amount MEASURE (see `kg codes measure`), unit (of the amounts beside it),
  note (kept in the note), ignore (left out).
units: the currency of amounts that name none.
answers: what was asked; an empty answer is still open, ignore leaves it out. A party that no registry has: region jp
  (a region in Japan), zone, institution company, institution university nl … (kinds: `kg codes institution-kind`).
  A region's id is an answer too: cn-330400, br-ba (`kg regions find Bahia`). Codes: `kg codes sector`, and stage.
  A day or span: 2021-03-15, 2021-03, 2020-07..2021-06; signed first and renewed: 2010-03; 2016; how long: 10 years.

as_of：表格内容的截至日期；留空则取表中最晚日期。
encoding：CSV与TSV文件的编码（如cp1250、gb18030）；留空则由字节判断。
columns：各栏的读法（代码同上）。
units：未注明币种的金额所用币种。
answers：所问之事；留空表示尚未回答，ignore表示略去。名录没有的参与方：region jp（日本的某地）、zone、
  institution company、institution university nl等（类别见`kg codes institution-kind`）。
  地区的标识也可作答：cn-330400、br-ba（见`kg regions find 巴伊亚`）。代码见`kg codes sector`及stage。
  日期或时段写作2021-03-15、2021-03、2020-07..2021-06；首次签署及续签写作2010-03; 2016；期限写作10 years。
"""


def file_beside(sheet: Path) -> Path:
    """The file that keeps how a sheet is read."""
    return sheet.with_name(f"{sheet.name}.kg.yaml")


class Settings:
    """What is read and answered; a tree of texts, which keeps what a person typed."""

    def __init__(self, tree: CommentedMap | None = None, text: str = "", file: str = "") -> None:
        self._file = file
        self._tree = CommentedMap() if tree is None else tree
        self._text = text
        self._said_once: set[tuple[str, ...]] = set()
        self._asked: dict[tuple[str, ...], Question] = {}
        self._all: dict[tuple[str, ...], Mapping[str, str]] = {}
        answers = self._tree.get("answers")
        self._had = {("answers", str(kind)) for kind in answers} if isinstance(answers, Mapping) else set()

    @classmethod
    def read(cls, path: Path) -> Settings:
        """What the file says; nothing where there is none.

        Raises:
            SourceError: if it cannot be read as YAML, or is of another form.
        """
        if not path.is_file():
            return cls()
        try:
            if path.stat().st_size > _LARGEST:
                raise SourceError(
                    Text(
                        f"{path}: is larger than {_LARGEST:,} bytes. Take out what no column or answer needs.",
                        f"{path}：超过{_LARGEST:,}字节。请删去不需要的内容。",
                    )
                )
            text = without_told(path.read_bytes().decode("utf-8-sig"))
            tree = _yaml().load(text)
        except UnicodeDecodeError as error:
            raise SourceError(
                Text(
                    f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8.",
                    f"{path}：不是UTF-8编码（第{error.start}字节）。请另存为UTF-8。",
                )
            ) from error
        except (YAMLError, ValueError, RecursionError) as error:
            raise SourceError(
                Text(
                    f"{path}: is no YAML ({_brief(error)}). Correct it there, or delete it to begin anew.",
                    f"{path}：不是有效的YAML（{_brief(error)}）。请在其中改正，或删除后重新开始。",
                )
            ) from error
        except OSError as error:
            raise SourceError(
                Text(
                    f"{path}: cannot be read ({error.strerror}). Check its permissions.",
                    f"{path}：无法读取（{error.strerror}）。请检查权限。",
                )
            ) from error
        if tree is None:
            return cls()
        if not isinstance(tree, CommentedMap):
            raise SourceError(
                Text(
                    f"{path}: must hold a mapping with `sheets` and `answers`. Delete it to begin anew.",
                    f"{path}：须为含`sheets`与`answers`的映射。可删除后重新开始。",
                )
            )
        return cls(tree, text, str(path))

    def copy(self) -> Settings:
        """The same answers, of which others may be assumed without these being touched; without what is said beside."""

        def plain(at: Any) -> Any:
            return CommentedMap({key: plain(value) for key, value in at.items()}) if isinstance(at, Mapping) else at

        return Settings(plain(self._tree), file=self._file)

    def get(self, *path: str) -> str:
        """The text at a place; empty where nothing is said."""
        value = self._at(path)
        if isinstance(value, Mapping) or value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value).strip()

    def has(self, *path: str) -> bool:
        """Whether a place is there, with or without an answer."""
        at = self._at(path[:-1])
        return isinstance(at, Mapping) and _key(at, path[-1]) in at

    def all(self, *path: str) -> Mapping[str, str]:
        """The texts below a place by their names; those without one are left out."""
        # Every cell asks for its answers, and there may be hundreds: they are gathered once, until something is said.
        if path not in self._all:
            value = self._at(path)
            names = map(str, value) if isinstance(value, Mapping) else ()
            self._all[path] = MappingProxyType({name: text for name in names if (text := self.get(*path, name))})
        return self._all[path]

    def below(self, *path: str) -> list[str]:
        """The names that stand below a place, with or without an answer."""
        at = self._at(path)
        return list(map(str, at)) if isinstance(at, Mapping) else []

    def rename(self, path: Sequence[str], name: str) -> None:
        """Let what is said at a place stand under another name beside it, in the same line, with its comments.

        Args:
            path: the way to the place; nothing is done where nothing stands there.
            name: its name from here on; what stood under that goes.
        """
        at = self._at(path[:-1])
        key = _key(at, path[-1]) if isinstance(at, Mapping) else None
        if key is None or key not in at:
            return
        self._all.clear()
        at.pop(_key(at, name), None)
        where = list(at).index(key)
        comment = at.ca.items.pop(key, None)
        at.insert(where, name, at.pop(key))
        if comment is not None:
            at.ca.items[name] = comment

    def said(self) -> dict[str, str]:
        """All that is said, by the way to it; what is still open is left out."""

        def within(path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
            at = self._at(path)
            for name in at if isinstance(at, Mapping) else ():
                if text := self.get(*path, str(name)):
                    yield json.dumps([*path, str(name)], ensure_ascii=False), text
                yield from within((*path, str(name)))

        return dict(within(()))

    def set(self, path: Iterable[str], value: str | CommentedMap | None, remark: Text | None = None) -> None:
        """Say something at a place; with a remark behind it, if it was not there.

        Args:
            path: the names on the way to the place, the outermost first; what is missing is made.
            value: what is said there; ``None`` for an empty place, to be filled in.
            remark: a comment behind it.

        Raises:
            SourceError: if somebody typed something on the way, which would be lost.
        """
        *way, name = path
        self._all.clear()
        at = self._tree
        for depth, part in enumerate(way, 1):
            key = _key(at, part)
            if at.get(key) is None:
                at[key] = CommentedMap()
            elif not isinstance(at[key], CommentedMap):
                raise self._in_the_way(way[:depth], at[key])
            at = at[key]
        key = _key(at, name)
        new = key not in at
        at[key] = value
        if new and remark:
            # ruamel compares keys to find a column to write at; a year that somebody typed is a number.
            mixed = len({type(one) for one in at}) > 1
            at.yaml_add_eol_comment(_one_line(remark), key, column=0 if mixed else None)

    def _in_the_way(self, way: Sequence[str], value: object) -> SourceError:
        """That a text stands where names with texts of their own belong."""
        place, shown = ", ".join(part[:60] for part in way), str(value)[:60]
        return SourceError(
            Text(
                f"{self._file}: {place}: {shown!r} stands where lines of their own belong, each as `name: answer`. "
                "Move it below the name that it answers, or take it out.",
                f"{self._file}：{place}：“{shown}”所在之处应为下级各行（`名称: 回答`）。请移至所答名称之后，或删去。",
            )
        )

    def name_rows(self, question: Question) -> None:
        """Name the rows for which alone an answer holds, beside its place, while it is open."""
        if question.named and not self.get(*question.path):
            self.set(rows_path(question.path), BETWEEN_ROWS.join(question.named), _NAMED)

    def ask(self, question: Question) -> None:
        """Make the place for an answer, with what is asked and proposed above it; one that is there stays."""
        self._asked[question.path] = question
        if self.has(*question.path) and not self._is_bare(question):
            self.name_rows(question)
            return
        *way, name = question.path
        is_said = self._say_once(question, way)
        self.set(question.path, _OPEN)
        at = self._at(way)
        self.name_rows(question)
        lines = _near_lines(question) if is_said else _lines(question)
        # Below each level there are two more blanks, as the file is indented.
        if lines:
            at.yaml_set_comment_before_after_key(_key(at, name), before=lines, indent=2 * len(way))

    def _is_bare(self, question: Question) -> bool:
        """Whether the place for an answer stands there for the case that somebody has one, with nothing asked above."""
        return len(question.path) == 1 and not self.get(*question.path) and question.text.en not in self._told()

    def _told(self) -> str:
        """What the file says of what is asked, its lines and blanks run together."""
        return " ".join(self._text.replace("#", " ").split())

    def _say_once(self, question: Question, way: Sequence[str]) -> bool:
        """Say above the questions of one sort what all of them share; whether that stands there.

        Args:
            question: one of them.
            way: the names on the way to the place where their answers stand.
        """
        said, place = shared(question), tuple(way)
        if not said.en:
            return False
        if place in self._said_once or said.en in self._told():
            return True
        if place in self._had:
            return False  # a file of before has it with each
        if not self.has(*way):
            self.set(way, CommentedMap())
        around = self._at(way[:-1])
        around.yaml_set_comment_before_after_key(
            _key(around, way[-1]), before=_shared_lines(said), indent=2 * (len(way) - 1)
        )
        self._said_once.add(place)
        return True

    def written(self, name: str) -> bytes:
        """The file's bytes.

        Args:
            name: the sheet's file.
        """
        stream = io.StringIO()
        _yaml().dump(self._tree, stream)
        head = [line.format(name=name) for line in _HEAD] + _open_told(self._asked.values())
        foot = [*_FOOT.strip().split("\n"), *_codes_told(self._asked.values())]
        asked = {path: one.optional for path, one in self._asked.items()}
        return laid_out(stream.getvalue(), asked, head, foot).encode("utf-8")

    def _at(self, path: Iterable[str]) -> Any:
        at: Any = self._tree
        for part in path:
            if not isinstance(at, Mapping):
                return None
            at = at.get(_key(at, part))
        return at


_NAMED = Text("the rows for which the answer holds", "该回答所适用的各行")


def _key(at: Mapping[Any, Any], name: str) -> Any:
    """A name as the file has it: a heading such as 2017 is a number there."""
    if name in at:
        return name
    return next((key for key in at if str(key) == name), name)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), _nothing)
    return yaml


def _nothing(representer: Any, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "")


def _lines(question: Question) -> str:
    """What is asked and may be answered, as the lines of a comment: English first, each line in one language."""
    shown = [option.shown for option in question.options]
    en, zh = [one.en for one in shown], [one.zh for one in shown]
    every = all_codes(question)
    lines = [*_wrapped(f"{question.text.en} {every.en}".strip()), *_wrapped(*en)]
    lines += _wrapped(question.text.zh + every.zh) if question.text.zh != question.text.en else ()
    return "\n".join([*lines, *(_wrapped(*zh) if zh != en else ())])


def _shared_lines(said: Text) -> str:
    """What all questions of one sort share: what is asked, and where all that may be answered stands."""
    return "\n".join([*_wrapped(said.en, most=50), *_wrapped(said.zh, most=50)])


def _open_told(asked: Iterable[Question]) -> list[str]:
    """How much is open, apart what must be answered and what may stay so, with where it stands."""
    listed = list(asked)
    if not listed:
        return []
    lines: list[str] = []
    for optional in (False, True):
        places: dict[str, int] = {}
        for one in listed:
            if one.optional == optional:
                place = " > ".join(one.path[:-1] if len(one.path) > 1 else one.path)
                places[place] = places.get(place, 0) + 1
        number = sum(places.values())
        shown = ", ".join(f"{place} ({count})" for place, count in places.items())
        if number and not optional:
            lines += _wrapped(f"To be answered 须回答: {number}. {shown}")
        elif number:
            lines += _wrapped(f"May stay open 可不答: {number}. {shown}")
    return lines


#: What is said of all that may be answered, by the place of the answers.
_CODES_OF = {
    "sector": Text("sectors", "领域"),
    "stage": Text("stages", "进展阶段"),
    "class": Text("types (all kinds of agreements: `kg codes agreement-kind`)", "类型"),
    "party": Text("parties", "参与方"),
}


def _codes_told(asked: Iterable[Question]) -> list[str]:
    """All that may be answered of each sort that is asked, once, in both languages."""
    lines: list[str] = []
    for kind, title in _CODES_OF.items():
        every = next((one.every for one in asked if one.path[:2] == ("answers", kind) and one.every), ())
        if not every:
            continue
        shown = [
            one.answer
            if one.answer == "ignore" or one.text.en == one.text.zh == one.answer
            else f"{one.answer} ({', '.join(dict.fromkeys((one.text.en, one.text.zh)))})"
            for one in every
        ]
        lines += ["", f"{title.en} {title.zh}:", *_wrapped(*shown, most=60)]
        if kind == "party":
            lines += _wrapped("kinds 类别: " + ", ".join(schema.codes("institution-kind")))
    return lines


def _near_lines(question: Question) -> str:
    """What is near one text, where all that may be answered stands above; of a text that is its own key, no more."""
    is_long = question.path[-1] not in question.text.en
    told = (question.text.en, question.text.zh) if question.refused or is_long or not question.is_plain else ()
    shown = [option.shown for option in question.options[: question.near or (None if not question.every else 0)]]
    if question.path[1] == "revises":
        shown = [Text(option.answer, option.answer) for option in question.options]  # what each does stands above all
    en, zh = [one.en for one in shown], [one.zh for one in shown]
    lines = [*(_wrapped(told[0]) if told else ()), *(_wrapped(*en) if en else ())]
    lines += _wrapped(told[1]) if told else ()
    return "\n".join([*lines, *(_wrapped(*zh) if zh != en else ())])


def _wrapped(*parts: str, most: int = 24) -> list[str]:
    """Texts with a bar between them as lines that are read without scrolling; of very many the first ones."""
    lines, line = list[str](), ""
    plain = [" ".join(harmless(part).split()) for part in parts]
    for at, part in enumerate(plain):
        for piece in _pieces(part if at == len(plain) - 1 else f"{part} |"):
            if line and _width(f"{line} {piece}") > _WIDEST:
                lines.append(line)
                line = ""
            line = f"{line} {piece}".strip()
    lines += [line] if line else []
    return lines if len(lines) <= most else [*lines[:most], "…"]


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of which each fits a line: its words; where there are no blanks, so many signs."""
    if _width(text) <= _WIDEST:
        yield text
        return
    for word in text.split(" "):
        piece = ""
        for part in _UNBROKEN.findall(word):
            if piece and _width(piece + part) > _WIDEST:
                yield piece
                piece = ""
            piece += part
        yield piece


#: What no line breaks: a word in letters, with the signs behind it; of what has no blanks so many signs at most.
_UNBROKEN = re.compile(r"[!-~]{1,98}|[^!-~]")


def _width(text: str) -> int:
    """How wide a text is shown: a Chinese character is as wide as two letters."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


#: How wide the lines of a comment are.
_WIDEST = 98


def _one_line(text: Text) -> str:
    shown = " ".join(harmless(" ".join(filter(None, (text.en, text.zh)))).split())
    return shown if len(shown) <= 480 else shown[:479] + "…"


def _brief(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark is not None else ""
    return f"{where}{' '.join(str(getattr(error, 'problem', None) or error).split())[:160]}"
