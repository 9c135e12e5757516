"""Staff of the agency: who they are, what each role may do, and who acted."""
