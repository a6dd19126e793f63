"""Trains the embedded guard model. Start with the Makefile; the order of the steps stands in the README."""
