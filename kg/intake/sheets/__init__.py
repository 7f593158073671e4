"""An analyst's own sheet to a data package: headings read, values understood, parties found, ids kept.

words        what headings and cells may say, from ``ontology/headings/``
layout       a grid to a table: where its headings are, which rows are rows
columns      what each column is read as
settings     what is read and answered, kept in ``SHEET.kg.yaml`` beside the sheet
cells        cells to codes, figures and days
parties      names to regions and institutions
identifying  which row is which partnership, from one import to the next
records      a row to the rows of a package's tables
updating     what a sheet says and what was typed in the package since, cell by cell
packaging    a package read and written
account      what became of every row
importing    all of it in order
"""

from __future__ import annotations
