"""`python -m tests.mutants [NAME …]`: take each rule away, or those named, and see that a test notices."""

import sys

from tests.mutants.rules import MUTANTS
from tests.mutants.running import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], MUTANTS))
