"""SHACL-SPARQL: shapes that are their own constraints, constraint components, ``$shapesGraph``; ports and ships.

Each count is worked out by hand from ``DATA``; pySHACL is asked too where it knows the feature.
"""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import QueryError, SourceError
from kg.graph import shacl
from kg.graph.terms import Literal, NamedNode
from kg.graph.validation import validate
from tests.graph.shacl_peer import EX, assert_same, expected, found, parsed

DATA = """
:Ferry rdfs:subClassOf :Ship .
:ada a :Ship ; :name "Ada"@en , "艾达"@zh ; :length 40 ; :calls :north , :south ; :flag "NO" .
:bea a :Ferry ; :name "Bea"@en ; :length 120 ; :calls :north ; :flag "SE" .
:cid a :Ship ; :name "Cid" ; :length 12 , 13 ; :flag "XX" .
:north a :Port ; :name "North"@en . :south a :Port ; :name "Süd"@de .
"""
ONT = ':ont sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .\n'


def focus_of(shapes: str, data: str = DATA) -> list[str]:
    """The local names of the focus nodes of all results."""
    results = shacl.validate(parsed(data), parsed(ONT + shapes))
    return sorted(str(result.focus).removeprefix(f"<{EX}").removesuffix(">") for result in results)


def same_focus(shapes: str, *names: str) -> None:
    """The focus nodes are these, and pySHACL reports the same results."""
    assert focus_of(shapes) == sorted(names)
    assert_same(parsed(DATA), parsed(ONT + shapes))


# --- A shape that is its own constraint ---------------------------------------------------------------------------

SHORT = 'sh:prefixes :ont ; sh:select "SELECT $this ?value WHERE { $this ex:length ?value FILTER(?value < 20) }"'


def test_a_shape_that_is_its_own_constraint() -> None:
    shapes = f":S a sh:NodeShape ; sh:targetClass :Ship ; sh:severity sh:Warning ; sh:sparql :S ; {SHORT} ."
    same_focus(shapes, "cid", "cid")
    (one, two) = shacl.validate(parsed(DATA), parsed(ONT + shapes))
    assert [str(one.constraint), str(one.severity)] == [f"<{EX}S>", "<http://www.w3.org/ns/shacl#Warning>"]
    assert {one.value.value, two.value.value} == {"12", "13"}


def test_a_property_shape_that_is_its_own_constraint() -> None:
    query = "SELECT $this ?value WHERE { $this $PATH ?value FILTER(LANG(?value) = '') }"
    same_focus(f':S sh:targetClass :Ship ; sh:path :name ; sh:minCount 1 ; sh:sparql :S ; sh:select "{query}" .', "cid")


def test_a_shape_that_is_the_constraint_of_another() -> None:
    shapes = f"""
    :S a sh:NodeShape ; sh:targetNode :bea ; sh:nodeKind sh:IRI ; {SHORT} .
    :T a sh:NodeShape ; sh:targetClass :Ship ; sh:sparql :S .
    """
    same_focus(shapes, "cid", "cid")


def test_own_constraint_is_off_with_its_shape() -> None:
    assert focus_of(f":S a sh:NodeShape ; sh:deactivated true ; sh:targetClass :Ship ; sh:sparql :S ; {SHORT} .") == []


def test_a_query_at_a_shape_that_nobody_runs_is_refused() -> None:
    with pytest.raises(SourceError, match="sh:select"):
        focus_of(f":S a sh:NodeShape ; sh:targetClass :Ship ; {SHORT} .")


def test_a_severity_at_a_constraint_alone_is_refused() -> None:
    """SHACL has it at shapes only: here nobody would read it."""
    with pytest.raises(SourceError, match="sh:severity"):
        focus_of(f":S a sh:NodeShape ; sh:targetClass :Ship ; sh:sparql [ sh:severity sh:Info ; {SHORT} ] .")


# --- Counts by a shape ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        # Without a shape to count by no constraint is declared (§2.1.1): only the class is checked.
        ("a sh:NodeShape ; sh:class :Ferry ; sh:qualifiedMinCount 2", ["ada", "cid"]),
        ("sh:path :calls ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShapesDisjoint true", []),
        ('sh:path :name ; sh:flags "i"', []),
        ("a sh:NodeShape ; sh:ignoredProperties ( :name )", []),
        # A node shape has one value, the node itself.
        ("a sh:NodeShape ; sh:qualifiedValueShape [ sh:class :Ferry ] ; sh:qualifiedMinCount 1", ["ada", "cid"]),
        ("a sh:NodeShape ; sh:qualifiedValueShape [ sh:class :Ferry ] ; sh:qualifiedMinCount 0", []),
        ("a sh:NodeShape ; sh:qualifiedValueShape [ sh:class :Ferry ] ; sh:qualifiedMinCount 2", ["ada", "bea", "cid"]),
        ("a sh:NodeShape ; sh:qualifiedValueShape [ sh:class :Ferry ] ; sh:qualifiedMaxCount 0", ["bea"]),
        ("a sh:NodeShape ; sh:qualifiedValueShape [ sh:class :Ferry ] ; sh:qualifiedMaxCount 1", []),
    ],
)
def test_counts(shape: str, names: list[str]) -> None:
    """pySHACL refuses counts at a node shape, which W3C's suite allows."""
    assert focus_of(f":S sh:targetClass :Ship ; {shape} .") == names
    negated = focus_of(f":S a sh:NodeShape ; sh:targetClass :Ship ; sh:not [ {shape} ] .")
    assert negated == sorted({"ada", "bea", "cid"} - set(names))


@pytest.mark.parametrize(
    ("shape", "parameter", "english"),
    [
        (":S sh:path :calls ; sh:qualifiedMinCount 1 .", "sh:qualifiedMinCount", "sh:qualifiedValueShape"),
        (
            ":S sh:path :calls ; sh:qualifiedValueShape [ sh:class :Port ] .",
            "sh:qualifiedValueShape",
            "sh:qualifiedMinCount or sh:qualifiedMaxCount",
        ),
        (":S a sh:NodeShape ; sh:property [ sh:path :name ; sh:flags 'i' ] .", "sh:flags", "sh:pattern"),
        (":S a sh:NodeShape ; sh:ignoredProperties () .", "sh:ignoredProperties", "sh:closed"),
    ],
)
def test_what_checks_nothing_is_told(shape: str, parameter: str, english: str) -> None:
    (finding,) = validate(parsed(DATA), parsed(shape))
    assert (finding.severity, finding.code, finding.value) == ("warning", "idle-parameter", parameter)
    assert finding.node == f"{EX}S"
    assert finding.message_en == f"A shape has {parameter} without {english}, so that {parameter} checks nothing."
    assert finding.message_zh.startswith(f"某形状有{parameter}而没有{english.replace(' or ', '或')}")


# --- Constraint components -----------------------------------------------------------------------------------------

#: A value lies between two bounds, or below one; in ASK, for shapes of both kinds.
BETWEEN = """
:Between a sh:ConstraintComponent ; sh:labelTemplate "Between {$least} and {$most}" ;
    sh:parameter [ sh:path :most ; sh:datatype xsd:integer ] , [ a sh:Parameter ; sh:path :least ; sh:optional true ] ;
    sh:validator :between .
:between a sh:SPARQLAskValidator ; sh:message "{$value} is not in {?least}..{$most}."@en , "{$value}过大。"@zh ;
    sh:ask "ASK { FILTER($value <= $most && (!BOUND($least) || $value >= ?least)) }" .
"""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (":most 40", ["bea"]),
        (":most 40 ; :least 13", ["bea", "cid"]),
        (":most 11 ; :least 13", ["ada", "bea", "cid", "cid"]),
        (":least 100", []),  # Without the mandatory one no constraint is declared.
    ],
)
def test_ask_with_an_optional_parameter(given: str, names: list[str]) -> None:
    shapes = f"{BETWEEN} :S sh:targetClass :Ship ; sh:path :length ; {given} ."
    assert focus_of(shapes) == names
    # pySHACL 0.40.1 finds the same and leaves out which value it was, which §6.3 asks for.
    ours = [(*row[:2], None, *row[3:]) for row in found(parsed(DATA), parsed(shapes)).elements()]
    assert Counter(ours) == expected(parsed(DATA), parsed(shapes))
    within = f":S a sh:NodeShape ; sh:targetClass :Ship ; sh:not [ sh:path :length ; {given} ] ."
    same_focus(BETWEEN + within, *({"ada", "bea", "cid"} - set(names)))


def test_a_missing_parameter_is_told() -> None:
    (finding,) = validate(parsed(DATA), parsed(f"{BETWEEN} :S sh:targetClass :Ship ; sh:path :length ; :least 1 ."))
    assert finding.message_en == "A shape has least without most, so that least checks nothing."


def test_result_of_a_component() -> None:
    (result,) = shacl.validate(
        parsed(DATA), parsed(f"{BETWEEN} :S sh:targetClass :Ferry ; sh:path :length ; :most 40 .")
    )
    assert (str(result.component), str(result.path), result.value.value) == (f"<{EX}Between>", f"<{EX}length>", "120")
    assert result.constraint is None


def test_ask_at_a_node_shape() -> None:
    """The value is the node itself, which may be a literal."""
    shapes = parsed(f"{BETWEEN} :S a sh:NodeShape ; sh:targetNode 5 , 50 ; :most 40 .")
    (result,) = shacl.validate(parsed(DATA), shapes)
    assert result.focus == result.value == Literal("50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def test_words_of_a_component() -> None:
    shapes = f"{BETWEEN} :S sh:targetClass :Ship ; sh:path :length ; :most 40 ; :least 0 ."
    (finding,) = validate(parsed(DATA), parsed(shapes))
    assert (finding.message_en, finding.message_zh) == ("120 is not in 0..40.", "120过大。")
    own = shapes.replace(":least 0", ":least 0 ; sh:message 'Longer than {$most} m.'@en")
    (finding,) = validate(parsed(DATA), parsed(own))
    assert (finding.message_en, finding.message_zh) == ("Longer than 40 m.", "120过大。")
    silent = shapes.replace("sh:message", "rdfs:comment")
    (finding,) = validate(parsed(DATA), parsed(silent))
    assert finding.message_en == "This does not satisfy Between of the shape S."


def test_words_of_the_component_itself() -> None:
    shapes = f"{BETWEEN.replace('sh:message', 'rdfs:comment')} :Between sh:message 'Beyond {{$most}}.'@en ."
    (finding,) = validate(parsed(DATA), parsed(f"{shapes} :S sh:targetClass :Ship ; sh:path :length ; :most 40 ."))
    assert finding.message_en == "Beyond 40."


#: Some value of the path is in a language; in SELECT, for property shapes and for node shapes apart.
SPEAKS = """
:Speaks a :MyKind ; sh:parameter [ sh:path :speaks ] ;
    sh:propertyValidator [ sh:prefixes :ont ; sh:select '''
        SELECT $this ?count $speaks WHERE { $this a ?kind .
            { SELECT $this $speaks (COUNT(?name) AS ?count) WHERE { $this a ?any . OPTIONAL {
                $this $PATH ?name . FILTER(LANG(?name) = $speaks) } } GROUP BY $this $speaks ORDER BY $speaks }
            FILTER(BOUND($speaks) && ?count = 0) }''' ] ;
    sh:nodeValidator [ sh:prefixes :ont ; sh:select '''
        SELECT DISTINCT $this WHERE { $this a ?kind FILTER NOT EXISTS {
            $this ex:name ?name FILTER(LANG(?name) = $speaks) } }''' ] ;
    sh:validator [ sh:ask "ASK { FILTER(false) }" ] .
:MyKind rdfs:subClassOf :Kind . :Kind rdfs:subClassOf sh:ConstraintComponent .
"""


@pytest.mark.parametrize("path", ["", "sh:path :name ;"])
def test_select_for_either_kind_of_shape(path: str) -> None:
    """Each value of the one parameter is a constraint of its own; the ASK, which refuses all, is not used."""
    shapes = f"{SPEAKS} :S a {'sh:PropertyShape' if path else 'sh:NodeShape'} ; {path} sh:targetClass :Ship ; :speaks "
    assert focus_of(f"{shapes} 'en' .") == ["cid"]
    assert focus_of(f"{shapes} 'zh' .") == ["bea", "cid"]
    assert focus_of(f"{shapes} 'en' , 'zh' .") == ["bea", "cid", "cid"]
    assert focus_of(f"{shapes} 'de' .") == ["ada", "bea", "cid"]


def test_select_with_a_path_as_pyshacl_finds_it() -> None:
    shapes = """
    :Speaks a sh:ConstraintComponent ; sh:parameter [ sh:path :speaks ] ; sh:propertyValidator [ sh:select
        "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER(!LANGMATCHES(LANG(?value), $speaks)) }" ] .
    :S a sh:NodeShape ; sh:targetClass :Ship ; sh:property
        [ sh:path :name ; :speaks "en" ] , [ sh:path ( :calls :name ) ; :speaks "en" ] .
    """
    same_focus(shapes, "ada", "ada", "cid")  # 艾达, Süd, and Cid without a language


def test_a_component_without_a_validator_for_the_shape() -> None:
    """It is ignored (§6.2.3), and that is told."""
    shapes = """
    :Odd a sh:ConstraintComponent ; sh:parameter [ sh:path :odd ] ;
        sh:propertyValidator [ sh:select "SELECT $this WHERE { $this $PATH ?value }" ] .
    :S a sh:NodeShape ; sh:targetClass :Ship ; :odd true .
    """
    (finding,) = validate(parsed(DATA), parsed(shapes))
    assert (finding.code, finding.value) == ("idle-parameter", "Odd")
    assert "sh:validator or sh:nodeValidator" in finding.message_en


def test_components_of_shacl_itself_are_built_in() -> None:
    """SHACL's own vocabulary, which shapes may import, declares them all without validators."""
    shapes = """
    sh:MinCountConstraintComponent a sh:ConstraintComponent ; sh:parameter sh:MinCountConstraintComponent-minCount .
    sh:MinCountConstraintComponent-minCount a sh:Parameter ; sh:path sh:minCount ; sh:maxCount 1 .
    :S sh:targetClass :Ship ; sh:path :calls ; sh:minCount 1 .
    """
    same_focus(shapes, "cid")


def test_a_parameter_stays_a_term_whatever_it_says() -> None:
    """Nothing of a parameter's value becomes part of the query but one term."""
    evil = '''"x\\") } } # \\n { SERVICE <http://example.org/> { ?s ?p ?o"'''
    shapes = f"""
    :Flag a sh:ConstraintComponent ; sh:parameter [ sh:path :text ] ;
        sh:validator [ sh:prefixes :ont ; sh:ask "ASK {{ $this ex:flag ?flag FILTER(?flag != $text) }}" ] .
    :S a sh:NodeShape ; sh:targetClass :Ship ; :text {evil} , "SE" .
    """
    assert focus_of(shapes) == ["bea"]


def test_this_and_value_of_an_ask() -> None:
    """A ship's name is that of no port it calls at: $this is the ship, $value the name."""
    shapes = '''
    :Apart a sh:ConstraintComponent ; sh:parameter [ sh:path :apart ] ; sh:validator [ sh:prefixes :ont ; sh:ask
        """ASK { FILTER NOT EXISTS { {
            SELECT $this $value $apart WHERE { $this $apart ?port . ?port ex:name $value } } } }""" ] .
    :S a sh:PropertyShape ; sh:targetClass :Ship ; sh:path :name ; :apart :calls .
    '''
    assert focus_of(shapes) == []
    assert focus_of(shapes, DATA + ':ada :name "Süd"@de . :bea :name "Süd"@de .') == ["ada"]


# --- $shapesGraph and $currentShape -------------------------------------------------------------------------------

ALLOWED = """
:Allowed a sh:ConstraintComponent ; sh:parameter [ sh:path :allowed ] ; sh:validator [ sh:ask '''
    ASK { GRAPH $shapesGraph { $allowed <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>*/
                                        <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> $value } }''' ] .
"""


def test_a_list_of_the_shapes_graph() -> None:
    """The parameter's value is a blank node, which a query can name in no other way."""
    assert focus_of(f'{ALLOWED} :S sh:targetClass :Ship ; sh:path :flag ; :allowed ( "NO" "SE" ) .') == ["cid"]
    within = 'sh:not [ sh:path :flag ; :allowed ( "NO" "SE" ) ]'
    assert focus_of(f"{ALLOWED} :S a sh:NodeShape ; sh:targetClass :Ship ; {within} .") == ["ada", "bea"]


@pytest.mark.parametrize("shape", [":S", "[]"])
def test_the_current_shape(shape: str) -> None:
    """A shape with a name and one without, each with its own limit: 40 and 12 are not above 100, nor is 13."""
    query = """SELECT $this ?value WHERE { $this ex:length ?value . FILTER(BOUND($shapesGraph))
        GRAPH $shapesGraph { $currentShape ex:limit ?limit } FILTER(?value > ?limit) }"""
    sparql = f'sh:sparql [ sh:prefixes :ont ; sh:select """{query}""" ]'
    shapes = f"{shape} a sh:NodeShape ; sh:targetClass :Ship ; :limit 100 ; {sparql} ."
    assert focus_of(shapes) == ["bea"]
    assert focus_of(shapes.replace("100", "12")) == ["ada", "bea", "cid"]


def test_the_data_are_not_changed() -> None:
    data = parsed(DATA)
    before = len(data)
    shapes = parsed(f'{ALLOWED} :S sh:targetClass :Ship ; sh:path :flag ; :allowed ( "NO" ) .')
    assert len(shacl.validate(data, shapes)) == 2
    assert len(data) == before


def test_shapes_are_not_data() -> None:
    """What the shapes graph says of a node is found under GRAPH alone."""
    shapes = """:ada :length 1000 . :S a sh:NodeShape ; sh:targetClass :Ship ; sh:sparql [ sh:prefixes :ont ; sh:select
        "SELECT $this ?value WHERE { $this ex:length ?value GRAPH $shapesGraph { $this ex:length 1000 } }" ] ."""
    (result,) = shacl.validate(parsed(DATA), parsed(ONT + shapes))
    assert result.value.value == "40"


# --- What is refused -----------------------------------------------------------------------------------------------

ONE = "sh:parameter [ sh:path :p ]"


@pytest.mark.parametrize(
    ("component", "named"),
    [
        ("sh:validator [ sh:ask 'ASK { ?s ?p ?o }' ]", "sh:parameter"),
        ("sh:parameter [ sh:path :p ; sh:optional true ]", "sh:parameter"),
        ("sh:parameter [ sh:path :p ] , [ sh:path <http://example.org/other/p> ]", "name p"),
        ("sh:parameter [ sh:path ( :p :q ) ]", "no IRI"),
        ("sh:parameter [ sh:path :value ]", "variable"),
        ("sh:parameter [ sh:path :max-age ]", "variable"),
        ("sh:parameter [ sh:path :max-2a ]", "variable"),
        (f"{ONE} ; sh:validator [ sh:select 'SELECT $this WHERE {{ $this ?p ?o }}' ]", "sh:ask"),
        (f"{ONE} ; sh:nodeValidator [ sh:ask 'ASK {{}}' ]", "sh:select"),
        (f"{ONE} ; sh:validator [ sh:ask 'SELECT $this ?value WHERE {{}}' ]", "no ASK"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{}}' ; sh:jsFunctionName 'f' ]", "sh:jsFunctionName"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ BIND(1 AS $value) }}' ]", "value another value"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ BIND(1 AS ?p) }}' ]", "p another value"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ VALUES ?x {{ 1 }} }}' ]", "VALUES"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ ?s ?q ?o MINUS {{ ?s ?q 1 }} }}' ]", "MINUS"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ $this $PATH $value }}' ]", "no path"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ {{ SELECT $this $p WHERE {{ }} }} }}' ]", "return .value"),
        (f"{ONE} ; sh:validator [ sh:ask 'ASK {{ {{ SELECT $this $value {{ }} }} }}' ]", "return .p"),
        ("sh:jsValidator [] ; " + ONE, "sh:jsValidator"),
    ],
)
def test_components_refused(component: str, named: str) -> None:
    shapes = f":C a sh:ConstraintComponent ; {component} . :S a sh:NodeShape ; sh:targetClass :Ship ; :p 1 ."
    with pytest.raises(SourceError, match=named) as caught:
        focus_of(shapes)
    assert str(caught.value).startswith("The shape ")


@pytest.mark.parametrize(
    "query", ["ASK { $this ?q", "ASK { } } { ?s ?q ?o", "ASK { SERVICE <http://example.org/s> { $this ?q ?o } }"]
)
def test_queries_of_validators_refused(query: str) -> None:
    shapes = f":C a sh:ConstraintComponent ; {ONE} ; sh:validator [ sh:ask '{query}' ] . :S a sh:NodeShape ; :p 1 ."
    with pytest.raises(QueryError, match=r"query|SERVICE"):
        focus_of(shapes)


def test_several_values_of_a_component_with_several_parameters() -> None:
    with pytest.raises(SourceError, match=r"2 values of <http://example.org/most>"):
        focus_of(f"{BETWEEN} :S sh:targetClass :Ship ; sh:path :length ; :most 4 , 5 .")


def test_a_component_needs_a_name() -> None:
    with pytest.raises(SourceError, match="no IRI"):
        focus_of(f"[] a sh:ConstraintComponent ; {ONE} .")
