"""Graphs that are joined to packages and to one another: files of RDF, whoever made them.

reading        one file as a part of a larger graph
labels         names in whatever languages to names in ours
places         addresses to regions
vocabularies   what is said in SKOS, ORG and other vocabularies, by the queries in ``ontology/foreign/``
namesakes      things of a file that have the name of another one
beyond         what a file says in terms that the model does not have
parts          the files of a build together: joined, accounted for, and findings led home to them
"""
