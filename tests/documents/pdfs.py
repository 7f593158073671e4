"""PDFs made by hand, byte by byte, for the tests: text in any script by a table of its letters, pages without text."""

from __future__ import annotations

from pathlib import Path


def write_pdf(path: Path, pages: list[list[str]], title: str = "", made: str = "") -> Path:
    """A PDF whose pages show lines of text; a page without lines has a drawing alone.

    Args:
        path: where to.
        pages: the lines of each page.
        title, made: what the file says of itself, ``made`` as ``20240703``.
    """
    letters = sorted({sign for lines in pages for line in lines for sign in line}) or ["A"]
    codes = {sign: at for at, sign in enumerate(letters, 1)}
    table = "\n".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 1000 /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> >>",
        _stream(unicode),
        f"<< /Title <feff{title.encode('utf-16-be').hex()}> {f'/CreationDate (D:{made}100000)' if made else ''} >>",
    ]
    for at, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * at} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        shown = "\n".join(
            f"1 0 0 1 50 {800 - 20 * row} Tm <{''.join(f'{codes[sign]:04x}' for sign in line)}> Tj"
            for row, line in enumerate(lines)
        )
        objects.append(_stream(f"BT /F 12 Tf\n{shown}\nET" if lines else "0 0 100 100 re f"))
    content, places = b"%PDF-1.7\n", []
    for number, made_object in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{made_object}\nendobj\n".encode("ascii")
    table_at = len(content)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    content += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table_at}\n%%EOF\n"
    ).encode("ascii")
    path.write_bytes(content)
    return path


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"
