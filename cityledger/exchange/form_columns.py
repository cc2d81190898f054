"""Columns that many forms have alike: the project, the contract, a document, an evidence file."""

from __future__ import annotations

from cityledger.exchange.sheets import YES_NO, Column, col


def project(examples: str = "P1", *, required: bool = True) -> Column:
    """Return the column of a project's code."""
    note = "已立项项目的代码"
    return col("项目代码", "project", "code", examples, note, ref="project", required=required)


def contract(examples: str = "C1", *, required: bool = True) -> Column:
    """Return the column of a contract's number."""
    note = "已签订合同的编号"
    return col("合同编号", "contract", "code", examples, note, ref="contract", required=required)


def tranche(examples: str = "T1") -> Column:
    """Return the column of a tranche's name."""
    return col("批次名称", "tranche", "code", examples, "已到账的批次", ref="tranche")


def bank(heading: str = "账号", field: str = "bank_account", examples: str = "B1") -> Column:
    """Return the column of one of our own bank accounts."""
    return col(heading, field, "code", examples, "本单位银行账户的账号", ref="bank_account")


def paper(examples: str) -> Column:
    """Return the column of a document's number."""
    return col("文号", "doc_no", "code", examples, "依据文件的文号")


def money(heading: str, field: str, examples: str, note: str, *, required: bool = True) -> Column:
    """Return the column of an amount."""
    return col(heading, field, "money", examples, note, required=required)


def day(
    heading: str, field: str, examples: str, *, required: bool = True, later: bool = False
) -> Column:
    """Return the column of a day."""
    note = "例 2025-03-07"
    return col(heading, field, "day", examples, note, required=required, later=later)


def evidence(heading: str = "附件", *, required: bool = False, examples: str = "") -> Column:
    """Return the column of a file that was attached before."""
    field = "evidence_sha256" if required else "sha256"
    note = "先用“附件入账”登记文件"
    return col(heading, field, "code", examples, note, ref="evidence_file", required=required)


def yes(heading: str, field: str, examples: str, note: str, *, required: bool = True) -> Column:
    """Return the column of a question that is answered with yes or no."""
    return col(heading, field, "choice", examples, note, choices=YES_NO, required=required)
