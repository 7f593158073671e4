"""Every value of a package against the passage that it cites, and passages that moved.

What is read here is read to prove a value that is on record, which is easier than to find it: ``figures`` asks
whether a passage states this very number, ``times`` whether it names this very period, ``parties`` whether a name of
this very party stands there, ``stages`` whether the words warrant this very stage. ``checking`` asks all rows.
"""
