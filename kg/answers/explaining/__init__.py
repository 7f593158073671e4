"""``kg explain``, in the order of its way: each file knows those above it.

subjects      what a thing is, and what rests on it
copies        the user's own copies of sources: what they have where something is stated
gathering     what there is behind a thing or a tie
facts         what the graph has of the thing itself, by name
telling       all of it as lines of text
explanation   ``explain``, and the explanation that it gives
"""
