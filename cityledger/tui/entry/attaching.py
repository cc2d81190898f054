"""The window of F8: which file, what it is, and what of it will be sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from cityledger.tui.entry.attached import PAPERS, Attached, NotAttachable, names_like, read_file
from cityledger.tui.frame import Dialog, failure
from cityledger.tui.widgets.cells import wrap
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.lookup import Choice, LookupInput, Offers
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from textual.app import ComposeResult

WIDTH = 66
PATH_LENGTH = 400


class AttachFile(Dialog[tuple[Attached, ...]]):
    """Add files one after the other; Esc gives back what is on the list."""

    DEFAULT_CSS = """
    AttachFile .window {
        width: 76; max-width: 96%; height: auto; max-height: 95%; padding: 1 2;
        background: $surface; border: round $accent;
    }
    AttachFile .listed { height: auto; max-height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "key_complete", show=False, priority=True),
        Binding("f8", "cancel", "key_back", show=False),
        Binding("ctrl+n", "forget", "key_clear", show=False),
    ]

    def __init__(self, files: tuple[Attached, ...], needed: tuple[str, ...]) -> None:
        """Take the files there are, and the papers this document needs."""
        super().__init__()
        self.files, self.needed = files, needed
        self.found: Attached | None = None
        self.names: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="window"):
            yield Static(markup=False, classes="listed", id="listed")
            yield HanInput(placeholder=self.say("hint_path"), longest=PATH_LENGTH, id="path")
            yield Offers(id="paths")
            yield Static(markup=False, id="read")
            paper = LookupInput(placeholder=self.say("hint_paper"), id="paper")
            paper.choices = tuple(Choice(p, self.say(f"paper_{p}")) for p in PAPERS)
            yield paper
            yield Offers(id="papers")
            yield Static(prose(self.say("attach_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Start with the path."""
        self.query_one(".window").border_title = self.say("key_attach")
        self.query_one("#paper").display = False
        self.query_one("#papers").display = False
        self.list_files()
        self.query_one("#path").focus()

    def list_files(self) -> None:
        """Show what is attached, and name what is missing."""
        lines = [self.line(file) for file in self.files]
        there = {file.paper for file in self.files}
        lacking = [self.say(f"paper_{p}") for p in self.needed if p not in there]
        if lacking:
            lines.append("! " + self.say("papers_missing", papers="、".join(lacking)))
        if not lines:
            lines.append(self.say("no_files"))
        self.query_one("#listed", Static).update(prose("\n".join(lines)))

    def line(self, file: Attached) -> str:
        """Return one file in words."""
        paper, short = self.say(f"paper_{file.paper}"), file.sha256[:16]
        return f"✓ {paper}  {file.name}  {file.size:,} B  {short}…"

    @on(Input.Changed, "#path")
    def typed(self, event: Input.Changed) -> None:
        """Offer what goes on from the path typed."""
        text = event.value
        self.start(lambda: names_like(text), self.offer, "names")

    def offer(self, found: tuple[str, ...]) -> None:
        """Show the paths there are."""
        offers = self.query_one("#paths", Offers)
        # The folder stands in the field already.
        choices = tuple(Choice(path, path[path.rstrip("/").rfind("/") + 1 :]) for path in found)
        self.names = found
        offers.offer(choices, WIDTH)

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move along the paths or the papers."""
        name = "#paths" if event.field.id == "path" else "#papers"
        self.query_one(name, Offers).step(event.by)

    def action_complete(self) -> None:
        """Take the marked path into the field."""
        path, offers = self.query_one("#path", HanInput), self.query_one("#paths", Offers)
        names = self.names
        if path.has_focus and names and offers.option_count:
            path.value = names[min(offers.highlighted or 0, len(names) - 1)]
            path.action_end()

    @on(Input.Submitted, "#path")
    def chosen(self, event: Input.Submitted) -> None:
        """Read the file, or close when nothing is typed; a folder is gone into."""
        event.stop()
        text = event.value.strip()
        if not text:
            self.action_cancel()
            return
        path = Path(text).expanduser()
        if path.is_dir():
            field = self.query_one("#path", HanInput)
            field.value = f"{path}/"
            field.action_end()
            return
        self.query_one("#read", Static).update(label(self.say("reading_file")))
        self.start(lambda: read_file(path), self.was_read, "file")

    def was_read(self, file: Attached) -> None:
        """Show what will be sealed, and ask which paper it is."""
        self.found = file
        said = self.say("file_read", name=file.name, size=f"{file.size:,}", sha256=file.sha256)
        self.query_one("#read", Static).update(prose("\n".join(wrap(said, WIDTH))))
        paper, papers = self.query_one("#paper", LookupInput), self.query_one("#papers", Offers)
        self.query_one("#paths").display = False
        paper.display = papers.display = True
        there = {f.paper for f in self.files}
        first = next((p for p in self.needed if p not in there), "other")
        order = sorted(PAPERS, key=lambda p: (p != first, PAPERS.index(p)))
        paper.choices = tuple(Choice(p, self.say(f"paper_{p}")) for p in order)
        paper.pick(None)
        papers.offer(paper.choices, WIDTH)
        paper.focus()

    @on(Input.Changed, "#paper")
    def narrowed(self) -> None:
        """Offer the papers that match."""
        paper = self.query_one("#paper", LookupInput)
        self.query_one("#papers", Offers).offer(paper.offers(), WIDTH)

    @on(Input.Submitted, "#paper")
    def named(self, event: Input.Submitted) -> None:
        """Put the file on the list and ask for the next one."""
        event.stop()
        paper, papers = self.query_one("#paper", LookupInput), self.query_one("#papers", Offers)
        offered = paper.offers()
        if self.found is None or not offered:
            return
        chosen = offered[min(papers.highlighted or 0, len(offered) - 1)].key
        file = self.found
        if all(f.sha256 != file.sha256 for f in self.files):
            made = Attached(chosen, file.name, file.sha256, file.size)
            self.files = (*self.files, made)
        self.found = None
        paper.display = papers.display = False
        self.query_one("#paths").display = True
        self.query_one("#path", HanInput).value = ""
        self.query_one("#read", Static).update("")
        self.list_files()
        self.query_one("#path").focus()

    def action_forget(self) -> None:
        """Take every file off the list."""
        self.files = ()
        self.list_files()

    def action_cancel(self) -> None:
        """Close with the list as it stands."""
        self.dismiss(self.files)

    def fail(self, error: BaseException) -> None:
        """Say why a file was not taken."""
        key = error.args[0] if isinstance(error, NotAttachable) else ""
        said = self.say(key) if key else failure(error, self.seat.lang)
        self.query_one("#read", Static).update(prose(said, "$error"))
