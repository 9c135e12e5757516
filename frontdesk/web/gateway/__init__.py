"""The public HTTP edge: conversations of visitors, their events, health and metrics. It decides nothing about enquiries or facts."""
