"""Everything that runs around the Django project on one machine: servers, supervisor, assets, browser.

Standard library only (and psycopg2 for giving roles), so that it starts at once and says plainly what is lacking.
"""
