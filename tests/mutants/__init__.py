"""Rules taken away one by one, each of which a test must notice: `python -m tests.mutants [NAME …]`, `make mutants`."""
