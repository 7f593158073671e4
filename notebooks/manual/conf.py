"""How Sphinx makes the manual of one language; ``build.py`` calls it."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path

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
html_js_files = ["copy.js"]
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


#: What the theme says, and Sphinx has no Chinese of.
_CHINESE = {
    "Back to top": "返回顶部",
    "Home": "首页",
    "Last updated on %s": "更新于 %s",
    "Next": "下一页",
    "On this page": "本页内容",
    "Previous": "上一页",
}
#: What stands in the theme's templates as it is, for no catalogue to find.
_FIXED = {
    'aria-label="Toggle Light / Dark / Auto color theme"': 'aria-label="切换浅色、深色与自动主题"',
    'aria-label="Toggle site navigation sidebar"': 'aria-label="显示或隐藏导航栏"',
    'aria-label="Toggle table of contents sidebar"': 'aria-label="显示或隐藏本页目录"',
    'aria-label="Toggle navigation of ': 'aria-label="展开或收起：',
    ">Skip to content<": ">跳至正文<",
}


class _Chinese(NullTranslations):
    def gettext(self, message: str) -> str:
        return _CHINESE.get(message, message)


def _translate(app: Sphinx) -> None:
    """Let the theme's words be looked up here where Sphinx's own catalogue lacks them."""
    if app.config.language == "zh_CN":
        app.translator.add_fallback(_Chinese())


#: What a keyboard and a screen reader lack in the theme: blocks that roll can be reached, and asides have names. And a
#: parameter is parted from its meaning by a dash, where Sphinx relies on quotes that are made smart.
_REACHED = {
    "</strong> -- ": "</strong> – ",
    "<pre>": '<pre tabindex="0">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="{}">',
    '<aside class="toc-drawer': '<aside aria-label="{}" class="toc-drawer',
}
_ASIDES = {"en": ("Pages", "On this page"), "zh_CN": ("各页", "本页内容")}


def _mend(app: Sphinx, trouble: Exception | None) -> None:
    """Put into the pages what the theme's templates have no place for."""
    if trouble is not None:
        return
    names = dict(zip([aside for aside in _REACHED if "aside" in aside], _ASIDES[app.config.language], strict=True))
    changes = {old: new.format(names.get(old, "")) for old, new in _REACHED.items()}
    if app.config.language == "zh_CN":
        changes |= _FIXED
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(Grams)
    app.connect("builder-inited", _translate)
    app.connect("build-finished", _mend)
