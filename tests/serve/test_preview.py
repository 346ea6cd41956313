"""The command serves a book while it is written: from the first build to Ctrl-C."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest

from pipeline.serve.listen import address_of, bind
from tests.serve.served import ask, event, events

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve"]
PATIENCE_S = 60


@dataclass(slots=True)
class Running:
    """The command while it runs, and what it said so far on both streams."""

    process: subprocess.Popen[bytes]
    said: str = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until it says something."""
        assert self.process.stdout
        end = monotonic() + PATIENCE_S
        while not (found := re.search(pattern, self.said, re.MULTILINE)):
            assert monotonic() < end, self.said
            if select.select([self.process.stdout], [], [], 1)[0]:
                piece = os.read(self.process.stdout.fileno(), 65536)
                assert piece, self.said
                self.said += piece.decode()
        self.said = self.said[found.end() :]
        return found

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it; its exit code, and what it said since."""
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, (self.said + rest.decode()).strip()


@contextmanager
def running(*arguments: str | Path, cwd: Path) -> Iterator[Running]:
    """The command with a voice that is quick."""
    with subprocess.Popen(
        [*PROGRAM, *map(str, arguments), "--engine", "tone"],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # A shell's background jobs ignore the signal, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # before any thread
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A book of one sentence."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Small\nlanguage: en\ncreator: R\ndate: 2026-01-01\n")
    (folder / "01-one.md").write_text("---\ntitle: One\n---\n\nThe first words.\n")
    return folder


def section(manuscript: Path, text: str) -> None:
    (manuscript / "01-one.md").write_text(f"---\ntitle: One\n---\n\n{text}\n")


def test_a_book_is_served_built_again_and_kept_while_something_is_wrong(manuscript: Path) -> None:
    with running("book", "--port", "0", cwd=manuscript.parent) as command:
        address = command.wait_for(r"^(http://127\.0\.0\.1:\d+/)$")[1]
        assert b"The first words." in ask(address, "/one.html").body
        page, stream = events(address)
        first = [event(stream) for _ in range(2)]
        section(manuscript, "Other words.")
        assert event(stream) not in first
        assert b"Other words." in ask(address, "/one.html").body
        page.close()
        command.wait_for(r"^changed: book/01-one\.md$")
        command.wait_for(r"^built anew$")
        assert b"Other words." in ask(address, "/one.html").body
        section(manuscript, "<b>raw</b>")
        command.wait_for(r"^book/01-one\.md:5:1: .*\(raw-html\)$")
        assert b"Other words." in ask(address, "/one.html").body
        section(manuscript, "The last words.")
        command.wait_for(r"^built anew$")
        assert b"The last words." in ask(address, "/one.html").body
        code, said = command.end()
    assert (code, said) == (130, "interrupted")


def test_a_book_with_findings_is_served_once_they_are_mended(manuscript: Path) -> None:
    section(manuscript, "<b>raw</b>")
    with running("book", "--port", "0", cwd=manuscript.parent) as command:
        command.wait_for(r"\(raw-html\)$")
        address = command.wait_for(r"^(http://.*/)$")[1]
        missing = ask(address, "/")
        assert (missing.status, b"/_preview/reload.js" in missing.body) == (404, True)
        section(manuscript, "The first words.")
        command.wait_for(r"^built anew$")
        assert ask(address, "/").status == 200


def test_without_watching_a_book_is_built_once(manuscript: Path) -> None:
    with running("book", "--port", "0", "--no-watch", cwd=manuscript.parent) as command:
        address = command.wait_for(r"^(http://.*/)$")[1]
        assert b"_preview" not in ask(address, "/").body
        assert command.end(signal.SIGTERM)[0] == 130
    section(manuscript, "<b>raw</b>")
    with running("book", "--port", "0", "--no-watch", cwd=manuscript.parent) as command:
        command.wait_for(r"\(raw-html\)$")
        assert command.process.wait(PATIENCE_S) == 1


def test_ctrl_c_ends_at_once_though_pages_listen_and_somebody_downloads(manuscript: Path) -> None:
    with running("book", "--port", "0", cwd=manuscript.parent) as command:
        address = command.wait_for(r"^(http://.*/)$")[1]
        command.wait_for(r"^http://.*/feed\.xml$")
        at = urlsplit(address)
        (manuscript.parent / "output" / "preview" / "site" / "large.mp3").write_bytes(bytes(50_000_000))
        place = (at.hostname, at.port)
        with socket.create_connection(place, 20) as page, socket.create_connection(place, 20) as download:
            page.sendall(b"GET /_preview/events HTTP/1.1\r\nHost: x\r\n\r\n")
            download.sendall(b"GET /large.mp3 HTTP/1.1\r\nHost: x\r\n\r\n")
            assert page.recv(15) == download.recv(15) == b"HTTP/1.1 200 OK"
            start = monotonic()
            assert command.end() == (130, "interrupted")
            assert monotonic() - start < 5


def test_a_port_that_is_taken_is_a_sentence_with_one_that_is_free(manuscript: Path) -> None:
    with closing(bind("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running("book", "--port", str(port), cwd=manuscript.parent) as command:
            free = command.wait_for(rf"^vorlesen: port {port} of 127\.0\.0\.1 is taken: --port (\d+) is free$")[1]
            assert command.process.wait(PATIENCE_S) == 1
    assert int(free) > port
    bind("127.0.0.1", int(free)).close()


def test_a_host_that_is_not_here_is_a_sentence(manuscript: Path) -> None:
    with running("book", "--host", "192.0.2.1", cwd=manuscript.parent) as command:
        command.wait_for(r"^vorlesen: there can be no server at 192\.0\.2\.1, port 8000: ")
        assert command.process.wait(PATIENCE_S) == 1


def test_whoever_lets_the_network_in_is_warned(manuscript: Path) -> None:
    with running("book", "--host", "0.0.0.0", "--port", "0", cwd=manuscript.parent) as command:  # noqa: S104
        command.wait_for("warning: everybody in the network can read")
        address = command.wait_for(r"^(http://.*/)$")[1]
        assert "0.0.0.0" not in address  # noqa: S104
        assert ask(address, "/").status == 200


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", r"http://127\.0\.0\.1:\d+/"), ("::1", r"http://\[::1\]:\d+/")]
)
def test_an_address_names_host_and_port(host: str, expected: str) -> None:
    with closing(bind(host, 0)) as listener:
        assert re.fullmatch(expected, address_of(listener))
