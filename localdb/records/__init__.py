"""Rows and how they map to the records of the domain."""
