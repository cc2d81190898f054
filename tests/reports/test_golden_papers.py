"""The text form of each paper is what was last reviewed."""

from __future__ import annotations

import pytest

from tests.reports import golden_papers


@pytest.mark.parametrize("name", sorted(golden_papers.documents()))
def test_paper_reads_as_reviewed(name: str) -> None:
    expected = golden_papers.path_of(name).read_text("utf-8")
    assert golden_papers.as_text(golden_papers.documents()[name]) == expected
