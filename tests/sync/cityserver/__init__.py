"""Tests of the city server."""
