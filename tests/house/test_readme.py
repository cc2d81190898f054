"""The README promises only what is there: its two commands, its examples, its links."""

from __future__ import annotations

import importlib
import re
import shlex

import click
import pytest

from tests.house.rules import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")

SET_UP = ("pip install -e . && cityledger demo", "pip install -e '.[test]' && pytest")


def fenced(markdown: str) -> list[str]:
    """Return the lines inside fenced blocks."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", markdown, flags=re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def commands(markdown: str) -> list[str]:
    """Return each `cityledger ...` command of a text once, from blocks and from inline code."""
    inline = re.findall(r"`(cityledger [^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", markdown))
    lines = [part for line in fenced(markdown) for part in line.split(" && ")]
    found = [line for line in (*lines, *inline) if line.startswith("cityledger ")]
    return list(dict.fromkeys(found))


def program() -> click.Group:
    """Return the command group that the installed script runs."""
    module = importlib.import_module("cityledger.cli.main")
    return next(value for value in vars(module).values() if isinstance(value, click.Group))


def unknown(command: str, group: click.Group) -> list[str]:
    """Return the words of a command that the program does not know."""
    current: click.Command = group
    context = click.Context(group)
    missing = []
    words = iter(shlex.split(command, comments=True)[1:])
    for word in words:
        if word.startswith("-"):
            options = {n: o for o in current.get_params(context) for n in o.opts}
            option = options.get(word.split("=")[0])
            missing += [] if option else [word]
            if isinstance(option, click.Option) and not option.is_flag and "=" not in word:
                next(words, None)
        elif isinstance(current, click.Group):
            found = current.get_command(context, word)
            if found is None:
                return [*missing, word]
            current, context = found, click.Context(found, parent=context)
    return missing


@pytest.mark.parametrize("line", SET_UP)
def test_both_halves_give_the_command_exactly(line: str) -> None:
    assert 2 == fenced(README).count(line)


def test_no_other_set_up_is_given() -> None:
    assert set(SET_UP) == {line for line in fenced(README) if line.startswith("pip ")}


@pytest.mark.parametrize("command", commands(README))
def test_every_command_exists(command: str) -> None:
    assert [] == unknown(command, program())


def test_an_unknown_command_is_found() -> None:
    group = click.Group("cityledger", commands={"init": click.Command("init")})

    assert ["inti"] == unknown("cityledger inti x", group)
    assert ["--no"] == unknown("cityledger init x --no", group)
    assert [] == unknown("cityledger init x --help", group)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_each_half_is_short() -> None:
    chinese, english = README.split("\n---\n")

    assert len(chinese.splitlines()) <= 70
    assert len(english.splitlines()) <= 70
