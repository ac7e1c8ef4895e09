"""Runs Lamina and its peers in turn and reports how they compare. Needs nothing but Python's standard library."""
