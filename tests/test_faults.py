"""What goes wrong while a book is read aloud, through the command: one sentence, exit code 1, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.published import LIST_FILE
from pipeline.speech.engine import ENGINES
from pipeline.speech.espeak import Espeak, worker_command
from pipeline.unchanged import RECORD_FILE
from tests.speech.service import Service, make_certificate, serve
from tests.speech.test_piper import describe

ROOT = Path(__file__).parent.parent
MAIN = "from pipeline.cli import main; main()"
ILL_WORKER = ROOT / "tests/speech/fixtures/ill_worker.py"
BOOK = "title: Ein Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"
FIRST = "---\ntitle: Anfang\n---\n\nDer erste Satz. Der zweite\nSatz.\n\nEin Absatz danach.\n"
SECOND = "---\ntitle: Ende\n---\n\nEs endet hier.\n"
WORDS = ["Anfang", "Der erste Satz.", "Der zweite Satz.", "Ein Absatz danach.", "Ende", "Es endet hier."]


@dataclass(frozen=True, slots=True)
class Ended:
    """What the command said, and its exit code."""

    code: int
    stdout: str
    stderr: str


class Workshop:
    """A small manuscript, with a cache, an output and a folder for temporary files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manuscript, self.cache, self.output = folder / "book", folder / "cache", folder / "out"
        self.scratch = folder / "tmp"
        self.manuscript.mkdir()
        self.scratch.mkdir()
        self.write("book.yaml", BOOK)
        self.write("01-anfang.md", FIRST)
        self.write("02-ende.md", SECOND)

    def write(self, name: str, text: str) -> None:
        (self.manuscript / name).write_text(text, encoding="utf-8")

    def build(self, engine: str, *arguments: str) -> Ended:
        """Build, in the working folder above the manuscript's."""
        result = CliRunner(mix_stderr=False).invoke(cli, self._arguments(engine, *arguments))
        assert list(self.scratch.glob("vorlesen-*")) == []
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    def start(
        self, engine: str, *arguments: str, program: str = "", most_bytes: int = resource.RLIM_INFINITY
    ) -> subprocess.Popen[str]:
        """Build in a group of processes of its own, as a terminal makes one, after a Python program.

        `most_bytes` is as large as a file can be.
        """

        def prepare() -> None:
            # A shell's background jobs ignore the signal, and their children inherit that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        return subprocess.Popen(
            [sys.executable, "-c", f"{program}\n{MAIN}", *self._arguments(engine, *arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(self.scratch)},
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509  # no threads here
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def end(self, process: subprocess.Popen[str]) -> Ended:
        """Wait for a process."""
        stdout, stderr = process.communicate(timeout=60)
        assert list(self.scratch.glob("vorlesen-*")) == []
        return Ended(process.returncode, stdout, stderr)

    def _arguments(self, engine: str, *arguments: str) -> list[str]:
        own = ("build", "book", "--only", "audio", "-o", self.output, "--cache", self.cache, "--engine", engine)
        return [*map(str, own), *arguments]

    def made(self) -> dict[str, str]:
        """Every file of the output, with its digest; but not the record, which has times in it."""
        return {
            str(path.relative_to(self.output)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.output.rglob("*")
            if path.is_file() and path.name != RECORD_FILE
        }

    def kept(self, ending: str = "clip") -> dict[str, int]:
        """Every file of the cache, with what tells whether it was written anew."""
        return {path.name: path.stat().st_ino for path in self.cache.rglob(f"*.{ending}")}


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    found = Workshop(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(found.scratch))
    return found


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    certificate = tmp_path_factory.mktemp("tls") / "server.pem"
    make_certificate(certificate)
    with serve(certificate) as running:
        lead_to(running.url, monkeypatch)
        yield running


def lead_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a service the way to all others."""
    for name, value in (("HTTPS_PROXY", url), ("NO_PROXY", "")):
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that runs 200 times as fast for who waits to ask again."""
    wait = threading.Event.wait

    def wait_less(event: threading.Event, timeout: float | None = None) -> bool:
        return wait(event, None if timeout is None else timeout / 200)

    monkeypatch.setattr(threading.Event, "wait", wait_less)


@pytest.fixture
def impatience(hurry: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # is used by being there
    """The same, 100 times, for who waits for an answer."""
    settle = socket.socket.settimeout

    def settle_for_less(connection: socket.socket, timeout: float | None) -> None:
        settle(connection, None if timeout is None else timeout / 100)

    monkeypatch.setattr(socket.socket, "settimeout", settle_for_less)


def failed_with(pattern: str, ended: Ended) -> None:
    """It ended with this line and no other."""
    assert (ended.code, ended.stdout) == (1, "")
    assert re.fullmatch(f"vorlesen: {pattern}\n", ended.stderr), ended.stderr


# ------------------------------------------------------------------ a service that fails

AGAIN = "look at your connection and build again, or choose another engine"
REFUSED = "look for a newer gTTS, or choose another engine"


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    ("faults", "attempts", "reason"),
    [
        (["403"], "1 attempt", f"the service answers 403 Failed; {REFUSED}"),
        (["429 7"] * 5, "5 attempts", f"the service answers 429 Failed; {AGAIN}"),
        (["429 600"], "1 attempt", "the service answers 429 Failed; it asks to wait for 600 s: build again then"),
        (["500", "502", "503"] * 2, "5 attempts", f"the service answers 50[023] Failed; {AGAIN}"),
        (["silent"] * 5, "5 attempts", f"the answer holds no sound; {AGAIN}"),
        (["short"] * 5, "5 attempts", rf"the answer is cut short: \d+ ms of at least \d+; {AGAIN}"),
        (["half"] * 5, "5 attempts", f"the service can't be reached or did not answer in time; {AGAIN}"),
    ],
    ids=lambda value: value[0].replace(" ", "-") if isinstance(value, list) else "",
)
def test_a_service_that_fails_midway_is_gone_on_with(
    workshop: Workshop, service: Service, faults: list[str], attempts: str, reason: str
) -> None:
    workshop.build("tone")
    before = workshop.made()
    service.faults = ["", "", *faults]
    failed_with(
        rf"book/01-anfang\.md:5: gTTS can't speak 'Der zweite Satz\.' after {attempts}: {reason} \(.+-s2\)",
        workshop.build("gtts"),
    )
    assert workshop.made() == before
    asked = [words for words, _ in service.texts]
    assert asked[:2] == WORDS[:2]
    assert set(asked[2:]) == {WORDS[2]}
    service.faults.clear()
    service.texts.clear()
    ended = workshop.build("gtts")
    assert (ended.code, ended.stderr) == (0, "")
    assert [words for words, _ in service.texts] == WORDS[2:]
    assert workshop.made() != before


@pytest.mark.usefixtures("hurry")
def test_a_service_that_recovers_is_not_noticed(workshop: Workshop, service: Service) -> None:
    service.faults = ["429 7", "500", "silent", "", "short"]
    ended = workshop.build("gtts")
    assert (ended.code, ended.stderr) == (0, "")
    assert len(service.texts) == len(WORDS) + 4
    assert service.most_at_once == 1


@pytest.mark.usefixtures("impatience")
def test_a_service_that_hangs_is_left(workshop: Workshop, service: Service) -> None:
    service.faults = ["hang"] * 5
    failed_with(
        r"book/01-anfang\.md:1: gTTS can't speak 'Anfang' after 5 attempts: "
        rf"the service can't be reached or did not answer in time; {AGAIN} \(.+\)",
        workshop.build("gtts"),
    )


@pytest.mark.usefixtures("hurry")
def test_no_network_is_said_and_what_is_kept_needs_none(
    workshop: Workshop, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to("http://127.0.0.1:9", monkeypatch)
    failed_with(
        r"book/01-anfang\.md:1: gTTS can't speak 'Anfang' after 5 attempts: "
        rf"the service can't be reached or did not answer in time; {AGAIN} \(.+\)",
        workshop.build("gtts"),
    )
    lead_to(service.url, monkeypatch)
    assert workshop.build("gtts").code == 0
    lead_to("http://127.0.0.1:9", monkeypatch)
    assert workshop.build("gtts").code == 0


def test_signs_without_a_word_are_never_asked_for(workshop: Workshop, service: Service) -> None:
    workshop.write("02-ende.md", f"{SECOND}\n…\n\n❶ – •\n\n- ➤\n- ✓ Ja.\n")
    assert workshop.build("gtts").code == 0
    assert all(any(character.isalnum() for character in words) for words, _ in service.texts)
    assert "Ja." in [words.removeprefix("✓ ") for words, _ in service.texts]


# ------------------------------------------------------------------ voices


def test_an_unknown_voice_is_found_where_it_stands_with_the_nearest(workshop: Workshop) -> None:
    workshop.build("tone")
    before = workshop.made()
    workshop.write("book.yaml", f"{BOOK}voices:\n  narrator: de+f22\n")
    ended = workshop.build("espeak")
    assert ended.code == 1
    first, hint = ended.stderr.splitlines()
    assert re.fullmatch(r"book/book\.yaml:6:13: „de\+f22“ .+ \(unknown-voice\)", first)
    assert "„de+f2“" in hint
    assert workshop.made() == before


def test_a_language_without_a_voice_is_told_with_its_place(workshop: Workshop) -> None:
    workshop.write("book.yaml", BOOK.replace("language: de", "language: bo"))
    ended = workshop.build("espeak")
    assert ended.code == 1
    assert re.match(r"vorlesen: book/\S+\.md:\d+: eSpeak NG can't speak 'bo': ", ended.stderr)


@pytest.mark.parametrize(
    ("make", "pattern"),
    [
        (lambda path: None, "there is no file voice.onnx: .+"),
        (lambda path: (path.touch(), sidecar(path).write_text("{")), "voice.onnx.json is not JSON: fetch it again .+"),
        (lambda path: (path.touch(), sidecar(path).write_text("{}")), "voice.onnx.json describes no Piper voice: .+"),
        (
            lambda path: (path.write_bytes(b"no model"), sidecar(path).write_text(json.dumps(describe()))),
            r"book/01-anfang\.md:1: voice.onnx is no model that can be loaded: fetch it again \(.+\) \(.+\)",
        ),
    ],
    ids=["missing", "no-json", "other-json", "no-model"],
)
def test_a_voice_of_piper_that_is_none_is_named(
    workshop: Workshop, make: Callable[[Path], object], pattern: str
) -> None:
    make(workshop.folder / "voice.onnx")
    failed_with(pattern, workshop.build("piper", "--piper-voice", "voice.onnx"))


def sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def test_piper_without_a_voice_says_what_it_needs(workshop: Workshop) -> None:
    failed_with("Piper needs a voice: name the .onnx file of one", workshop.build("piper"))


# ------------------------------------------------------------------ eSpeak NG


def fall_ill(workshop: Workshop, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a worker in eSpeak's place that crashes so often."""
    command = (sys.executable, str(ILL_WORKER), str(workshop.folder), "crash", str(times), *worker_command())
    monkeypatch.setitem(ENGINES, "espeak", lambda options: Espeak(timeout_s=options.timeout_s, command=command))


def test_one_crash_of_espeak_is_not_noticed(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.build("espeak", "--no-cache")
    well = workshop.made()
    fall_ill(workshop, 1, monkeypatch)
    ended = workshop.build("espeak", "--workers", "1")
    assert (ended.code, ended.stderr) == (0, "")
    assert (workshop.folder / "starts").read_bytes() == b"xx"
    assert workshop.made() == well


def test_two_crashes_of_espeak_name_the_sentence(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    fall_ill(workshop, 2, monkeypatch)
    failed_with(
        r"book/01-anfang\.md:1: eSpeak NG crashed twice on 'Anfang' \(exit code -9\): reword the sentence \(.+\)",
        workshop.build("espeak", "--workers", "1"),
    )
    assert workshop.made() == {}
    assert workshop.build("espeak", "--workers", "1").code == 0


def test_letters_that_make_no_sound_are_an_error(workshop: Workshop) -> None:
    workshop.build("espeak")
    before, kept = workshop.made(), workshop.kept()
    workshop.write("02-ende.md", f"{SECOND}\n٣\n")
    for _ in range(2):
        failed_with(r"book/02-ende\.md:7: .+ says nothing for '٣\.?'.*", workshop.build("espeak"))
    assert workshop.made() == before
    assert kept.items() <= workshop.kept().items()


# ------------------------------------------------------------------ the cache


@pytest.mark.parametrize("ending", ["clip", "json", "frames"])
def test_what_is_damaged_in_the_cache_is_made_anew_and_told(workshop: Workshop, ending: str) -> None:
    workshop.build("tone")
    before = workshop.made()
    damaged = next(workshop.cache.rglob(f"*.{ending}"))
    damaged.write_bytes(damaged.read_bytes()[:-2])
    if ending == "clip":
        for path in workshop.cache.rglob("*.json"):
            path.unlink()
    (workshop.output / RECORD_FILE).unlink()
    ended = workshop.build("tone")
    assert ended.code == 0
    what = "clip was spoken" if ending == "clip" else "section is made"
    assert re.fullmatch(rf"vorlesen: warning: a damaged {what} anew: .*{damaged.stem}.*\n", ended.stderr)
    assert workshop.made() == before
    assert workshop.build("tone").stderr == ""


def test_a_cache_that_is_a_file_is_told_once_and_the_book_is_made(workshop: Workshop) -> None:
    workshop.build("tone", "--no-cache")
    before = workshop.made()
    workshop.cache.write_text("no folder")
    ended = workshop.build("tone", "--workers", "1", "-o", "other")
    assert ended.code == 0
    assert re.fullmatch(r"vorlesen: warning: the cache can't be used, .+\n", ended.stderr)
    workshop.output = workshop.folder / "other"
    assert workshop.made() == before


def test_two_builds_share_a_cache(workshop: Workshop) -> None:
    outputs = [workshop.folder / name for name in "ab"]
    running = [workshop.start("espeak", "-o", str(output)) for output in outputs]
    assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * 2
    made = []
    for output in outputs:
        workshop.output = output
        made.append(workshop.made())
    assert made[0] == made[1]
    assert len([name for name in made[0] if name.endswith(".mp3")]) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}\.(clip|json|frames)", name) for name in workshop.kept("*"))


# ------------------------------------------------------------------ the disk


def test_a_full_disk_for_what_is_being_made_is_said_and_the_last_good_book_stays(workshop: Workshop) -> None:
    workshop.build("tone", "--no-cache")
    before = workshop.made()
    workshop.write("02-ende.md", SECOND.replace("Es endet", "So endet es"))
    ended = workshop.end(workshop.start("tone", "--workers", "1", most_bytes=100_000))
    failed_with(r"the sound being made can't be written to .+ \(File too large\): make room there, or .+", ended)
    assert workshop.made() == before
    kept = workshop.kept()
    assert kept
    assert workshop.build("tone").code == 0
    assert kept.items() <= workshop.kept().items()


def test_a_full_disk_for_the_output_is_said_and_the_last_good_book_stays(workshop: Workshop) -> None:
    output = workshop.output
    workshop.build("tone")
    before = workshop.made()
    workshop.write("02-ende.md", SECOND.replace("Es endet", "So endet es"))
    workshop.output = workshop.folder / "other"
    workshop.build("tone")
    largest = max(path.stat().st_size for path in workshop.output.rglob("*.mp3"))
    workshop.output = output
    ended = workshop.end(workshop.start("tone", most_bytes=largest - 1))
    failed_with(r".+/audio/.+\.mp3 can't be written \(File too large\); what was there before is untouched", ended)
    assert workshop.made() == before
    assert {path.name for path in output.rglob("*") if path.name.startswith(".")} == {LIST_FILE, RECORD_FILE}


# ------------------------------------------------------------------ who has had enough

# eSpeak that speaks once and then waits, as long as it may.
SLOW = """
from pipeline.speech import engine
from pipeline.speech.espeak import Espeak
class Slow(Espeak):
    def __init__(self, options):
        super().__init__()
        self.left, self.sleep = 1, options.sleep
    def speak(self, request):
        self.left -= 1
        if self.left < 0:
            self.sleep(600)
        return super().speak(request)
engine.ENGINES["espeak"] = Slow
"""


def wait_until(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def _is_group(number: int) -> bool:
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def interrupt(workshop: Workshop, process: subprocess.Popen[str]) -> None:
    """What a terminal does for ^C; nothing is left of the group a moment later, and one word is said."""
    os.killpg(process.pid, signal.SIGINT)
    ended = workshop.end(process)
    assert (ended.code, ended.stderr.strip()) == (130, "interrupted")
    deadline = time.monotonic() + 2  # a voice whose process was killed still has to find out that nobody asks it
    while _is_group(process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert workshop.made() == {}


def test_an_interrupted_build_keeps_what_was_spoken_and_leaves_no_process(workshop: Workshop) -> None:
    process = workshop.start("espeak", "--workers", "2", program=SLOW)
    wait_until(lambda: len(workshop.kept()) == 2, process)
    interrupt(workshop, process)
    kept = workshop.kept("*")
    assert len(kept) == 2
    assert all(name.endswith(".clip") for name in kept)
    ended = workshop.build("espeak")
    assert (ended.code, ended.stderr) == (0, "")
    assert kept.items() <= workshop.kept("*").items()


def test_an_interrupted_build_of_a_long_book_leaves_no_process(workshop: Workshop) -> None:
    for number in range(3, 7):
        sentences = " ".join(f"Dies ist der Satz mit der Nummer {number} und {each}." for each in range(200))
        workshop.write(f"{number:02}-teil-{number}.md", f"---\ntitle: Teil {number}\n---\n\n{sentences}\n")
    process = workshop.start("espeak", "--workers", "2")
    wait_until(lambda: len(workshop.kept()) >= 6, process)
    interrupt(workshop, process)
    assert len(workshop.kept()) < 800


def test_who_waits_for_a_service_may_interrupt_it(workshop: Workshop, service: Service) -> None:
    service.faults = ["", "429 100"]
    process = workshop.start("gtts")
    wait_until(lambda: len(service.texts) == 2, process)
    time.sleep(0.2)
    interrupt(workshop, process)
    assert len(workshop.kept()) == 1
