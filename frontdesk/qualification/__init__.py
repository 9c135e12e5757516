"""Who is a good lead, by explainable, versioned rules. Plain Python."""
