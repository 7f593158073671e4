"""A first mapping of a table, drafted from its headings and cells.

words      what headings say, in words
answers    what the columns of a SPARQL endpoint's answer are
wrapping   what stands in front of all columns of a row
cells      the columns as they are seen
model      what they are taken for
ends       when they end
stages     how far they are, and when that was so
identity   what tells partnerships apart, and what they are called
places     where parties are, and which of them are regions
lands      which columns are countries that take part
languages  which columns name the same parties in other languages
histories  which column has stages with their days as text
belonging  which region a column of countries is of
namesakes  which column tells parties of one name apart
kinds      which of their names are regions, and which institutions
roles      what parties do
parties    who takes part
choosing   which of several columns of numbers is the amount of a partnership
figures    amounts
bases      which of them are meant and which reached
givers     who gives in which currency
columns    all of that together
ordering   days of which nothing tells whether the day or the month is first
telling    what is said of a table beside its draft
codes      codes of what cells say, as a draft writes them
laying     the lines of a draft as they are laid out
matrices   tables whose headings are parties too
drafts     the text of the mapping: who takes part, where, when and for how much
drafting   the mapping, with what is said of it
"""

from kg.intake.guessing.drafting import Draft, guess, lacks_issued

__all__ = ["Draft", "guess", "lacks_issued"]
