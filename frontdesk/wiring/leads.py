"""The forms in which an installation hands over its leads."""

from frontdesk.rendering.lead_files import WRITERS

__all__ = ["WRITERS"]
