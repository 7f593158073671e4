"""Any table to rows of texts, for a mapping: delimited, spreadsheets, JSON, JSON Lines, XML and Parquet, also packed.

``packing`` unpacks and says what is damaged; ``nested`` makes rows of objects within objects; ``opening`` finds the
format. Readers are Python's own, ``kg.grids`` and pyarrow.
"""

from kg.intake.anytable.model import DOUBTFUL, ONE_SIGN, AnyTable, Cell, Number, each_of
from kg.intake.anytable.opening import open_table

__all__ = ["DOUBTFUL", "ONE_SIGN", "AnyTable", "Cell", "Number", "each_of", "open_table"]
