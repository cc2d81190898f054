"""Acts on assets that carry loans: register, bundle for a debt, release (S11, S39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.debts import debt_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.asset import PledgeFacts, check_package, check_release
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.instruments import Asset, AssetPackage
from cityledger.views.assets import held_anywhere, packages
from cityledger.views.find import need, next_id, one

if TYPE_CHECKING:
    from datetime import date

CHECK = "check it against the certificate 对照权证更正"
ASSET_KINDS = ("facility", "land", "concession", "building", "other")


@dataclass(frozen=True, kw_only=True)
class RegisterAsset(Command):
    """Register a thing or a right by the number of its certificate, with its value in fen."""

    act: ClassVar[str] = "asset.register"
    right_no: str
    name: str
    kind: str
    owner: str
    value_fen: int
    valued_on: date
    is_public_welfare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """How much of an asset's value is pledged, in fen."""

    right_no: str
    pledged_fen: int


@dataclass(frozen=True, kw_only=True)
class FormPackage(Command):
    """Bundle assets for one debt (打包融资)."""

    act: ClassVar[str] = "package.form"
    name: str
    debt_no: str
    packed_on: date
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, kw_only=True)
class ReleasePackage(Command):
    """Release all assets of a package once its debt is repaid."""

    act: ClassVar[str] = "package.release"
    name: str
    released_on: date


@form(RegisterAsset)
def register_asset(context: Context, command: RegisterAsset) -> Draft:
    """Draw up an asset."""
    checks = (
        ("asset kind", command.kind, command.kind in ASSET_KINDS),
        ("value", str(command.value_fen), command.value_fen > 0),
        (
            "right number",
            command.right_no,
            one(context.read, Asset, **context.here, right_no=command.right_no) is None,
        ),
    )
    reason = "not among the known values, or entered already 取值不在范围内或已登记"
    if bad := tuple(
        Problem(place, value, reason, CHECK) for place, value, fine in checks if not fine
    ):
        raise BadInput(bad)
    draft = Draft()
    draft.add(
        "asset",
        asset_id=next_id(context.read, Asset, "asset_id", context.book_id),
        right_no=command.right_no,
        name=command.name,
        kind=command.kind,
        owner=command.owner,
        value_fen=command.value_fen,
        valued_on=command.valued_on,
        is_public_welfare=command.is_public_welfare,
    )
    return draft


@form(FormPackage)
def form_package(context: Context, command: FormPackage) -> Draft:
    """Draw up a package: § D9301 C9391 (walkthrough answer X6)."""
    rights = [pledge.right_no for pledge in command.pledges]
    if (
        not rights
        or len(set(rights)) != len(rights)
        or min(pledge.pledged_fen for pledge in command.pledges) <= 0
        or one(context.read, AssetPackage, **context.here, name=command.name)
    ):
        reason = "a new name, and each asset once with an amount 名称不重复,资产各列一次并有金额"
        raise BadInput((Problem("package", command.name, reason, CHECK),))
    debt = debt_by_no(context, command.debt_no)
    assets = [
        need(context.read, Asset, "asset", **context.here, right_no=right_no) for right_no in rights
    ]
    facts = tuple(
        PledgeFacts(
            asset=f"{asset.name}({asset.right_no})",
            is_public_welfare=asset.is_public_welfare == 1,
            value_fen=asset.value_fen,
            valued_on=asset.valued_on,
            pledged_fen=pledge.pledged_fen,
            held_in=held_anywhere(context.read, asset.right_no),
        )
        for asset, pledge in zip(assets, command.pledges, strict=True)
    )
    draft = Draft(findings=list(check_package(command.packed_on, facts, context.parameters)))
    number = next_id(context.read, AssetPackage, "package_id", context.book_id)
    draft.add(
        "asset_package",
        package_id=number,
        name=command.name,
        debt_id=debt.debt_id,
        packed_on=command.packed_on,
    )
    for asset, pledge in zip(assets, command.pledges, strict=True):
        draft.add(
            "package_asset",
            package_id=number,
            asset_id=asset.asset_id,
            held=1,
            pledged_fen=pledge.pledged_fen,
        )
    total = sum(pledge.pledged_fen for pledge in command.pledges)
    with draft.voucher("转", command.packed_on, f"资产打包抵质押 {command.name}") as voucher:
        voucher.debit("9301", total, project_id=debt.project_id)
        voucher.credit("9391", total, project_id=debt.project_id)
    return draft


@form(ReleasePackage)
def release_package(context: Context, command: ReleasePackage) -> Draft:
    """Draw up the release: § D9391 C9301."""
    known = {package.name: package for package in packages(context.read, context.book_id)}
    package = known.get(command.name)
    if package is None:
        reason = "no such package in this ledger 本账无此资产包"
        raise BadInput((Problem("package", command.name, reason, "check its name 核对资产包名称"),))
    debt = debt_by_no(context, package.debt_no)
    held = [member for member in package.members if member.is_held]
    owed = (max(0, debt.left_fen), max(0, debt.interest_owed_fen))
    draft = Draft(findings=list(check_release(package.name, len(held), debt.debt_no, *owed)))
    for member in held:
        draft.add(
            "package_asset",
            package_id=package.package_id,
            asset_id=member.asset_id,
            held=0,
            pledged_fen=member.pledged_fen,
        )
    total, names = package.pledged_fen, {"project_id": package.project_id}
    with draft.voucher("转", command.released_on, f"解除抵质押 {package.name}") as voucher:
        voucher.debit("9391", total, **names)
        voucher.credit("9301", total, **names)
    return draft
