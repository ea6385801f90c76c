"""What the places of a draft share: the session, changes with their errors shown, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from assistant.errors import AssistantError
from assistant.interview.engine import Input
from assistant.interview.session import Session

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp

T = TypeVar("T")


class Place(Screen[None]):
    """A full screen of one draft: interview, tables, check … It shows the session and changes it by :meth:`act`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "返回")]

    help_topic = "interview"
    """Which page of the help F1 shows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def nianbao(self) -> NianbaoApp:
        """The running program."""
        return cast("NianbaoApp", self.app)

    def show_draft(self) -> None:
        """Draw everything anew from the session; called after each change and when the place comes to the front."""

    def on_mount(self) -> None:
        """Show the draft for the first time."""
        self.show_draft()

    def on_screen_resume(self) -> None:
        """Another place may have changed the draft."""
        if self.is_mounted:
            self.show_draft()

    def act(self, given: Input | Sequence[Input], did: str = "") -> bool:
        """Do something to the draft; an error is shown and changes nothing. True if it was done."""
        try:
            if isinstance(given, Sequence):
                self.session.do_together(given, did)
            else:
                self.session.do(given)
        except AssistantError as error:
            self.complain(error)
            return False
        self.changed()
        return True

    def changed(self) -> None:
        """Draw anew, and say at once when something could not be saved."""
        self.show_draft()
        self.nianbao.watch_saving()

    def complain(self, error: AssistantError | str) -> None:
        """Show what is wrong and what to do."""
        message = error.message if isinstance(error, AssistantError) else error
        self.nianbao.quiet()
        self.notify(message, severity="error", timeout=10, markup=False)

    def say(self, message: str) -> None:
        """A short word that something was done."""
        self.nianbao.quiet()
        self.notify(message, timeout=4, markup=False)

    def action_back(self) -> None:
        """To where she came from."""
        self.dismiss()

    def walk(self, way: str) -> None:
        """``undo`` the last change of the draft, or ``redo`` what was undone."""
        try:
            did = self.session.undo() if way == "undo" else self.session.redo()
        except AssistantError as error:
            self.complain(error)
            return
        if did is None:
            self.say("没有可以撤销的改动。" if way == "undo" else "没有可以重做的改动。")
            return
        self.say(f"已{'撤销' if way == 'undo' else '重做'}：{did}")
        self.changed()


class Dialog(ModalScreen[T]):
    """One question with a typed answer; Esc leaves it without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "取消")]

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)
