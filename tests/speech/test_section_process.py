"""Sections made in processes of their own: the same as here, and what becomes of them when a process dies."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

import pytest
from msgspec.structs import replace

from pipeline.audio.errors import AudioError
from pipeline.audio.mastered import MasterSettings
from pipeline.audio.sections import SectionCache
from pipeline.audio.spool import Spool
from pipeline.crew import _PROGRAM, Crew, worker_command
from pipeline.files import Store
from pipeline.speech.engine import EngineOptions, Phrase, Request, SpeechError, UnspokenError, open_engine
from pipeline.speech.making import Heard, Made, Maker, Order, Part, StoppedError
from pipeline.speech.section import make_section
from pipeline.speech.section_process import SectionProcess

FIXTURES = Path(__file__).parent / "fixtures"
TEXTS = ("Der erste Satz.", "Noch einer.", "Und der letzte hier.")
KEY = "c0ffee" + "0" * 58


@dataclass
class Ear:
    """What was told."""

    parts: list[Heard] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    on_hearing: Callable[[Heard], None] = lambda heard: None

    def hear(self, heard: Heard) -> None:
        self.parts.append(heard)
        self.on_hearing(heard)

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)


def order(folder: Path, *texts: str, language: str = "de", voice: str = "low", name: str = "a") -> Order:
    parts = (
        Part(f"{name}-s{number}", Request((Phrase(text, language),), voice), 260)
        for number, text in enumerate(texts or TEXTS, 1)
    )
    return Order(name, tuple(parts), MasterSettings(), KEY, None, folder / f"{name}.frames", None)


def kept_in(store: Store, ordered: Order) -> Order:
    return replace(ordered, store=store)


CREWS: list[Crew] = []


def hired(command: Sequence[str] | None = None) -> Crew:
    CREWS.append(Crew(command))
    return CREWS[-1]


@pytest.fixture(autouse=True)
def dismissed() -> Iterator[None]:
    yield
    while CREWS:
        CREWS.pop().dismiss()


@pytest.fixture
def crew() -> Crew:
    return hired()


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is another one's twin")


@pytest.fixture(params=["new", "begun", pytest.param("twin", marks=ON_LINUX)])
def process(crew: Crew, request: pytest.FixtureRequest) -> Iterator[SectionProcess]:
    """A process that tones come from: one that is begun for it, or was before, or its twin."""
    crew.begin({"new": 0, "begun": 1, "twin": 2}[request.param])
    if request.param == "twin":
        crew.let_go(crew.hire())  # the one that was begun
    maker = SectionProcess("tone", EngineOptions(), crew)
    yield maker
    maker.close()


def told(made: Made) -> tuple[object, ...]:
    """All of what was made but where its frames are."""
    encoded = made.sound.encoded
    digest = sha256(b"".join(encoded.chunks())).hexdigest()
    return digest, replace(made.sound, encoded=replace(encoded, path=Path())), made.clips_spoken, made.unkept


def made_here(ordered: Order) -> tuple[Made, Ear]:
    ear = Ear()
    return make_section(ordered, open_engine("tone", EngineOptions()), ear), ear


def made_by(maker: Maker, ordered: Order) -> tuple[Made, Ear]:
    ear = Ear()
    return maker.make(ordered, ear), ear


# ------------------------------------------------------------------ the same


def test_a_section_is_the_same_wherever_it_is_made(process: SectionProcess, tmp_path: Path) -> None:
    here, apart = tmp_path / "here", tmp_path / "apart"
    here.mkdir()
    apart.mkdir()
    for texts in (TEXTS, ("Kurz.",), ("…", "Ja.")):
        made, ear = made_by(process, order(apart, *texts))
        expected, own_ear = made_here(order(here, *texts))
        assert told(made) == told(expected)
        assert ear == own_ear
        assert [heard.part for heard in ear.parts] == list(range(len(texts)))


def test_what_an_engine_is_told_reaches_it(crew: Crew, tmp_path: Path) -> None:
    lengths = []
    for speed in (1.0, 2.0):
        maker = SectionProcess("tone", EngineOptions(speed=speed), crew)
        lengths.append(sum(made_by(maker, order(tmp_path))[0].sound.lengths[::2]))
        maker.close()
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=4)


def test_samples_are_there_for_others_to_read(process: SectionProcess, tmp_path: Path) -> None:
    path = tmp_path / "samples"
    made, _ = made_by(process, replace(order(tmp_path), samples=path))
    with Spool(path, kept=True) as samples:
        assert len(samples) == sum(made.sound.lengths)
        assert samples.read(0, len(samples)).any()


def test_what_is_kept_is_found(process: SectionProcess, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    made, _ = made_by(process, kept_in(store, order(tmp_path)))
    assert SectionCache(store).read(KEY) == made.sound
    assert made.clips_spoken == len(TEXTS)
    assert not (tmp_path / "a.frames").exists()
    again, _ = made_by(process, kept_in(store, order(tmp_path)))
    assert again.clips_spoken == 0


def test_warnings_and_a_store_that_cannot_be_used_are_told(process: SectionProcess, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    made, ear = made_by(process, kept_in(Store(tmp_path / "store"), order(tmp_path)))
    assert made.unkept is not None
    assert "directory" in made.unkept
    (warning,) = ear.warnings
    assert warning.startswith("the cache of clips can't be used")


def test_environment_and_folder_do_not_come_between(
    tmp_path: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('not this one')")
    (tmp_path / "pickle.py").write_text("raise SystemExit('nor this')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "pickle.py"))
    maker = SectionProcess("tone", EngineOptions(), crew)
    assert made_by(maker, order(tmp_path))[0].clips_spoken == len(TEXTS)
    maker.close()


def test_modules_that_are_installed_beside_ours_are_not_taken_for_the_systems(tmp_path: Path) -> None:
    (tmp_path / "pipeline").symlink_to(Path(sys.modules["pipeline"].__path__[0]))
    (tmp_path / "dataclasses.py").write_text("raise SystemExit('an old one from a package')")
    folders = [*(folder for folder in sys.path if not Path(folder, "pipeline").exists()), str(tmp_path)]
    asked = "from pipeline.crew import worker_command as command; print(*command(), sep=chr(0), end='')"
    program = f"import sys; sys.path[:] = {folders!r}; {asked}"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    ended = subprocess.run(told.stdout.split("\0"), input=b"", capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


# ------------------------------------------------------------------ what can't be made


def test_what_cannot_be_spoken_is_named(crew: Crew, tmp_path: Path) -> None:
    maker = SectionProcess("espeak", EngineOptions(), crew)
    with pytest.raises(UnspokenError, match="says nothing for '٣'") as caught:
        maker.make(order(tmp_path, "Ja.", "٣", voice="de"), Ear())
    assert caught.value.utterance == "a-s2"
    assert made_by(maker, order(tmp_path, "Ja.", voice="de"))[0].clips_spoken == 1
    maker.close()


def test_what_cannot_be_mastered_is_an_error_of_sound(process: SectionProcess, tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"can't be written to .+choose a folder"):
        process.make(replace(order(tmp_path), frames=tmp_path / "nowhere" / "frames"), Ear())
    assert made_by(process, order(tmp_path))[0].clips_spoken == len(TEXTS)


def test_an_engine_that_is_not_there_is_an_error_before_anything_is_begun(crew: Crew) -> None:
    with pytest.raises(SpeechError, match="there is no engine 'none'"):
        SectionProcess("none", EngineOptions(), crew)


def test_a_process_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    maker = SectionProcess("tone", EngineOptions(), hired([str(tmp_path / "nowhere")]))
    with pytest.raises(SpeechError, match=r"a process to make sound in can't be started: .*nowhere"):
        maker.make(order(tmp_path), Ear())
    maker.close()


# ------------------------------------------------------------------ a process that dies


def dying(folder: Path, times: int, replies: int) -> SectionProcess:
    """A maker whose process dies so many times, each time after so many replies."""
    fixture = FIXTURES / "dying_section_worker.py"
    command = (sys.executable, str(fixture), str(folder), str(times), str(replies), worker_command()[-1])
    return SectionProcess("tone", EngineOptions(), hired(command))


@pytest.mark.parametrize("replies", range(4))
def test_one_crash_is_not_noticed(tmp_path: Path, replies: int) -> None:
    maker = dying(tmp_path, 1, replies)
    made, ear = made_by(maker, order(tmp_path))
    maker.close()
    assert (tmp_path / "starts").read_bytes() == b"xx"
    expected, own_ear = made_here(order(tmp_path))
    assert told(made) == told(expected)
    assert ear == own_ear


def test_a_warning_is_told_once_though_its_process_dies(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    maker = dying(tmp_path, 1, len(TEXTS) + 1)
    _, ear = made_by(maker, kept_in(Store(tmp_path / "store"), order(tmp_path)))
    maker.close()
    assert (tmp_path / "starts").read_bytes() == b"xx"
    assert len(ear.warnings) == 1


@pytest.mark.parametrize(("replies", "utterance"), [(0, "a-s1"), (2, "a-s3")])
def test_two_crashes_name_the_sentence(tmp_path: Path, replies: int, utterance: str) -> None:
    maker = dying(tmp_path, 2, replies)
    text = TEXTS[replies].replace(".", r"\.")
    with pytest.raises(
        UnspokenError, match=rf"crashed twice at '{text}' \(exit code -9\): reword .+ --workers 1"
    ) as caught:
        maker.make(order(tmp_path), Ear())
    assert caught.value.utterance == utterance
    assert made_by(maker, order(tmp_path))[0].clips_spoken == len(TEXTS)
    maker.close()


def test_two_crashes_when_all_is_spoken_name_the_section(tmp_path: Path) -> None:
    maker = dying(tmp_path, 2, len(TEXTS))
    with pytest.raises(SpeechError, match=r"when it encoded .+ 'a' \(exit code -9\): .+--workers 1") as caught:
        maker.make(order(tmp_path), Ear())
    assert not isinstance(caught.value, UnspokenError)
    maker.close()


def test_what_a_process_complained_of_is_told(tmp_path: Path) -> None:
    maker = SectionProcess("tone", EngineOptions(), hired([sys.executable, "-c", "raise SystemExit('no memory')"]))
    with pytest.raises(UnspokenError, match=r"\(exit code 1, no memory\)"):
        maker.make(order(tmp_path), Ear())
    maker.close()


# ------------------------------------------------------------------ who has had enough


def test_an_interrupt_from_another_thread_ends_it(process: SectionProcess, tmp_path: Path) -> None:
    ear = Ear()

    def interrupt(heard: Heard) -> None:
        if heard.part == 1:
            threading.Thread(target=process.interrupt).start()

    ear.on_hearing = interrupt
    long = order(tmp_path, *(f"Satz mit der Nummer {number}." for number in range(20_000)))
    with pytest.raises(StoppedError):
        process.make(long, ear)
    assert 2 <= len(ear.parts) < 20_000
    with pytest.raises(StoppedError):
        process.make(order(tmp_path), Ear())


def test_a_process_that_will_not_end_is_ended(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    program = f"trap '' TERM; : > {alive}; exec cat 3>&1 > /dev/null"  # who reads its answers sees no end
    maker = SectionProcess("tone", EngineOptions(), hired(["sh", "-c", program]))

    def interrupt() -> None:
        alive.read_bytes()
        maker.interrupt()

    threading.Thread(target=interrupt).start()
    with pytest.raises(StoppedError):
        maker.make(order(tmp_path), Ear())
    maker.close()


@pytest.mark.parametrize("error", [ZeroDivisionError, BrokenPipeError, EOFError])
def test_a_listener_that_raises_ends_it(process: SectionProcess, error: type[Exception], tmp_path: Path) -> None:
    def enough(heard: Heard) -> None:
        raise error(heard)

    with pytest.raises(error):
        process.make(order(tmp_path), Ear(on_hearing=enough))
    with pytest.raises(StoppedError):  # what is left of the reply would be taken for the next one
        process.make(order(tmp_path), Ear())


def children(process: int | None = None) -> set[int]:
    """The processes that make sections among a process's children; a browser of other tests has children of its own."""
    process, found = process or os.getpid(), set[int]()
    with suppress(FileNotFoundError):
        found |= set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    return {each for each in found if _makes_sections(each)}


def _makes_sections(process: int) -> bool:
    """By its command, which is empty when it has just begun, and when it has ended."""
    with suppress(OSError):
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        return b"section_worker" in command or (command == b"" and state != "Z")
    return False


def family() -> set[int]:
    """All processes that this one began, and that they did."""
    found, new = set[int](), children()
    while new:
        found |= new
        new = {each for one in new for each in children(one)}
    return found


def are_gone(processes: set[int]) -> bool:
    """Whether none of them is there, not even as one that nobody waited for."""
    return not any(Path(f"/proc/{each}").exists() for each in processes)


@ON_LINUX
def test_no_process_is_left(tmp_path: Path) -> None:
    before = family()
    crew = hired()
    crew.begin(3)
    maker = SectionProcess("espeak", EngineOptions(), crew)
    made_by(maker, order(tmp_path, "Ja.", voice="de"))
    (begun,) = children() - before
    twins = children(begun)
    assert family() - before == {begun, *twins}  # eSpeak is in there
    assert len(twins) == 2
    maker.close()
    crew.dismiss()
    assert are_gone({begun, *twins})


@ON_LINUX
@pytest.mark.parametrize("after_s", [0, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_whoever_was_asked_for_nothing_is_gone(after_s: float) -> None:
    before = family()
    crew = hired()
    crew.begin(3)
    begun = family() - before
    sleep(after_s)
    begun |= family() - before
    crew.dismiss()
    assert are_gone(begun | (family() - before))


@ON_LINUX
def test_twins_make_the_same_as_who_was_begun(tmp_path: Path) -> None:
    crew, before = hired(), children()
    crew.begin(3)
    makers = [SectionProcess("espeak", EngineOptions(), crew) for _ in range(3)]
    ordered = order(tmp_path, "Ja.", "Und noch ein Satz.", voice="de")
    made = [told(made_by(maker, ordered)[0]) for maker in makers]
    assert made == made[:1] * 3
    (begun,) = children() - before
    assert len(children(begun)) == 2
    for maker in makers:
        maker.close()


@ON_LINUX
def test_when_twins_die_at_a_section_another_makes_it(tmp_path: Path) -> None:
    crew, before = hired(), children()
    crew.begin(3)
    makers = [SectionProcess("tone", EngineOptions(), crew) for _ in range(3)]
    expected = [told(made_by(maker, order(tmp_path))[0]) for maker in makers]
    (begun,) = children() - before
    twins = children(begun)

    def end(heard: Heard) -> None:
        if heard.part == 1:
            for twin in twins:
                os.kill(twin, signal.SIGKILL)
            twins.clear()

    assert len(twins) == 2
    made = makers[1].make(order(tmp_path, *TEXTS), ear := Ear(on_hearing=end))  # which sees that its pipe ends
    assert told(made) == expected[1]
    assert [heard.part for heard in ear.parts] == list(range(len(TEXTS)))
    for maker in makers:
        maker.close()


@ON_LINUX
@pytest.mark.parametrize("twin", [False, True])
def test_each_process_holds_its_own_pipes_alone(tmp_path: Path, twin: bool) -> None:
    crew, before = hired(), children()
    crew.begin(3)
    made_by(maker := SectionProcess("tone", EngineOptions(), crew), order(tmp_path))
    for child in crew._waiting:
        assert not child.has_ended()
    (begun,) = children() - before
    each = children(begun).pop() if twin else begun
    targets = {str(path.readlink()) for path in Path(f"/proc/{each}/fd").iterdir()}
    assert sum(target.startswith("pipe:") for target in targets) == 2
    maker.close()


@ON_LINUX
def test_without_stdin_no_pipe_takes_its_place(tmp_path: Path) -> None:
    program = (
        f"import os, sys; sys.path[:] = {sys.path!r}; from pipeline.crew import Crew; crew = Crew(); crew.begin(2)\n"
        "print(len(open(f'/proc/self/task/{os.getpid()}/children').read().split())); crew.dismiss()"
    )
    shell = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-c", program]
    ended = subprocess.run(shell, capture_output=True, check=True, text=True, cwd=tmp_path)
    assert (ended.stdout, ended.stderr) == ("2\n", "")  # where it could, one would have forked the other


def refused(*_arguments: object) -> None:
    raise PermissionError


@ON_LINUX
@pytest.mark.parametrize("call", ["os.pidfd_open", "os.waitid", "signal.pidfd_send_signal"])
def test_who_cannot_be_followed_is_begun_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(call, refused)
    crew, before = hired(), children()
    crew.begin(3)
    begun = children() - before
    assert len(begun) == 3
    made_by(maker := SectionProcess("tone", EngineOptions(), crew), order(tmp_path))
    maker.close()
    crew.dismiss()
    assert are_gone(begun)


@ON_LINUX
def test_where_there_can_be_no_twin_another_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = "import errno, os\ndef fork(): raise OSError(errno.EAGAIN, 'no more')\nos.fork = fork\n"
    monkeypatch.setattr("pipeline.crew._PROGRAM", refusing + _PROGRAM)
    crew, before = hired(), children()
    crew.begin(2)
    (begun,) = children() - before
    makers = [SectionProcess("tone", EngineOptions(), crew) for _ in range(2)]
    for maker in makers:
        made, _ = made_by(maker, order(tmp_path))
        assert made.clips_spoken == len(TEXTS)
    assert len(children() - before) == 2
    assert begun in children()
    for maker in makers:
        maker.close()


def crashing(folder: Path, times: int) -> SectionProcess:
    """A maker in whose process eSpeak crashes so many times at "Absturz"."""
    fixture = FIXTURES / "crashing_section_worker.py"
    command = (sys.executable, str(fixture), str(folder), str(times), worker_command()[-1])
    return SectionProcess("espeak", EngineOptions(), hired(command))


def test_when_espeak_crashes_once_nothing_is_lost_and_nothing_kept_is_spoken_again(tmp_path: Path) -> None:
    maker = crashing(tmp_path, 1)
    ordered = kept_in(Store(tmp_path / "store"), order(tmp_path, "Ja.", "Ein Absturz.", "Nein.", voice="de"))
    made, ear = made_by(maker, ordered)
    maker.close()
    assert len((tmp_path / "crashes").read_text().splitlines()) == 1
    assert (made.clips_spoken, [heard.part for heard in ear.parts]) == (2, [0, 1, 2])
    whole, _ = made_by(maker := crashing(tmp_path, 1), replace(ordered, store=None))
    maker.close()
    assert told(made)[0] == told(whole)[0]


def test_one_crash_a_sentence_is_no_fault_of_any(tmp_path: Path) -> None:
    maker = crashing(tmp_path, 1)
    texts = ("Ein Absturz.", "Noch ein Absturz.", "Ja.", "Und ein Absturz.")
    made, ear = made_by(maker, order(tmp_path, *texts, voice="de"))
    maker.close()
    assert (made.clips_spoken, [heard.part for heard in ear.parts]) == (4, [0, 1, 2, 3])
    assert len((tmp_path / "crashes").read_text().splitlines()) == 3


def test_when_espeak_crashes_twice_the_sentence_is_named(tmp_path: Path) -> None:
    maker = crashing(tmp_path, 2)
    with pytest.raises(UnspokenError, match=r"crashed twice at 'Ein Absturz\.' \(exit code -11\): reword") as caught:
        maker.make(order(tmp_path, "Ja.", "Ein Absturz.", "Nein.", voice="de"), Ear())
    assert caught.value.utterance == "a-s2"
    maker.close()


LONG = "und " * 400_000
"""What eSpeak needs seconds for."""


def test_a_sentence_that_takes_too_long_is_named(crew: Crew, tmp_path: Path) -> None:
    maker = SectionProcess("espeak", EngineOptions(timeout_s=0.5), crew)
    with pytest.raises(UnspokenError, match=r"eSpeak NG took over 0\.5 s for 'und und .+': shorten the sent") as caught:
        maker.make(order(tmp_path, "Ja.", LONG, "Nein.", voice="de"), Ear())
    assert caught.value.utterance == "a-s2"
    assert made_by(maker, order(tmp_path, "Ja.", voice="de"))[0].clips_spoken == 1
    maker.close()


def test_what_is_being_spoken_is_broken_off(crew: Crew, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    maker = SectionProcess("espeak", EngineOptions(), crew)
    heard_at = [0.0]

    def hear(_heard: Heard) -> None:
        heard_at[0] = monotonic()
        threading.Timer(0.3, maker.interrupt).start()

    with pytest.raises(StoppedError):
        maker.make(order(tmp_path, "Ja.", LONG, voice="de"), Ear(on_hearing=hear))
    assert monotonic() - heard_at[0] < 2  # it didn't have to be killed, which takes 2.3 s
    maker.close()
    assert capfd.readouterr().err == ""


@ON_LINUX
def test_who_waits_is_hired_before_another_is_started(tmp_path: Path) -> None:
    crew = hired()
    crew.begin(1)
    begun = children()
    made_by(maker := SectionProcess("tone", EngineOptions(), crew), order(tmp_path))
    assert children() == begun
    maker.close()


@ON_LINUX
@pytest.mark.parametrize("is_forked", [False, True])
def test_who_died_waiting_is_not_hired(tmp_path: Path, is_forked: bool) -> None:
    crew, before = hired(), family()
    crew.begin(2)
    (begun,) = children() - before
    if is_forked:
        select.select([crew._waiting[0].replies], [], [], 20)  # until the twin has said its number
    dead = family() - before
    assert len(dead) == 1 + is_forked
    for each in dead:
        os.kill(each, signal.SIGKILL)
    os.waitid(os.P_PID, begun, os.WEXITED | os.WNOWAIT)
    made, _ = made_by(maker := SectionProcess("tone", EngineOptions(), crew), order(tmp_path))
    maker.close()
    crew.dismiss()
    assert made.clips_spoken == len(TEXTS)
    assert family() <= before
    assert are_gone(dead)


@ON_LINUX
def test_more_processes_can_be_hired_than_a_user_may_have_wide_pipes() -> None:
    crew, was = hired(["cat"]), os.geteuid()
    try:
        if was == 0:  # who may do anything isn't limited
            os.seteuid(65534)
        children = [crew.hire() for _ in range(70)]
    finally:
        os.seteuid(was)
    assert [child.end(60) for child in children] == ["exit code 0"] * 70


def test_who_is_asked_for_nothing_ends_quietly() -> None:
    ended = subprocess.run(worker_command(), input=b"", capture_output=True, check=True)
    assert (ended.stdout, ended.stderr) == (b"", b"")
