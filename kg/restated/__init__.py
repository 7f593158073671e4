"""The page of an earlier build with what is otherwise now put into it, where the rest of it surely stays as it is.

``names`` takes other names, ``values`` everything else; both refuse by ``earlier_page.Otherwise`` where anything of the
page could be another, and the page is drawn then.
"""
