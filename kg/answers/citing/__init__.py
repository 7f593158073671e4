"""Citing the graph: ``sources`` names sources, days and data, ``citation`` makes the sentence, ``styles`` sets it."""
