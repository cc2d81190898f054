"""The server: a page, the files of the terminal, and a websocket for each tab, all guarded."""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from cityledger.tui.serve.session import Session
from cityledger.tui.texts import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cityledger.tui.serve.guard import Guard

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEARTBEAT = 8.0
"""A browser that answers no ping for half of this is gone: its session ends within 20 s."""

LATE = 60.0
"""Seconds after which a session that should have ended itself by then is ended from outside."""

LONGEST_MESSAGE = 1 << 18
"""Bytes of one message of a browser; a pasted table fits."""

WIDTHS, HEIGHTS = (40, 400), (10, 200)
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self' {socket}; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""A browser asks no other host for anything, whatever a link or the script says."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where it listens, how many sessions there may be, when an idle one ends, what it runs."""

    address: str
    port: int
    arguments: tuple[str, ...]
    sessions: int = 4
    idle_seconds: float = 900.0
    lang: str = "zh"


class Door(Server):
    """Textual's server behind the guard; nothing of it answers before the guard has looked."""

    def __init__(self, settings: Settings, guard: Guard, tell: Callable[[str], None]) -> None:
        """Take the settings, the guard, and whom to tell that a session began or ended."""
        super().__init__(
            "", settings.address, settings.port, title="cityledger", public_url=guard.public_url
        )
        self.settings, self.guard, self.tell = settings, guard, tell
        self.live: set[Session] = set()
        self._opening = 0
        self._endings: set[asyncio.Task[None]] = set()

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of the server."""
        return say(key, self.settings.lang, **facts)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self.watch])
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.static("/static", self.statics_path, name="static"),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or say why not; every answer is kept out of caches and frames."""
        is_socket = request.path == "/ws"
        why = self.guard.turns_away(
            request.headers, request.query, request.cookies, is_socket=is_socket
        )
        answer = self._refusal(why, 403) if why else await handler(request)
        if not answer.prepared:
            answer.headers.update(
                {
                    "Cache-Control": "no-store",
                    "Cross-Origin-Resource-Policy": "same-origin",
                    "Referrer-Policy": "no-referrer",
                    "X-Content-Type-Options": "nosniff",
                    "X-Frame-Options": "DENY",
                }
            )
        return answer

    def _refusal(self, key: str, status: int) -> web.Response:
        return web.Response(text=self.say(key, most=self.settings.sessions) + "\n", status=status)

    @property
    def is_full(self) -> bool:
        """Say whether there are as many sessions as may be."""
        return len(self.live) + self._opening >= self.settings.sessions

    async def handle_index(self, request: web.Request) -> web.Response:
        """Serve the page; whoever came with the token gets the cookie."""
        if self.is_full:
            return self._refusal("serve_full", 503)
        nonce = secrets.token_urlsafe(16)
        socket = f"{self.guard.public_url.replace('http', 'ws', 1)}/ws"
        words = {key: self.say(f"serve_{key}") for key in ("title", "opening", "ended", "again")}
        template = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
        size = _within(request.query.get("fontsize"), 16, (10, 32))
        text = template.substitute(
            words, lang=self.settings.lang, socket=socket, nonce=nonce, size=size
        )
        answer = web.Response(text=text, content_type="text/html")
        answer.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce, socket=socket)
        if self.guard.holds_link(request.query):
            answer.set_cookie(
                self.guard.cookie_name,
                self.guard.cookie,
                httponly=True,
                samesite="Strict",
                secure=self.guard.is_encrypted,
            )
        return answer

    async def handle_websocket(self, request: web.Request) -> web.StreamResponse:  # type: ignore[override]
        """Run one session for as long as its browser is there."""
        if self.is_full:
            return self._refusal("serve_full", 503)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE)
        self._opening += 1
        try:
            await socket.prepare(request)
            session = Session(
                self.settings.arguments,
                write_bytes=socket.send_bytes,
                write_str=socket.send_str,
                close=socket.close,  # type: ignore[arg-type]
                download_manager=self.download_manager,
            )
            self.live.add(session)
        finally:
            self._opening -= 1
        try:
            width = _within(request.query.get("width"), 80, WIDTHS)
            height = _within(request.query.get("height"), 24, HEIGHTS)
            await session.start(width, height)
            self._told("serve_began")
            await self._listen(socket, session)
        finally:
            # A handler may be cancelled at any await; the session is ended all the same.
            ending = asyncio.create_task(self._end(session))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)
            await asyncio.shield(ending)
        await socket.close()
        return socket

    async def _end(self, session: Session) -> None:
        await session.stop()
        self.live.discard(session)
        self._told("serve_over")

    def _told(self, key: str) -> None:
        self.tell(self.say(key, live=len(self.live), most=self.settings.sessions))

    async def _listen(self, socket: web.WebSocketResponse, session: Session) -> None:
        """Pass on what the browser sends; pings do not count as a person at work."""
        limit = self.settings.idle_seconds + LATE if self.settings.idle_seconds else None
        clock = asyncio.get_running_loop().time
        heard = clock()
        while True:
            left = None if limit is None else max(0.0, heard + limit - clock())
            try:
                message = await socket.receive(left)
            except TimeoutError:
                return
            if message.type is not WSMsgType.TEXT:
                return
            with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError):
                if await self._obey(socket, session, json.loads(message.data)):
                    heard = clock()

    async def _obey(self, socket: web.WebSocketResponse, session: Session, said: Any) -> bool:  # noqa: ANN401 - JSON
        """Do what one message asks; says whether somebody typed or clicked."""
        match said:
            case ["stdin", str(text)]:
                await session.send_bytes(text.encode("utf-8", "replace"))
                return True
            case ["resize", {"width": int(width), "height": int(height)}]:
                await session.set_terminal_size(
                    _within(width, 80, WIDTHS), _within(height, 24, HEIGHTS)
                )
            case ["ping", str(mark)]:
                await socket.send_json(["pong", mark[:32]])
            case ["blur"]:
                await session.blur()
            case ["focus"]:
                await session.focus()
        return False

    async def on_shutdown(self, app: web.Application) -> None:
        """End every session with the server."""
        del app
        await asyncio.gather(*(self._end(session) for session in tuple(self.live)))

    def ready(self, *_: object) -> None:
        """Tell the link, now that somebody who opens it finds the door."""
        self.tell(self.say("serve_ready", link=self.guard.link))

    def serve(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual declares it
        """Serve until Ctrl+C or SIGTERM; no log holds an address, which may bear the token."""
        del debug
        web.run_app(
            self._make_app(),
            host=self.settings.address,
            port=self.settings.port,
            access_log=None,
            print=self.ready,
            shutdown_timeout=1.0,
        )


def _within(given: object, usual: int, bounds: tuple[int, int]) -> int:
    """Return a number a browser sent, between its bounds; the usual one if it is none."""
    try:
        number = int(str(given)[:6])
    except ValueError:
        number = usual
    return min(max(number, bounds[0]), bounds[1])
