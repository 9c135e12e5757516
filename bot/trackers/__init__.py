"""Where Rasa keeps its conversations."""
