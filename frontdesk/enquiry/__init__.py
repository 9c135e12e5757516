"""An enquiry as it is being told: its fields, how what a visitor types becomes a value, and what to ask next. No Rasa, no SQL."""
