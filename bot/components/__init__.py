"""The steps of the NLU pipeline, one Rasa graph component a file."""
