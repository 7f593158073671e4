"""Rankings, and how far they hold: ``rankings``, ``nulls`` to compare with, ``verdicts`` in words, ``report``."""
