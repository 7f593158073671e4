"""Queries that count over a whole graph, answered from columns instead of by the engine.

An engine that finds one triple after the other pays for each; a question that joins and counts all of them is answered
from columns of numbers in a hundredth of the time once they are read. What a query means is SPARQL's, and only what is
surely answered alike is answered here: whatever a query has that is not known (``syntax``), and whatever comes up
on the way that might be read in two ways (a variable that some rows have and others have not where it joins, values
of several kinds compared, rows whose order the query leaves open), is ``NotHere``, and then the engine is asked.

syntax       the text of a query to its parts
tables       rows of numbers: joined, left out, kept once
answering    parts to an answer
"""

from __future__ import annotations

from kg.graph.wholes.answering import Whole
from kg.graph.wholes.syntax import NotHere

__all__ = ["NotHere", "Whole"]
