"""From an article to suggested records: its text, what is named in it, and where each value stands.

Nothing here puts a record into a package unasked. A suggestion has the very passage that each of its values was read
from, in code points of the article's own text, so that a person can check it and a hash can prove it.
"""
