"""Analyses of a whole network, one a module or a folder; each ends in a table of results, its ``…_report``."""
