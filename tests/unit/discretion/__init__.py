"""Tests of the discretion rules."""
