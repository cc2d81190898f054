"""A screen that enters one document after the other: the form, and what the gate says to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.actions.command import new_request_id
from cityledger.kernel.errors import Stale
from cityledger.store.clock import host_now
from cityledger.tui.entry.attached import Attached, bind, kept, of_kept
from cityledger.tui.entry.attaching import AttachFile
from cityledger.tui.entry.calling import CalledUp, CallList
from cityledger.tui.entry.form import EntryForm, FieldHelp
from cityledger.tui.entry.templates import Templates
from cityledger.tui.frame import Page
from cityledger.tui.send import Sent, send
from cityledger.tui.verdict import Verdict, verdict
from cityledger.tui.widgets.cells import wrap
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.panel import END, heading, judged, spoken
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.timer import Timer
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.entry.form import Asking

MONEY_LINE = 31
"""Cells a line of the panel needs to show any amount whole."""

FILES = "files"
"""The field of a draft that holds its files."""

PAUSE = 0.12
"""Seconds of rest after a key before the gate is asked (screens.md §6)."""


class EntryPage(Page):
    """Enter documents of one kind; what is typed is kept, what is refused stays with its reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,f7", "look_up", "key_lookup", id="entry.lookup"),
        Binding("f3", "due", "key_balance", show=False, id="entry.due"),
        Binding("f4", "call", "key_call", id="entry.call"),
        Binding("f6", "keep", "key_draft", show=False, id="entry.keep"),
        Binding("f8", "attach", "key_attach", id="entry.attach"),
        Binding("f9", "submit", "key_submit", id="entry.submit"),
        Binding("ctrl+n", "clear", "key_clear", show=False, id="entry.clear"),
        Binding("pageup", "turn_panel(-1)", "key_turn_panel", show=False),
        Binding("pagedown", "turn_panel(1)", "key_turn_panel", show=False),
        Binding("escape", "leave", "key_back"),
    ]

    def __init__(self) -> None:
        """Start with nothing judged."""
        super().__init__()
        self.verdict: Verdict | None = None
        self.refusal = Content("")
        self.is_sending = False
        self.files: tuple[Attached, ...] = ()
        self.not_bound: tuple[str, ...] = ()
        self._timer: Timer | None = None

    # ------------------------------------------------------------- what a screen answers

    @property
    def draft_kind(self) -> str:
        """The name its drafts are kept under."""
        return self.TITLE_KEY

    def build_form(self) -> EntryForm:
        """Return the form, once."""
        return EntryForm()

    def standing(self) -> Content | None:
        """Return what stands above the verdict: figures of what was chosen; None for nothing."""
        return None

    def hint(self) -> str:
        """Return what to say while there is nothing to judge."""
        return ""

    def done(self, sent: Sent) -> str:
        """Return what to say about an act that was accepted."""
        made = ", ".join(sent.made)
        return self.say("booked_done" if made else "sealed_done", number=made, leaf=sent.leaf)

    # ------------------------------------------------------------------------------ the frame

    @property
    def form(self) -> EntryForm:
        """The form."""
        return self.query_one(EntryForm)

    def body(self) -> Iterator[Widget]:
        """Put the form beside the panel, or above it on a narrow screen."""
        with Horizontal(id="entry"):
            yield self.build_form()
            with VerticalScroll(id="panel", classes="box", can_focus=False):
                yield Static(id="standing", markup=False)
                yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Name the panel."""
        self.query_one("#panel").border_title = self.say("panel")
        self.show()

    # ------------------------------------------------------------------------- the draft

    def take_draft(self) -> None:
        """Take the kept draft up again, once the form has its choices."""
        draft = self.seat.drafts.load(self.draft_kind)
        if draft:
            self.files = of_kept(draft.pop(FILES, ""))
            self.form.restore(draft)
            self.tell("draft_offered", "warn")

    def _keep(self) -> bool:
        draft = self.form.draft()
        if draft and self.files:
            draft[FILES] = kept(self.files)
        return bool(draft) and self.seat.drafts.keep(self.draft_kind, draft)

    def on_descendant_blur(self) -> None:
        """Keep the draft at every field exit: a dropped line ends the program without warning."""
        if not self.is_sending:
            self._keep()

    def action_keep(self) -> None:
        """Write the draft now and say so."""
        if self._keep():
            self.tell("draft_kept", "good")

    def action_clear(self) -> None:
        """Empty the form; its draft can be taken back for thirty days (Ctrl+P)."""
        self._keep()
        self.seat.drafts.discard(self.draft_kind, host_now())
        self._empty()
        self.tell("form_cleared")

    def _empty(self) -> None:
        self.verdict, self.refusal, self.files = None, Content(""), ()
        self.form.clear()
        self.show()

    def drafts_changed(self) -> None:
        """Take up a draft that came back, or empty the form whose draft was thrown away."""
        if self.seat.drafts.load(self.draft_kind):
            self.take_draft()
        else:
            self._empty()

    def put_away(self) -> None:
        """Keep what was typed as a draft, unless it is being sent."""
        if not self.is_sending:
            self._keep()

    def action_leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        self._keep()
        cast("CityledgerApp", self.app).leave_page()

    # -------------------------------------------------------------------------- the help

    def field_help(self) -> FieldHelp | None:
        """Return what F1 says of the field that is entered."""
        focused = self.focused
        return self.form.explain(focused) if isinstance(focused, HanInput) else None

    @property
    def act(self) -> str:
        """The kind of act a document of this screen becomes, for its rules; empty for none."""
        return ""

    def asked_of(self) -> tuple[str, str]:
        """Return the act that the gate judges, and the kind of payment where rules differ by it."""
        return self.act, self.form.kind_of_payment()

    # ------------------------------------------------------------------------- the panel

    @on(EntryForm.Said)
    def said(self, event: EntryForm.Said) -> None:
        """Pass on what the form says."""
        self.status.tell(event.text, event.tone)

    @on(EntryForm.Edited)
    def judge_soon(self) -> None:
        """Ask the gate after a short rest."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._judge)

    def ledger_changed(self) -> None:
        """Ask the gate again: somebody else's act may have moved the figures."""
        super().ledger_changed()
        self.judge_soon()

    def _judge(self) -> None:
        """Keep the draft and ask the gate in a thread; its word replaces what it said before."""
        if not self.is_sending:
            self._keep()
        command = self.form.filled()
        if command is None:
            self.verdict = None
            self.show()
            return
        self.show()
        seat = self.seat
        self.start(
            lambda: verdict(seat.desk, command(), seat.user, seat.lang), self._judged, "judge"
        )

    def _judged(self, found: Verdict) -> None:
        self.verdict = found
        self.show()

    def show(self) -> None:
        """Show where things stand, and what the gate says."""
        above = self.standing()
        field = self.query_one("#standing", Static)
        field.display = above is not None
        field.update(above or "")
        self.query_one("#panel").border_subtitle = self._in_short()
        said = self.refusal
        if self.verdict is not None:
            said += judged(self.verdict, self.panel_width(), self.seat.lang)
            said = said if said.plain.endswith("\n") else said + END
        elif self.hint():
            said += prose(self.hint(), "dim")
        self.query_one("#verdict", Static).update(said + self._papers())

    def _papers(self) -> Content:
        """Return the files that go with the document, and name what is missing among them."""
        there = {file.paper for file in self.files}
        lacking = [self.say(f"paper_{p}") for p in self.form.papers() if p not in there]
        lines = [f"✓ {self.say(f'paper_{file.paper}')} {file.name}" for file in self.files]
        if lacking and self.verdict is not None:
            lines.append("! " + self.say("papers_missing", papers="、".join(lacking)))
        width = self.panel_width()
        wrapped = [part for line in lines for part in wrap(line, width, "", "  ")]
        return prose("\n".join(wrapped))

    def _in_short(self) -> str:
        """Return the verdict in a few words for the frame, which never scrolls away."""
        if self.verdict is None:
            return ""
        if self.verdict.is_clear and self.verdict.warnings:
            return "! " + self.say("look_again", count=len(self.verdict.warnings))
        if self.verdict.is_clear:
            return "✓ " + self.say("all_rules_pass")
        return "✗ " + self.say("rules_fail", count=len(self.verdict.objections))

    def panel_width(self, name: str = "verdict") -> int:
        """Return the cells a line of the panel has."""
        return max(MONEY_LINE, self.query_one(f"#{name}").content_size.width)

    # -------------------------------------------------------------------------- the keys

    def action_look_up(self) -> None:
        """Show every choice of the field."""
        self.form.look_up()

    def action_due(self) -> None:
        """Fill in the amount that is nearly always meant."""
        self.form.fill_due()

    def action_turn_panel(self, by: int) -> None:
        """Turn the panel where it has more to say than it has lines."""
        panel = self.query_one("#panel", VerticalScroll)
        panel.scroll_relative(y=by * max(1, panel.content_size.height - 1), animate=False)

    def action_call(self) -> None:
        """Start from a template or from what was entered before (F4)."""
        self._call_from(())

    def _call_from(self, past: tuple[CalledUp, ...]) -> None:
        templates = Templates(self.seat.drafts, self.draft_kind)
        self.app.push_screen(CallList(templates, self.form.template(), past), self._called)

    def _called(self, fields: dict[str, str] | None) -> None:
        if fields:
            self.form.call(fields)
            self.judge_soon()
            self.tell("called")

    def action_attach(self) -> None:
        """Choose files that go with the document (F8); they are sealed once it is accepted."""
        if not self.seat.has("maker", "pm"):
            self.tell("attach_not_yours", "warn")
            return
        self.app.push_screen(AttachFile(self.files, self.form.papers()), self._filed)

    def _filed(self, files: tuple[Attached, ...] | None) -> None:
        if files is not None:
            self.files = files
            self.form.count_files(len(files))
            self._keep()
            self.show()

    @on(EntryForm.Finished)
    def finished(self) -> None:
        """Submit what is clear; what would be refused takes F9, since a refusal stays for good."""
        if self.verdict is None or not self.verdict.is_clear:
            self.tell("not_clear", "warn")
        elif self.verdict.warnings:
            self.tell("look_first", "warn")
        else:
            self.action_submit()

    def action_submit(self) -> None:
        """Sign and commit in a thread; the form stays until the receipt is seen."""
        command = self.form.filled()
        if command is None:
            self.status.tell(self.missing(), "bad")
            return
        if self.is_sending:
            return
        self.is_sending = True
        self._keep()
        self.tell("working")
        self.start(lambda: self._send(command), self._sent, "write")

    def _send(self, command: Asking) -> Sent:
        """Send the document, and after it its files: what is refused needs no papers."""
        sent = send(self.seat, command())
        self.not_bound = ()
        if self.files and not sent.is_refused:
            about = f"{self.heading()} {' '.join(sent.made) or f'#{sent.leaf}'}"
            named = [
                replace(f, name=f"{self.say(f'paper_{f.paper}')} {f.name}") for f in self.files
            ]
            self.not_bound = bind(self.seat, named, about)
        return sent

    def missing(self) -> str:
        """Return what to say when something needed is not filled in."""
        return self.say("nothing_to_send")

    def _sent(self, sent: Sent) -> None:
        self.is_sending = False
        self.announce()
        if sent.is_refused:
            self._refused(sent)
            return
        self.seat.entry_on = self.form.day() or self.seat.entry_on
        said = self.done(sent)
        if self.not_bound:
            said += " " + self.say("files_not_bound", names="、".join(self.not_bound))
        elif self.files:
            said += " " + self.say("files_bound", count=len(self.files))
        same = self.form.same_again()
        self._empty()
        self.form.go_on_with(same)
        self.seat.drafts.drop(self.draft_kind)
        self.status.tell(said, "warn" if self.not_bound else "good")

    def _refused(self, sent: Sent) -> None:
        """Show what was sealed; a refused id is used up, so what is corrected is a new request."""
        self.form.request_id = new_request_id()
        self._keep()
        head = self.say("refused_head", leaf=sent.leaf)
        width, lang = self.panel_width(), self.seat.lang
        said = [spoken(objection, width, lang) for objection in sent.objections]
        self.refusal = Content("").join([heading(head, width, "bold $error"), *said, END])
        self.verdict = None
        self.show()
        self.query_one("#panel", VerticalScroll).scroll_home(animate=False)
        self.status.tell(head, "bad")

    def fail(self, error: BaseException) -> None:
        """Say what went wrong; when the book moved on, the controls run again."""
        self.is_sending = False
        if isinstance(error, Stale):
            self.tell("stale", "warn")
            self.judge_soon()
            return
        super().fail(error)
