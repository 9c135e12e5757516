"""What runs inside the Rasa server: language understanding, the channel and the tracker store."""
