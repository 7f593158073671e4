"""Measures of the nodes of a network, one family a module.

``measure`` says what a measure is, ``register`` collects those that the families declare, ``report`` makes tables of
them, and ``batches`` measures many variants of a network at once. A family is a module with a tuple ``DECLARED``:
``centrality``, ``sampling`` (betweenness and closeness, exact after ``paths`` or estimated; ``stacked_paths`` has
them for many variants, ``pivots`` roughly for large ones), ``structure``, ``kcomponents``, ``holes`` and
``communities``.
"""
