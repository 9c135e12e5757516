"""Joins what live conversations work with, and what they do by themselves."""

from dataclasses import dataclass

from frontdesk.leads.clock import ResponseClock
from frontdesk.rendering.opening_lines import OpeningLines
from frontdesk.services.conversing import Conversing
from frontdesk.services.missed_promises import tell_of_missed_promises
from frontdesk.services.relay_messages import Relay
from frontdesk.services.take_over import Live
from frontdesk.services.takeover import LiveConversations
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.stores import Stores

_PROMISES_SECONDS = 5.0
_RELAY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class LiveDesk:
    """What the pages of live conversations work with; ``openings`` are sentences to begin with."""

    live: Live
    listed: LiveConversations
    openings: OpeningLines


def open_live(conversing: Conversing, stores: Stores, promise: ResponseClock) -> LiveDesk:
    """Return the live conversations of an installation."""
    return LiveDesk(Live(conversing, stores.takeovers, promise), stores.live, OpeningLines())


def live_chores(desk: LiveDesk) -> tuple[Chore, ...]:
    """Return what is to be done again and again."""
    return (
        Chore("live promises", _PROMISES_SECONDS, lambda: tell_of_missed_promises(desk.live)),
        Chore("relay", _RELAY_SECONDS, Relay(desk.live.conversing).run),
    )
