"""Notebooks as HTML that shows everything wherever it is moved: run, with each picture inside, and nothing fetched.

    python notebooks/to_html.py FOLDER [NOTEBOOK ...]

Needs the extra ``notebook``. All notebooks beside this file are rendered if none is named.
"""

from __future__ import annotations

import argparse
import re
from html import escape
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
#: What stands for the words of a picture that has none.
_NO_WORDS = "No description has been provided for this image"


def to_html(notebook: nbformat.NotebookNode, language: str = "en") -> str:
    """A notebook that was run, as one file.

    Args:
        notebook: with its outputs.
        language: what its words are in, ``en`` or ``zh``, for screen readers and hyphens.

    Returns:
        HTML that asks for nothing outside of itself: pictures are inside, and of a live view its frame is shown.
    """
    config = Config()
    # A widget's own media type needs scripts from elsewhere; the frame beside it is the same page.
    config.NbConvertBase.display_data_priority = [
        "text/html",
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "text/markdown",
        "text/plain",
    ]
    exporter = HTMLExporter(config=config, embed_images=True, language_code=language)
    exporter.mathjax_url = exporter.require_js_url = exporter.jquery_url = exporter.widget_renderer_url = ""
    exporter.mermaid_js_url = exporter.mermaid_layout_elk_js_url = ""
    notebook = nbformat.from_dict({**notebook, "metadata": {**notebook.metadata}})
    notebook.metadata.pop("widgets", None)
    body, _ = exporter.from_notebook_node(notebook)
    # An address that is empty is asked for too, as the file itself.
    body = re.sub(r'<script src=""[^>]*>\s*</script>', "", str(body))
    # The exporter's page leaves out what a picture says of itself, and puts this in its place.
    told = iter(_pictures(notebook))
    return re.sub(f'alt="{_NO_WORDS}"', lambda _: f'alt="{escape(next(told, "") or _NO_WORDS)}"', body)


def _pictures(notebook: nbformat.NotebookNode) -> list[str]:
    """What the pictures of a notebook's outputs say of themselves, in their order; empty for one that says nothing."""
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", []) if "data" in one]
    shown = [one for one in outputs if "image/png" in one.data and not {"text/html", "image/svg+xml"} & set(one.data)]
    return [one.get("metadata", {}).get("image/png", {}).get("alt", "") for one in shown]


def main() -> None:
    """Run and render."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pages go; made if it is not there")
    parser.add_argument("notebooks", type=Path, nargs="*", help="default: all beside this file")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    for path in told.notebooks or sorted(HERE.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
        out = told.folder / f"{path.stem}.html"
        out.write_text(to_html(notebook, "zh" if path.stem.endswith(".zh") else "en"), encoding="utf-8")
        print(out)


if __name__ == "__main__":
    main()
