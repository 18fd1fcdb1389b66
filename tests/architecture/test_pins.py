"""What the program imports is declared, and what is declared is pinned to the last part."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.imports import imports_of

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins(file: str) -> dict[str, Requirement]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]
    return {canonicalize_name(item.name): item for item in wanted}


def pinned_version(pin: Requirement) -> str:
    return next(iter(pin.specifier)).version


SHIPPED = pins("requirements.txt")
ALL = SHIPPED | pins("requirements-dev.txt")


def test_files_hold_nothing_but_exact_pins() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text("utf-8").splitlines():
            assert re.fullmatch(
                r'#.*|-r requirements\.txt|[\w.-]+==[\w.]+( ; sys_platform == "\w+")*', line
            ), line


def test_each_declared_range_is_pinned_inside_itself() -> None:
    declared = [(text, SHIPPED) for text in PROJECT["project"]["dependencies"]]
    declared += [(text, ALL) for text in PROJECT["dependency-groups"]["dev"]]
    for text, pinned in declared:
        wanted = Requirement(text)
        pin = pinned.get(canonicalize_name(wanted.name))
        assert pin, f"{text} has no pin: run `make pins`"
        assert wanted.specifier.contains(pinned_version(pin)), f"{pin} is outside {text}: run `make pins`"


def test_what_a_pinned_part_needs_is_pinned_too() -> None:
    for pinned in (SHIPPED, ALL):
        for name, pin in pinned.items():
            if pin.marker and not pin.marker.evaluate():
                continue
            for text in metadata.requires(name) or ():
                wanted = Requirement(text)
                if not wanted.marker or wanted.marker.evaluate({"extra": ""}):
                    assert canonicalize_name(wanted.name) in pinned, f"{name} needs {text}: run `make pins`"


def test_every_library_the_program_imports_is_declared() -> None:
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    owners = metadata.packages_distributions()
    undeclared = {}
    for item in imports_of(ROOT):
        library = item.target.split(".")[0]
        if library == "app" or library in sys.stdlib_module_names:
            continue
        names = {canonicalize_name(name) for name in owners.get(library, [library])}
        if not names & declared:
            undeclared[library] = item.where
    # Part of PySide6, installed and versioned with it.
    undeclared.pop("shiboken6", None)
    assert undeclared == {}
