"""The website widget and the demonstration page: browser sources, and the routes that serve them. No conversation logic."""

from frontdesk.web.widget.routes import widget_routes

__all__ = ["widget_routes"]
