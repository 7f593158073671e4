"""A map of silence: against a declared universe, what is known, what is known to be nothing, what nobody looked at."""
