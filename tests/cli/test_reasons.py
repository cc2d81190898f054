"""Whatever the evidence modules can say to a user has its Chinese."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from cityledger.cli import reasons
from cityledger.evidence.witness import SizeConflict, SplitView
from cityledger.evidence.witness_file import FORK, UNPROVEN, Conflict
from cityledger.kernel.errors import BadInput, CityledgerError, Problem, Unavailable
from tests.house.rules import PACKAGE

MODULES = ("witness", "witness_file", "policy", "proof_file", "sheets", "file_lock")
SAYS = {"Problem": (0, 2, 3), "complain": (0, 1), "Tampered": (0,), "Unavailable": (0,)}
"""Which arguments of these calls are words for people."""

NAMES = {"reason", "remedy"}
LEFT_OUT = {"audit.example/w1", "log, witness, group, quorum", "any, all, 1 … 7"}
"""Examples of what to write, which are the same in every language."""


def text_of(node: ast.expr | None) -> str | None:
    """Return a literal, with 7 for each value in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values)
    return None


def words_of(tree: ast.Module) -> Iterator[str]:
    """Yield every text for people in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            taken = [node.args[n] for n in SAYS.get(called, ()) if n < len(node.args)]
        elif isinstance(node, ast.Assign):
            names, values = node.targets[0], node.value
            pairs = (
                zip(names.elts, values.elts, strict=True)
                if isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)
                else [(names, values)]
            )
            taken = [v for n, v in pairs if isinstance(n, ast.Name) and n.id in NAMES]
        elif isinstance(node, ast.FunctionDef) and node.name == "_why_not":
            taken = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value]
        else:
            continue
        yield from (text for text in map(text_of, taken) if text)


def every() -> list[tuple[str, str]]:
    """Return each module's texts."""
    return [
        (module, text)
        for module in MODULES
        for text in sorted(
            set(words_of(ast.parse((PACKAGE / f"evidence/{module}.py").read_text("utf-8"))))
        )
        if text not in LEFT_OUT
    ]


@pytest.mark.parametrize(("module", "text"), every())
def test_there_is_chinese_for_it(module: str, text: str) -> None:
    # The noun of “a second … with this key” is one of two.
    tried = [text.replace("second 7", f"second {noun}") for noun in ("log", "witness")]
    missing = [one for one in tried if reasons.chinese(one) is None]
    assert [] == missing, module


def test_so_many_texts_are_looked_at() -> None:
    assert len(every()) > 60


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SizeConflict("t/1", 0, 7), ["请从 7 条起重新请求", "ask again with a proof from 7"]),
        (SplitView("t/1", Conflict(FORK, "a", "b")), ["分叉视图! t/1", "SPLIT VIEW of t/1"]),
        (SplitView("t/1", Conflict(UNPROVEN, "a", "b")), ["t/1: 新检查点", "not proven"]),
        (Unavailable("witness file w: no such file"), ["见证文件 w: no such file\nwitness"]),
        (Unavailable("another thing"), ["another thing"]),
        (
            BadInput((Problem("line 3", "x", "unknown word", "keep one"), Problem("?", "", "?"))),
            ["第3行 line 3 “x”: 不认识的词 unknown word → 只留一行 keep one\n?: ?"],
        ),
    ],
)
def test_chinese_stands_first(error: CityledgerError, words: list[str]) -> None:
    said = reasons.said(error)

    assert words == [word for word in words if word in said]
    assert said.index(words[0]) == min(said.index(word) for word in words)


def test_a_fact_that_comes_twice_is_the_same_fact() -> None:
    text = str(SizeConflict("t/1", 0, 7)).removesuffix("7") + "8"
    assert reasons.chinese(text) is None


VERIFIED = (
    "no witness policy: nobody outside vouches that nothing was rolled back",
    "log 0: no quorum of the witness policy has ever signed it",
    "log 7: last signed by the witnesses on 2025-06-15, 8 days ago",
    "L15 book 7: no act of the registry names its leaves since 2025-01-01",
    "log 7: a false cosignature of audit.example/w1",
    "audit.example/w1: the ledger does not keep this checkpoint of size 1886",
    "audit.example/w1: the ledger does not keep the cosignature of audit.example/w1",
    "kept by the witness: size 3, but log 7 has 2 leaves",
    "kept by the witness: another root at size 2 than the leaves have",
    "checkpoint (book_id=0, suite=1, n=0): out of its order",
    "cosignature (book_id=0, suite=1, witness=w, n=0): out of its order, or without its checkpoint",
    "leaf 3 of book 7: its bytes are not those that were hashed",
    "leaf 3 of book 7: not signed by zhi",
    "leaf 3 of book 7: zhi was not cashier at 2",
    "leaf 3 of book 7: breaks a law: L2 debit <> credit in a ledger and key",
    "user (user_id=zhi): name is 'x', the leaves say '制单员'",
    "user (user_id=zhi): the table has this row, the leaves have not",
    "schema: trigger law_posting_update is missing",
    "schema: view task is not ours",
    "posting: cannot be read: Could not decode to UTF-8 column 'summary'",
)


@pytest.mark.parametrize("text", VERIFIED)
def test_there_is_chinese_for_what_verify_finds(text: str) -> None:
    assert reasons.chinese(text) is not None


def test_a_difference_names_its_cell_in_chinese() -> None:
    text = "user (user_id=zhi): name is 'x', the leaves say '制单员'"

    assert "user (user_id=zhi): name为'x', 按记录应为'制单员'" == reasons.chinese(text)
