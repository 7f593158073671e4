"""How Sphinx makes the manual of one language; ``build.py`` calls it."""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

import kg

project = "partnership-kg"
author = "The partnership-kg contributors"
copyright = "Apache-2.0 and CC BY 4.0, the partnership-kg contributors"  # noqa: A001 - Sphinx's name
release = kg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]
nitpicky = False
smartquotes = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
add_module_names = False
napoleon_google_docstring = True
napoleon_use_ivar = True

html_theme = "furo"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["manual.css"]
html_copy_source = False
html_show_sphinx = False
html_show_search_summary = False  # it would fetch pages, which a browser refuses where the manual lies in a folder
html_search_language = "grams"
html_last_updated_fmt = None
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

#: Of a run of Chinese signs, each sign and each pair beside one another are words of the index; a query of two signs and
#: more is its pairs. So no dictionary decides what can be found.


class Grams(SearchChinese):
    """The search in both languages: English words by their stems, Chinese by pairs of signs."""

    lang = "grams"
    language_name = "English"  # the name of the stemmer in the browser is made of it
    js_splitter_code = """
var splitQuery = function (query) {
  var words = [];
  (query.match(/[\\u3400-\\u9fff]+|[^\\s\\u3400-\\u9fff]+/g) || []).forEach(function (run) {
    if (/[\\u3400-\\u9fff]/.test(run) && run.length > 1)
      for (var at = 0; at < run.length - 1; at++) words.push(run.slice(at, at + 2));
    else words.push.apply(words, run.match(/[\\p{L}\\p{N}_]+/gu) || []);
  });
  return words;
};
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """The words of a text."""
        words = []
        for run in re.findall(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+", input):
            if "\u3400" <= run[0] <= "\u9fff":
                words += [*run, *(run[at : at + 2] for at in range(len(run) - 1))]
            else:
                self.latin_terms.add(run)
                words.append(run)
        return words

    def word_filter(self, stemmed_word: str) -> bool:
        """Whether a word is kept."""
        return not stemmed_word.isdigit() and stemmed_word not in self.stopwords


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(Grams)
