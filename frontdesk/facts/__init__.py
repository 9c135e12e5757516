"""What the assistant knows: facts, their sources and subjects, and how a question finds them. Plain Python, no files and no SQL."""
