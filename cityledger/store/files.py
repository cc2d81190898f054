"""Where things lie: the folder of a ledger, and the files the program ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cityledger.kernel.errors import Unavailable

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class LedgerFolder:
    """The folder of one ledger: the database, the sealed keys, and each person's local drafts."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "ledger.db"

    @property
    def keys(self) -> Path:
        """Sealed key files, one per person (`<user id>.key`)."""
        return self.path / "keys"

    @property
    def desk(self) -> Path:
        """Local state that is no part of the books: drafts, heads last seen, saved filters."""
        return self.path / "desk"

    @property
    def log_key(self) -> Path:
        """The seed, 32 bytes, of the key that signs checkpoints; it proves where a head is from.

        It opens without a passphrase, because checkpoints are taken by themselves; whoever steals
        it can sign heads, but no act of a person and no cosignature of a witness.
        """
        return self.keys / "log-key.seed"

    @property
    def policy(self) -> Path:
        """The witness policy of this ledger (C2SP tlog-policy), if it has one."""
        return self.path / "witness-policy"

    @property
    def url(self) -> str:
        """The database as a URL."""
        return f"sqlite:///{self.database}"

    def key(self, user: str) -> Path:
        """Return the key file of a person; the id is never trusted as a path."""
        if not user.isidentifier():
            raise Unavailable(f"no such person: {user!r}")
        return self.keys / f"{user}.key"

    def existing(self) -> LedgerFolder:
        """Return the folder, or raise Unavailable with what to do."""
        if not self.database.is_file():
            raise Unavailable(
                f"no ledger in {self.path}: create one with `cityledger --ledger {self.path} init`,"
                " or see one with `cityledger demo`"
            )
        return self


def docs() -> Path:
    """Return the folder of shipped pages: beside the package first, then inside the wheel."""
    beside = PACKAGE.parent / "docs"
    return beside if (beside / "verify.md").is_file() else PACKAGE / "_docs"


def schemas() -> Path:
    """Return the folder of shipped schemas: beside the package first, then inside the wheel."""
    beside = PACKAGE.parent / "schemas"
    return beside if (beside / "sqlite.sql").is_file() else PACKAGE / "_schemas"
