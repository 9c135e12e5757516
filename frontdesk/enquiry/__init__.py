"""The enquiry form: its fields, how each is read from what a visitor types, and the state of the dialogue. No database, no request."""
