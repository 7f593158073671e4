"""From sentences with names in them to suggested partnerships, stages and figures, by rules.

words        the tables of words beside this file, as patterns
clauses      a sentence cut into clauses, with its names as signs in a row
standing     words that stand for a name
parties      whose a cue is: the names around it, lists, pairs, what 双方 or an elided subject stands for
positions    where parties stand in an English sentence of signing
staging      how far something has come, and since when
ending       whether it has ended
fields       classes, kinds of agreement, sectors
figures      amounts with what they measure, and of what
papers       whose a paper is that a clause without names says was signed
certainty    how sure it is that the names in a clause are its parties
branches     names of two places; attributive: names that are no party
speaking     what officials say
partnerships one sentence after another
retelling    what an article tells more than once
"""
