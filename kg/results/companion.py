"""What stands beside a table in CSV: its remarks, as the W3C's metadata of tables (CSVW) has them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from kg.files import write_file
from kg.text import Text

#: What tells the formats apart that have such a file.
DELIMITERS = {"csv": ",", "csv-bom": ",", "tsv": "\t"}


def companion_of(table: Path) -> Path:
    """The file beside a table: what CSVW looks for first.

    >>> companion_of(Path("ties.csv")).name
    'ties.csv-metadata.json'
    """
    return table.with_name(f"{table.name}-metadata.json")


def write_companion(table: Path, form: str, remarks: Iterable[Text]) -> Path | None:
    """Say beside a table what its reader must know; nothing beside one of which there is nothing to say.

    A file that is there from another time is written anew, so that it never speaks of another table.

    Args:
        table: the file, which is written already; its first row names its columns.
        form: its format; of others than those in ``DELIMITERS`` nothing is written.
        remarks: what a reader must know, such as what is left out.

    Returns:
        the file, if one was written.

    Raises:
        SourceError: if it cannot be written.
    """
    said, path = tuple(remarks), companion_of(table)
    # A device or a pipe has nothing beside it.
    if form not in DELIMITERS or not table.is_file() or not (said or path.exists()):
        return None
    with table.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file, delimiter=DELIMITERS[form]), [])
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table.name,
        "dialect": {"delimiter": DELIMITERS[form]},
        "rdfs:comment": [
            {"@value": text, "@language": language}
            for remark in said
            for language, text in (("en", remark.en), ("zh", remark.zh))
        ],
        "tableSchema": {"columns": [{"titles": title} for title in header]},
    }
    write_file(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    return path
