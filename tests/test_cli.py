"""The command: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import __version__
from pipeline.cli import cli
from pipeline.model import Code, Text
from pipeline.reader.load import load
from pipeline.traversal import inlines, passages

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with pipes, as a script would."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )


def on_a_terminal(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> tuple[int, str]:
    """Run the command on a terminal: its exit code, and all that it showed."""
    ours, its = pty.openpty()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    command = [*PROGRAM, *map(str, arguments)]
    with subprocess.Popen(command, cwd=cwd, env=surroundings, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        shown = b""
        while process.poll() is None or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.05)[0]:
                try:
                    shown += os.read(ours, 65536)
                except OSError:  # the terminal is gone with the program
                    break
    os.close(ours)
    return process.returncode, shown.decode()


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A manuscript with two findings in its only section."""
    (tmp_path / "book.yaml").write_text("title: X\nlanguage: de\ncreator: R\ndate: 2026-01-01\n")
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\n<b>roh</b>\n")
    return tmp_path


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["serve"], ["dump"], ["new"], ["say"], ["voices"], ["cache"]]
)
def test_help_says_what_the_command_does(command: list[str]) -> None:
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 8
    assert "Usage:" in result.output


def test_help_names_every_exit_code() -> None:
    text = " ".join(invoke("--help").output.split())
    assert "Exit codes: 0 done, 1 " in text
    assert ", 2 wrong use, 130 stopped." in text


def test_help_imports_nothing_that_a_build_needs() -> None:
    code = "import sys\nfrom pipeline.cli import main\ntry:\n main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert not {"markdown", "pydantic", "lxml", "ebooklib", "PIL", "rich", "yaml"} & loaded


def test_version() -> None:
    assert run("--version").stdout == f"vorlesen {__version__}\n"


def test_a_build_is_quiet_in_a_pipe(tmp_path: Path) -> None:
    ended = run("build", "manuscript", "--only", "epub", "-o", tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert (tmp_path / "epub/social-media-im-oeffentlichen-dienst.epub").is_file()


def test_a_build_names_its_book_on_a_terminal(tmp_path: Path) -> None:
    code, shown = on_a_terminal("build", "manuscript", "--only", "epub", "-o", tmp_path)
    assert code == 0
    assert str(tmp_path / "epub/social-media-im-oeffentlichen-dienst.epub") in shown


def test_verbose_tells_each_step_and_the_book(tmp_path: Path) -> None:
    ended = run("build", "manuscript", "--only", "epub", "-o", tmp_path, "--verbose")
    steps = re.findall(r"^(.+): \d+\.\d\d s$", ended.stderr, re.MULTILINE)
    assert steps == ["look for changes", "read", "check", "write epub", "publish"]
    assert ended.stdout == f"{tmp_path}/epub/social-media-im-oeffentlichen-dienst.epub\n"


def test_findings_are_lines_with_path_line_and_column(broken: Path) -> None:
    ended = run("check", ".", cwd=broken)
    assert ended.returncode == 1
    assert ended.stdout == ""
    lines = [line for line in ended.stderr.splitlines() if not line.startswith(" ")]
    assert [re.match(r"^a\.md:5:(\d+): .+ \(raw-html\)$", line)[1] for line in lines] == ["1", "7"]  # type: ignore[index]


def test_findings_speak_the_language_of_the_manuscript(broken: Path) -> None:
    german = run("check", broken, LANG="en_GB.UTF-8").stderr
    english = run("check", broken, "--language", "en").stderr
    book = broken / "book.yaml"
    book.write_text(book.read_text().replace("language: de", "language: fr"))
    assert run("check", broken).stderr == english != german
    book.write_text("title: [")
    assert run("check", broken, LC_ALL="de_DE.UTF-8").stderr != run("check", broken, LC_ALL="fr_FR.UTF-8").stderr


def test_colour_is_for_terminals_that_want_it(broken: Path) -> None:
    plain, coloured = run("check", broken).stderr, on_a_terminal("check", broken)[1]
    assert "\x1b[1m" in coloured
    assert "\x1b[1m" not in plain
    assert "\x1b[1m" not in on_a_terminal("check", broken, NO_COLOR="1")[1]


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["build", "--only", "pdf"], ["dump", "html"], ["dump", "xhtml", "--section", "nix"], ["new", "."]],
    ids=" ".join,
)
def test_wrong_use_is_exit_code_2(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "Error: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_manuscript_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    ended = run("build", tmp_path / "gone", "-o", tmp_path / "out", "--language", "en")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{tmp_path / 'gone'}:1:1: ")
    assert not (tmp_path / "out").exists()


def test_interrupting_a_build_is_exit_code_130_and_writes_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "build", str(ROOT / "manuscript"), "-o", str(tmp_path / "out"), "--verbose"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # A shell's background jobs ignore the signal, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # no threads here
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first step is done
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate()
    assert process.returncode == 130
    assert rest.endswith("interrupted\n")
    assert "Traceback" not in rest
    assert not (tmp_path / "out").exists()


def test_dump_shows_the_typed_manuscript_with_every_word() -> None:
    shown = json.loads(run("dump", "manuscript").stdout)
    texts: list[str] = []

    def collect(node: object) -> None:
        match node:
            case {"type": "Text" | "Code", "text": str(text)}:
                texts.append(text)
            case dict():
                for part in node.values():
                    collect(part)
            case list():
                for part in node:
                    collect(part)

    collect(shown["chapters"])
    manuscript = load(ROOT / "manuscript").manuscript
    words = [i.text for passage in passages(manuscript) for i, _ in inlines(passage) if isinstance(i, Text | Code)]
    assert sorted(texts) == sorted(words)
    assert shown["metadata"]["title"] == "Social Media im öffentlichen Dienst: Chancen, Herausforderungen, Strategien"


def test_dump_shows_one_section_alone() -> None:
    assert json.loads(run("dump", "manuscript", "--section", "fakten").stdout)["id"] == "fakten"
    page = run("dump", "xhtml", "--section", "fakten").stdout
    assert page.startswith("==> section-fakten.xhtml <==\n<?xml ")
    assert page.count("==> ") == 1


def test_dump_shows_every_page() -> None:
    names = re.findall(r"^==> (.+) <==$", run("dump", "xhtml").stdout, re.MULTILINE)
    assert names[:3] == ["cover.xhtml", "title.xhtml", "nav.xhtml"]
    assert names[-1] == "imprint.xhtml"
    assert len(names) == len(set(names)) > 30


def test_a_reader_that_stops_early_is_no_failure() -> None:
    command = f"{sys.executable} -c 'from pipeline.cli import main; main()' dump xhtml | head -n 1"
    ended = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S602
    assert ended.stdout.startswith("==> cover.xhtml")
    assert ended.stderr == ""


def test_output_that_nobody_takes_is_a_failure_with_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([*PROGRAM, "dump", "xhtml"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"vorlesen: ")
    assert b"Traceback" not in ended.stderr


def test_an_output_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    ended = run("build", "manuscript", "-o", tmp_path / "out", "--verbose")
    assert ended.returncode == 1
    assert f"{tmp_path}/out can't be written (Not a directory)" in ended.stderr
    assert "read aloud" not in ended.stderr


def test_say_prints_words_as_they_are_spoken(tmp_path: Path) -> None:
    assert run("say", "Am 3. April, S. 15 ff.").stdout == "Am dritten April, Seite 15 und folgende.\n"
    assert run("say", "On p. 3 of [das Buch]{lang=de}", "--lang", "en").stdout == "On page 3 of [das Buch]{lang=de}\n"
    (tmp_path / "lexicon.yaml").write_text("Nguyen: Nujen\n")
    assert run("say", "Frau Nguyen", "--manuscript", tmp_path).stdout == "Frau Nujen\n"


def test_say_writes_sound_that_lasts_as_long_as_the_words(tmp_path: Path) -> None:
    long, short = tmp_path / "long.wav", tmp_path / "short.wav"
    assert run("say", "Ein langer Satz mit vielen Wörtern.", "-o", long).stdout == ""
    assert run("say", "Kurz.", "-o", short, "--voice", "de+f2").returncode == 0
    lengths = []
    for path in (long, short):
        with wave.open(str(path)) as sound:
            assert (sound.getnchannels(), sound.getframerate()) == (1, 22050)
            lengths.append(sound.getnframes())
    assert lengths[0] > 2 * lengths[1] > 22050


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--voice", "de+f22"], "did you mean de+f2"),
        (["--engine", "piper"], "Piper needs a voice"),
        (["--engine", "piper", "--piper-voice", "none.onnx"], "there is no file none.onnx"),
        (["--lang", "tlh"], "can't speak 'tlh'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_said_is_a_sentence(arguments: list[str], said: str, tmp_path: Path) -> None:
    ended = run("say", "Guten Tag", "-o", tmp_path / "x.wav", *arguments)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_foreign_words_at_the_beginning_are_said_by_the_voice_of_the_text(tmp_path: Path) -> None:
    line = "[Social Media]{lang=en} für alle"
    for name, voice in (("a", []), ("b", ["--voice", "de"]), ("c", ["--voice", "en-US"])):
        assert run("say", line, "-o", tmp_path / f"{name}.wav", *voice).returncode == 0
    sounds = [(tmp_path / f"{name}.wav").read_bytes() for name in "abc"]
    assert sounds[0] == sounds[1] != sounds[2]


@pytest.mark.parametrize(
    "arguments",
    [["say", ""], ["say", " "], ["say", "🙂"], ["cache", "--limit", "nan"], ["cache", "--limit", "-1"]],
    ids=" ".join,
)
def test_nothing_to_do_is_wrong_use(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "Error: " in ended.stderr


def test_a_language_without_voices_is_a_sentence() -> None:
    ended = run("voices", "--lang", "tlh")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "vorlesen: espeak has no voice for 'tlh'\n")


def test_a_closed_output_is_no_failure(tmp_path: Path) -> None:
    command = [*PROGRAM, "build", str(ROOT / "manuscript"), "--only", "epub", "-o", str(tmp_path)]
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(tmp_path.glob("epub/*.epub"))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_build_that_is_told_to_end_leaves_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    process = subprocess.Popen(
        [
            *PROGRAM,
            "build",
            str(ROOT / "manuscript"),
            "--only",
            "audio",
            "--no-cache",
            "-v",
            "-o",
            str(tmp_path / "out"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "scratch")},
        preexec_fn=lambda: signal.signal(getattr(signal, name), signal.SIG_DFL),  # noqa: PLW1509  # no threads here
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("scratch/vorlesen-*/*.frames")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(getattr(signal, name))
    _, rest = process.communicate()
    assert process.returncode == 130
    assert rest.endswith("interrupted\n")
    assert not list((tmp_path / "scratch").iterdir())
    assert not (tmp_path / "out").exists()


def test_voices_are_listed_with_their_languages() -> None:
    lines = run("voices").stdout.splitlines()
    assert len(lines) > 100
    german = run("voices", "--lang", "de").stdout
    assert re.search(r"^de +de +German$", german, re.MULTILINE)
    assert "f2" in german.splitlines()[-1].split(", ")
    assert run("voices", "--engine", "tone", "--lang", "mul").stdout.splitlines()[0].startswith("high")


def test_the_cache_is_shown_and_cleared(tmp_path: Path) -> None:
    book = tmp_path / "book"
    run("new", book)
    assert (
        run(
            "build", book, "--only", "audio", "--engine", "tone", "-o", tmp_path / "out", "--cache", tmp_path / "kept"
        ).returncode
        == 0
    )
    shown = run("cache", VORLESEN_CACHE=str(tmp_path / "kept")).stdout
    assert re.fullmatch(rf"{tmp_path}/kept: \d\d+ files, \d\.\d MB\n", shown)
    less = run("cache", "--cache", tmp_path / "kept", "--limit", "0").stdout
    assert re.search(r"kept: \d+ files, 0\.0 MB", less)
    assert "kept: 0 files" in run("cache", "--cache", tmp_path / "kept", "--clear").stdout


def test_dump_shows_the_script() -> None:
    shown = run("dump", "script", "--section", "faq").stdout
    assert "# question: Warum ist Social Media wichtig?" in shown
    assert re.search(r"^faq-p1-s1 \| answer \| \d+ ms \| Weil ", shown, re.MULTILINE)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_new_manuscript_builds(language: str, tmp_path: Path) -> None:
    assert run("new", tmp_path / "book", "--language", language).returncode == 0
    ended = run("build", tmp_path / "book", "-o", tmp_path / "out")
    assert (ended.returncode, ended.stderr) == (0, "")
    made = {path.suffixes[-1] + str("readalong" in path.stem) for path in (tmp_path / "out/epub").iterdir()}
    assert made == {".epubFalse", ".epubTrue"}


def test_new_manuscripts_have_names_of_their_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("new", tmp_path / name)
    names = {re.search("urn:uuid:.*", (tmp_path / name / "book.yaml").read_text())[0] for name in ("a", "b")}  # type: ignore[index]
    assert len(names) == 2


def test_new_leaves_a_folder_with_something_in_it_alone(broken: Path) -> None:
    before = sorted(broken.iterdir())
    assert run("new", broken).returncode == 2
    assert sorted(broken.iterdir()) == before
