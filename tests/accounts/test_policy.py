"""What a browser may run of a page: what we serve, in no frame of another site's, and nothing else."""

from django.test import Client

from tests.factories.cast import signed_in


def test_a_page_runs_what_we_serve_and_nothing_else(dana):
    for client, address in ((Client(), "/sign-in/"), (Client(), "/nowhere/"), (signed_in(dana), "/directory/")):
        policy = client.get(address).get("Content-Security-Policy", "").split("; ")
        assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
        assert "unsafe" not in str(policy)
