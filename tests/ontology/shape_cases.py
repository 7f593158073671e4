"""What each shape is held against: one graph that is right, and changes of it that are wrong.

A case is a SPARQL update of the right graph, and names every shape that must then report, with its node. The manual's
reference of finding codes shows each case as its example.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, RDFS, Graph, Namespace

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
PK = Namespace("https://w3id.org/partnership-kg/ont#")
SHAPE = Namespace("https://w3id.org/partnership-kg/shapes#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
EXAMPLE = Namespace("https://example.org/")
CODE = "https://w3id.org/partnership-kg/code/"


@cache
def part(folder: str) -> Graph:
    """The Turtle files of a folder of the ontology as one graph. Read only."""
    graph = Graph()
    for path in sorted((ONTOLOGY / folder).glob("*.ttl")):
        graph.parse(path)
    return graph


LISTS = sorted(path.stem for path in (ONTOLOGY / "codelists").glob("*.ttl"))
PREFIXES = {
    "": str(EXAMPLE),
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pk": str(PK),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": "https://schema.org/",
    "skos": str(SKOS),
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: f"{CODE}{name}/" for name in LISTS},
}

#: A small graph with nothing to report: two counties of two cities, an institution in one of them, an agreement, its
#: stage, a target and its result, a part of it, a paired count and a statement, all from one source.
GOOD = """
:cn a pk:AdministrativeRegion ; skos:prefLabel "中国"@zh , "China"@en ; pk:level level:country .
:sh a pk:AdministrativeRegion ; skos:prefLabel "上海"@zh , "Shanghai"@en ; pk:level level:municipality ;
    pk:parentRegion :cn ; pk:code "310000" ; wgs84:lat 31.2 ; wgs84:long 121.5 .
:zj a pk:AdministrativeRegion ; skos:prefLabel "浙江"@zh , "Zhejiang"@en ; pk:level level:province ;
    pk:parentRegion :cn ; pk:code "330000" .
:jx a pk:AdministrativeRegion ; skos:prefLabel "嘉兴"@zh , "Jiaxing"@en ; skos:altLabel "禾城"@zh ;
    pk:level level:city ; pk:parentRegion :zj ; pk:code "330400" ; skos:note "地级市。"@zh , "A city."@en .
:zone a pk:Zone ; skos:prefLabel "开发区"@zh , "Zone"@en ; pk:parentRegion :jx , :sh .
:firm a pk:Institution ; skos:prefLabel "企业"@zh , "Firm"@en ; pk:institutionKind institution-kind:company ;
    pk:locatedIn :sh ; pk:affiliatedWith :sh .
:head a pk:Official ; skos:prefLabel "某人"@zh , "Somebody"@en ; pk:post "局长"@zh , "Director"@en ; pk:body :jx ;
    pk:evidence :e1 .
:plan a pk:Programme ; skos:prefLabel "方案"@zh , "Scheme"@en ; pk:owner :jx ; pk:evidence :e1 ;
    pk:periodStart "2017-01-01"^^xsd:date ; pk:periodEnd "2017-12-31"^^xsd:date .
:deal a pk:Agreement ; skos:prefLabel "协议"@zh , "Agreement"@en ; pk:agreementKind agreement-kind:cooperation ;
    pk:sector sector:finance ; pk:programme :plan ; pk:participation :p1 , :p2 ; pk:evidence :e1 ; pk:openEnded true ;
    pk:ambiguity "指镇。"@zh , "The town."@en .
:work a pk:Project ; skos:prefLabel "项目"@zh , "Project"@en ; pk:sector sector:finance ; pk:partOf :deal ;
    pk:participation :p3 , :p4 ; pk:evidence :e1 .
:p1 a pk:Participation ; pk:partnership :deal ; pk:party :jx ; pk:role role:signatory ; pk:evidence :e1 .
:p2 a pk:Participation ; pk:partnership :deal ; pk:party :firm ; pk:role role:signatory ; pk:evidence :e1 .
:p3 a pk:Participation ; pk:partnership :work ; pk:party :jx ; pk:role role:host ; pk:evidence :e1 .
:p4 a pk:Participation ; pk:partnership :work ; pk:party :firm ; pk:role role:investor ; pk:evidence :e1 .
:s1 a pk:StageClaim ; pk:about :deal ; pk:stage stage:signed ; pk:asOf "2017-07-28"^^xsd:date ; pk:evidence :e1 ;
    pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed ; pk:assertedBy :news .
:s2 a pk:StageClaim ; pk:about :work ; pk:stage stage:planned ; pk:asOf "2017-06-30"^^xsd:date ; pk:evidence :e1 ;
    pk:asOfPrecision date-precision:month ; pk:timeBasis time-basis:stated ; pk:assertedBy :head .
:half a pk:Achievement ; pk:about :jx ; pk:measure measure:capitalIntroduced ; pk:value 660000000.0 ; pk:unit unit:CNY ;
    pk:bound bound:exact ; pk:periodStart "2017-01-01"^^xsd:date ; pk:periodEnd "2017-06-30"^^xsd:date ;
    pk:asOf "2017-06-30"^^xsd:date ; pk:asOfPrecision date-precision:half ; pk:timeBasis time-basis:stated ;
    pk:assertedBy :jx ; pk:origin :sh ; pk:destination :jx ; pk:via :firm ; pk:capitalKind capital-kind:domestic ;
    pk:sector sector:finance ; pk:originalText "6.6亿元" ; pk:pairedWith :count ; pk:evidence :e1 .
:first a pk:Achievement ; pk:about :jx ; pk:measure measure:capitalIntroduced ; pk:value 245000000.0 ;
    pk:unit unit:CNY ; pk:bound bound:exact ; pk:asOf "2017-03-31"^^xsd:date ;
    pk:asOfPrecision date-precision:quarter ; pk:timeBasis time-basis:stated ; pk:assertedBy :news ;
    pk:subsetOf :half ; pk:evidence :e1 .
:goal a pk:Target ; pk:about :plan ; pk:measure measure:capitalIntroduced ; pk:value 4500000000.0 ; pk:unit unit:CNY ;
    pk:bound bound:atLeast ; pk:periodEnd "2017-12-31"^^xsd:date ; pk:asOf "2017-07-28"^^xsd:date ;
    pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed ; pk:assertedBy :news ;
    pk:targetFor :half ; pk:programme :plan ; pk:evidence :e1 .
:count a pk:Achievement ; pk:about :deal ; pk:measure measure:projectsIntroduced ; pk:value 8.0 ; pk:outOf 11.0 ;
    pk:unit unit:project ; pk:bound bound:exact ; pk:asOf "2017-06-30"^^xsd:date ;
    pk:asOfPrecision date-precision:half ; pk:timeBasis time-basis:resolved ; pk:assertedBy :news ; pk:evidence :e1 .
:word a pk:Statement ; skos:prefLabel "要走在前列"@zh , "To lead"@en ; pk:about :jx ; pk:counterpart :sh ;
    pk:statementKind statement-kind:aim ; pk:sector sector:finance ; pk:asOf "2017-07-28"^^xsd:date ;
    pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed ; pk:assertedBy :head ; pk:evidence :e1 .
:news a pk:Source ; dcterms:title "新闻"@zh , "News"@en ; skos:prefLabel "新闻"@zh , "News"@en ;
    pk:publisher "报社"@zh , "Paper"@en ; dcterms:issued "2017-07-28"^^xsd:date ; dcterms:language "zh" ;
    pk:url "https://example.org/news?a=1"^^xsd:anyURI ; pk:characters 100 ;
    schema:archivedAt "https://archive.example.org/2024/https://example.org/news?a=1"^^xsd:anyURI ;
    pk:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
:e1 a pk:Evidence ; oa:hasSource :news ; oa:hasSelector :e1s ;
    pk:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
:e1s a oa:TextPositionSelector ; oa:start 0 ; oa:end 100 .
:e2 a pk:Evidence ; oa:hasSource :news ; oa:hasSelector :e2s .
:e2s a oa:FragmentSelector ; rdf:value "row=17-19" ; dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> .
:e3 a pk:Evidence ; oa:hasSource :news ; oa:hasSelector :e3s .
:e3s a oa:FragmentSelector ; rdf:value "page=3" ; dcterms:conformsTo <http://tools.ietf.org/rfc/rfc8118> .
:e4 a pk:Evidence ; oa:hasSource :news ; pk:url "https://example.org/news?a=1"^^xsd:anyURI .
"""


class Case(NamedTuple):
    """A change that makes the right graph wrong."""

    update: str
    #: shape -> the nodes it must report on; no other shape may report.
    reports: dict[str, str]


def case(update: str, **reports: str) -> Case:
    """A case from a SPARQL update; shapes are written with ``_`` for ``-``, nodes with a space between them."""
    return Case(update, {shape.replace("_", "-"): nodes for shape, nodes in reports.items()})


def swap(node: str, term: str, old: str, new: str) -> str:
    """An update that puts one object in the place of another."""
    return f"DELETE DATA {{ {node} {term} {old} }} ; INSERT DATA {{ {node} {term} {new} }}"


def rate(measure: str, value: str) -> str:
    """An update that adds a figure in the unit ratio."""
    return f"""INSERT DATA {{
        :rate a pk:Achievement ; pk:about :jx ; pk:measure measure:{measure} ; pk:value "{value}"^^xsd:decimal ;
            pk:unit unit:ratio ; pk:bound bound:exact ; pk:asOf "2017-06-30"^^xsd:date ; pk:evidence :e1 ;
            pk:asOfPrecision date-precision:half ; pk:timeBasis time-basis:stated ; pk:assertedBy :news }}"""


#: A railway that has run since 2013, and whose agreement is of 2017.
_RAN_BEFORE = """INSERT DATA {
    :ran a pk:StageClaim ; pk:about :work ; pk:stage stage:signed ; pk:asOf "2013-12-31"^^xsd:date ;
        pk:asOfPrecision date-precision:year ; pk:timeBasis time-basis:stated ; pk:assertedBy :news ;
        pk:evidence :e1 }"""
LONG = "n" * 301
DATE = "^^xsd:date"
DECIMAL = "^^xsd:decimal"
CASES = [
    # text.ttl
    case("DELETE WHERE { :zj skos:prefLabel ?name }", name_missing="zj"),
    case("DELETE WHERE { :deal skos:prefLabel ?name }", name_missing="deal"),
    case("DELETE WHERE { :word skos:prefLabel ?name }", gist_missing="word"),
    case('DELETE DATA { :head skos:prefLabel "某人"@zh }', name_zh_missing="head"),
    case('DELETE DATA { :plan skos:prefLabel "Scheme"@en }', name_en_missing="plan"),
    case('DELETE DATA { :word skos:prefLabel "要走在前列"@zh }', gist_zh_missing="word"),
    case('DELETE DATA { :word skos:prefLabel "To lead"@en }', gist_en_missing="word"),
    case('DELETE DATA { :news skos:prefLabel "新闻"@zh }', title_zh_missing="news"),
    case('DELETE DATA { :news skos:prefLabel "News"@en }', title_en_missing="news"),
    # A link, or the bare name of a paper, is in no language.
    case("""DELETE { :news skos:prefLabel "News"@en ; dcterms:language "zh" } INSERT { :news dcterms:language "und" }
        WHERE { :news a pk:Source }"""),
    case('INSERT DATA { :firm skos:prefLabel "Firma"@de }', label_language="firm"),
    case('INSERT DATA { :firm skos:prefLabel "Firm" }', label_language="firm"),
    case('INSERT DATA { :firm skos:prefLabel "The Firm"@en }', label_twice="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '""@en'), label_blank="firm", label_space="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '" Firm"@en'), label_space="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '"Firm "@en'), label_space="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', f'"{LONG}"@en'), label_long="firm"),
    case('INSERT DATA { :firm skos:prefLabel "公司"@zh-Hans }', label_chinese_tag="firm"),
    case(swap(":sh", "skos:prefLabel", '"Shanghai"@en', '"Jiaxing"@en'), label_duplicate="sh jx"),
    # A town in the region that is called after it is another one.
    case(swap(":zj", "skos:prefLabel", '"Zhejiang"@en', '"Jiaxing"@en')),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '"<b>Firm</b>"@en'), label_unclean="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '"Fi\\u202Erm"@en'), label_unclean="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '"Fi\\trm"@en'), label_unclean="firm"),
    case(swap(":firm", "skos:prefLabel", '"Firm"@en', '"Fi\\u200Brm"@en'), label_unclean="firm"),
    case('INSERT DATA { :firm skos:altLabel "F&lt;irm"@en }', other_name_unclean="firm"),
    case('INSERT DATA { :firm skos:note "<script>"@en }', note_unclean="firm"),
    case('INSERT DATA { :firm pk:ambiguity "<!-- -->"@en , "歧义"@zh }', ambiguity_unclean="firm"),
    case('INSERT DATA { :head pk:post "<i>"@en }', post_unclean="head"),
    case('INSERT DATA { :news pk:publisher "\\u0007"@en }', publisher_unclean="news"),
    case(swap(":half", "pk:originalText", '"6.6亿元"', '"6.6<br>亿元"'), original_text_unclean="half"),
    case('INSERT DATA { :firm pk:openEnded "等" }', open_ended="firm"),
    case('INSERT DATA { :firm pk:ambiguity "歧义"@zh }', ambiguity_one_language="firm"),
    # joining.ttl
    case("INSERT DATA { :jx skos:exactMatch :sh }", said_the_same="jx"),
    case("INSERT DATA { :sh owl:sameAs :jx }", said_the_same="sh"),
    # party.ttl
    case("DELETE DATA { :jx pk:level level:city }", region_level="jx"),
    case("INSERT DATA { :jx pk:level level:county }", region_level="jx"),
    case(swap(":jx", "pk:level", "level:city", "level:shire"), region_level="jx"),
    case("INSERT DATA { :zone pk:level role:host }", zone_level="zone"),
    case("DELETE WHERE { :zone pk:parentRegion ?parent }", zone_parent="zone"),
    case("INSERT DATA { :zone pk:parentRegion :nowhere }", region_parent="zone"),
    case("INSERT DATA { :zone pk:parentRegion :firm }", region_parent="zone"),
    case(swap(":jx", "pk:code", '"330400"', '"3304"'), region_code="jx"),
    case(swap(":jx", "pk:code", '"330400"', "330400"), region_code="jx"),
    case(swap(":sh", "wgs84:lat", "31.2", "131.2"), region_latitude="sh"),
    case(swap(":sh", "wgs84:long", "121.5", f'"-181.0"{DECIMAL}'), region_longitude="sh"),
    case("DELETE DATA { :sh wgs84:lat 31.2 }", region_coordinates="sh"),
    case("INSERT DATA { :jx wgs84:lat 30.7 }", region_coordinates="jx"),
    case("INSERT DATA { :zone pk:parentRegion :zone }", region_cycle="zone"),
    case(
        "INSERT DATA { :cn pk:parentRegion :jx }",
        region_cycle="cn jx zj",
        region_parent_level="cn",
    ),
    case(swap(":zj", "pk:level", "level:province", "level:town"), region_parent_level="jx"),
    case("INSERT DATA { :jx pk:parentRegion :cn }", region_two_parents="jx"),
    case("DELETE DATA { :jx pk:parentRegion :zj }", region_without_parent="jx"),
    case(swap(":jx", "pk:code", '"330400"', '"330000"'), region_code_twice="jx zj"),
    case(swap(":jx", "pk:code", '"330400"', '"340400"'), region_code_parent="jx"),
    case("DELETE DATA { :firm pk:institutionKind institution-kind:company }", institution_kind="firm"),
    case("INSERT DATA { :firm pk:institutionKind institution-kind:circus }", institution_kind="firm"),
    case("INSERT DATA { :firm pk:locatedIn :head }", institution_region="firm"),
    case("DELETE DATA { :firm pk:locatedIn :sh }", institution_region_missing="firm"),
    case("INSERT DATA { :firm pk:affiliatedWith :head }", institution_affiliation="firm"),
    case("INSERT DATA { :firm pk:affiliatedWith :firm }", institution_affiliation_self="firm"),
    case("DELETE DATA { :head pk:body :jx }", official_body="head"),
    case("INSERT DATA { :head pk:body :deal }", official_body="head"),
    case("DELETE WHERE { :head pk:post ?post }", official_post="head"),
    # partnership.ttl
    case(
        "DELETE WHERE { :deal pk:participation ?p } ; DELETE WHERE { :p1 ?a ?b } ; DELETE WHERE { :p2 ?c ?d }",
        partnership_participation="deal",
        partnership_one_participation="deal",
    ),
    case(
        "DELETE DATA { :deal pk:participation :p1 } ; DELETE WHERE { :p1 ?a ?b }",
        partnership_one_participation="deal",
    ),
    case("INSERT DATA { :deal pk:participation :jx }", partnership_participation="deal"),
    case("DELETE WHERE { :deal pk:sector ?sector }", partnership_sector="deal"),
    case("INSERT DATA { :deal pk:agreementKind agreement-kind:handshake }", partnership_agreement_kind="deal"),
    case("INSERT DATA { :deal pk:programme :work }", partnership_programme="deal"),
    case("INSERT DATA { :work pk:partOf :plan }", partnership_part_of="work"),
    case("INSERT DATA { :work pk:carriedOutIn :firm }", partnership_site="work"),
    case('INSERT DATA { :work pk:periodStart "2018" }', partnership_period_start="work"),
    case('INSERT DATA { :work pk:periodEnd "2018" }', partnership_period_end="work"),
    case(
        f'INSERT DATA {{ :work pk:periodStart "2018-02-01"{DATE} ; pk:periodEnd "2018-01-31"{DATE} }}',
        partnership_period_order="work",
    ),
    case("INSERT DATA { :work pk:periodStartPrecision stage:signed }", partnership_start_precision="work"),
    case("INSERT DATA { :work pk:periodEndPrecision stage:signed }", partnership_end_precision="work"),
    case(
        f'INSERT DATA {{ :work pk:periodStart "2018-02-01"{DATE} ; pk:periodStartPrecision date-precision:year }}',
        partnership_precise_day="work",
    ),
    case(
        f'INSERT DATA {{ :work pk:periodEnd "2018-02-27"{DATE} ; pk:periodEndPrecision date-precision:month }}',
        partnership_precise_day="work",
    ),
    case("DELETE WHERE { :deal pk:agreementKind ?kind }", agreement_kind_missing="deal"),
    case("INSERT DATA { :work pk:agreementKind agreement-kind:cooperation }", agreement_kind_class="work"),
    case("INSERT DATA { :deal pk:partOf :work }", partnership_part_of_cycle="deal work"),
    case(
        swap(":p2", "pk:party", ":firm", ":jx"),
        partnership_same_party="deal",
        participation_party_twice="p1 p2",
    ),
    case("DELETE WHERE { :s2 ?a ?b }", partnership_no_stage="work"),
    case(
        "INSERT DATA { :p1 pk:partnership :work }",
        participation_partnership="p1",
        participation_party_twice="p1",
    ),
    case(swap(":p1", "pk:party", ":jx", ":head"), participation_party="p1"),
    case("INSERT DATA { :p1 pk:party :zj }", participation_party="p1"),
    case("DELETE DATA { :p1 pk:role role:signatory }", participation_role="p1"),
    case("INSERT DATA { :p1 pk:role role:host }", participation_one_role="p1"),
    case(swap(":p1", "pk:role", "role:signatory", "stage:signed"), participation_role="p1"),
    case("INSERT DATA { :p2 pk:atPlace :firm }", participation_place="p2"),
    case("INSERT DATA { :firm pk:locatedIn :jx }", participation_place_unsaid="p2 p4"),
    case("INSERT DATA { :firm pk:locatedIn :jx . :p2 pk:atPlace :jx }", participation_place_unsaid="p4"),
    case('INSERT DATA { :jx pk:validFrom "soon" }', party_valid_from="jx"),
    case('INSERT DATA { :firm pk:validTo "2017" }', party_valid_to="firm"),
    case(
        f'INSERT DATA {{ :jx pk:validFrom "2020-01-01"{DATE} ; pk:validTo "2019-12-31"{DATE} }}', party_valid_order="jx"
    ),
    case("INSERT DATA { :jx dcterms:isReplacedBy :firm }", region_successor="jx", successor_undated="jx"),
    case("INSERT DATA { :firm dcterms:isReplacedBy :jx }", institution_successor="firm", successor_undated="firm"),
    case(
        "INSERT DATA { :jx dcterms:isReplacedBy :zj . :zj dcterms:isReplacedBy :jx }",
        successor_cycle="jx zj",
        successor_undated="jx zj",
    ),
    case(
        f'INSERT DATA {{ :jx dcterms:isReplacedBy :zj ; pk:validTo "2019-12-31"{DATE} . '
        f':zj pk:validFrom "2019-12-31"{DATE} }}',
        successor_overlap="jx",
    ),
    case("INSERT DATA { :jx dcterms:isReplacedBy :zj }", successor_undated="jx"),
    case(
        'INSERT DATA { :other a pk:AdministrativeRegion ; skos:prefLabel "嘉兴"@zh , "Elsewhere"@en ; '
        "pk:level level:city ; pk:parentRegion :zj }",
        region_same_name="jx other",
    ),
    case("INSERT DATA { :p1 pk:atPlace :sh }", participation_place_elsewhere="p1"),
    case(
        "DELETE DATA { :deal pk:participation :p1 }",
        participation_linked="p1",
        partnership_one_participation="deal",
    ),
    case("INSERT DATA { :half pk:sector sector:dragons }", sector_code="half"),
    case("DELETE DATA { :plan pk:owner :jx }", programme_owner_missing="plan"),
    case("INSERT DATA { :plan pk:owner :head }", programme_owner="plan"),
    case(
        swap(":plan", "pk:periodStart", f'"2017-01-01"{DATE}', '"2017-01-01"'),
        programme_period_start="plan",
        programme_period_order="plan",
    ),
    case(f'INSERT DATA {{ :plan pk:periodEnd "2018-12-31"{DATE} }}', programme_period_end="plan"),
    case(
        swap(":plan", "pk:periodStart", f'"2017-01-01"{DATE}', f'"2018-01-01"{DATE}'),
        programme_period_order="plan",
    ),
    # claim.ttl
    case(f'DELETE DATA {{ :s1 pk:asOf "2017-07-28"{DATE} }}', claim_as_of="s1"),
    case(swap(":s2", "pk:asOf", f'"2017-06-30"{DATE}', f'"2017-06-31"{DATE}'), claim_as_of="s2", claim_last_day="s2"),
    case(swap(":s2", "pk:asOf", f'"2017-06-30"{DATE}', '"2017-06-30"'), claim_as_of="s2"),
    case("INSERT DATA { :s1 pk:asOfPrecision date-precision:year }", claim_precision="s1", claim_last_day="s1"),
    case(swap(":s2", "pk:asOf", f'"2017-06-30"{DATE}', f'"2017-06-01"{DATE}'), claim_last_day="s2"),
    case(swap(":first", "pk:asOf", f'"2017-03-31"{DATE}', f'"2017-01-31"{DATE}'), claim_last_day="first"),
    case(swap(":s2", "pk:asOfPrecision", "date-precision:month", "date-precision:year"), claim_last_day="s2"),
    case("DELETE WHERE { :s2 pk:timeBasis ?basis }", claim_time_basis="s2"),
    case("DELETE WHERE { :word pk:assertedBy ?who }", claim_asserted_by="word"),
    case(swap(":word", "pk:assertedBy", ":head", ":deal"), claim_asserted_by="word"),
    case(
        swap(":s1", "pk:asOf", f'"2017-07-28"{DATE}', f'"2017-07-01"{DATE}'),
        claim_assumed_date="s1",
    ),
    case(
        swap(":s1", "pk:about", ":deal", ":jx"),
        stage_claim_about="s1",
        partnership_no_stage="deal",
    ),
    case(swap(":s1", "pk:stage", "stage:signed", "stage:rumoured"), stage_claim_stage="s1"),
    case(_RAN_BEFORE, stage_claim_order="ran"),
    # What is said of a later day too says how far it is.
    case(_RAN_BEFORE + " ; " + _RAN_BEFORE.replace(":ran", ":runs").replace("2013-12-31", "2018-12-31")),
    case("INSERT DATA { :half a pk:Target }", observation_class="half", observation_subset_class="first"),
    case("DELETE DATA { :goal a pk:Target } ; INSERT DATA { :goal a pk:Observation }",
         observation_class="goal", target_for_target="goal"),
    case("DELETE DATA { :half pk:about :jx }", observation_about="half"),
    case("INSERT DATA { :half pk:about :sh }", observation_about="half"),
    case(swap(":half", "pk:about", ":jx", ":head"), observation_about="half"),
    case(swap(":count", "pk:measure", "measure:projectsIntroduced", "measure:joy"), observation_measure="count"),
    case(swap(":goal", "pk:value", "4500000000.0", f'"-1.0"{DECIMAL}'), observation_negative="goal"),
    case(
        rate("coverage", "0.5") + " ; " + rate("coverage", "0.5").replace(":rate", ":again"),
        observation_twice="rate again",
    ),
    case(rate("coverage", "0.5") + " ; " + rate("coverage", "0.6").replace(":rate", ":again")),
    case(
        rate("coverage", "0.5") + " ; " + rate("coverage", "0.5").replace(":rate", ":again")
        + " ; INSERT DATA { :again pk:sector sector:finance }"
    ),
    case(rate("coverage", "70.0"), observation_share="rate"),
    case(rate("growthRate", "-1.2"), observation_share="rate"),
    case(rate("growthRate", "70.0"), observation_share="rate"),
    case(rate("coverage", "-0.1"), observation_negative="rate"),
    # A growth rate may fall, and may exceed 1; codes of other schemes are known by their form or by name.
    case(rate("growthRate", "-0.032")),
    case(rate("growthRate", "1.5")),
    case(rate("coverage", "1.0")),
    case(swap(":zj", "pk:code", '"330000"', '"SE332"')),
    case(swap(":zj", "pk:code", '"330000"', '"SE-AB"')),
    case(swap(":jx", "pk:code", '"330400"', '"330402001"')),
    case(swap(":jx", "pk:code", '"330400"', '"330402001001"')),
    case('DELETE DATA { :jx pk:code "330400" } ; INSERT DATA { :jx pk:code "4/17b" ; pk:codeScheme "Local" }'),
    case(swap(":goal", "pk:value", "4500000000.0", '"45亿"'), observation_value="goal"),
    case("DELETE WHERE { :goal pk:value ?value }", observation_value="goal"),
    case("DELETE WHERE { :goal pk:bound ?bound }", observation_bound="goal"),
    case(swap(":count", "pk:unit", "unit:project", "unit:yojana"), observation_unit="count"),
    case(
        swap(":half", "pk:periodStart", f'"2017-01-01"{DATE}', '"January"'),
        observation_period_start="half",
        observation_period_order="half",
    ),
    case(
        f'INSERT DATA {{ :goal pk:periodEnd "2018-12-31"{DATE} }}',
        observation_period_end="goal",
    ),
    case(
        swap(":half", "pk:periodStart", f'"2017-01-01"{DATE}', f'"2017-07-01"{DATE}'),
        observation_period_order="half",
    ),
    case(
        swap(":count", "pk:outOf", "11.0", f'"-11.0"{DECIMAL}'),
        observation_out_of="count",
        observation_out_of_order="count",
    ),
    case(swap(":count", "pk:outOf", "11.0", "7.0"), observation_out_of_order="count"),
    case("INSERT DATA { :half pk:origin :nowhere }", observation_origin="half"),
    case("INSERT DATA { :half pk:destination :plan }", observation_destination="half"),
    case("INSERT DATA { :half pk:via :head }", observation_via="half"),
    case(swap(":half", "pk:origin", ":sh", ":jx"), observation_same_ends="half"),
    case("INSERT DATA { :half pk:capitalKind capital-kind:foreign }", observation_capital_kind="half"),
    case("INSERT DATA { :goal pk:programme :deal }", observation_programme="goal"),
    case("INSERT DATA { :first pk:subsetOf :s1 }", observation_subset_of="first"),
    case("INSERT DATA { :first pk:pairedWith :s1 }", observation_paired_with="first"),
    case(swap(":goal", "pk:targetFor", ":half", ":goal"), observation_target_for="goal"),
    case(
        "INSERT DATA { :first pk:targetFor :half }",
        target_for_target="first",
    ),
    case(swap(":half", "pk:originalText", '"6.6亿元"', f'"{LONG}"'), observation_original_text="half"),
    case(swap(":count", "pk:unit", "unit:project", "unit:company"), observation_unit_fits="count"),
    case(swap(":count", "pk:unit", "unit:project", "unit:CNY"), observation_unit_fits="count"),
    case(swap(":count", "pk:value", "8.0", "8.5"), observation_whole_number="count"),
    case(
        swap(":half", "pk:measure", "measure:capitalIntroduced", "measure:area"),
        observation_capital_money="half",
        observation_unit_fits="half",
        observation_subset_measure="first",
        target_for_measure="goal",
    ),
    case("INSERT DATA { :count pk:subsetOf :count }", observation_subset_cycle="count"),
    case(
        "INSERT DATA { :half pk:subsetOf :first }",
        observation_subset_cycle="first half",
        observation_subset_value="half",
    ),
    case("INSERT DATA { :count pk:subsetOf :half }", observation_subset_measure="count"),
    case(swap(":first", "pk:unit", "unit:CNY", "unit:USD"), observation_subset_measure="first"),
    case("INSERT DATA { :first pk:subsetOf :goal }", observation_subset_class="first"),
    case(swap(":first", "pk:value", "245000000.0", "2450000000.0"), observation_subset_value="first"),
    case("INSERT DATA { :first pk:pairedWith :half }", observation_paired_measure="first"),
    case(swap(":goal", "pk:targetFor", ":half", ":count"), target_for_measure="goal"),
    case(swap(":first", "pk:asOf", f'"2017-03-31"{DATE}', f'"2017-12-31"{DATE}'), achievement_after_source="first"),
    case(
        swap(":half", "pk:asOf", f'"2017-06-30"{DATE}', f'"2017-05-31"{DATE}'),
        achievement_period="half",
        claim_last_day="half",
    ),
    case(swap(":word", "pk:about", ":jx", ":s1"), statement_about="word"),
    case("DELETE WHERE { :word pk:statementKind ?kind }", statement_kind="word"),
    case("INSERT DATA { :word pk:counterpart :head }", statement_counterpart="word"),
    # source.ttl
    case("DELETE WHERE { :news dcterms:title ?title }", source_title="news"),
    case("DELETE WHERE { :news dcterms:issued ?day }", source_issued="news"),
    case(
        swap(":news", "dcterms:issued", f'"2017-07-28"{DATE}', '"28 July"'),
        source_issued="news",
        claim_assumed_date="goal s1 word",
    ),
    case("DELETE WHERE { :news dcterms:language ?tag }", source_language="news"),
    case(swap(":news", "dcterms:language", '"zh"', '"Chinese, mostly"'), source_language="news"),
    case('INSERT DATA { :cn a pk:Region } ; DELETE WHERE { :news pk:url ?u } ; '
         'INSERT DATA { :news pk:url "javascript:alert(1)"^^xsd:anyURI }', source_url="news"),
    case('DELETE WHERE { :news pk:url ?u } ; INSERT DATA { :news pk:url "file:///etc/passwd" }', source_url="news"),
    case('DELETE WHERE { :news schema:archivedAt ?u } ; '
         'INSERT DATA { :news schema:archivedAt "javascript:alert(1)"^^xsd:anyURI }', source_archived="news"),
    case('INSERT DATA { :news schema:archivedAt "http://a b" }', source_archived="news"),
    case('DELETE WHERE { :news pk:sha256 ?h } ; INSERT DATA { :news pk:sha256 "ABC" }', source_sha256="news"),
    case("DELETE WHERE { :news pk:sha256 ?hash }", source_sha256_missing="news"),
    case("DELETE WHERE { :news pk:characters ?n }", source_characters_missing="news"),
    case(swap(":news", "pk:characters", "100", '"100"'), source_characters="news"),
    case("DELETE WHERE { :deal pk:evidence ?e }", evidence_missing="deal"),
    case("DELETE WHERE { :p1 pk:evidence ?e }", evidence_missing="p1"),
    case("DELETE WHERE { :half pk:evidence ?e }", evidence_missing="half"),
    case("INSERT DATA { :firm pk:evidence :news }", evidence_exists="firm"),
    case("INSERT DATA { :e1 oa:hasSource :sh }", evidence_source="e1"),
    case("DELETE WHERE { :e1 oa:hasSource ?source }", evidence_source="e1"),
    case("INSERT DATA { :e1 oa:hasSelector :e2s }", evidence_selector="e1"),
    case("DELETE WHERE { :e2s a ?kind }", evidence_selector="e2"),
    case("DELETE WHERE { :e2 oa:hasSelector ?place }", evidence_place_missing="e2"),
    case("DELETE WHERE { :e4 pk:url ?address }", evidence_place_missing="e4"),
    case('INSERT DATA { :e4 pk:url "https://example.org/other" }', evidence_url="e4"),
    case('DELETE WHERE { :e4 pk:url ?u } ; INSERT DATA { :e4 pk:url "http://a b" }', evidence_url="e4"),
    case('INSERT DATA { :e1 pk:sha256 "beef" }', evidence_sha256="e1"),
    case("DELETE WHERE { :e1 pk:sha256 ?hash }", evidence_sha256_missing="e1"),
    case(swap(":e1s", "oa:end", "100", "101"), evidence_beyond_source="e1"),
    case(swap(":e1s", "oa:start", "0", "-1"), selector_start="e1s"),
    case("DELETE WHERE { :e1s oa:end ?end }", selector_end="e1s"),
    case(swap(":e1s", "oa:start", "0", "100"), selector_order="e1s"),
    case(swap(":e1s", "oa:start", "0", "200"), selector_order="e1s"),
    case("DELETE WHERE { :e2s rdf:value ?text }", fragment_value="e2s"),
    case(swap(":e3s", "rdf:value", '"page=3"', '"page 3"'), fragment_value="e3s", fragment_of_page="e3s"),
    case("DELETE WHERE { :e2s dcterms:conformsTo ?rule }", fragment_standard="e2s"),
    *(
        case(swap(":e2s", "rdf:value", '"row=17-19"', f'"{text}"'), fragment_of_table="e2s")
        for text in ("row=0", "row=17-", "row=-3", "row=x", "cell=17", "cell=0,3", "row=1;2")
    ),
    case(swap(":e2s", "rdf:value", '"row=17-19"', '"row=19-17"'), fragment_rows_order="e2s"),
    case(swap(":e3s", "rdf:value", '"page=3"', '"page=0"'), fragment_of_page="e3s"),
    # classes.ttl
    case("INSERT DATA { :p1 a pk:Evidence }", class_disjoint="p1",
         evidence_source="p1", evidence_place_missing="p1"),
    case("INSERT DATA { :firm a pk:Frim }", class_unknown="firm"),
    # codes.ttl
    case(f"DELETE DATA {{ role:host skos:inScheme <{CODE}role> }}", code_scheme="role/host", participation_role="p3"),
    case('INSERT DATA { role:founder pk:flow "both" }', code_role_flow="role/founder"),
    case("DELETE WHERE { bound:exact skos:notation ?code }", code_notation="bound/exact"),
    case("DELETE WHERE { bound:exact skos:prefLabel ?name }", code_label="bound/exact"),
    case("DELETE WHERE { bound:exact skos:definition ?words }", code_definition="bound/exact"),
    case("INSERT DATA { bound:exact skos:broader :firm }", code_broader="bound/exact"),
    case("INSERT DATA { bound:exact skos:broader bound:exact }", code_broader_cycle="bound/exact"),
    case('INSERT DATA { sector:finance pk:isic4 "64.3" }', code_sector_isic4="sector/finance"),
    case('INSERT DATA { sector:finance pk:gbt4754 "j66" }', code_sector_gbt4754="sector/finance"),
    case("DELETE WHERE { stage:signed pk:order ?order }", code_stage_order="stage/signed"),
    case('INSERT DATA { stage:signed pk:phase "begun" }', code_stage_phase="stage/signed"),
    case('INSERT DATA { stage:signed pk:halted "true" }', code_stage_halted="stage/signed"),
    case('INSERT DATA { stage:signed pk:ended "yes" }', code_stage_ended="stage/signed"),
    case('INSERT DATA { bound:about pk:lowerLimit "near" }', code_bound_lower_limit="bound/about"),
    case('INSERT DATA { bound:upTo pk:upperLimit "excluded" }', code_bound_upper_limit="bound/upTo"),
    case(swap("level:city", "pk:order", "30", "30.5"), code_level_order="level/city"),
    case("INSERT DATA { level:city pk:standsFor role:host }", code_level_stands_for="level/city"),
    case('DELETE WHERE { measure:projectsIntroduced pk:additive ?yes }', code_measure_additive=
         "measure/projectsIntroduced"),
    case('INSERT DATA { measure:projectsIntroduced pk:stockFlow "pool" }', code_measure_stock_flow=
         "measure/projectsIntroduced"),
    case("DELETE WHERE { measure:projectsIntroduced pk:unitKind ?k }", code_measure_unit_kind=
         "measure/projectsIntroduced"),
    case("INSERT DATA { unit:CNY pk:currency false }", code_unit_currency="unit/CNY", code_unit_money="unit/CNY"),
    case("DELETE WHERE { unit:CNY pk:unitKind ?k }", code_unit_kind="unit/CNY"),
    case(swap("unit:CNY", "pk:currency", "true", "false"), code_unit_money="unit/CNY"),
]  # fmt: skip
