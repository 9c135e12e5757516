"""Joins what keeps the promises: the clock, routing, absences and answers."""

from asyncio import to_thread
from dataclasses import dataclass

from frontdesk.leads.clock import ResponseClock
from frontdesk.rendering.replies import ReplyTemplates
from frontdesk.services.absences import Absences
from frontdesk.services.answer_lead import AnswerLead
from frontdesk.services.ports import Clock
from frontdesk.services.read_clock import ReadClock
from frontdesk.services.route_lead import RouteLead
from frontdesk.services.watch_clock import watch
from frontdesk.settings import Settings
from frontdesk.store.absence_store import SqlAbsences
from frontdesk.store.answer_store import SqlAnswers
from frontdesk.store.clock_store import SqlLeadClock
from frontdesk.store.promise_store import SqlPromises
from frontdesk.store.routing_store import SqlRouting
from frontdesk.wiring.chores import Chore
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.response_clock import response_clock
from frontdesk.wiring.stores import Stores

_EVERY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class PromiseDesk:
    """The services of the pages about promises, rules and absences, and of answering."""

    promise: ResponseClock
    reading: ReadClock
    routing: RouteLead
    absences: Absences
    answering: AnswerLead


def open_promises(settings: Settings, stores: Stores, clock: Clock) -> PromiseDesk:
    """Return the services of an installation."""
    database, promise = stores.database, response_clock(settings)
    return PromiseDesk(
        promise=promise,
        reading=ReadClock(SqlPromises(database), clock, promise),
        routing=RouteLead(SqlRouting(database), clock, promise.hours),
        absences=Absences(SqlAbsences(database), stores.staff, clock),
        answering=AnswerLead(
            store=SqlAnswers(database),
            conversations=stores.conversations,
            knowledge=stores.knowledge,
            texts=ReplyTemplates(),
            clock=clock,
            promise=promise,
        ),
    )


def watching(settings: Settings, stores: Stores, clock: Clock | None = None) -> Chore:
    """Return the chore that watches the promises."""
    store, promise = SqlLeadClock(stores.database), response_clock(settings)
    return Chore("promises", _EVERY_SECONDS, lambda: to_thread(watch, store, clock or SystemClock(), promise))
