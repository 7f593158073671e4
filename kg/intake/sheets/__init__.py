"""An analyst's own sheet to a data package: headings read, values understood, parties found, ids kept.

asking, words           what is asked, and what headings and cells may say (``ontology/headings/``)
columns, layout         what each column is read as; where a table is in a sheet, and which rows are rows
taxed                   words of taxes beside an amount
said_totals, blocks     what says that a row sums others, and which they are
settings                what is read and answered, kept in ``SHEET.kg.yaml`` beside the sheet
cells, naming           cells to codes, figures and days; names as they stand in cells
likely                  what a text may mean that is no known word, and whether that may be taken unasked
parties                 names to regions and institutions
identifying             which row is which partnership, from one import to the next
account                 what became of every row
drafts                  a partnership in the making
describing, dating,     its name, class and sectors; its days; its figures; what it is stated in
figures, sourcing
reading_days, one_day   a cell with a day to what it says, and to the day that counts (``odd_days``, ``how_long``,
                        ``years_beside``: cells that say no day, how long, a day without its year)
as_before               cells that say "as above" in rows that were moved
changed_since           notes that say of a row that something in it is otherwise by now: told at that row
bare_days               days below a heading that does not say which, beside several stages: asked
taken, reached          the days of a row: the first counts, another one is told; days below headings of stages
so_far                  its stages and their days (``furthest``, ``signings``, ``done_besides``)
records                 a row of the sheet to rows of the package's tables
opening, rows           the sheets of a file; rows that belong together
updating, packaging     what a sheet says and what was typed in the package since, cell by cell; files
planning, importing     all of it in order
"""
