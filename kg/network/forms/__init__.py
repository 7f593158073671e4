"""The forms of a network, from who takes part in what to matrices. None of them knows RDF::

    joining   Members         which node takes part in which partnership
                 │ join
    table     TieTable ─────── Variants.of ──────▶ Variants    many tables of the same nodes        variants
                 │                                    │ Stack.of
                 │ summed, symmetric                Stack      many matrices of the same nodes      variants
                 ▼                                    │ network
    sparse    SparseNetwork ◀─────────────────────────┘
                 ▲
                 │ of: networkx graphs of either kind          TieTable.of reads them too
    graphs    MultiGraph ── simple ──▶ Graph

There is one table of ties, ``TieTable``, with one row a pair of nodes and partnership, and one matrix,
``SparseNetwork``, with one entry a pair. Measures work on the matrix, whatever form they are given. What leaves
partnerships out, or draws whom they tie, makes many of the one and then many of the other at once. networkx graphs
are what users hand in and get: a projection is a multigraph of single ties. ``compiled`` hands a matrix on to
rustworkx and NetworKit; ``layers`` splits a multigraph by sector, kind, stage or year; ``partition`` puts nodes in
groups; ``labels`` says what they are called.

The words are the same everywhere:

* ``nodes`` are sorted, and a tie's two ends are places in them: its ``tail`` and its ``head``. Which is which says
  nothing of direction; in a network of two modes the tail is of the first.
* A tie is one of a pair and a ``partnership``, and has a ``weight``. What the ties of a pair add up to is the pair's
  ``strength``, and 1 / strength is its ``distance``.
* ``about`` has the attributes of the network, ``attributes`` those of its nodes.
"""
