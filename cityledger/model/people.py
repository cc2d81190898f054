"""People of the registry (book 0): users, keys, roles by leaf index; who proposed what."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import Row, flag, table
from cityledger.model.types import Bytes, Int, Str


class User(Row, table=True):
    """A person who can act; the name as it is printed on papers."""

    __tablename__ = "user"
    __table_args__ = table(leaf="NEW.leaf_idx", confirmed="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)


class UserKey(Row, table=True):
    """Registry leaf `leaf_idx` gave a person an Ed25519 key, or took it away (null)."""

    __tablename__ = "user_key"
    __table_args__ = table(leaf="NEW.leaf_idx", confirmed="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    public: bytes | None = Field(default=None, sa_type=Bytes)


class RoleChange(Row, table=True):
    """Registry leaf `leaf_idx` gave a person a role (`held` 1) or took it away (0)."""

    __tablename__ = "role_change"
    __table_args__ = table(flag("held"), leaf="NEW.leaf_idx", confirmed="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    role: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    held: int = Field(sa_type=Int)


class LogKey(Row, table=True):
    """The key with which checkpoints of every log are signed from registry leaf `leaf_idx` on.

    `suite` is the hash suite of the tree: 1 is SHA-256, 2 is SM3 (`evidence.suite`).
    """

    __tablename__ = "log_key"
    __table_args__ = table(
        CheckConstraint("suite IN (1, 2)", "suite"),
        CheckConstraint("length(public) = 32", "public"),
        leaf="NEW.leaf_idx",
        confirmed="NEW.leaf_idx",
    )
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    suite: int = Field(primary_key=True, sa_type=Int)
    public: bytes = Field(sa_type=Bytes)


class Proposal(Row, table=True):
    """What one person proposes and another has to confirm: kind of act and its rows, in CJ1."""

    __tablename__ = "proposal"
    __table_args__ = table(leaf="NEW.leaf_idx")
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    kind: str = Field(sa_type=Str)
    proposed_by: str = Field(sa_type=Str)
    content: str = Field(sa_type=Str)


class Confirmation(Row, table=True):
    """Registry leaf `leaf_idx` confirms the proposal of leaf `proposal_idx`; each at most once."""

    __tablename__ = "confirmation"
    __table_args__ = table(UniqueConstraint("leaf_idx"), leaf="NEW.leaf_idx")
    proposal_idx: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    confirmed_by: str = Field(sa_type=Str)


class LoginFailure(Row, table=True):
    """Wrong passphrases tried against a person's key before somebody logged in again."""

    __tablename__ = "login_failure"
    __table_args__ = table(CheckConstraint("failures > 0", "failures"), leaf="NEW.leaf_idx")
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    user_id: str = Field(primary_key=True, sa_type=Str)
    failures: int = Field(sa_type=Int)
    first_at: str = Field(sa_type=Str)
    last_at: str = Field(sa_type=Str)


class DayHead(Row, table=True):
    """Registry leaf `leaf_idx` names size and root of a book as they stood then (L15)."""

    __tablename__ = "day_head"
    __table_args__ = table(CheckConstraint("length(root) = 32", "root"), leaf="NEW.leaf_idx")
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    of_book: int = Field(primary_key=True, sa_type=Int)
    size: int = Field(sa_type=Int)
    root: bytes = Field(sa_type=Bytes)
