"""A graph that is larger than memory: taken as lines, derived in parts, written in order.

``runs`` sorts lines on disk, ``seen`` knows what came before, ``parts`` says which lines a part of the graph needs so
that the rules find there what they find in the whole; ``streamed`` puts them together. What is written has the same
bytes as of a store in memory.
"""

from __future__ import annotations

from kg.graph.streaming.streamed import NotStreamed, StreamedGraph

__all__ = ["NotStreamed", "StreamedGraph"]
