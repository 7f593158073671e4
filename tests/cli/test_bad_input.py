"""What a person may type wrong, in every command that takes a name, a date or a parameter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Outcome

Run = Callable[..., Outcome]


@pytest.fixture
def refused(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command that is to be refused; gives its message, checked to be a sentence on standard error alone."""
    # A reader of both languages is told everything twice.
    monkeypatch.setenv("KG_LANG", "en")

    def refused(*arguments: str, code: int) -> str:
        outcome = run(*arguments, "--graph", built)
        assert (outcome.code, outcome.out) == (code, ""), outcome.err
        assert outcome.err.startswith("Error: ")
        assert outcome.err.endswith(".\n") or outcome.err.endswith("?\n")
        return outcome.err

    return refused


Refused = Callable[..., str]


def named(message: str) -> list[str]:
    """The ids that a message suggests."""
    return re.findall(r"(?:Did you mean|may mean|or) ([a-z-]+/[^ ]+) \(", message)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "partners", "-p", "party={}"),
        ("explain", "{}"),
        ("explain", "{}", "上海"),
        ("explain", "上海", "{}"),
        ("ledger", "--region", "{}"),
        ("weakpoints", "region-region", "{}"),
        ("suggest", "region-region", "{}"),
        ("history", "{}"),
    ],
    ids=lambda arguments: " ".join(arguments),
)
@pytest.mark.parametrize(
    "name", ["海监", "Hayan", "Haiyan Country", "嘉", "湖基金", "xyzzy", "\u202e海盐盐\u202c", "a" * 500]
)
def test_a_name_that_nothing_has_brings_the_nearest_ones(
    arguments: tuple[str, ...], name: str, refused: Refused
) -> None:
    message = refused(*(argument.format(name) for argument in arguments), code=1)
    assert "Nothing is called " in message
    # What is far from all of them is near none, as a region's name may be from all partnerships.
    assert len(named(message)) <= 3
    assert bool(named(message)) is (name not in ("xyzzy", "a" * 500)) or arguments[0] == "history"
    assert "\u202e" not in message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("海监", "region/cn-jiaxing-haiyan"),
        ("Hayan", "region/cn-jiaxing-haiyan"),
        ("Haiyan Country", "region/cn-jiaxing-haiyan"),
        ("fund twon", "region/cn-jiaxing-nanhu-fund-town"),
        ("基金小村", "region/cn-jiaxing-nanhu-fund-town"),
        ("金小镇", "region/cn-jiaxing-nanhu-fund-town"),
        ("Xinan Hosp", "institution/xinan-international-hospital"),
        ("cn-jiaxing-hayan", "region/cn-jiaxing-haiyan"),
    ],
)
def test_what_is_meant_is_among_them(typed: str, meant: str, refused: Refused) -> None:
    assert meant in named(refused("ask", "partners", "-p", f"party={typed}", code=1))


def test_traditional_characters_are_no_mistake(run: Run) -> None:
    same = [run("ask", "partners", "-p", f"party={typed}").out for typed in ("基金小鎮", "基金小镇")]
    assert same[0] == same[1] != ""


def test_partial_names_come_before_those_that_look_alike(refused: Refused) -> None:
    """南湖 is in the names of Nanhu's partnership; 平湖 only looks like it."""
    assert named(refused("history", "南湖", code=1))[0] == "partnership/nanhu-shanghai-park-agreements"
    assert all("haiyan" in iri for iri in named(refused("history", "海盐", code=1)))
    assert "sector/health" in named(refused("explain", "sector:helth", code=1))


def test_a_source_that_is_not_there(refused: Refused, built: Path, tmp_path: Path) -> None:
    message = refused("withdraw", "zjol", "--out", str(tmp_path / "left"), code=1)
    assert named(message)[0] == "source/zjol-2017-07-28"
    assert not (tmp_path / "left").exists()


@pytest.mark.parametrize(
    "arguments",
    [("explain", "{}"), ("suggest", "region-region", "{}"), ("weakpoints", "region-region", "{}")],
    ids=lambda arguments: arguments[0],
)
def test_a_name_that_two_things_have_brings_both_ids(arguments: tuple[str, ...], refused: Refused) -> None:
    message = refused(*(argument.format("浙沪核电关联产业共享区") for argument in arguments), code=1)
    assert set(named(message)) == {
        "partnership/zhejiang-shanghai-nuclear-sharing-zone",
        "region/cn-jiaxing-haiyan-nuclear-sharing-zone",
    }
    assert message.endswith("Use the id.\n")


NO_DAYS = (
    "2017-02-30",
    "17/7/2017",
    "2017-7-1",
    "2017-13-01",
    "2017-07-28T00:00:00",
    "２０１７-07-28",
    "yesterday",
    "",
    " ",
)


@pytest.mark.parametrize("name", ["Atlantis", "Mars", "Nowhere", "火星", "木偶街"])
def test_names_that_have_nothing_to_do_with_it_are_not_suggested(name: str, refused: Refused) -> None:
    for arguments in (("explain", name), ("ask", "partners", "-p", f"party={name}")):
        message = refused(*arguments, code=1)
        assert "See `kg ask find`" in message
        assert named(message) == []


@pytest.mark.parametrize(
    ("name", "first"),
    [("haiyen", "haiyan"), ("Haiyen County", "haiyan"), ("海岩", "haiyan"), ("Pingu", "pinghu"), ("平胡市", "pinghu")],
)
def test_a_name_with_a_letter_wrong_is_suggested(name: str, first: str, refused: Refused) -> None:
    assert f"region/cn-jiaxing-{first}" in named(refused("explain", name, code=1))


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "{}"),
        ("history", "{}"),
        ("ask", "{}"),
        ("ask", "partners", "-p", "party={}"),
        ("ask", "partners", "-p", "{}=x"),
        ("ask", "partners", "-p", "{}"),
        ("ask", "partnerships", "-p", "stage={}"),
        ("ask", "sectors", "--as-of", "{}"),
        ("ledger", "--region", "{}"),
        ("ledger", "--measure", "{}"),
        ("ledger", "--period", "{}"),
        ("network", "{}"),
        ("network", "region-region", "-f", "{}"),
        ("coverage", "--by", "{}"),
    ],
    ids=" ".join,
)
def test_of_what_is_very_long_no_more_is_repeated_than_it_is_known_by(
    arguments: tuple[str, ...], run: Run, built: Path
) -> None:
    long = "很长" * 400
    outcome = run(*(one.format(long) for one in arguments), "--graph", built, "--lang", "en")
    assert outcome.code in (1, 2)
    assert outcome.err.startswith("Error: ")
    assert 10 < outcome.err.count("很长") <= 60


def test_what_is_none_of_the_choices_is_said_as_all_else_is(refused: Refused) -> None:
    assert refused("coverage", "--by", "planet", code=2) == (
        "Error: --by takes no value 'planet'. Use one of: summary, region, sector, source, field, stage.\n"
    )
    assert "--by takes no value ''." in refused("coverage", "--by", "", code=2)


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_date_that_is_none(day: str, refused: Refused) -> None:
    for option in ("--as-of", "--known-by"):
        assert f"{option} {day!r} is no date. Write a day that exists as 2017-07-28" in refused(
            "ask", "sectors", f"{option}={day}", code=2
        )
    message = refused("ask", "timeline", "-p", f"since={day}", code=2)
    assert repr(day) in message or "is empty" in message
    assert "Write a day that exists, as 2017-07-28." in message
    if day != "2017-07-28T00:00:00":
        assert f"The period {day!r} is none. Write it like 2017" in refused("ledger", f"--period={day}", code=2)


@pytest.mark.parametrize(
    ("arguments", "value", "fix"),
    [
        (("ask", "passage", "-p", "start=x"), "'x'", "Write a whole number in digits"),
        (("ask", "passage", "-p", "start=1.5"), "'1.5'", "Write a whole number in digits"),
        (("ask", "multi-party", "-p", "least=三"), "'三'", "Write a whole number in digits"),
        (("ask", "multi-party", "-p", "least="), "least is empty", "Or leave the parameter out"),
        (("ask", "partnerships", "-p", "stage="), "stage is empty", "Or leave the parameter out"),
        (("ask", "partnerships", "-p", "stage=sgined"), "'sgined'", "Did you mean signed"),
        (("ask", "partnerships", "-p", "sector=医疗"), "'医疗'", "Did you mean health"),
        (("ask", "figures", "-p", "measure=capitl"), "'capitl'", "or capitalArrived"),
        (("network", "region-region", "-p", "coarser=maybe"), "'maybe'", "Write true or false"),
        (("ledger", "--measure", "capitl"), "'capitl'", "Did you mean capital"),
        (("ledger", "--measure="), "''", "`kg codes measure` lists them all"),
        (("suggest", "region-region", "周传根"), "nanhu-drb-deputy-director", "`kg measure` lists its nodes"),
        (("explain", "平湖", "Pinghu"), "both are Pinghu", "Name another"),
        (("measure", "region-region", "-m", "betweeness"), "'betweeness'", "Did you mean betweenness"),
        (("rank", "region-region", "-m", "clossness"), "'clossness'", "Did you mean closeness"),
        (("rank", "region-region", "-m", "community"), "'community'", "have no order"),
        (("communities", "region-region", "--resolution", "-1"), "-1.0", "a number above zero"),
        (("communities", "region-region", "--resolution", "nan"), "nan", "a number above zero"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_value_of_the_wrong_type(arguments: tuple[str, ...], value: str, fix: str, refused: Refused) -> None:
    message = refused(*arguments, code=2)
    assert value in message
    assert fix in message


def test_two_graphs_are_refused_and_not_the_last_one_taken(run: Run, tmp_path: Path) -> None:
    found = run("ask", "partnerships", "-g", tmp_path / "one.nq", "-g", tmp_path / "two.nq")
    assert found.code == 2
    assert "-g is given 2 times" in found.err
    assert f"kg build {tmp_path / 'one.nq'} {tmp_path / 'two.nq'} --out DIR" in " ".join(found.err.split())


def test_a_file_without_derived_triples_has_them_made(run: Run, tmp_path: Path) -> None:
    """Two parties of one project, as somebody typed them: without the rules neither has a partner."""
    path = tmp_path / "typed.ttl"
    lines = ["@prefix pk: <https://w3id.org/partnership-kg/ont#> .", "@base <https://w3id.org/partnership-kg/id/> ."]
    lines += ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    for name in ("ava", "bel"):
        lines.append(
            f'<region/{name}> a pk:AdministrativeRegion ; skos:prefLabel "{name}"@en ; pk:level <../code/level/city> .'
        )
        lines.append(f"<participation/{name}> a pk:Participation ; pk:party <region/{name}> .")
        lines.append(f"<partnership/port> a pk:Project ; pk:participation <participation/{name}> .")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = run("network", "region-region", "-p", "level=city", "-g", path, "-f", "csv")
    assert found.code == 0
    assert [line.split(",")[1] for line in found.out.splitlines()[1:]] == ["ava"]
