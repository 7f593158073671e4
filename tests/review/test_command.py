"""``kg review`` as a command: what it says, and when it does not begin."""

from __future__ import annotations

import shutil
import signal
import socket
from pathlib import Path

import openpyxl

from kg.intake.articles.queue import FOLDER
from tests.review.conftest import Serve
from tests.support import run_in_process

SOURCE = "yunwan-2024-04-02"


def test_a_second_review_is_told_where_the_first_one_is(serve: Serve, deals: Path) -> None:
    served = serve(deals)
    port = served.address.split(":")[2].split("/")[0]
    told = run_in_process("review", deals, "--no-browser", "--lang", "en", cwd=deals.parent)
    assert told.code == 1
    assert f"127.0.0.1:{port}" in told.err
    # Who may read the folder does not learn the token.
    assert served.address.split("/")[3] not in told.err
    # Once it has ended, the next one begins.
    served.process.send_signal(signal.SIGINT)
    served.process.wait(60)
    assert serve(deals).address == served.address


def test_what_hinders_is_a_sentence(deals: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = run_in_process("review", deals, "--no-browser", "--port", port, "--lang", "en", cwd=deals.parent)
    assert told.code == 2
    assert f"--port {port}" in told.err
    told = run_in_process("review", deals, "--text", "nowhere.txt", "--no-browser", "--lang", "en", cwd=deals.parent)
    assert told.code == 1
    assert "nowhere.txt" in told.err
    told = run_in_process("review", deals, "--source", "other", "--no-browser", "--lang", "zh", cwd=deals.parent)
    assert told.code == 1
    assert SOURCE in told.err
    shutil.rmtree(deals / FOLDER)
    for arguments in (("--no-browser",), ("--out", "review.html")):
        told = run_in_process("review", deals, *arguments, "--lang", "zh", cwd=deals.parent)
        assert told.code == 1
        assert "kg read" in told.err


def test_the_queue_as_a_sheet(deals: Path) -> None:
    for name in ("review.xlsx", "review.csv"):
        done = run_in_process("review", deals, "--out", name, "--lang", "en", cwd=deals.parent)
        assert done.code == 0, done.err
    book = openpyxl.load_workbook(deals.parent / "review.xlsx")
    assert {"partnerships", "stages", "observations", "institutions"} <= set(book.sheetnames)
    assert "云澜产业基金" in (deals.parent / "review.csv").read_text("utf-8-sig")
