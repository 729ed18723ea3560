"""One module a verb: each makes `Draft`s, a statement with a request that asks for it."""
