"""Registries of regions: where a name or a code leads, on a day, and the rows that a package takes from there.

A registry is a data package with the table ``regions`` under ``data/registries/``, beside the regions that the bundled
data share. ``kg regions`` looks up in all of them, and adds to a package only what it uses.
"""

from kg.intake.registries.adding import row_for
from kg.intake.registries.finding import find, near, successors
from kg.intake.registries.model import RegisteredRegion, Registry
from kg.intake.registries.reading import region, registries

__all__ = ["RegisteredRegion", "Registry", "find", "near", "region", "registries", "row_for", "successors"]
