"""Findings that one changed cell does not make: each with files and commands that make it.

A scene is played in an empty folder by the command line itself, and every finding that comes about is taken down where
it is made. So the reference shows what a reader who does the same is told.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from unittest import mock

from kg.cli.main import run
from kg.findings import Finding
from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision
from kg.intake.articles.model import Field, Span, Suggestion
from kg.intake.worked_example import EXAMPLE_TEXT
from kg.text import Text
from tests.articles import reviewed

Made = Callable[[Path], None]
#: A file as its text, or as what it holds in words with what writes it.
Content = str | tuple[Text, Made]


@dataclass(frozen=True)
class Scene:
    """How findings come about.

    Attributes:
        codes: the findings that it is the example of.
        commands: what is typed, in this order; the last one tells the findings.
        files: what stands in the folder before all of it; what lies in a folder, before the last command.
        changes: files that the commands made, each with what stands there and what is put in its place.
        acts: what a person does in a review, in words, with what does it; then nothing is typed.
    """

    codes: tuple[str, ...]
    commands: tuple[str, ...] = ()
    files: Mapping[str, Content] = field(default_factory=dict)
    changes: tuple[tuple[str, str, str], ...] = ()
    acts: tuple[Text, Made] | None = None

    @property
    def first(self) -> dict[str, Content]:
        """The files that are there from the beginning."""
        return {name: content for name, content in self.files.items() if "/" not in name}

    @property
    def then(self) -> dict[str, Content]:
        """The files that are put into folders before the last command."""
        return {name: content for name, content in self.files.items() if "/" in name}


def play(scene: Scene, folder: Path) -> dict[str, Finding]:
    """Play a scene in an empty folder.

    Returns:
        the findings that came about, the first of each code.

    Raises:
        AssertionError: if one that it stands for does not come about.
    """
    made: list[Finding] = []
    shorten = Finding.__post_init__

    def taken(finding: Finding) -> None:
        shorten(finding)
        made.append(finding)

    *before, last = scene.commands or ("",)
    with contextlib.chdir(folder):
        for name, content in scene.first.items():
            _write(folder / name, content)
        for command in before:
            _typed(command)
        for name, content in scene.then.items():
            _write(folder / name, content)
        for name, old, new in scene.changes:
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text, f"{name} has no {old!r}"
            (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with mock.patch.object(Finding, "__post_init__", taken):
            printed = _typed(last) if last else ""
            if scene.acts is not None:
                scene.acts[1](folder)
    found: dict[str, Finding] = {}
    for one in made:
        # What is typed tells the reader: of what is found on the way, only that counts.
        if scene.acts is not None or _bare(one.message_en) in printed:
            found.setdefault(one.code, one)
    missing = [code for code in scene.codes if code not in found]
    assert not missing, f"{scene.commands}: {missing} not told, but {sorted(found)}:\n{printed}"
    return found


def _typed(command: str) -> str:
    """What a command prints in English, without blanks."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        run([*command.split()[1:]])
    return _bare(out.getvalue())


def _bare(text: str) -> str:
    return "".join(text.split())


def _write(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        content[1](path)


@cache
def of_scenes() -> dict[str, tuple[Scene, Finding]]:
    """Each code with its scene and what it says there."""
    found: dict[str, tuple[Scene, Finding]] = {}
    for _, scenes in SCENES:
        for scene in scenes:
            with tempfile.TemporaryDirectory() as temporary, mock.patch.dict(os.environ, KG_LANG="en", COLUMNS="1000"):
                said = play(scene, Path(temporary).resolve())
            for code in scene.codes:
                assert code not in found, f"{code} has two scenes"
                found[code] = scene, said[code]
    return found


def _book(fill: Callable[..., None]) -> Made:
    """What writes a workbook."""

    def write(path: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        fill(book)
        book.save(path)

    return write


def _bytes(content: bytes) -> Made:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


# --- Packages ---------------------------------------------------------------------------------------------------------

_NEW = "kg new mine"
_CHECK = "kg check mine"
_TWO = ("kg new one", "kg new two")


def _stages(book: object) -> None:
    _rows(book, _STAGE)


_STAGE = (
    "id,partnership,stage,as_of,precision,time_basis,asserted_by,note_zh,note_en,source,start,end,place",
    "exampleton-sampleford-logistics-signed,exampleton-sampleford-logistics,signed,2024-03-12,day,stated,,,,example,0,97,",
)


def _rows(book: object, lines: tuple[str, ...]) -> None:
    for line in lines:
        book.active.append([cell or None for cell in line.split(",")])  # type: ignore[attr-defined]


def _cell(place: str, value: str, kind: str = "") -> Callable[..., None]:
    def fill(book: object) -> None:
        _stages(book)
        book.active[place] = value  # type: ignore[attr-defined]
        if kind:
            book.active[place].data_type = kind  # type: ignore[attr-defined]

    return fill


def _second_sheet(book: object) -> None:
    _stages(book)
    book.create_sheet("2023")["A1"] = "x"  # type: ignore[attr-defined]


_AS_WORKBOOK = ("mine/datapackage.json", '"path": "stages.csv"', '"path": "stages.xlsx"')
_JUDGED = (
    "subject_id,subject_label,subject_type,predicate_id,predicate_modifier,object_id,object_label,object_type,"
    "mapping_justification,author_label,mapping_date,confidence,comment\n"
)


def _judged(*pairs: tuple[str, str, str, str]) -> str:
    """The log of judgements: what, what it is or is not, ``Not`` or nothing, and by whom."""
    lines = []
    for thing, other, no, by in pairs:
        sides = [(one, "", "") if "/" in one else ("", one, "rdfs literal") for one in (thing, other)]
        (a, name, kind), (b, called, sort) = sides
        lines.append(
            f"{a},{name},{kind},skos:exactMatch,{no},{b},{called},{sort},semapv:ManualMappingCuration,{by},,,\n"
        )
    return _JUDGED + "".join(lines)


_HARBOUR = (
    "mine/institutions.csv",
    "port-of-sampleford,",
    "harbour-of-sampleford,样本海港,Harbour of Sampleford,,,port,xx-sampleford,,,,,,,,,,example,0,97,\nport-of-sampleford,",
)
_PORTS = ("institution/harbour-of-sampleford", "institution/port-of-sampleford")
_REGIONS = (
    "id,name_zh,name_en,alt_zh,alt_en,kind,level,parent,code,code_scheme,valid_from,valid_to,successor,latitude,"
    "longitude,open_ended,ambiguity_zh,ambiguity_en,note_zh,note_en,source,start,end,place\n"
)

PACKAGES = (
    Scene(("worked-example",), (_NEW, _CHECK)),
    Scene(
        ("no-data",),
        ("kg check empty",),
        {
            "empty/datapackage.json": '{"name": "empty", "resources": [{"name": "regions", "path": "regions.csv"}]}\n',
            "empty/regions.csv": _REGIONS,
        },
    ),
    Scene(
        ("unreadable-table",),
        (_NEW, _CHECK),
        {"mine/stages.xlsx": "This is no workbook.\n"},
        (_AS_WORKBOOK,),
    ),
    Scene(
        ("formula-without-value",),
        (_NEW, _CHECK),
        {
            "mine/stages.xlsx": (
                Text(
                    "the table stages as a workbook, C2 with the formula =B1 that no spreadsheet program has computed",
                    "stages 表的工作簿，C2 为未经电子表格程序计算的公式 =B1",
                ),
                _book(_cell("C2", "=B1")),
            )
        },
        (_AS_WORKBOOK,),
    ),
    Scene(
        ("formula-error",),
        (_NEW, _CHECK),
        {
            "mine/stages.xlsx": (
                Text("the table stages as a workbook, C2 with the error #REF!", "stages 表的工作簿，C2 为错误值 #REF!"),
                _book(_cell("C2", "#REF!", "e")),
            )
        },
        (_AS_WORKBOOK,),
    ),
    Scene(
        ("other-sheets",),
        (_NEW, _CHECK),
        {
            "mine/stages.xlsx": (
                Text(
                    "the table stages as a workbook, with a second sheet “2023” that is not empty",
                    "stages 表的工作簿，另有非空的工作表“2023”",
                ),
                _book(_second_sheet),
            )
        },
        (_AS_WORKBOOK,),
    ),
    Scene(("duplicate-package",), (*_TWO, "kg check one two"), {}, (("two/datapackage.json", '"two"', '"one"'),)),
    Scene(
        ("disagreeing-rows",),
        (*_TWO, "kg check one two"),
        {},
        (("two/regions.csv", "Exampleton,,,AdministrativeRegion,city", "Exampleton,,,AdministrativeRegion,county"),),
    ),
    Scene(
        ("restated",),
        (*_TWO, "kg check one two"),
        {},
        (("two/regions.csv", "Exampleton,,,", "Exampleton,,Old Exampleton,"),),
    ),
    Scene(
        ("joined",),
        (_NEW, _CHECK),
        {"mine/names.csv": _judged((*_PORTS, "", "Li"))},
        (_HARBOUR,),
    ),
    Scene(
        ("joined-kinds",),
        (_NEW, _CHECK),
        {"mine/names.csv": _judged(("institution/port-of-sampleford", "region/xx-sampleford", "", "Li"))},
    ),
    Scene(
        ("judged-both-ways",),
        (_NEW, _CHECK),
        {"mine/names.csv": _judged((*_PORTS, "", "Li"), (*_PORTS, "Not", "Wang"))},
        (_HARBOUR,),
    ),
    Scene(
        ("judgements-conflict",),
        (_NEW, _CHECK),
        {
            "mine/names.csv": _judged(
                (*_PORTS, "", "Li"),
                ("institution/quay-of-sampleford", _PORTS[0], "", "Li"),
                ("institution/quay-of-sampleford", _PORTS[1], "Not", "Li"),
            )
        },
        (
            _HARBOUR,
            (
                "mine/institutions.csv",
                "port-of-sampleford,",
                "quay-of-sampleford,样本码头,Quay of Sampleford,,,port,xx-sampleford,,,,,,,,,,example,0,97,\nport-of-sampleford,",
            ),
        ),
    ),
    Scene(
        ("judgement-of-nothing",),
        (_NEW, _CHECK),
        {"mine/names.csv": _judged(("institution/gone", "institution/port-of-sampleford", "", "Li"))},
    ),
    Scene(
        ("name-of-several",),
        (_NEW, _CHECK),
        {"mine/names.csv": _judged(("The Port", _PORTS[0], "", "Li"), ("The Port", _PORTS[1], "", "Li"))},
        (_HARBOUR,),
    ),
    Scene(
        ("idle-parameter",),
        (_NEW, "kg check mine --ontology own"),
        {
            "own/shapes/ports.ttl": "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
            "@prefix pk: <https://w3id.org/partnership-kg/ont#> .\n"
            "<https://example.org/shapes#ports> a sh:NodeShape ; sh:targetClass pk:Institution ;\n"
            "  sh:property <https://example.org/shapes#kinds> .\n"
            "<https://example.org/shapes#kinds> a sh:PropertyShape ; sh:path pk:institutionKind ;\n"
            "  sh:qualifiedMinCount 1 .\n"
        },
    ),
)

# --- Files of RDF that are joined -------------------------------------------------------------------------------------

_PREFIXES = (
    "@prefix pk: <https://w3id.org/partnership-kg/ont#> .\n@prefix level: <https://w3id.org/partnership-kg/code/level/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix ex: <https://example.org/> .\n"
)
_ORG = (
    "@prefix org: <http://www.w3.org/ns/org#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .\n@prefix ex: <https://example.org/> .\n"
    'ex:works a org:FormalOrganization ; skos:prefLabel "Works"@en ;\n'
    '  org:hasSite [ org:siteAddress [ vcard:locality "Haven" ; vcard:street-address "1 Quay" ] ] .\n'
)


def _town(*names: str) -> str:
    return _PREFIXES + "".join(
        f'ex:{name} a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "Haven"@en , "海文"@zh .\n'
        for name in names
    )


_DATA_SET = "@prefix void: <http://rdfs.org/ns/void#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"

JOINED = (
    Scene(("read-as", "not-used", "region-of-address"), ("kg check org.ttl",), {"org.ttl": _ORG}),
    Scene(("placed-by-name",), ("kg check org.ttl towns.ttl",), {"org.ttl": _ORG, "towns.ttl": _town("haven")}),
    Scene(
        ("place-ambiguous",),
        ("kg check org.ttl towns.ttl",),
        {"org.ttl": _ORG, "towns.ttl": _town("haven", "new-haven")},
    ),
    Scene(
        ("place-unknown",),
        ("kg check org.ttl",),
        {
            "org.ttl": "@prefix org: <http://www.w3.org/ns/org#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            '@prefix ex: <https://example.org/> .\nex:works a org:FormalOrganization ; skos:prefLabel "Works"@en ;\n'
            "  <http://xmlns.com/foaf/0.1/based_near> ex:nowhere .\n"
        },
    ),
    Scene(
        ("nothing-known",),
        ("kg check birds.ttl",),
        {
            "birds.ttl": '@prefix ex: <https://example.org/> .\nex:robin a ex:Bird ; ex:sings "loud" .\n',
        },
    ),
    Scene(("no-triples",), (_NEW, "kg check mine empty.ttl"), {"empty.ttl": "@prefix ex: <https://example.org/> .\n"}),
    Scene(
        ("not-in-the-model", "not-of-the-model"),
        ("kg check towns.ttl",),
        {"towns.ttl": _town("haven") + 'ex:haven pk:levl level:city ; ex:mayor "Ada" .\n'},
    ),
    Scene(
        ("codes-as-here",),
        ("kg check towns.ttl",),
        {"towns.ttl": _town("haven") + 'level:city skos:prefLabel "Borough"@en .\n'},
    ),
    Scene(
        ("another-base",),
        (_NEW, "kg build mine --base https://example.org/id/ --out there", "kg check mine there/graph.nq"),
    ),
    Scene(
        ("derived-anew",),
        (_NEW, "kg build mine --out there", "kg check there/graph.nq"),
        {},
        (
            (
                "there/graph.nq",
                "ont#stage> <https://w3id.org/partnership-kg/code/stage/signed>",
                "ont#stage> <https://w3id.org/partnership-kg/code/stage/operating>",
            ),
        ),
    ),
    Scene(
        ("one-name-two-things",),
        ("kg check towns.ttl others.ttl",),
        {"towns.ttl": _town("haven"), "others.ttl": _town("harbour-town")},
    ),
    Scene(
        ("one-place-two-ids",),
        ("kg check towns.ttl",),
        {
            "towns.ttl": "@base <https://w3id.org/partnership-kg/id/> .\n"
            + _town("haven", "harbour")
            .replace("ex:haven", "<region/gb-crf>")
            .replace("ex:harbour", "<region/gn-2653822>")
            .replace('"Haven"@en , "海文"@zh', '"Cardiff"@en , "加的夫"@zh')
            + "<partnership/lagoon> a pk:Project ; pk:carriedOutIn <region/gb-crf> , <region/gn-2653822> .\n"
        },
    ),
    Scene(
        ("two-versions",),
        (_NEW, "kg build mine --out there", "kg check mine there/graph.nq"),
        {},
        (("mine/datapackage.json", '"version": "0.1.0"', '"version": "0.2.0"'),),
    ),
)

# --- Mappings ---------------------------------------------------------------------------------------------------------

_MAPPING = (
    "#: title: {en: Deals, zh: 交易}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
    "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)
_FIRMS = (
    _MAPPING + "CONSTRUCT { ?id a pk:Institution ; skos:prefLabel ?l }\nWHERE { ?row row:name ?name .\n"
    '  BIND(fn:id("institution", fn:slug(?name)) AS ?id) BIND(STRLANG(?name, "en") AS ?l) }\n'
)
_DEALS = (
    _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:value ?v }\nWHERE { ?row row:name ?name .\n"
    "  OPTIONAL { ?row row:usd ?u }\n"
    '  BIND(fn:id("partnership", ?name) AS ?id) BIND(xsd:decimal(?u) AS ?v) }\n'
)
_TYPED = _DEALS.replace("xsd:decimal(?u)", "STRDT(?u, xsd:decimal)")
_STATED = (
    _MAPPING
    + "CONSTRUCT { ?id a pk:Project ; skos:prefLabel ?l ; pk:evidence ?e . ?e a pk:Evidence ; oa:hasSource ?s . "
    "?s a pk:Source }\nWHERE { ?row row:kind ?kind . OPTIONAL { ?row row:name ?name }\n"
    '  BIND(STRLANG(?name, "en") AS ?l) BIND(fn:id("partnership", ?name) AS ?id)\n'
    '  BIND(fn:id("source", "deals") AS ?s) BIND(fn:id("evidence", "deals", STR(fn:row())) AS ?e) }\n'
)


def _titled(book: object) -> None:
    _rows(book, ("Deals of 2024", "", "name,usd,seen", "A,1,x", "B,2,y"))


def _merged(book: object) -> None:
    _rows(book, ("name,usd", "A,1", ",2", "B,3"))
    book.active.merge_cells("A2:A3")  # type: ignore[attr-defined]


_MAP = ("kg map deals.csv deals.rq --partial",)


def _map(codes: tuple[str, ...], table: str, mapping: str, **others: str) -> Scene:
    files = {"deals.csv": table, "deals.rq": mapping, **{f"{name}.csv": text for name, text in others.items()}}
    return Scene(codes, _MAP, files)


MAPPINGS = (
    _map(("row-without-result", "variable-without-value"), "name,usd\nA,1\n,2\nB,\n", _DEALS),
    _map(("no-id",), 'name,usd\nA,1\n" ",2\n', _DEALS),
    _map(("wrong-value",), 'name,usd\nA,1\nB,"1,000"\n', _TYPED),
    _map(("two-names-one-id",), "name\nA.B\nA B\n", _FIRMS),
    _map(("names-alike",), "name\nACME\nAcme\n", _FIRMS),
    _map(
        ("two-names-of-one-thing",),
        "code,name\n7,Esk Port\n7,Fell Rail\n",
        _FIRMS.replace("row:name ?name", "row:code ?code ; row:name ?name").replace("fn:slug(?name)", "?code"),
    ),
    _map(
        ("spellings-joined",),
        "name\nEsk Port\nESK  Port\n",
        _FIRMS.replace("fn:slug(?name)", "fn:spelled(?name)"),
    ),
    _map(
        ("one-name-two-organisations",),
        "name,land\nRiver Board,Austria\nRiver Board,Hungary\n",
        _FIRMS.replace("row:name ?name", "row:name ?name ; row:land ?land").replace("fn:slug(?name)", "?name, ?land"),
    ),
    _map(
        ("two-values-of-one-figure",),
        "key,usd\n1,5\n1,6\n",
        _MAPPING + "CONSTRUCT { ?o a pk:Achievement ; pk:value ?v }\nWHERE { ?row row:key ?key ; row:usd ?u .\n"
        '  BIND(fn:id("observation", ?key) AS ?o) BIND(xsd:decimal(?u) AS ?v) }\n',
    ),
    _map(
        ("two-days-of-one-thing",),
        "key,day\n1,2010-01-02\n1,2012-03-04\n",
        _MAPPING + "CONSTRUCT { ?c a pk:StageClaim ; pk:asOf ?d }\nWHERE { ?row row:key ?key ; row:day ?day .\n"
        '  BIND(fn:id("stage", ?key) AS ?c) BIND(STRDT(?day, xsd:date) AS ?d) }\n',
    ),
    _map(
        ("ends-unread", "one-party-each"),
        "key,name,terminated on\n1,Esk Port,2015-06-07\n2,Fell Rail,2016-07-08\n",
        _MAPPING + "CONSTRUCT { ?p pk:participation ?t . ?t pk:party ?i }\nWHERE { ?row row:key ?key ; row:name ?n .\n"
        '  BIND(fn:id("partnership", ?key) AS ?p) BIND(fn:id("participation", ?key) AS ?t)\n'
        '  BIND(fn:id("institution", ?n) AS ?i) }\n',
    ),
    _map(
        ("day-about",),
        "name,since\nA,c. 1975\nB,1980\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; pk:asOf ?day }\nWHERE { ?row row:name ?name ; row:since ?since .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(STRDT(fn:date(?since), xsd:date) AS ?day) }\n',
    ),
    Scene(
        ("merged-cells",),
        ("kg map deals.xlsx deals.rq --partial",),
        {
            "deals.xlsx": (
                Text(
                    "a workbook in which the name of the rows 2 and 3 is one merged cell",
                    "工作簿：第2、3行的名称为一个合并单元格",
                ),
                _book(_merged),
            ),
            "deals.rq": _DEALS,
        },
    ),
    Scene(
        ("column-in-other-table",),
        ("kg map deals.csv older.csv deals.rq",),
        {"deals.csv": "name,usd\nA,1\n", "older.csv": "name\nB\n", "deals.rq": _DEALS},
    ),
    _map(("row-empty",), "name,seen\nA,1\n,2\n", _FIRMS),
    _map(("row-with-evidence-only",), "kind,name\nport,A\nport,\n", _STATED),
    _map(
        ("name-without-id",),
        "key,name\n7,Esk Port\n,Fell Rail\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name . ?o a pk:Institution ; skos:prefLabel ?l }\n"
        "WHERE { ?row row:name ?name . OPTIONAL { ?row row:key ?key }\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(fn:id("institution", ?key) AS ?o)'
        ' BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(
        ("value-not-listed",),
        "name,state\nA,open\nB,closed\nC,on hold\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:stage ?stage }\n"
        "WHERE { ?row row:name ?name ; row:state ?state .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(IF(?state = "open", stage:operating,'
        ' IF(?state = "closed", stage:completed, ?none)) AS ?stage) }\n',
    ),
    _map(
        ("value-otherwise",),
        "name,state\nA,open\nB,pending\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:stage ?stage }\n"
        "WHERE { ?row row:name ?name ; row:state ?state .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(IF(?state = "open", stage:operating, ?none) AS ?stage) }\n',
    ),
    _map(
        ("value-for-nothing",),
        "name,state\nA,open\nB,pending\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:stage ?stage }\n"
        "WHERE { ?row row:name ?name ; row:state ?state .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(IF(?state = "open", stage:operating,'
        ' IF(?state = "pending", ?none, ?none)) AS ?stage) }\n',
    ),
    _map(
        ("order-of-days",),
        "name,begin,end\nA,01/05/2021,31/12/2024\nB,02/06/2021,30/11/2024\nC,03/07/2021,29/10/2024\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:periodStart ?from ; pk:periodEnd ?to }\n"
        "WHERE { ?row row:name ?name ; row:begin ?begin ; row:end ?end .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(fn:date(?begin) AS ?from) BIND(fn:end(?end) AS ?to) }\n',
    ),
    _map(
        ("unusual-amount", "amount-without-value"),
        "name,usd,currency\nA,-500,USD\nB,700,\n",
        _DEALS.replace("row:usd ?u }", "row:usd ?u } OPTIONAL { ?row row:currency ?c }").replace(
            "xsd:decimal(?u)", 'fn:amount(CONCAT(?u, " ", ?c))'
        ),
    ),
    _map(("no-rows",), "name,usd\n", _DEALS),
    _map(
        ("rows-not-told",),
        "name\nA\n",
        _MAPPING
        + "CONSTRUCT { ?id a pk:Project ; skos:note ?name }\nWHERE { { SELECT DISTINCT ?name { ?row row:name ?name } } "
        'BIND(fn:id("partnership", ?name) AS ?id) }\n',
    ),
    _map(
        ("not-told-apart",),
        "key,parties,ids\n1,Esk;Fell,t5\n",
        _MAPPING.replace("PREFIX row", "#: split: {parties: ';', ids: ';'}\n#: together: [parties, ids]\nPREFIX row")
        + "CONSTRUCT { ?o a pk:Institution ; skos:prefLabel ?l }\nWHERE { ?row row:key ?key ; row:parties ?name .\n"
        "  OPTIONAL { ?row row:ids ?id }\n"
        '  BIND(COALESCE(fn:id("institution", ?id), fn:id("institution", ?name)) AS ?o) BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(
        ("not-parted",),
        "key,parties\n1,Esk;Fell\n2,Esk|Marr\n",
        _MAPPING.replace("PREFIX row", "#: split: {parties: ';'}\nPREFIX row")
        + "CONSTRUCT { ?o a pk:Institution ; skos:prefLabel ?l }\nWHERE { ?row row:key ?key ; row:parties ?name .\n"
        '  BIND(fn:id("institution", ?name) AS ?o) BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(
        ("kept-whole",),
        'key,lands\n1,"Korea, Republic of, Ghana"\n',
        _MAPPING.replace("PREFIX row", "#: split: {lands: ','}\nPREFIX row")
        + "CONSTRUCT { ?r a pk:AdministrativeRegion ; skos:prefLabel ?l }\nWHERE { ?row row:key ?key ; row:lands ?name .\n"
        '  BIND(fn:id("region", fn:registered(?name, "id", "country")) AS ?r) BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(
        ("listed-without-party",),
        "key,parties\n1,Esk;Fell\n2,Esk;n/k\n",
        _MAPPING.replace("PREFIX row", "#: split: {parties: ';'}\nPREFIX row")
        + "CONSTRUCT { ?p a pk:Project . ?part pk:partnership ?p ; pk:party ?o . ?o skos:prefLabel ?l }\n"
        "WHERE { ?row row:key ?key ; row:parties ?cell .\n"
        '  BIND(fn:id("partnership", ?key) AS ?p) BIND(IF(?cell = "n/k", ?none, ?cell) AS ?name)\n'
        '  BIND(fn:id("institution", ?name) AS ?o) BIND(fn:id("participation", ?key, ?name) AS ?part)\n'
        '  BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(("nothing-made",), "kind,name\nport,\nport,\n", _STATED),
    Scene(
        ("rows-by-key",),
        ("kg map deals.json deals.rq --partial",),
        {
            "deals.json": '{"deals": {"d1": {"name": "A", "usd": "1"}, "d2": {"name": "B", "usd": "2"}}}\n',
            "deals.rq": _DEALS.replace("PREFIX row", "#: rows: $.deals.*\nPREFIX row", 1),
        },
    ),
    Scene(
        ("draft-unsure",),
        ("kg map --guess regions.csv --out regions.rq",),
        {
            "regions.csv": "No,Province,Counter code,Country\n"
            "1,Tirol,SC-4,China\n2,Tirol,HO-1,Japan\n3,Salzburg,GX-2,China\n4,Salzburg,BZ-9,Italy\n"
        },
    ),
    _map(
        ("country-unknown", "region-unknown", "no-country"),
        "name,country,nuts\nA,Atlantia,DE712\nB,EU,DE999\nC,Ghana,DE711\n",
        _MAPPING + "CONSTRUCT { ?r a pk:AdministrativeRegion ; skos:prefLabel ?l }\n"
        "WHERE { ?row row:name ?name ; row:country ?country ; row:nuts ?nuts .\n"
        '  BIND(COALESCE(fn:registered(?country, "name_en", "country"), fn:spelled(?country, "country")) AS ?land)\n'
        '  BIND(fn:id("region", COALESCE(fn:registered(?nuts, "id"), ?nuts), COALESCE(?land, "-")) AS ?r)\n'
        '  BIND(STRLANG(?name, "en") AS ?l) }\n',
    ),
    _map(
        ("listed-without-value", "code-of-two"),
        "name,usd\nA,Esk Port (Norway); Fell Mill (DE)\n",
        _MAPPING.replace("PREFIX row", '#: split: {usd: ";"}\nPREFIX row')
        + "CONSTRUCT { ?id a pk:Institution ; skos:prefLabel ?l ; pk:locatedIn ?land }\nWHERE { ?row row:usd ?who .\n"
        '  BIND(fn:id("institution", ?who) AS ?id) BIND(STRLANG(fn:town(?who), "en") AS ?l)\n'
        '  BIND(fn:id("region", fn:registered(fn:townCountry(?who), "id", "country")) AS ?land) }\n',
    ),
    _map(
        ("column-unread",),
        "name,usd,signed\nA,1,2020-01-05\nB,2,2020-02-06\nC,3,2020-03-07\n",
        _DEALS,
    ),
    _map(
        ("town-ambiguous", "town-unknown"),
        "town,country\nBoston,United Kingdom\nSpringfield,United States\nFellhaven,France\n",
        _MAPPING + "CONSTRUCT { ?r a pk:AdministrativeRegion ; skos:prefLabel ?l ; wgs84:lat ?lat }\n"
        "WHERE { ?row row:town ?town ; row:country ?country .\n"
        '  BIND(fn:id("region", ?town, ?country) AS ?r) BIND(STRLANG(?town, "en") AS ?l)\n'
        '  BIND(STRDT(fn:city(?town, "latitude", ?country), xsd:decimal) AS ?lat) }\n',
    ),
    _map(
        ("value-not-understood",),
        "name,usd\nA,3-4 or so\n",
        _DEALS.replace("xsd:decimal(?u)", "fn:number(?u)"),
    ),
    _map(
        ("day-by-greenwich",),
        "name,usd\nA,1577869200000\n",
        _MAPPING + "CONSTRUCT { ?id a pk:Project ; pk:periodEnd ?end }\nWHERE { ?row row:name ?name ; row:usd ?day .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(fn:end(?day) AS ?end) }\n',
    ),
    _map(
        ("key-not-found",),
        "name,place\nA,Q9\n",
        _MAPPING.replace("PREFIX row", "#: tables: {places: {file: places.csv, key: code}}\nPREFIX row")
        + "CONSTRUCT { ?id a pk:Project ; skos:note ?name, ?place }\nWHERE { ?row row:name ?name ; row:place ?key .\n"
        '  BIND(fn:id("partnership", ?name) AS ?id) BIND(fn:lookup("places", ?key, "name") AS ?place) }\n',
        places="code,name\nQ1,Haven\n",
    ),
    Scene(
        ("encoding",),
        _MAP,
        {
            "deals.csv": (
                Text("a table in GB18030 with the name 港口", "GB18030 编码的表，其中有名称“港口”"),
                _bytes("name,usd\n港口,1\n码头,2\n".encode("gb18030")),
            ),
            "deals.rq": _DEALS,
        },
    ),
    Scene(
        ("headings",),
        ("kg map deals.xlsx deals.rq --partial",),
        {
            "deals.xlsx": (
                Text(
                    "a workbook with “Deals of 2024” in row 1 and the headings in row 3",
                    "工作簿：第1行为“Deals of 2024”，第3行为标题行",
                ),
                _book(_titled),
            ),
            "deals.rq": _DEALS,
        },
    ),
)

# --- Sheets -----------------------------------------------------------------------------------------------------------

_SHEET = (
    "项目名称,甲方,乙方,领域,签约日期,阶段,来源\n"
    "滨海联合实验室,海盐县,浦东新区,新能源,2024-03-18,已签约,https://example.org/a\n"
    "智慧物流园,嘉善县,青浦区,物流,2024-05-06,在建,https://example.org/b\n"
)
_IMPORT = ("kg import deals.csv --into deals",)


def _sheet(book: object) -> None:
    _rows(book, tuple(_SHEET.splitlines()))


def _hidden(book: object) -> None:
    _sheet(book)
    book.active.row_dimensions[3].hidden = True  # type: ignore[attr-defined]
    book.active.column_dimensions["D"].hidden = True  # type: ignore[attr-defined]
    other = book.copy_worksheet(book.active)  # type: ignore[attr-defined]
    other.title, other.sheet_state = "2023", "hidden"


SHEETS = (
    Scene(("delimiter",), _IMPORT, {"deals.csv": _SHEET.replace(",", ";")}),
    Scene(
        ("hidden-rows", "hidden-columns", "hidden-sheet"),
        ("kg import deals.xlsx --into deals",),
        {
            "deals.xlsx": (
                Text(
                    "a workbook with row 3 and column D hidden, and a hidden sheet “2023”",
                    "工作簿：第3行与 D 列隐藏，并有隐藏的工作表“2023”",
                ),
                _book(_hidden),
            )
        },
    ),
    Scene(
        ("null-characters",),
        _IMPORT,
        {
            "deals.csv": (
                Text("a sheet with a null character in a name", "名称中含空字符（NUL）的表"),
                _bytes(_SHEET.replace("智慧", "智\0慧").encode()),
            )
        },
    ),
    Scene(
        ("unreadable-characters",),
        _IMPORT,
        {
            "deals.csv": (
                Text("a sheet in UTF-8 in which one byte of a name is broken", "UTF-8 表，某名称有一个字节损坏"),
                _bytes(_SHEET.encode().replace("智".encode(), b"\xe6\x99", 1)),
            )
        },
    ),
    Scene(("quotes",), _IMPORT, {"deals.csv": _SHEET.replace("智慧物流园", '"智慧 "物流" 园"')}),
    Scene(("open-quote",), _IMPORT, {"deals.csv": _SHEET.replace("智慧物流园", '"智慧物流园')}),
)

# --- Articles, their passages, and what is read of them ---------------------------------------------------------------

_ARTICLE = "<html><body><p>On 12 March 2024 Exampleton and the Port of Sampleford signed a framework agreement.</p></body></html>\n"
_PROVE = "kg evidence mine --text mine/example-source.txt"


def _pdf(path: Path) -> None:
    from tests.documents.pdfs import write_pdf

    write_pdf(path, [["Exampleton and the Port of Sampleford signed an agreement."], []])


PASSAGES = (
    Scene(
        ("declared-encoding",),
        ("kg read page.html --published 2024-03-13",),
        {"page.html": _ARTICLE.replace("<html>", '<html><meta charset="gb2312">').replace("Exampleton", "示例市")},
    ),
    Scene(
        ("part-of-page",),
        ("kg read page.html --published 2024-03-13",),
        {"page.html": _ARTICLE.replace("<p>", "<nav>Home</nav><article><p>").replace("</p>", "</p></article>")},
    ),
    Scene(
        ("pages-without-text",),
        ("kg read scan.pdf --published 2024-03-13",),
        {"scan.pdf": (Text("two pages, of which the second is only a picture", "共两页，第二页仅为图像"), _pdf)},
    ),
    Scene(("no-hash",), (_NEW, _PROVE), {"mine/evidence.csv": "source,start,end,sha256\n"}),
    Scene(("hash-differs",), (_NEW, _PROVE), {}, (("mine/evidence.csv", ",6396726700", ",0000000000"),)),
    Scene(
        ("row-of-another",),
        ("kg import deals.csv --into deals", "kg evidence deals --text deals.csv"),
        {"deals.csv": _SHEET},
        (("deals/partnerships.csv", "row=2", "row=3"),),
    ),
    Scene(("offset-beyond-source",), (_NEW, _PROVE), {}, (("mine/stages.csv", ",0,97,", ",0,970,"),)),
    Scene(("stated-otherwise",), (_NEW, f"{_PROVE} --values"), {}, (("mine/observations.csv", ",20000,", ",30000,"),)),
    Scene(("not-stated",), (_NEW, f"{_PROVE} --values"), {}, (("mine/observations.csv", ",TEU,", ",km,"),)),
)

# --- Reviews ----------------------------------------------------------------------------------------------------------


def _review(said: Text, of: Suggestion, *others: Suggestion, decisions: tuple[Decision, ...] = ()) -> tuple[Text, Made]:
    """What a review says of a suggestion."""

    def act(folder: Path) -> None:
        made = reviewed.package(folder / "mine", (of, *others))
        with Desk.open(made, [reviewed.TEXT]) as desk:
            if decisions:
                desk.decide(list(decisions))
            desk.problems(of.id)

    return said, act


def _without(one: Suggestion, *names: str) -> Suggestion:
    return replace(one, fields=tuple(part for part in one.fields if part.name not in names))


_DEAL, _STEP = reviewed.AGREEMENT, reviewed.STAGE
#: What the scenes of reviews are about.
UNDER_REVIEW = Text(
    "The sentence is “云汀市与海桐区5月8日签署港口物流合作协议，云汀市青禾大学同时加入。”: a city and a district sign an agreement, and "
    "a university joins.",
    "原句为“云汀市与海桐区5月8日签署港口物流合作协议，云汀市青禾大学同时加入。”。",
)

REVIEWS = (
    Scene(
        ("new-party",),
        acts=_review(
            Text(
                "The agreement names a university that is itself only suggested.",
                "协议的一方是一条尚未决定的新机构建议。",
            ),
            _DEAL,
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("not-decided",),
        acts=_review(
            Text(
                "The stage “signed” is looked at before its agreement is accepted.",
                "协议尚未接受，先看其阶段“已签约”。",
            ),
            _STEP,
            _DEAL,
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("class-by-default", "name-made", "role-by-default"),
        acts=_review(
            Text("Of the agreement only sector and parties are suggested.", "协议只建议了领域与各方。"),
            _without(_DEAL, "class", "agreement_kind", "name_zh", "role"),
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("no-party",),
        acts=_review(Text("All its parties are taken out.", "各方均被删去。"), _without(_DEAL, "party", "role")),
    ),
    Scene(
        ("party-twice",),
        acts=_review(
            Text("The second party is set to the first one too.", "把第二方也改为第一方。"),
            _DEAL,
            reviewed.UNIVERSITY,
            decisions=(Decision("edit", _DEAL.id, "party", 2, "region/xx-yunting"),),
        ),
    ),
    Scene(
        ("present",),
        acts=_review(
            Text("The package has an agreement of the same parties.", "数据包中已有相同各方的协议。"),
            replace(_DEAL, present="partnership/port-logistics"),
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("outside-passage", "day-by-default"),
        acts=_review(
            Text(
                "Of the stage no day is suggested, and its word was read in another sentence.",
                "阶段未建议日期，且其所据词语在另一句中。",
            ),
            replace(
                _without(_STEP, "as_of", "precision", "time_basis"),
                fields=(replace(_STEP.fields[0], span=reviewed.at("共建联合实验室")),),
            ),
            _DEAL,
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("blank-passage",),
        acts=_review(
            Text("The passage is drawn over the end of the line alone.", "只选中了行末换行作为引文。"),
            _DEAL,
            reviewed.UNIVERSITY,
            decisions=(Decision("edit", _DEAL.id, span=Span(len(reviewed.TEXT) - 1, len(reviewed.TEXT))),),
        ),
    ),
    Scene(
        ("unknown-field",),
        acts=_review(
            Text("A reader of one's own suggests a field “weather”.", "自备的阅读程序建议了字段“weather”。"),
            replace(_DEAL, fields=(*_DEAL.fields, Field("weather", "fine"))),
            reviewed.UNIVERSITY,
        ),
    ),
    Scene(
        ("open-suggestions",),
        ("kg read article.txt --published 2024-03-13 --into mine", _CHECK),
        {"article.txt": reviewed.TEXT},
    ),
    Scene(
        ("suggestions-unread",),
        ("kg read article.txt --published 2024-03-13 --source a --into mine", _CHECK),
        {"article.txt": EXAMPLE_TEXT, "mine/suggestions/a.json": "{"},
    ),
)

#: The sections of the reference.
SCENES: tuple[tuple[Text, tuple[Scene, ...]], ...] = (
    (Text("Of packages", "关于数据包"), PACKAGES),
    (Text("Of files that are joined", "关于合并的文件"), JOINED),
    (Text("Of mappings", "关于映射"), MAPPINGS),
    (Text("Of sheets", "关于表格"), SHEETS),
    (Text("Of articles and passages", "关于文章与引文"), PASSAGES),
    (Text("Of reviews", "关于审阅"), REVIEWS),
)
