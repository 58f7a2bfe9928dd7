"""Tests of the random draw."""
