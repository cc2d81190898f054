"""A person's key files: which one is in force, how a new one takes its place, how one is opened.

    <user>.key           the key in force, once it has been used or confirmed at this computer
    <user>.key.new       a key that was made and may have been proposed
    <user>.key.old-<n>   a key that registry leaf n replaced; what it signed stays valid

The registry decides which key is in force, and the files follow: a crash between confirmation and
rename leaves the new key where it was made, and it opens from there.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from cityledger.evidence import file_lock, keys, private_file
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import SEED, Pen, SoftKey, WrongPassphrase
from cityledger.evidence.passphrases import problem as passphrase_problem
from cityledger.kernel.errors import BadInput, Problem, Unavailable
from cityledger.kernel.words import sentence
from cityledger.model.books import Book
from cityledger.store.attempts import Attempts, MustWait
from cityledger.views import proposals, registry
from cityledger.views.find import one
from cityledger.views.keys import key_of, log_keys

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.store.files import LedgerFolder
    from cityledger.views.keys import NamedKey


def folder_of(desk: Desk) -> LedgerFolder:
    """Return the folder with the key files; raises Unavailable at a desk without one."""
    if desk.folder is None:
        raise Unavailable("this desk has no key files")
    return desk.folder


def unlock(desk: Desk, user: str, passphrase: str) -> Pen:
    """Open the person's key in force (≈ 0.5 s of Argon2id).

    Raises BadInput on a wrong passphrase, MustWait after too many, and Unavailable when the file is
    damaged. A wrong passphrase and an unknown person get the same words: a stranger learns nothing
    about who exists.
    """
    folder = folder_of(desk)
    attempts = Attempts(folder.desk)
    _wait(desk, attempts, user)
    with desk.read() as read:
        named = key_of(read, user)
    wrong = BadInput((Problem("用户/口令 user or passphrase", user, "不符 does not match"),))
    path = settle(folder, user, named)
    try:
        key = keys.unseal(user, path.read_bytes(), passphrase)
    except FileNotFoundError:
        raise wrong from None
    except Malformed:
        remedy = "restore it, or let two administrators name a new key"
        raise Unavailable(f"{path.name} 已损坏 is damaged: {remedy}") from None
    except WrongPassphrase:
        with desk.read() as read:
            now = desk.now(read)
        attempts.failed(user, now)
        raise wrong from None
    attempts.opened(user)
    if named is None or named.public != key.public:
        reason = "这把密钥未登记或已停用 this key is not confirmed, or no longer in force"
        remedy = "cityledger people new-key; two administrators confirm it"
        raise BadInput((Problem("密钥 key", user, reason, remedy),))
    return Pen(user, key)


def _wait(desk: Desk, attempts: Attempts, user: str) -> None:
    known = attempts.of(user)
    if known is None:
        return
    with desk.read() as read:
        seconds = known.wait(desk.now(read))
    if seconds:
        facts = {"failures": known.streak, "seconds": seconds}
        said = " ".join(sentence("login_wait", lang, **facts) for lang in ("zh", "en"))
        raise MustWait((Problem("用户 user", user, said),))


def settle(folder: LedgerFolder, user: str, named: NamedKey | None) -> Path:
    """Return the file of the key in force, put into its place if it was only just confirmed.

    A folder that cannot be written keeps the file where it is, and it opens from there.
    """
    path = folder.key(user)
    if named is None or named.public is None or _public(path) == named.public:
        return path
    new = new_file(folder, user)
    if _public(new) == named.public:
        with suppress(OSError, Unavailable), file_lock.exclusive(path):
            # Looked at again under the lock: the second to come must not put the new key away.
            if _public(new) == named.public:
                if path.exists():
                    path.replace(path.with_name(f"{path.name}.old-{named.leaf_idx}"))
                new.replace(path)
        return path if _public(path) == named.public else new
    # A database that was restored names an older key again, and that key was kept.
    olds = folder.keys.glob(f"{user}.key.old-*")
    return next((old for old in olds if _public(old) == named.public), path)


def new_file(folder: LedgerFolder, user: str) -> Path:
    """Return where a key lies that is not in force yet."""
    path = folder.key(user)
    return path.with_name(f"{path.name}.new")


def make(desk: Desk, user: str, passphrase: str, name: str = "") -> bytes:
    """Make a new key, sealed with the person's own passphrase; return the public key to propose.

    The key in force stays in force. Raises BadInput when the passphrase is weak, or while a key
    that was made before waits for its confirmation: to write over that one would lock them out.
    """
    folder = folder_of(desk)
    with desk.read() as read:
        settle(folder, user, key_of(read, user))
        waiting = {
            row["public"]
            for proposed in proposals.waiting(read)
            if proposed.until >= desk.now(read)
            for row in proposed.rows.get("user_key", ())
            if "public" in row
        }
    problems = list(weak(desk, user, passphrase, name))
    path = new_file(folder, user)
    held = _public(path)
    if held is not None and held.hex() in waiting:
        reason = "一把新密钥正待确认 a new key waits for its confirmation"
        problems.append(Problem("密钥 key", path.name, reason, "cityledger people waiting"))
    if problems:
        raise BadInput(tuple(problems))
    seed = secrets.token_bytes(SEED)
    private_file.replace(path, keys.seal(user, seed, passphrase))
    return SoftKey(seed).public


def waiting_public(desk: Desk, user: str) -> bytes | None:
    """Return the public key of the key that was made for a person last, or None."""
    return _public(new_file(folder_of(desk), user))


def change_passphrase(desk: Desk, user: str, passphrase: str, new: str) -> None:
    """Seal the person's key in force with another passphrase; the key stays the same.

    Raises BadInput when the old one is wrong or the new one is weak or the same.
    """
    unlock(desk, user, passphrase).lock()
    problems = list(weak(desk, user, new))
    if new == passphrase:
        reason = "与原口令相同 the same as before"
        problems.append(Problem("新口令 new passphrase", "", reason))
    if problems:
        raise BadInput(tuple(problems))
    folder = folder_of(desk)
    with desk.read() as read:
        path = settle(folder, user, key_of(read, user))
    with file_lock.exclusive(folder.key(user)):
        private_file.replace(path, keys.reseal(user, path.read_bytes(), passphrase, new))


def weak(desk: Desk, user: str, passphrase: str, name: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with a new passphrase at this ledger, as problems; () if it will do."""
    with desk.read() as read:
        book = one(read, Book, book_id=desk.book_id)
        known = registry.name_of(read, user)
    names = [user, name, known, *([book.unit_name] if book else ())]
    found = passphrase_problem(passphrase, names)
    if found is None:
        return ()
    said = " ".join(sentence(found, lang) for lang in ("zh", "en"))
    return (Problem("新口令 new passphrase", "", said),)


def make_log_key(desk: Desk) -> bytes:
    """Make a new key of the log beside the one in use; return the public key to propose.

    Raises BadInput while one that was made before waits for its confirmation.
    """
    path = _new_log_key(folder_of(desk))
    with desk.read() as read:
        waiting = {
            row["public"]
            for proposed in proposals.waiting(read)
            if proposed.until >= desk.now(read)
            for row in proposed.rows.get("log_key", ())
        }
    held = _log_public(path)
    if held is not None and held.hex() in waiting:
        reason = "一把新密钥正待确认 a new key waits for its confirmation"
        raise BadInput((Problem("密钥 key", path.name, reason, "cityledger people waiting"),))
    seed = secrets.token_bytes(SEED)
    private_file.replace(path, seed)
    return SoftKey(seed).public


def settle_log_key(desk: Desk) -> bool:
    """Put the new key of the log into its place once the registry names it; say whether it moved.

    A key of the log that was replaced is kept under the leaf that replaced it, as people's are.
    """
    folder = folder_of(desk)
    with desk.read() as read:
        named = {key.public: key.leaf_idx for key in log_keys(read).values()}
    new, path = _new_log_key(folder), folder.log_key
    if (leaf := named.get(_log_public(new))) is None or _log_public(path) in named:
        return False
    with file_lock.exclusive(path):
        if _log_public(new) not in named:
            return False
        if path.exists():
            path.replace(path.with_name(f"{path.name}.old-{leaf}"))
        new.replace(path)
    return True


def _new_log_key(folder: LedgerFolder) -> Path:
    return folder.log_key.with_name(f"{folder.log_key.name}.new")


def _log_public(path: Path) -> bytes | None:
    try:
        seed = path.read_bytes()
    except OSError:
        return None
    return SoftKey(seed).public if len(seed) == SEED else None


def _public(path: Path) -> bytes | None:
    try:
        return keys.public_of(path.read_bytes())
    except (OSError, Malformed):
        return None
