"""Every rule that `make mutants` takes away."""

from tests.mutants.of_secrecy import SECRECY_MUTANTS
from tests.mutants.of_the_clocks import CLOCK_MUTANTS, TOLD_MUTANTS
from tests.mutants.of_the_door import DOOR_MUTANTS
from tests.mutants.of_the_engine import ENGINE_MUTANTS, SCHEMA_MUTANTS
from tests.mutants.of_the_family import FAMILY_MUTANTS
from tests.mutants.of_the_imports import IMPORT_MUTANTS
from tests.mutants.of_the_teams import TEAM_MUTANTS
from tests.mutants.of_the_walls import PAGE_MUTANTS, WALL_MUTANTS

MUTANTS = (
    *ENGINE_MUTANTS,
    *CLOCK_MUTANTS,
    *TOLD_MUTANTS,
    *WALL_MUTANTS,
    *TEAM_MUTANTS,
    *PAGE_MUTANTS,
    *FAMILY_MUTANTS,
    *SECRECY_MUTANTS,
    *DOOR_MUTANTS,
    *IMPORT_MUTANTS,
    *SCHEMA_MUTANTS,
)
