"""Why something could not be done with a lead: it is not there, or somebody else changed it meanwhile."""

from frontdesk.qualification.model import LeadStatus


class LeadProblem(Exception):
    """Nothing was changed."""


class LeadNotFound(LeadProblem):
    """No lead, note, task, label or merge of this name is there."""


class OwnedByAnother(LeadProblem):
    """Somebody else has taken or released the lead since the form was shown. ``owner`` is whose it is now, if anybody's."""

    def __init__(self, owner: str | None) -> None:
        super().__init__(owner)
        self.owner = owner


class MovedMeanwhile(LeadProblem):
    """The lead is no longer in the status the form was shown for, but in this one."""

    def __init__(self, status: LeadStatus) -> None:
        super().__init__(status)
        self.status = status


class CannotFollow(LeadProblem):
    """The one status may not follow the other."""

    def __init__(self, before: LeadStatus, after: LeadStatus) -> None:
        super().__init__(before, after)
        self.before, self.after = before, after


class MergedAway(LeadProblem):
    """The lead was merged into another, which is worked on instead."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class NotAssignable(LeadProblem):
    """Whoever it was to be given to is not there any more, or their role may not work on leads."""


class NotTheirs(LeadProblem):
    """Only who wrote a note may change it or take it back."""


class ConversationUnknown(LeadProblem):
    """No conversation of this name is there; it may have been erased."""


class AlreadyTogether(LeadProblem):
    """The conversation is the lead's own, or linked with it already."""


class CannotMerge(LeadProblem):
    """The two leads may not become one."""


class ConsentDiffers(CannotMerge):
    """The two visitors agreed to different things: what one allowed, the other did not."""
