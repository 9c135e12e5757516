"""HTTP in front of the application: gateway, widget, later desk and channels."""
