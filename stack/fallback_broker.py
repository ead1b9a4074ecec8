"""`python -m stack.fallback_broker SOCKET`: a stand-in for Valkey in pure Python, where no build of it exists.

It keeps nothing when it stops. Nothing depends on that: PostgreSQL is the only truth.
"""
