"""The only bridge from RDF to networkx, and what is measured there.

``projection`` turns the graph into a network, and is the only room that knows RDF; ``forms`` are what a network is
held in, ``measures`` give values of nodes, ``analyses`` look at a network as a whole, ``plots`` draw, and ``export``
writes what other programs read.
"""
