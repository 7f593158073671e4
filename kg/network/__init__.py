"""The only bridge from RDF to networkx, and what is measured there.

``projections`` turns the graph into a network; the other modules know networkx and no RDF.
"""
