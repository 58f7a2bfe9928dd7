"""Tests of the law's clock."""
