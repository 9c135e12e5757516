"""Facts as YAML files: reading, checking and writing data/facts."""
