"""Files of RDF on the command line, beside packages and alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg import assets
from tests.support import OUTPUTS, ROOT, Outcome, tree

Run = Callable[..., Outcome]
PLACES = ROOT / "tests" / "data" / "places.skos.ttl"
ORGANISATIONS = ROOT / "tests" / "data" / "organisations.org.ttl"


def test_a_build_of_graphs_says_how_they_were_read(run: Run, tmp_path: Path, built: Path) -> None:
    done = run("build", built, PLACES, ORGANISATIONS, "--lang", "en")
    assert done.code == 0
    assert "places.skos.ttl: Read as SKOS: 4 regions.\n" in done.err
    assert (
        "places.skos.ttl: 2 of 28 triples of the file were not used: 1 dcterms:creator, 1 skos:changeNote.\n"
        in done.err
    )
    assert "organisations.org.ttl: Read as ORG and FOAF: 3 institutions.\n" in done.err
    assert "57 partnerships" in done.out
    assert set(tree(tmp_path / "build")) == OUTPUTS
    # Which graph is asked, where several are joined; and the page's footer.
    asked = run("ask", "regions", "--lang", "en")
    assert asked.err.startswith("Read: build/ (Places; Jiaxing and Shanghai: ")
    assert '"Places; Jiaxing and Shanghai: ' in (tmp_path / "build" / "network.html").read_text(encoding="utf-8")
    chinese = run("build", built, PLACES, "--lang", "zh")
    assert "places.skos.ttl：按SKOS读入：4 个地区。\n" in chinese.err
    assert "Read as" not in chinese.err


def test_a_check_of_graphs(run: Run, tmp_path: Path, built: Path) -> None:
    fine = run("check", built / "graph.nq", "--lang", "en")
    assert (fine.code, fine.err) == (0, "")
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        "<https://w3id.org/partnership-kg/id/region/x> a <https://w3id.org/partnership-kg/ont#AdministrativeRegion> .\n"
    )
    found = run("check", wrong, assets.data_folder() / "regions-china", "--lang", "en")
    assert found.code == 1
    assert "wrong.ttl, field level, https://w3id.org/partnership-kg/id/region/x" in found.out
    assert run("build", wrong).code == 1
    assert not (tmp_path / "build").exists()
    report = run("check", wrong, "--format", "json").json()
    assert {(each["file"], each["row"]) for each in report["findings"]} == {("wrong.ttl", 0)}


def test_a_file_that_is_no_graph(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://x/a> <http://x/b>\n.")
    for command in ("build", "check"):
        done = run(command, "bad.ttl", "--lang", "en")
        assert done.code == 1
        assert done.err.startswith("Error: bad.ttl: is not valid RDF: Parser error at line 2 column 1")
        assert done.err.count("\n") == 1
        lacking = run(command, "none.ttl", "--lang", "en")
        assert lacking.code == 1
        assert lacking.err.startswith("Error: none.ttl: cannot be read (No such file or directory).")
