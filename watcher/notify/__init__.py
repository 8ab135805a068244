"""Telling people: whom it concerns (route), in what words (message, excerpt, markup), by what way (apprise)."""
