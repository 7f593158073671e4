"""A query that is a file: a header in YAML, then SPARQL. Questions, projections, records, rules.

    #: title: {en: Partners of a region, zh: 某地区的合作方}
    #: question: {en: Whom does a region partner with?, zh: 某地区与谁合作？}
    #: parameters:
    #:   region: {type: region, en: the region, zh: 地区}
    #: columns:
    #:   partner: {en: Partner, zh: 合作方}
    SELECT ?partner WHERE { BIND(fn:parameter("region") AS ?region) … }

A query reads its parameters with ``fn:parameter("name")``, so that a value is a term and never part
of the query's text; one that was not given is unbound. Bind it first in the group that needs it: a
filter sees the variables of its own group, and those of no other. A parameter with ``several: true``
takes several values with commas between, and ``fn:among("name", ?term)`` says whether a term is one.

What several queries need stands once in ``ontology/parts/``, a query file of its own. A line
``#include name`` stands for its SELECT, as a group, and brings its parameters.
"""

from __future__ import annotations

from kg.graph.queryfile.model import PARAMETER_TYPES, UNITS, Column, Parameter, Value, spellings
from kg.graph.queryfile.queryfile import QueryFile

__all__ = ["PARAMETER_TYPES", "UNITS", "Column", "Parameter", "QueryFile", "Value", "spellings"]
