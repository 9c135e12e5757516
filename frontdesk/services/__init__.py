"""One use case per file. Services are given the store and the clock as arguments and never reach outside by themselves."""
