"""The program: a click group whose commands are imported only when they are used."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from cityledger import __version__
from cityledger.kernel.errors import CityledgerError, Unavailable

COMMANDS = {
    "tui": "打开终端界面(默认) Open the terminal screens (default)",
    "serve": "在浏览器中打开界面 The screens in a browser: this computer, for reading",
    "demo": "建一个示范区账套并走完全程 Build a living sample district",
    "init": "新建账套 Found a new ledger",
    "people": "人员、岗位与密钥 People, duties and keys: two decide",
    "rules": "控制规则与政策参数 Every control, its source and its thresholds",
    "interference": "干预登记、查阅留痕、零报告 Register of interference, zero reports",
    "override": "特批:申请、批准、收回 Overrides: one asks, another grants",
    "cases": "案件线索及其处理与追回 Cases: noticed, decided, recovered",
    "template": "写出录入模板 Write the workbook to fill in",
    "import": "导入工作簿或 OC4IDS 文件 Import a workbook or an OC4IDS package",
    "export": "导出 beancount / hledger 日记账 Export a journal",
    "watch": "督查清单、五方责任 Lists of supervision and responsibility",
    "report": "打印凭证、明细账、对账单 Print papers as PDF",
    "ppp": "PPP年度支出责任与试算 Yearly duties of partnerships, and what-if",
    "year-end": "年终结账与指标结转 Close a year, carry commitments over",
    "transfer": "账户间、账套间划转 Money between accounts and books",
    "households": "征收户:进度与个人信息查看 Households, masked; who saw them in full",
    "verify": "核验账簿 Check that the books say what was signed",
    "prove": "为一张凭证出具证明 Prove one voucher to an outsider",
    "witness": "见证:副署检查点 Witnesses: let others cosign the heads",
    "archive": "归档:叶子、检查点、核验器 Write everything an outsider needs to check",
    "backup": "备份账套文件 Copy the ledger file, verified",
    "restore": "由档案、镜像或备份恢复 Restore from an archive, mirror or backup",
    "doctor": "检查环境与账套 Check this computer and ledger",
}
MODULES = {"import": "importing", "export": "exporting", "year-end": "year_end"}
INTERNAL = 70
"""Exit status of a fault of ours (EX_SOFTWARE); every other family is in `kernel.errors`."""


class Lazy(click.Group):
    """A group that imports a command's module when the command is called, and not for --help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cityledger.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, invoke_without_command=True)
@click.version_option(__version__, prog_name="cityledger")
@click.option(
    "--ledger",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: Path(os.environ.get("CITYLEDGER_LEDGER", "ledger")),
    show_default="ledger, or $CITYLEDGER_LEDGER",
    help="账套文件夹 Folder of the ledger.",
)
@click.option(
    "--mirror",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: os.environ.get("CITYLEDGER_MIRROR") or None,
    show_default="none, or $CITYLEDGER_MIRROR",
    help="镜像文件夹:每笔先写到这里才算成功 Folder that has each act before it counts as done.",
)
@click.option("--read-only", is_flag=True, help="只读打开账套 Open the ledger for reading only.")
@click.option("--book", type=int, help="账套编号 Book number, if the ledger has several.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=lambda: os.environ.get("CITYLEDGER_LANG", "zh"),
    show_default="zh, or $CITYLEDGER_LANG",
    help="界面语言 Language of the interface.",
)
@click.pass_context
def group(
    ctx: click.Context,
    ledger: Path,
    mirror: Path | None,
    book: int | None,
    lang: str,
    *,
    read_only: bool,
) -> None:
    """城建项目与资金账簿:每一分钱可追踪,每一步有人签,事后改不了.

    The ledger of a district's city works: every fen tracked, every act signed.
    """
    ctx.obj = {"ledger": ledger, "mirror": mirror, "book": book, "lang": lang}
    ctx.obj["read_only"] = read_only
    if ctx.invoked_subcommand is None:
        tui = group.get_command(ctx, "tui")
        if tui is not None:
            ctx.invoke(tui)


def main(arguments: list[str] | None = None) -> None:
    """Run the program; every error a user can make ends with its own exit status, no traceback."""
    try:
        status = group.main(arguments, prog_name="cityledger", standalone_mode=False)
        # A command that ends with a status of its own: click hands it back and does not exit.
        if isinstance(status, int) and status:
            sys.exit(status)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo("已取消 cancelled", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CityledgerError as error:
        from cityledger.cli.reasons import said
        from cityledger.evidence.text import visible

        # What a file or a person said stands in it: a terminal must not obey it (T20).
        click.echo(visible(said(error), lines=True), err=True)
        sys.exit(error.status)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        # A full disk, a folder that may not be written: the user's to mend, and no fault of ours.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"文件无法读写 file: {where}{error.strerror or error}", err=True)
        sys.exit(Unavailable.status)
    except Exception as error:  # noqa: BLE001 - the last door before a user: nothing may leak
        _ours(error)
        sys.exit(INTERNAL)


def _ours(error: Exception) -> None:
    """Say that the fault is ours; the details go where the operator asks for them."""
    name = type(error).__name__
    click.echo(f"程序内部错误,账簿未受影响 internal error, the books are safe: {name}", err=True)
    if os.environ.get("CITYLEDGER_DEBUG"):
        import traceback

        traceback.print_exception(error)
    else:
        click.echo(
            "设置 CITYLEDGER_DEBUG=1 再运行可看到细节 set CITYLEDGER_DEBUG=1 for details", err=True
        )
