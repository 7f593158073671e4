"""The delivery ledger, in the order of its way: each file knows those above it.

periods     what lies inside what, and what a person types for a period
bounds      what a figure with a bound says as an interval, and what that proves
readings    what the figures of one kind amount to in a period
matching    rows: targets beside achievements, and how each target stands
totals      figures added up to regions, where that is legal
adding      why figures are in no sum
shares      the share of a target that its result comes to
cells       rows and totals for people
programs    rows and totals for programs
ledger      ``ledger``, and the ledger that it gives
"""
