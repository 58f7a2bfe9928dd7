"""Measured work."""
