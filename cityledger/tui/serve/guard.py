"""Who may speak to the browser door: the holder of the link, from the page this program served.

Textual's server asks for nothing: any page that somebody has open could drive a ledger on their
own computer (screens.md §5). The token stops strangers; the origin stops other pages, which a
browser sends with our cookie; the host stops a foreign name that was pointed at this computer.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

LINK_PART = "t"
"""The part of the link that holds the token."""

DEFAULT_PORTS = {"http": 80, "https": 443}


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """One start of the program: where it is reached, and its secrets, which nobody keeps.

    The cookie is another secret than the token, so that a link seen over a shoulder and a cookie
    taken from a browser are not the same find.
    """

    public_url: str
    token: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)

    @property
    def host(self) -> str:
        """The one `Host` that is answered."""
        return urlsplit(self.public_url).netloc

    @property
    def link(self) -> str:
        """The address to open, with the token."""
        return f"{self.public_url}/?{LINK_PART}={self.token}"

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; two doors on one computer share a jar, so it bears the port."""
        parts = urlsplit(self.public_url)
        return f"cityledger_{parts.port or DEFAULT_PORTS[parts.scheme]}"

    @property
    def is_encrypted(self) -> bool:
        """Say whether a browser reaches it by TLS."""
        return self.public_url.startswith("https:")

    def holds_link(self, query: Mapping[str, str]) -> bool:
        """Say whether a request brings the token."""
        return _same(query.get(LINK_PART, ""), self.token)

    def turns_away(
        self,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        cookies: Mapping[str, str],
        *,
        is_socket: bool,
    ) -> str:
        """Return the text key of why a request is refused, or nothing.

        A browser names the origin of every websocket; one that does not is no browser of ours.
        Only the page may bring the token: a socket and the files come after it, with the cookie.
        """
        if headers.get("Host", "").lower() != self.host:
            return "serve_wrong_host"
        origin = headers.get("Origin")
        if is_socket if origin is None else origin.lower() != self.public_url:
            return "serve_wrong_origin"
        known = _same(cookies.get(self.cookie_name, ""), self.cookie)
        if known or (not is_socket and self.holds_link(query)):
            return ""
        return "serve_no_token"


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def public_url(text: str) -> str:
    """Return an address as browsers write an origin; raises BadInput for anything else."""
    parts = urlsplit(text.strip().lower())
    try:
        port = parts.port
    except ValueError:
        port = -1
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or port == -1 or not plain:
        reason = "只要协议、主机和端口 scheme, host and port only"
        raise BadInput((Problem("--public-url", text, reason, "https://ledger.example"),))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = port if port and port != DEFAULT_PORTS[parts.scheme] else None
    return f"{parts.scheme}://{host}" + (f":{shown}" if shown else "")
