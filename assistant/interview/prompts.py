"""What the engine asks and what it may be told: the words every front end and the journal share with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.interview.carried import Decision
from assistant.interview.promises import Outcome
from assistant.interview.script import Question
from assistant.interview.state import Choice
from assistant.matching.rank import Fact
from assistant.phrases.fill import SlotValue
from assistant.phrases.model import Phrase, Slot
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.reuse.rollforward import Promise
from assistant.tables.schema import Cell, Tables


@dataclass(frozen=True, slots=True)
class AskOrgan:
    """Organ and year come first."""


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """A question: of the script, or one that last year's report raises."""

    question: Question


@dataclass(frozen=True, slots=True)
class AskPromise(AskQuestion):
    """What became of a problem or a measure of last year's report."""

    promise: Promise


@dataclass(frozen=True, slots=True)
class AskItem(AskQuestion):
    """How something that ages in a carried sentence reads this year."""

    sentence: str
    """Key of the sentence."""
    name: str
    old: str
    """What last year said."""


@dataclass(frozen=True, slots=True)
class AskChoice:
    """Part of an answer wants its form: candidates, or her own words."""

    answer: int
    fact: int
    """Id of the fact within the answer."""
    group: str
    reading: Fact
    before: Choice | None = None
    """The form it had before another was wanted."""


@dataclass(frozen=True, slots=True)
class AskSlot:
    """A chosen phrase has a blank."""

    answer: int
    fact: int
    phrase: Phrase
    slot: Slot


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask."""


class QuestionStatus(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    GIVEN = "given"
    SKIPPED = "skipped"
    HIDDEN = "hidden"
    """Its condition is false; what was answered stays in the draft."""


Prompt = AskOrgan | AskQuestion | AskPromise | AskItem | AskChoice | AskSlot | Finished


@dataclass(frozen=True, slots=True)
class Begin:
    """Start a draft."""

    organ: Organ
    year: int


@dataclass(frozen=True, slots=True)
class GiveTables:
    """Fill the statutory tables; ``last`` for last year's."""

    tables: Tables
    source: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class SetCells:
    """Change some cells of this year's tables; ``what`` says it in words (修改表三一格)."""

    cells: Mapping[str, Cell]
    what: str


@dataclass(frozen=True, slots=True)
class GiveLastYear:
    """Last year's report; its tables, where filled, become last year's tables."""

    report: Report
    source: str


@dataclass(frozen=True, slots=True)
class Say:
    """Answer the question asked, or any part of the report by its group."""

    text: str
    group: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose a phrase by id; ``values`` override what the answer's numbers fill."""

    phrase: str
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    group: str | None = None
    """Only for a phrase chosen without an answer: the part it was listed under."""


@dataclass(frozen=True, slots=True)
class KeepTyped:
    """Write the clerk's own words."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class Discard:
    """Write nothing for this part of the answer."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class FillSlot:
    """Supply the value of the blank asked for; None leaves it 【待补】."""

    value: SlotValue


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over the question asked."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a question; None: on to the first one that is open."""

    question: str | None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take an answer back."""

    answer: int


@dataclass(frozen=True, slots=True)
class Rephrase:
    """Say the fact asked about in other words, to be offered other sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Revise:
    """Say an earlier answer anew; what she leaves as it was keeps its sentence."""

    answer: int
    text: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Ask again which sentence a fact becomes; ``sentence`` is its key."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Refill:
    """Ask again for the blanks that a sentence was left with."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Carry:
    """Take a sentence of last year's report over, to be confirmed."""

    group: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class RollForward:
    """Take over what of last year's report still tells how the work is done, everything that ages left open."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Keep, change or drop something that ages in a carried sentence; ``value`` is what it is changed to."""

    sentence: str
    name: str
    decision: Decision
    value: SlotValue = None


@dataclass(frozen=True, slots=True)
class ReportPromise:
    """What became of a problem or a measure of last year, with what was done or how much."""

    promise: str
    outcome: Outcome
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put a sentence of the report in other words."""

    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a sentence out of the report."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Undo edit and removal of a sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """Move a sentence within its part, up (−1) or down (+1)."""

    sentence: str
    by: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """A proposed, carried or stale sentence was looked at and holds."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Put a finding aside with a reason; None takes it up again."""

    finding: str
    reason: str | None


Input = (
    Begin
    | GiveTables
    | SetCells
    | GiveLastYear
    | Say
    | Pick
    | KeepTyped
    | Discard
    | FillSlot
    | Skip
    | Jump
    | Withdraw
    | Rephrase
    | Revise
    | Reopen
    | Refill
    | Carry
    | RollForward
    | Decide
    | ReportPromise
    | Edit
    | Remove
    | Restore
    | Move
    | Confirm
    | Dismiss
)
