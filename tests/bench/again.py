"""A build upon another one beside a build from nothing, after one changed row: seconds, their ratio, and the bytes.

    python -m tests.bench.again [PARTNERSHIPS ...]

By default 300 and 3,000 partnerships. In turn one cell of a name, of a figure, of a date, of sectors, of a note, of a
statement, of a source, of a role and of a passage are changed, a figure, a stage and a statement come, a figure goes
and one more party comes; the files must be the same bytes either way, and every question without parameters have the
same answer from the store that a build keeps as from its file.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import kg
from kg.answers.questions import list_questions
from kg.errors import UsageError
from kg.outputs import OUTPUTS
from kg.pipeline import open_graph
from tests.bench.scale import write_package

#: What is changed: the table, the column and the value; without a column a row is added like the last one,
#: or with a value the one in the middle taken out.
EDITS = (
    ("partnerships", "name_en", "Quite Another Name"),
    ("observations", "value", "123000000"),
    ("stages", "as_of", "2016-04-13"),
    ("partnerships", "sectors", "health"),
    ("observations", "note_en", "as the report has it"),
    ("statements", "gist_en", "Something Else"),
    ("sources", "title_en", "Another Report"),
    ("participations", "role", "host"),
    ("participations", "start", "5"),
    ("observations", "", ""),
    ("stages", "", ""),
    ("statements", "", ""),
    ("observations", "", "-1"),
    ("participations", "", ""),
)


class Took(NamedTuple):
    """Seconds of a build: of the CPU, with the processes that it starts, and by the clock."""

    cpu: float
    clock: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} CPU s ({self.clock:.1f} by the clock)"


def main() -> None:
    """Build, change and build again for each size."""
    for size in [int(argument) for argument in sys.argv[1:]] or [300, 3_000]:
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), size)


def measure(home: Path, size: int) -> None:
    """Print what each build of one size took."""
    package, out = home / "package", home / "out"
    write_package(package, size)
    print(f"{size} partnerships: from nothing {built(package, out)}, unchanged {built(package, out)}")
    for table, column, value in EDITS:
        edit(package / f"{table}.csv", column, value)
        again = built(package, out, "--profile", "--verbose")
        whole = built(package, home / "whole", "--fresh")
        same = all((out / file).read_bytes() == (home / "whole" / file).read_bytes() for file in OUTPUTS)
        ratio = f"{again.cpu / whole.cpu:.2f} of that"
        what = f"{table} {column or ('one row less' if value else 'one more row')}"
        print(f"  {what}: from nothing {whole}, upon the last {again}, {ratio}; bytes equal: {same}")
    print(f"  answers equal from store and file: {alike(out)}")


def built(package: Path, out: Path, *options: str) -> Took:
    """What one build took."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "kg", "build", package, "--out", out, *options], check=True, stdout=-3)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(cpu, time.perf_counter() - start)


def edit(path: Path, column: str, value: str) -> None:
    """Change the cell of a column in the middle of a table, add a row like the last one, or take one out."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if column:
        rows[len(rows) // 2][header.index(column)] = value
    elif value:
        del rows[len(rows) // 2]
    else:
        own = {"id": "more"}
        if "partnership" in header:
            own["partnership"] = rows[0][header.index("partnership")]
        rows.append([own.get(name, cell) for name, cell in zip(header, rows[-1], strict=True)])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def alike(out: Path) -> bool:
    """Whether each question that needs nothing has the same answer from the store that is kept as from the file."""
    one, other = open_graph(out, read_only=True), kg.open(out)
    for name in [question.name for question in list_questions()]:
        try:
            expected = other.ask(name)
        except UsageError:  # it needs to be told something
            continue
        if one.ask(name).as_dict() != expected.as_dict():
            print(f"  {name} is another")
            return False
    return True


if __name__ == "__main__":
    main()
