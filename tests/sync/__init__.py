"""Tests of the exchange with the city server."""
