"""Tests of the flow of cases."""
