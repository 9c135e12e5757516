"""Joins the service that submits enquiries with the store and the spool."""

from frontdesk.fact_files.fixed_talk import FixedTalk
from frontdesk.services.complete_spooled import complete_spooled
from frontdesk.services.enquiry_form import FormDesk
from frontdesk.services.submit_enquiry import SubmissionDesk
from frontdesk.settings import PROJECT_ROOT, Settings
from frontdesk.store.spool import FileSpool
from frontdesk.wiring.clock import SystemClock
from frontdesk.wiring.response_clock import response_clock
from frontdesk.wiring.stores import Stores, open_stores

_SPOOL = "spool"  # the folder in the data folder


def build_submission_desk(settings: Settings) -> SubmissionDesk:
    """Return the submission desk of an installation; it reaches the database at the first enquiry."""
    return submission_desk(settings, open_stores(settings))


def form_desk(settings: Settings, stores: Stores) -> FormDesk:
    """Return what takes enquiries from the plain form; domain.yml is read at the first one."""
    talk = FixedTalk(PROJECT_ROOT / "domain.yml", PROJECT_ROOT / "data" / "rules", {})
    return FormDesk(submission_desk(settings, stores), talk)


def submission_desk(settings: Settings, stores: Stores) -> SubmissionDesk:
    """Return the submission desk that works with stores already open."""
    return SubmissionDesk(
        store=stores.leads,
        spool=FileSpool(settings.data_dir / _SPOOL),
        clock=SystemClock(),
        promise=response_clock(settings),
        conversations=stores.conversations,
    )


def complete_waiting(desk: SubmissionDesk) -> int:
    """Record what waits on disk and return how many enquiries were completed."""
    return complete_spooled(desk.store, desk.spool, desk.clock)
