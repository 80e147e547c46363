"""Lists what may be done with a ticket in each state. Pure.

Each state is an interval (`period`), one is open, none is ever deleted: what was taken back was a period too.
"""

from __future__ import annotations

from typing import Literal

from kiosk.contract.ticket import HolderAct
from kiosk.contract.ticket import TicketState as State

Act = Literal[
    "shown",
    "call",
    "recall",
    "come",
    "start",
    "finish",
    "no_show",
    "hold",
    "park",
    "resume",
    "transfer",
    "leave",
]

WAITS = frozenset({State.WAITING, State.TRANSFERRED, State.NO_SHOW})
"""Who is called when it is their turn."""
AT_COUNTER = frozenset({State.CALLED, State.ON_THE_WAY, State.SERVING})
"""Who keeps a counter busy."""
ENDED = frozenset({State.FINISHED, State.LEFT})
ASIDE = frozenset({State.ON_HOLD, State.PARKED})
"""Who is called only when an officer chooses the number, or after it was resumed."""

_FROM: dict[Act, frozenset[State]] = {
    "shown": frozenset({State.ISSUED}),
    "call": WAITS | ASIDE,
    "recall": frozenset({State.CALLED, State.ON_THE_WAY}),
    "come": frozenset({State.CALLED}),
    "start": frozenset({State.CALLED, State.ON_THE_WAY}),
    "finish": AT_COUNTER,
    "no_show": frozenset({State.CALLED, State.ON_THE_WAY}),
    "hold": WAITS | AT_COUNTER,
    "park": frozenset({State.SERVING}),
    "resume": ASIDE,
    "transfer": AT_COUNTER,
    "leave": frozenset(State) - ENDED,
}
_TO: dict[Act, State] = {
    "shown": State.WAITING,
    "call": State.CALLED,
    "recall": State.CALLED,
    "come": State.ON_THE_WAY,
    "start": State.SERVING,
    "finish": State.FINISHED,
    "no_show": State.NO_SHOW,
    "hold": State.ON_HOLD,
    "park": State.PARKED,
    "resume": State.WAITING,
    "transfer": State.TRANSFERRED,
    "leave": State.LEFT,
}
MOVES: dict[tuple[Act, State], State] = {
    (act, state): _TO[act] for act, states in _FROM.items() for state in State if state in states
}
"""Every move there is. A ticket that nobody holds (`ISSUED`) can't be called."""


HOLDER_MAY: dict[HolderAct, frozenset[State]] = {
    "come": frozenset({State.CALLED}),
    "hold": WAITS | {State.CALLED},
    "resume": frozenset({State.ON_HOLD}),
    "leave": WAITS | {State.ON_HOLD},
}
"""What the holder of a number may do with it. Who is served, or was put aside by the officers, is theirs."""


def moved(state: State, act: Act) -> State | None:
    """Gives the state after `act`, or None where it is not allowed."""
    return MOVES.get((act, state))
