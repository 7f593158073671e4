"""What the README's first command installs: at most 60 packages and 500 MB.

    python tests/bench/install.py [PYTHON]

It makes an empty environment with the Python that is named (this one by default), installs this folder into it and
builds the bundled data there. Counted are the rows of ``pip list`` and the megabytes of ``du -sm``, pip itself
included; then come the largest folders, what ``kg --help`` imports, and whether the build has the checkout's bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_PACKAGES, MOST_MEGABYTES, LARGEST = 60, 500, 12


def said(*command: str | Path, cwd: Path | None = None) -> str:
    """What a command prints, on either stream."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, check=True, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout


def megabytes(path: Path) -> int:
    """What a folder takes on disk."""
    return int(said("du", "-sm", path).split()[0])


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a build."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def main() -> int:
    """Install, and print what there is."""
    base = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said(base, "-m", "venv", folder / "venv")
        python = folder / "venv" / "bin" / "python"
        said(python, "-m", "pip", "install", "--quiet", ROOT)
        packages = len(json.loads(said(python, "-m", "pip", "--disable-pip-version-check", "list", "--format=json")))
        size = megabytes(folder / "venv")
        version = said(python, "--version").strip()
        print(f"{version}: {packages} packages (at most {MOST_PACKAGES}), {size} MB (at most {MOST_MEGABYTES})")
        (site,) = (folder / "venv" / "lib").glob("python3*/site-packages")
        for part in sorted(site.iterdir(), key=lambda path: (-megabytes(path), path.name))[:LARGEST]:
            print(f"  {megabytes(part):4} {part.name}")
        times = re.findall(r"\|\s+(\d+) \| *(\S+)", said(python, "-X", "importtime", "-m", "kg", "--help"))
        print(f"kg --help imports {len(times)} modules")
        said(python, "-m", "kg", "build", cwd=folder)
        said(
            sys.executable,
            "-c",
            "import sys; sys.argv = ['kg', 'build', '--out', 'checkout']; "
            f"sys.path.insert(0, {str(ROOT)!r}); from kg.cli.main import main; main()",
            cwd=folder,
        )
        same = hashes(folder / "build") == hashes(folder / "checkout")
        print("the build has the bytes of the checkout's" if same else "THE BUILD DIFFERS from the checkout's")
    return int(not same or packages > MOST_PACKAGES or size > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
