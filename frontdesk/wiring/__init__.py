"""Joins the parts of an installation, one module for each process; alone in knowing both services and what fills their ports."""
