"""The clock: it moves only when a scenario says so, and Celery's own beat schedule runs as it goes."""

from deadlines.services import next_stage_due
from tests.acceptance.beat import run_beat, run_sweep
from tests.acceptance.language import line
from tests.acceptance.moments import moment
from tests.acceptance.together import together


@line('it is "{when}"')
def it_is(world, when):
    world.clock.set(moment(when))


@line('the time becomes "{when}"')
def the_time_becomes(world, when):
    end = moment(when)
    assert end >= world.clock.now, f"it is later than {when} already"
    stop = None
    while (due := next_stage_due()) is not None and due <= end:
        assert due != stop, f"the stage that fell due at {due} has been swept and is due still"
        stop = due
        world.clock.set(max(due, world.clock.now))
        run_beat()
    world.clock.set(end)
    run_beat()


@line("{count#} workers run the deadline sweep at once")
def many_sweeps(world, count):
    together([run_sweep] * int(count))
