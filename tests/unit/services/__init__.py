"""Tests of the desks over a store in memory."""
