"""Reviewing what was read from an article: a page on this machine, and the same as one file without a server."""
