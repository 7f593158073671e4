"""A reading into a package: its suggestions as a file beside the tables, and its source among the sources."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kg.errors import UsageError
from kg.files import delimited_records, own_file, write_file, write_files
from kg.intake import schema
from kg.intake.articles import queue
from kg.intake.articles.model import Article, Reading
from kg.intake.package import Package
from kg.intake.tables.editing import TableFile
from kg.text import Text

_SOURCES = "sources.csv"
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


def source_id(article: Article, packages: Sequence[Package], named: str = "") -> str:
    """The id of an article as a source: the one that is given, else that of the same text, else the file's name.

    Args:
        article: the article.
        packages: where sources may be recorded.
        named: the id if the user gave it.

    Raises:
        UsageError: if the id that is given is none.
    """
    if named:
        if _NOT_IN_AN_ID.sub("-", named) != named or not named.strip("-"):
            raise UsageError(
                Text(
                    f"--source {named}: an id is of small letters, digits and hyphens, such as daily-2017-07-28.",
                    f"--source {named}：标识须由小写英文字母、数字与连字符组成，如 daily-2017-07-28。",
                )
            )
        return named
    for package in packages:
        table = package.table("sources")
        for row in table.rows if table else ():
            if row.value("sha256") == article.sha256:
                return row.value("id")
    # A name without a letter of an id's is told apart by the text.
    return _NOT_IN_AN_ID.sub("-", article.path.stem.lower()).strip("-") or f"source-{article.sha256[:8]}"


def published_day(article: Article, packages: Sequence[Package], source: str, given: date | None) -> tuple[date, Text]:
    """The day of publication, and whence it is taken if nobody gave it.

    Args:
        article: the article.
        packages: packages that may have the source, the first one that says a day going first.
        source: the source's id.
        given: what the reader said; goes before all else.

    Returns:
        the day, and a sentence that says whence it is; empty where it was given.

    Raises:
        UsageError: if nothing tells the day: relative dates could not be read.
    """
    if given is not None:
        return given, Text()
    for package in packages:
        table = package.table("sources")
        for row in table.rows if table else ():
            if row.value("id") == source and row.value("issued"):
                day = date.fromisoformat(row.value("issued"))
                return day, Text(f"Published {day}, as the package says.", f"发布日期{day}，据数据包。")
    if article.published is not None:
        day = article.published
        return day, Text(f"Published {day}, as the file itself says.", f"发布日期{day}，据文件本身。")
    raise UsageError(
        Text(
            f"{article.path}: says no day of publication, against which last year, 去年 or 12 March are read. "
            "Give it: --published 2017-07-28.",
            f"{article.path}：未写发布日期，无从确定“去年”“3月12日”等。请写明：--published 2017-07-28。",
        )
    )


def make_empty_package(folder: Path, uses: Sequence[str] = ()) -> None:
    """A package without rows, for records to come.

    Args:
        folder: where; it is not there yet, or is empty.
        uses: the packages that it builds on.
    """
    name = _NOT_IN_AN_ID.sub("-", folder.resolve().name.lower()).strip("-") or "package"
    described: dict[str, object] = {"name": name, "title": name, "title_zh": name, "version": "0.1.0"}
    if uses:
        described["uses"] = list(uses)
    fields = schema.table_schema("sources")["fields"]
    header = [field["name"] for field in fields if not field.get(schema.MAY_BE_MISSING)]
    described["resources"] = [schema.resource_descriptor("sources", _SOURCES, columns=header)]
    content = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    write_files(
        folder,
        {"datapackage.json": content.encode("utf-8"), _SOURCES: delimited_records(header, []).encode("utf-8")},
    )


def receive(folder: Path, reading: Reading) -> Path:
    """Put a reading's suggestions into a package; its tables stay as they are until something is accepted.

    Returns:
        the file of suggestions.
    """
    return queue.write(folder, reading)


def record_source(folder: Path, reading: Reading) -> dict[str, str]:
    """Put an article among the sources of a package, so that it is there before the first record that cites it.

    Args:
        folder: the package's folder.
        reading: the reading of the article.

    Returns:
        the row that was written; empty if the package has the source, or keeps its sources where no row can be put.

    Raises:
        SourceError: if the table cannot be written.
    """
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = descriptor.get("resources") or []
    resource = next((one for one in resources if isinstance(one, dict) and one.get("name") == "sources"), None)
    path = resource.get("path") if resource is not None else None
    if resource is None or not isinstance(path, str) or not path.endswith((".csv", ".tsv", ".txt")):
        return {}
    columns = [one["name"] for one in schema.table_schema("sources")["fields"]]
    keys = schema.key_columns("sources")
    table = TableFile(own_file(folder, path), resource, columns, keys)
    if table.find((reading.source,)):
        return {}
    row = source_row(reading)
    table.append([{name: row[name] for name in columns if row.get(name)}])
    write_file(own_file(folder, path), table.content)
    return row


def source_row(reading: Reading) -> dict[str, str]:
    """An article as a row of the sources: what its file says of it, and its hash."""
    article = reading.article
    language = "zh" if article.language == "zh" else "en"
    row = {
        "id": reading.source,
        f"title_{language}": article.title or reading.source,
        f"publisher_{language}": article.publisher,
        "issued": reading.published.isoformat(),
        "language": language,
        "url": article.url,
        "sha256": article.sha256,
        "characters": str(len(article.text)),
    }
    return {name: cell for name, cell in row.items() if cell}
