"""Tests of the demonstration town."""
