"""Joins what lets staff in: passwords, second factors, links, and an identity provider where one is set."""

from dataclasses import dataclass
from datetime import timedelta

from frontdesk.services.invite_staff import Invitations
from frontdesk.services.own_account import OwnAccount
from frontdesk.services.passwords import Passwords
from frontdesk.services.ports import Clock
from frontdesk.services.second_factor import SecondFactors
from frontdesk.services.sign_in import SignIn, SignInPorts
from frontdesk.services.sign_on import SignOn
from frontdesk.services.staff_sessions import SessionLimits, StaffSessions
from frontdesk.services.throttling import Throttle
from frontdesk.settings import SecondFactor, Settings
from frontdesk.store.attempt_store import SqlAttemptStore
from frontdesk.store.credential_store import SqlCredentialStore
from frontdesk.store.invitation_store import SqlInvitationStore
from frontdesk.store.sealing import Vault
from frontdesk.wiring.stores import Stores

WELCOME = "/desk/welcome"  # followed by the token of a link
SIGN_ON_RETURN = "/desk/sign-in/provider/return"


@dataclass(frozen=True, slots=True)
class Accounts:
    """What signing in, one's own account and the administration of staff work with."""

    sign_in: SignIn
    sign_on: SignOn | None
    second_factors: SecondFactors
    invitations: Invitations
    own: OwnAccount
    second_factor_is_required: bool


def open_sessions(settings: Settings, stores: Stores, clock: Clock) -> StaffSessions:
    """Return the sessions of staff under the limits of this installation."""
    limits = SessionLimits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))
    return StaffSessions(stores.sessions, clock, limits)


def open_accounts(settings: Settings, stores: Stores, sessions: StaffSessions, clock: Clock) -> Accounts:
    """Return what lets staff in; it connects to nothing yet. Raises OSError where the secret cannot be made."""
    credentials, passwords = SqlCredentialStore(stores.database), Passwords()
    vault, throttle = Vault(settings.shared_secret()), Throttle(SqlAttemptStore(stores.database))
    factors = SecondFactors(credentials, vault, throttle, clock)
    required = settings.second_factor is SecondFactor.REQUIRED
    ports = SignInPorts(stores.staff, credentials, sessions, passwords, factors, throttle, vault, stores.audit, clock)
    sign_in = SignIn(ports, second_factor_required=required)
    return Accounts(
        sign_in=sign_in,
        sign_on=_sign_on(settings, ports, sign_in),
        second_factors=factors,
        invitations=Invitations(
            stores.staff,
            SqlInvitationStore(stores.database),
            credentials,
            passwords,
            clock,
            mailed_from=settings.public_url + WELCOME if settings.sends_mail else None,
        ),
        own=OwnAccount(credentials, passwords, throttle, clock),
        second_factor_is_required=required,
    )


def _sign_on(settings: Settings, ports: SignInPorts, sign_in: SignIn) -> SignOn | None:
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
        return None
    from frontdesk.sign_on.provider import OidcProvider  # noqa: PLC0415 - loaded where there is a provider only

    provider = OidcProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        settings.public_url + SIGN_ON_RETURN,
    )
    return SignOn(provider, sign_in, ports, proves_both=settings.oidc_second_factor)
