"""The text of a drafted mapping.

terms    what lines share
places   where parties are
parties  who takes part
days     when
amounts  for how much
histories  which stages stand in one cell
mapping  all of that, with its header
"""

from kg.intake.guessing.drafts.mapping import MappingText

__all__ = ["MappingText"]
