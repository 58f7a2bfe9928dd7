"""Tests of the documents and of paper."""
