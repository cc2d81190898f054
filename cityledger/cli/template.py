"""`cityledger template`: the workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from cityledger.kernel.errors import BadInput, Problem


@click.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="覆盖已有文件 Overwrite an existing file.")
def command(file: Path, *, force: bool) -> None:
    """写出录入模板(每类单据一张表,含说明和示例).

    Write the workbook to fill in: one sheet per noun, with notes and two filled rows.
    """
    from cityledger.exchange.template import write_template

    if file.suffix.lower() != ".xlsx":
        raise BadInput((Problem("FILE", str(file), "文件名须以 .xlsx 结尾 is no .xlsx name"),))
    if file.exists() and not force:
        reason = "文件已存在 exists already; nothing was changed"
        raise BadInput((Problem("FILE", str(file), reason, "--force 覆盖 overwrites"),))
    write_template(file)
    click.echo(f"✓ {file};填好后 then: cityledger import workbook {file}")
