"""The command that looks regions up in registries, and adds to a package what it uses: regions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options, output
from kg.cli.commands import Command, command, option
from kg.errors import LookupFailed, UsageError
from kg.text import Text, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.intake.completing import Added
    from kg.intake.registries import RegisteredRegion
    from kg.results.report import Report


class _Actions(Command, click.Group):
    """A command of several actions, each with its help in both languages."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The actions, and what each is for."""
        from kg.cli.commands import reader

        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, action.short.in_language(reader(), between=" "))
                    for name, action in self.commands.items()
                    if isinstance(action, Command)
                ]
            )


@click.group(
    "regions",
    cls=_Actions,
    invoke_without_command=True,
    short=Text("Look regions up; add those that a package uses.", "查地区，并将所用者添入数据包。"),
    chinese="""在名录中查地区，并将数据包所用者连同其上级添入。

名录：中国1980年以来县以上行政区划及其变更、ISO 3166 各国及其行政区、欧盟 NUTS 2021 与 2024；最后查 GeoNames 世界城市。

kg regions find 海盐 --on 2005-01-01""",
)
@options.listing_option(Text("the registries, with origin, licence and dates", "名录及其来源、许可与日期"))
@options.table_option
@options.spoken_option
@options.out_option
@click.pass_context
def regions(context: click.Context, list_all: bool, form: str, out: Path | None) -> None:
    """Look regions up in registries, and add to a package those that it uses, with what they lie in.

    The registries: China's divisions since 1980 with what became of each, the countries of ISO 3166 and their
    subdivisions, NUTS 2021 and 2024, and the cities of the world by GeoNames, which are looked up last.

    kg regions find 海盐 --on 2005-01-01
    """
    if list_all:
        output.write_result(_registries(), form, out)
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _day(_: click.Context, __: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            Text(
                f"--on {text}: is no day. Write it as YYYY-MM-DD, such as 2005-01-01.",
                f"--on {text}：不是日期。请写作 YYYY-MM-DD，如 2005-01-01。",
            )
        ) from error


_on_option = option(
    *("--on", "day"),
    callback=_day,
    metavar="YYYY-MM-DD",
    help=Text("Only what stood on this day.", "只列该日存在者。"),
)
_level_option = option(
    "--level",
    default="",
    help=Text("Only of this level, e.g. county or ADM3.", "只列此层级，如 county、县级或 ADM3。"),
)


@command(
    short=Text("Look a name or a code up.", "按名称或代码查地区。"),
    chinese="""按名称、官方代码或标识查地区；名称不分繁简、大小写与全半角，其前可写所属地区：浙江省嘉兴市。

同名者全部列出。`--on` 为某日存在的地区；名录每年或每月一期，变更日期介于两期之间者，前后两者均列出。

kg regions find 嘉兴 --on 2005-01-01 --level county --within 浙江""",
)
@click.argument("name", nargs=-1, required=True)
@_on_option
@_level_option
@option("--within", default="", help=Text("Only in this region, by name, code or id.", "只列此地区之内者。"))
@options.table_option
@options.spoken_option
@options.out_option
def find(name: tuple[str, ...], day: date | None, level: str, within: str, form: str, out: Path | None) -> None:
    """Look a region up by its name, its official code or its id. Names are compared without case, accents, width and
    traditional characters; what it lies in may stand behind (Jiaxing, Zhejiang) or, in Chinese, before it.

    All regions of a name are listed. With --on, those that stood on that day: lists are of a year or a month, and
    where the change lies between two of them, both are there.

    kg regions find Jiaxing --on 2005-01-01 --level city --within Zhejiang
    """
    from kg.intake import registries

    level = _level(level)
    text = " ".join(name)
    if within and not registries.find(within):
        raise _unknown(within)
    found = registries.find(text, day, level, within)
    remarks = []
    if not found and level in ("", "city"):
        found = registries.find_cities(text, within)
    if not found:
        if not (found := registries.find(text) or registries.find_cities(text)):
            raise _unknown(text)
        remarks.append(
            Text(
                "No region of this name fits the options; these are all that have it.",
                "没有符合选项的地区；以下为全部同名者。",
            )
        )
    if day is not None:
        remarks += _beyond(found, day)
    elif level in ("", "city"):
        towns, said = _towns_beside(text, found)
        found, remarks = [*found, *towns], [*remarks, *said]
    output.write_result(_report(found, [*remarks, *_untold(found), *_same(found)]), form, out)


def _towns_beside(text: str, found: Sequence[RegisteredRegion]) -> tuple[list[RegisteredRegion], list[Text]]:
    """The towns of another registry that are called as a region is, since a sheet's name may be read as either."""
    from kg.intake import registries
    from kg.intake.sheets.towns import towns_of

    known = {one.id for one in found}
    # 加的夫 is the town's name alone, and the region of its English one is the same place.
    called = [(text, one) for one in found if not one.id.startswith("gn-")]
    called += [
        (town.name.en, one)
        for town in found
        if town.id.startswith("gn-")
        for one in registries.find(town.name.en)
        if one.level == town.level and {*registries.ancestors(town)} & {*registries.ancestors(one)}
    ]
    current = [(name, one) for name, one in called if one.is_current and not one.id.startswith("nuts-")]
    beside = [(town, one) for name, one in current for town in towns_of([name], one)]
    # Berlin of one registry is Berlin of the other, and a name of both is read as the region: an id alone shows it.
    shown = [one for one in found if one.id.startswith("gn-") or one.id == text.strip()]
    beside += [(registries.region(same), one) for one in shown for same in registries.matches(one.id)]
    beside = [(town, one) for town, one in beside if not {town.id, one.id} <= known]
    new = {each.id: each for pair in beside for each in pair if each.id not in known}
    around = [f"{town.id} < {one.id}" for town, one in beside if town.id not in registries.matches(one.id)]
    some = _some(list(dict.fromkeys(around)))
    told = Text(
        f"A town and the region around it have this name: {some.en}. Choose which is meant.",
        f"城市与其所在地区同名：{some.zh}。请按所指选择。",
    )
    return list(new.values()), [told] if around else []


def _same(found: Iterable[RegisteredRegion]) -> list[Text]:
    """Which of the regions are one place that two registries have: one of them is to be chosen."""
    from kg.intake import registries

    ids = {one.id for one in found}
    pairs = {tuple(sorted((name, other))) for name in ids for other in registries.matches(name) if other in ids}
    some = _some([" = ".join(pair) for pair in sorted(pairs)])
    told = Text(
        f"One place in two registries: {some.en}. Choose one of the two.",
        f"同一地区，分见两种名录：{some.zh}。请择其一。",
    )
    return [told] if pairs else []


def _some(listed: Sequence[str]) -> Text:
    """The first of some ids, with a sign that there are more."""
    shown, more = listed[:_MOST_SHOWN], len(listed) > _MOST_SHOWN
    return Text(f"{', '.join(shown)}{' …' if more else ''}", f"{'、'.join(shown)}{'等' if more else ''}")


def _beyond(found: Iterable[RegisteredRegion], day: date) -> list[Text]:
    """That a day lies before or after what the registries of regions know."""
    from kg.intake import registries

    every = {one.name: one for one in (*registries.registries().values(), registries.cities())}
    known = [every[name] for name in dict.fromkeys(one.registry for one in found)]
    return [
        Text(
            f"{one.name} knows the time from {one.since or '?'} to {one.until or 'today'}; what stood on {day} "
            "is not sure.",
            f"名录 {one.name} 所知时段为 {one.since or '？'} 至 {one.until or '今'}；{day} 的情形不能确定。",
        )
        for one in known
        if (one.since is not None and day < one.since) or (one.until is not None and day > one.until)
    ]


def _level(text: str) -> str:
    """The level's code, for one that is named by it, by its name in either language, or by ADM0 to ADM4 or NUTS."""
    from kg.intake import schema
    from kg.nearest import folded, no_such

    plain = folded(text)
    if not text or plain in schema.codes("level"):
        return plain
    known = schema.code_names("level")
    if found := _LEVELS.get(plain.replace(" ", "").replace("-", "")) or known.get(plain):
        return found
    raise no_such(Text("level", "层级"), text, schema.codes("level"))


#: Levels as other registries number them.
_LEVELS = {
    **{
        f"adm{depth}": level for depth, level in enumerate(("country", "province", "city", "county", "town", "village"))
    },
    **{f"nuts{depth}": level for depth, level in enumerate(("country", "province", "city", "county"))},
}


@command(
    "within",
    short=Text("List what lies in a region.", "列出地区所辖。"),
    chinese="""列出某一地区之内的全部地区，不论层级；`--level` 只列某一层级，`--on` 只列某日存在者，默认为今日。

kg regions within 浙江 --level city""",
)
@click.argument("name", nargs=-1, required=True)
@_on_option
@_level_option
@options.table_option
@options.spoken_option
@options.out_option
def inside(name: tuple[str, ...], day: date | None, level: str, form: str, out: Path | None) -> None:
    """List all that lies in a region, at any depth: of one level with --level, on a day with --on, else today.

    kg regions within Zhejiang --level city
    """
    from kg.intake import registries

    level = _level(level)
    text = " ".join(name)
    if not registries.find(text):
        raise _unknown(text)
    found = [one for one in registries.listed("", day, level, text) if day is not None or one.is_current]
    output.write_result(_report(found, _beyond(found, day) if day else ()), form, out)


@command(
    short=Text("What a region came from, and became.", "地区的前身与后继。"),
    chinese="""按名称、代码或标识列出地区的全部前身与后继：更名、改代码、改制、并入。

kg regions changes 南汇区""",
)
@click.argument("name", nargs=-1, required=True)
@options.table_option
@options.spoken_option
@options.out_option
def changes(name: tuple[str, ...], form: str, out: Path | None) -> None:
    """List all that a region came from and all that became of it: new names, new codes, other kinds, mergers.

    kg regions changes 南汇区
    """
    from kg.intake import registries

    text = " ".join(name)
    found = {other.id: other for one in registries.find(text) for other in registries.history(one)}
    if not found:
        raise _unknown(text)
    output.write_result(_report(list(found.values()), _untold(found.values())), form, out)


def _untold(found: Iterable[RegisteredRegion]) -> list[Text]:
    """What the dates of regions mean, and of which no registry tells what became of them."""
    ended = [one for one in found if one.valid_to is not None]
    if not ended:
        return []
    told = [
        Text(
            "Dates are those of the lists that have a region; a change lies between the last and the next.",
            "起讫为收录该地区的名录日期；变更发生在末期与下一期之间。",
        )
    ]
    if lost := [one for one in ended if not one.successors]:
        some = _some([one.id for one in lost])
        told.append(
            Text(
                f"What became of {some.en} is not known to the registry: no successor is not an end.",
                f"名录未载{some.zh}的去向；后继为空不等于撤销而无后继。",
            )
        )
    return told


@command(
    short=Text("Add regions to a package.", "将地区添入数据包。"),
    chinese="""将地区连同其上级与后继添入数据包的“地区”表，并将名录及其许可添入“来源”表。

已写的内容一概不变；已有的不再添加。要么全部写入，要么不写。

kg regions add my-data cn-jiaxing cn-310119""",
)
@click.argument("package", type=options.PATH)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.spoken_option
def add(package: Path, ids: tuple[str, ...]) -> None:
    """Add regions to a package's table regions, with all that they lie in and what came after them, and the registry
    with its licence to its sources.

    What is written there stays as it is, and what is there is not added again. All is written, or nothing.

    kg regions add my-data cn-jiaxing cn-310119
    """
    from kg.intake import completing

    _tell(completing.add_regions(package, ids), package)


@command(
    short=Text("Add the regions that a package names.", "补齐数据包所引用的地区。"),
    chinese="""将数据包各表所引用而表中没有、名录中有的地区全部添入。

kg regions fill my-data""",
)
@click.argument("package", type=options.PATH)
@options.spoken_option
def fill(package: Path) -> None:
    """Add every region that the tables of a package refer to, that is missing there, and that a registry has.

    kg regions fill my-data
    """
    from kg.intake import completing, registries
    from kg.nearest import did_you_mean

    missing = completing.missing_regions(package)
    known = [name for name in missing if name in {one.id for one in registries.find(name)}]
    if known:
        _tell(completing.add_regions(package, known), package)
    for name in missing:
        if name not in known:
            meant = [one.id for one in registries.find(name)]
            hint = did_you_mean(meant[:4])
            output.say(
                f"No registry has the id {typed(name)!r}. {hint.en}".rstrip(),
                f"没有名录收录标识“{typed(name)}”。{hint.zh}",
            )
    if not missing:
        output.say(f"{package}: refers to no region that is missing.", f"{package}：没有缺失的地区。")


for _action in (find, inside, changes, add, fill):
    regions.add_command(_action)

COMMANDS = (regions,)


def _tell(added: Added, package: Path) -> None:
    for one in added.regions:
        name = Text.of(one.name.en, one.name.zh).name("both")
        output.say(f"Added {one.id} ({name}).", f"已添加 {one.id}（{name}）。")
    for remark in added.remarks:
        output.say(remark.en, remark.zh)
    if not added.regions:
        output.say(f"{package}: has all of them already.", f"{package}：均已收录。")


def _unknown(text: str) -> LookupFailed:
    from kg.intake import registries
    from kg.intake.sheets.who import regions_spelt
    from kg.nearest import did_you_mean

    # As an import proposes it: what some language calls so (Jubail is Al Jubayl) before what only looks alike.
    meant = regions_spelt(text)[:_MOST_PROPOSED]
    spelt = [f"{one.name.en or one.name.zh} ({one.id})" for one in meant]
    near = spelt or registries.near(text)
    hint = did_you_mean(near) or Text(
        "Try another spelling, a code, or only a part of the name.", "请换一种写法，或用代码、简称。"
    )
    shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return LookupFailed(
        Text(f"No registry has a region {shown!r}. {hint.en}".rstrip(), f"没有名录收录地区“{shown}”。{hint.zh}"), near
    )


#: How many names are proposed; how much of a name that nothing has is told.
_MOST_PROPOSED = 3
_LONGEST_SHOWN = 80


def _report(found: Sequence[RegisteredRegion], remarks: Iterable[Text] = ()) -> Report:
    from kg.results.report import Column, Report

    columns = (
        Column("id", Text("Id", "标识")),
        Column("name", Text("Name", "名称")),
        Column("level", Text("Level", "层级")),
        Column("within", Text("Within", "所属")),
        Column("code", Text("Code", "代码")),
        Column("valid_from", Text("From", "自")),
        Column("valid_to", Text("To", "至")),
        Column("successors", Text("Became", "后继")),
        Column("code_scheme", Text("Scheme", "代码体系"), brief=False),
        Column("latitude", Text("Latitude", "纬度"), brief=False),
        Column("longitude", Text("Longitude", "经度"), brief=False),
        Column("registry", Text("Registry", "名录"), brief=False),
    )
    return Report(columns, tuple(map(_row, found)), tuple(remarks), is_list=True)


def _row(one: RegisteredRegion) -> tuple[Any, ...]:
    from kg.intake import registries

    outer: list[RegisteredRegion] = []
    parent = one.parent
    while parent and len(outer) < _MOST_PARENTS:
        outer.append(registries.region(parent))
        parent = outer[-1].parent
    within = Text(
        ", ".join(Text.of(region.name.en, region.name.zh).en for region in outer),
        "".join(Text.of(region.name.en, region.name.zh).zh for region in reversed(outer)),
    )
    return (
        one.id,
        Text.of(one.name.en, one.name.zh),
        one.level,
        within,
        one.code,
        str(one.valid_from or ""),
        str(one.valid_to or ""),
        ", ".join(one.successors),
        one.code_scheme,
        one.latitude,
        one.longitude,
        one.registry,
    )


#: More than there are levels.
_MOST_PARENTS = 8
#: How many ids a remark names.
_MOST_SHOWN = 8


def _registries() -> Report:
    from kg.intake import registries
    from kg.results.report import Column, Report

    columns = (
        Column("name", Text("Registry", "名录")),
        Column("title", Text("What it has", "内容")),
        Column("regions", Text("Regions", "地区数")),
        Column("since", Text("From", "自")),
        Column("until", Text("To", "至")),
        Column("dated", Text("Source of", "资料日期")),
        Column("version", Text("Version", "版本")),
        Column("licence", Text("Licence", "许可")),
        Column("origin", Text("Origin", "来源")),
    )
    rows = tuple(
        (
            *(one.name, one.title, len(one.regions), str(one.since or ""), str(one.until or "")),
            *(str(one.dated or ""), one.version, one.licence, one.origin),
        )
        for one in (*registries.registries().values(), registries.cities())
    )
    return Report(columns, rows, is_list=True)
