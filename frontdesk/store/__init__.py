"""The database layer: the only place that speaks SQL."""
