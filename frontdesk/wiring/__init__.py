"""Joins the parts of an installation, one module for each process; the only place that knows both the services and what fills their ports."""
