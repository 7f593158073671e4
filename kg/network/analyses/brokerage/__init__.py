"""Gould and Fernandez' brokerage: ``roles`` counts, ``moments`` says what chance gives, ``report`` is the table."""
