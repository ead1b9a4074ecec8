"""Races, kills and outages, on a front door of its own that serves real HTTP (ARCHITECTURE, Tests).

`make test` runs all of it at about a twentieth, `make chaos` the same code at full volume.
"""
