"""What the routes work with, made when the application starts."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from frontdesk.services.conversing import Conversing
from frontdesk.services.enquiry_form import FormDesk
from frontdesk.services.ports import KnowledgeSource
from frontdesk.settings import Settings
from frontdesk.web.gateway.metrics import Metrics
from frontdesk.web.gateway.readiness import Readiness
from frontdesk.web.hub import Hub
from frontdesk.web.limits import (
    CONVERSATIONS_PER_ADDRESS,
    FORMS_PER_ADDRESS,
    MESSAGES_PER_CONVERSATION,
    RATINGS_PER_CONVERSATION,
    REQUESTS_PER_ADDRESS,
    TRANSCRIPTS_PER_CONVERSATION,
    Limiter,
    address_key,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that are counted."""

    messages: Limiter
    ratings: Limiter
    requests: Limiter
    conversations: Limiter
    transcripts: Limiter
    forms: Limiter


def limits_of(settings: Settings) -> Limits:
    """Return the limits of an installation; none of them limits where they are off."""
    rates = (
        MESSAGES_PER_CONVERSATION,
        RATINGS_PER_CONVERSATION,
        REQUESTS_PER_ADDRESS,
        CONVERSATIONS_PER_ADDRESS,
        TRANSCRIPTS_PER_CONVERSATION,
        FORMS_PER_ADDRESS,
    )
    return Limits(*(Limiter(rate if settings.rate_limits else None) for rate in rates))


@dataclass(frozen=True, slots=True)
class Services:
    """One for each running application."""

    settings: Settings
    conversing: Conversing
    knowledge: KnowledgeSource
    forms: FormDesk
    readiness: Readiness
    hub: Hub
    limits: Limits
    metrics: Metrics


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _limited(request: Request, services: Annotated[Services, Depends(_services)]) -> Services:
    """Count the request against its address before anything else is done for it."""
    services.limits.requests.spend(_address(request))
    return services


def spend_conversation(request: Request, services: Services) -> None:
    """Count a new conversation against its address. Raises Problem 429."""
    services.limits.conversations.spend(_address(request))


def _address(request: Request) -> str:
    return address_key(request.client.host if request.client else None)


type Unlimited = Annotated[Services, Depends(_services)]
type Limited = Annotated[Services, Depends(_limited)]
