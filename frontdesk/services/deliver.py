"""The courier: makes deliveries of what happened and takes each to its destination, at least once and under one id."""

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from frontdesk.services.delivery import (
    Carrier,
    Claim,
    Deliveries,
    Destination,
    DestinationBook,
    DestinationKind,
    FailureReason,
    Prospect,
    SendFailed,
)
from frontdesk.services.delivery_pace import MOST_ATTEMPTS, is_last, wait_after
from frontdesk.services.errors import StoreUnavailable
from frontdesk.services.ports import Clock

_LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)  # longer than any carrier takes: they end what hangs after half a minute
MOST_IN_A_ROUND = 100  # for one destination; what is left is taken up in the next round
_DAY = timedelta(days=1)
_MARK_AGAIN_SECONDS = (0.2, 1.0, 3.0, 10.0)
_STOP_SECONDS = 2


class _Step(Enum):
    """What came of one parcel; nothing more is sent to a receiver that is down in this round."""

    DELIVERED = auto()
    REFUSED = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True)
class Courier:
    """What delivering needs. A kind of destination without a carrier is not configured: its deliveries wait."""

    deliveries: Deliveries
    book: DestinationBook
    carriers: Mapping[DestinationKind, Carrier]
    clock: Clock
    chance: Callable[[], float]

    def is_ready(self, destination: Destination) -> bool:
        """Tell whether deliveries to a destination are tried at all."""
        return destination.is_active and destination.kind in self.carriers


async def deliver_due(courier: Courier) -> int:
    """Plan what happened and deliver what is due, each destination beside the others; return how many were delivered.

    A receiver that hangs holds up its own deliveries only. Raises StoreUnavailable.
    """
    destinations = await to_thread(courier.book.destinations)
    await to_thread(courier.deliveries.plan, destinations, at=courier.clock.now())
    due = await to_thread(courier.deliveries.due, at=courier.clock.now())
    ready = [each for each in destinations if each.key in due and courier.is_ready(each)]
    ended = await asyncio.gather(*(_deliver_to(courier, each) for each in ready), return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, BaseException):
            raise outcome
    return sum(count for count in ended if isinstance(count, int))


async def _deliver_to(courier: Courier, destination: Destination) -> int:
    """Deliver one after the other; the round ends where the receiver fails, so that one that is down is not asked for each."""
    delivered = 0
    for _ in range(MOST_IN_A_ROUND):
        claim = await _claim(courier, destination)
        step = await _not_torn(_deliver(courier, destination, claim)) if claim else _Step.DOWN
        delivered += step is _Step.DELIVERED
        if step is _Step.DOWN:
            break
    return delivered


async def _claim(courier: Courier, destination: Destination) -> Claim | None:
    now, per_day = courier.clock.now(), destination.kind.per_day
    if per_day is not None:
        sent = await to_thread(courier.deliveries.delivered_since, destination.key, since=now - _DAY)
        if sent >= per_day:
            return None
    return await to_thread(courier.deliveries.claim, destination.key, at=now, until=now + LEASE)


async def _not_torn(delivering: Coroutine[Any, Any, _Step]) -> _Step:
    """Let a delivery end that has begun, also where this process is told to stop: sent and marked belong together."""
    task = asyncio.create_task(delivering)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=_STOP_SECONDS)
        raise


async def _deliver(courier: Courier, destination: Destination, claim: Claim) -> _Step:
    """Send one parcel and note what came of it."""
    try:
        _refuse_worn_out(claim)
        await courier.carriers[destination.kind].carry(claim.parcel, destination, at=courier.clock.now())
    except SendFailed as problem:
        await _note_failure(courier, claim, problem)
        return _Step.DOWN if problem.prospect is Prospect.TEMPORARY else _Step.REFUSED
    await _note_delivered(courier, claim)
    return _Step.DELIVERED


def _refuse_worn_out(claim: Claim) -> None:
    """Raise SendFailed where every attempt so far ended its process, so that one parcel cannot do that for ever."""
    if claim.attempt > MOST_ATTEMPTS[Prospect.TEMPORARY]:
        raise SendFailed(FailureReason.INTERRUPTED, prospect=Prospect.HOPELESS)


async def _note_delivered(courier: Courier, claim: Claim) -> None:
    """Note at once what was sent; where the database is away just now, try again for as long as nobody else may claim it."""
    for pause in _MARK_AGAIN_SECONDS:
        try:
            await to_thread(courier.deliveries.mark_delivered, claim, at=courier.clock.now())
        except StoreUnavailable:
            await asyncio.sleep(pause)
        else:
            _LOG.info("delivered", extra={"delivery": claim.parcel.id, "attempt": claim.attempt})
            return
    await to_thread(courier.deliveries.mark_delivered, claim, at=courier.clock.now())


async def _note_failure(courier: Courier, claim: Claim, problem: SendFailed) -> None:
    told = {"delivery": claim.parcel.id, "attempt": claim.attempt, "reason": problem.reason.value}
    if is_last(claim.attempt, problem.prospect):
        _LOG.error("delivery_given_up", extra=told)
        await to_thread(courier.deliveries.give_up, claim, str(problem))
        return
    _LOG.warning("delivery_failed", extra=told)
    due_again = courier.clock.now() + wait_after(claim.attempt, chance=courier.chance(), asked=problem.retry_after)
    await to_thread(courier.deliveries.mark_failed, claim, str(problem), next_attempt_at=due_again)
