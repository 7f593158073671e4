"""``%load_ext kg``: the magics ``%%sparql`` and ``%kg``, and completion of the ontology's terms in cells of SPARQL."""

from __future__ import annotations

from IPython.core.interactiveshell import InteractiveShell

from kg.jupyter.completing import IDENTIFIER, matcher
from kg.jupyter.magics import KGMagics


def load(shell: InteractiveShell) -> None:
    """Register the magics and the completion with IPython; a second time changes nothing."""
    shell.register_magics(KGMagics)
    matchers = shell.Completer.custom_matchers
    if not any(getattr(one, "matcher_identifier", "") == IDENTIFIER for one in matchers):
        matchers.append(matcher(shell))
