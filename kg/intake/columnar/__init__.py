"""A mapping worked out column by column, without a store or a Python object a triple.

What mappings are mostly made of, columns of a row, values made of them, and alternatives, needs no query engine: each
expression is worked out once a distinct value of what it is made of. ``syntax`` reads a mapping, and says why it is
none of that kind; ``frames`` joins columns; ``expressions`` makes values; ``plan`` makes the triples and the account
of the rows. Whatever else a mapping holds is asked of the engine, as before; what both give is the same.
"""
