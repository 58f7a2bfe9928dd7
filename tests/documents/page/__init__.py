"""Tests of the page engine: from a docx to what stands where on paper."""
