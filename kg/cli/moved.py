"""The work of ``kg evidence --moved``: the passages of a source, looked for in a corrected edition."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kg import source_text as texts
from kg.cli import options, output
from kg.cli.moved_review import Review
from kg.documents import copies_of, text_of
from kg.errors import DataError, SourceError
from kg.intake.articles.documents import open_article
from kg.intake.articles.holding import Hold
from kg.intake.articles.values import rewriting
from kg.intake.articles.values.moving import Placed, find_moved
from kg.intake.load import has_violations
from kg.intake.package import Package, read_package
from kg.text import Text

#: How many of what was not found, and of what it rests on, are told on a screen; JSON has all.
_MOST = 20
_MOST_ROWS = 6


def run(
    package_path: Path, text_path: Path, source: str | None, *, rewrite: bool, edition: str | None, form: str
) -> int:
    """Look for a source's passages in a new text.

    Args:
        package_path: the package.
        text_path: the new text.
        source: the id of the source; where none is given, the package's only one that has passages.
        rewrite: whether to write the new places.
        edition: the id of a source to be made of the new text.
        form: ``table`` or ``json``.

    Returns:
        the exit code: 1 where a passage was not found, else 0.
    """
    with contextlib.ExitStack() as held:
        package = _read(package_path)
        source = _source(package, source)
        if rewrite and Review.is_of(package, source):
            # What is written was read while nobody else decides.
            held.callback(Hold(package.folder).close)
            package = _read(package_path)
        return _run(package, text_path, source, rewrite=rewrite, edition=edition, form=form)


def _read(path: Path) -> Package:
    package, found = read_package(path, options.ontology(path))
    if has_violations(found):
        raise DataError(Text(f"{package.name}: mend its tables first.", f"{package.name}：请先改正其各表。"), found)
    return package


def _run(package: Package, text_path: Path, source: str, *, rewrite: bool, edition: str | None, form: str) -> int:
    text = _text(package, source, text_path)
    if text is None:
        output.show(
            Text(
                f"{source}: this is the text that was recorded. Nothing moved.",
                f"{source}：这就是所记录的文本，无变动。",
            )
        )
        return 0
    review = Review.of(package, source)
    cited = rewriting.hashed_passages(package, source, without=review is not None)
    every, recorded = find_moved(text, [*cited, *(review.passages if review else ())]), set(cited)
    placed = [one for one in every if one.passage in recorded]
    rows = rewriting.citing_rows(package, source)
    followed = review.followed(open_article(text_path), every) if review and not edition else None
    _tell(source, placed, rows, form, followed.as_json() if followed else None)
    for told in followed.told() if followed and form != "json" else ():
        output.show(told)
    if review and edition and form != "json":
        output.show(
            Text(
                f"{source}: its suggestions and decisions stay with the old text.",
                f"{source}：其建议与决定仍属旧文本。",
            )
        )
    if rewrite:
        also = followed.contents() if followed else {}
        for line in rewriting.write_moved(package, source, text, placed, edition or "", also):
            click.echo(line, err=True)
    is_whole = followed is None or not followed.review.held
    return 0 if is_whole and all(one.is_found for one in placed) else 1


def _source(package: Package, source: str | None) -> str:
    """The source that a new text is an edition of: its hash cannot tell."""
    table = package.table("sources")
    ids = [row.value("id") for row in table.rows] if table else []
    cited = [one for one in ids if rewriting.citing_rows(package, one)]
    if source is None and len(cited) == 1:
        return cited[0]
    if source in ids:
        return str(source)
    told = ", ".join(cited) or "–"
    if source is None:
        message = Text(
            f"{package.name}: of which source is the text an edition? Name it with --source: {told}.",
            f"{package.name}：该文本是哪个来源的新版本？请以 --source 写明：{told}。",
        )
    else:
        message = Text(
            f"{package.name}: has no source {source!r}. Those with passages: {told}.",
            f"{package.name}：没有来源“{source}”。有引文的来源：{told}。",
        )
    raise SourceError(message)


def _text(package: Package, source: str, path: Path) -> str | None:
    """The new text; ``None`` where it is the recorded one.

    Raises:
        SourceError: if it is empty, or is the recorded one with other line ends or another encoding.
    """
    text = text_of(path)
    table = package.table("sources")
    recorded = next((row.value("sha256") for row in table.rows if row.value("id") == source), "") if table else ""
    if texts.sha256(text) == recorded:
        return None
    if not text.strip():
        raise SourceError(
            Text(
                f"{path}: is empty. Name the file with the text of the corrected edition.",
                f"{path}：为空。请写明更正版文本的文件。",
            )
        )
    if recorded and any(texts.sha256(variant) == recorded for variant in copies_of(path)):
        raise SourceError(
            Text(
                f"{path}: is the recorded text with other line ends, a byte order mark or another last line break. "
                "Nothing in it moved: save it as it was recorded (UTF-8, the same line ends) and use that file.",
                f"{path}：与所记录的文本仅在换行符、字节序标记或末尾换行上不同，内容并无变动。请按所记录的形式另存（UTF-8，"
                "换行符相同）后使用。",
            )
        )
    return text


def _tell(
    source: str,
    placed: Sequence[Placed],
    rows: dict[tuple[int, int], list[rewriting.Citing]],
    form: str,
    review: dict[str, Any] | None,
) -> None:
    found = [one for one in placed if one.is_found]
    moved = [one for one in found if one.start != one.passage.start]
    unsure = [one for one in placed if one.places and not one.is_found]
    lost = [one for one in placed if not one.places]
    if form == "json":
        output.write_json(
            {
                "source": source,
                "passages": len(placed),
                "unmoved": len(found) - len(moved),
                "moved": [_as_json(one, rows) for one in moved],
                "several_places": [_as_json(one, rows) for one in unsure],
                "not_found": [_as_json(one, rows) for one in lost],
                **({"review": review} if review is not None else {}),
            },
            None,
        )
        return
    for one in [*lost, *unsure][:_MOST]:
        output.show(_told(one, rows))
    rest = len(lost) + len(unsure) - _MOST
    if rest > 0:
        output.show(Text(f"… and {rest} more; --format json has all.", f"……另有{rest}段；--format json 全部列出。"))
    output.show(
        Text(
            f"{source}: of {len(placed)} passages, {len(found) - len(moved)} stand where they were, "
            f"{len(moved)} moved, {len(unsure)} may stand in several places, {len(lost)} are not in the text.",
            f"{source}：{len(placed)}段引文中，{len(found) - len(moved)}段位置未变，{len(moved)}段已移动，"
            f"{len(unsure)}段可在多处，{len(lost)}段已不在文中。",
        )
    )


def _told(one: Placed, rows: dict[tuple[int, int], list[rewriting.Citing]]) -> Text:
    """A passage that has no place, and what rests on it."""
    place = f"{one.passage.start}-{one.passage.end}"
    resting = rows.get((one.passage.start, one.passage.end), [])
    en = "; ".join(f"{row.file}, row {row.row}" for row in resting[:_MOST_ROWS])
    zh = "；".join(f"{row.file} 第{row.row}行" for row in resting[:_MOST_ROWS])
    if len(resting) > _MOST_ROWS:
        more = len(resting) - _MOST_ROWS
        en, zh = f"{en}; and {more} more", f"{zh}；另有{more}行"
    if one.places:
        told = ", ".join(map(str, one.places[:5]))
        return Text(
            f"The passage {place} may begin at {told}. On it rest: {en or 'no rows'}.",
            f"引文 {place} 可能始于 {told}。以其为据的行：{zh or '无'}。",
        )
    near = f"{one.expected[0]}-{one.expected[1]}"
    return Text(
        f"The passage {place} is not in the text any more; by its neighbours look at {near}. "
        f"On it rest: {en or 'no rows'}.",
        f"引文 {place} 已不在文中；依前后引文，可查看 {near}。以其为据的行：{zh or '无'}。",
    )


def _as_json(one: Placed, rows: dict[tuple[int, int], list[rewriting.Citing]]) -> dict[str, Any]:
    resting = rows.get((one.passage.start, one.passage.end), [])
    return {
        "start": one.passage.start,
        "end": one.passage.end,
        "places": [{"start": at, "end": at + one.passage.length} for at in one.places],
        "expected": {"start": one.expected[0], "end": one.expected[1]},
        "claims": [{"file": row.file, "row": row.row} for row in resting],
    }
