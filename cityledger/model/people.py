"""People of the registry (book 0): users, their keys, their roles by leaf index."""

from sqlmodel import Field

from cityledger.model.base import Row, flag, table
from cityledger.model.types import Bytes, Int, Str


class User(Row, table=True):
    """A person who can act; the name as it is printed on papers."""

    __tablename__ = "user"
    __table_args__ = table(leaf="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)


class UserKey(Row, table=True):
    """Registry leaf `leaf_idx` gave a person an Ed25519 key, or took it away (null)."""

    __tablename__ = "user_key"
    __table_args__ = table(leaf="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    public: bytes | None = Field(default=None, sa_type=Bytes)


class RoleChange(Row, table=True):
    """Registry leaf `leaf_idx` gave a person a role (`held` 1) or took it away (0)."""

    __tablename__ = "role_change"
    __table_args__ = table(flag("held"), leaf="NEW.leaf_idx")
    user_id: str = Field(primary_key=True, sa_type=Str)
    role: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    held: int = Field(sa_type=Int)
