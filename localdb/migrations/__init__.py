"""Layouts of the store, one numbered step after another."""
