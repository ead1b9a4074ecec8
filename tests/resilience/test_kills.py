"""kill -9 of anything at any moment: what was answered is there, once, and everybody was told once."""

from collections import Counter, defaultdict
from concurrent.futures import Future, ThreadPoolExecutor

from tests.resilience.crew import CREW, MANAGERS
from tests.resilience.gates import held
from tests.resilience.house import TO_RECOVER
from tests.resilience.ledger import Ledger
from tests.resilience.plan import AGAIN, COMMITTED, LOOSE, MAIL, plan
from tests.resilience.reading import notices_of, rows_of, shown
from tests.resilience.scale import FULL
from tests.resilience.targets import SUPERVISOR, kill
from tests.resilience.work import Work
from tests.waiting import wait_for

TO_BE_TOLD, CLAIM_ENDS = 120, 420
"""Seconds: until the last stage has fallen due and was swept; until a killed relay's claims have run out."""


TRAYS = ("duty", "intake", "worker-sue.shaw", "worker-sam.stone")


class Siege:
    """The house at work, and what is done to it."""

    def __init__(self, house, desks, sink, pool):
        self.house, self.sink, self.pool = house, sink, pool
        self.ledger = Ledger()
        self.work = Work(house, desks, self.ledger)
        self.lanes: list[Future] = []

    def begin(self) -> None:
        """Set the four to work."""
        self.lanes = [self.pool.submit(lambda jobs=jobs: [job() for job in jobs]) for jobs in self.work.lanes()]

    def strike(self, target: str, way: str) -> None:
        """One kill, or two, in the middle of the work; and the work goes on to its end."""
        lost = self.ledger.unanswered + self.ledger.refused_while_down
        if way in (LOOSE, AGAIN):
            seen = self.strike_loosely(target, way)
        elif way == MAIL:
            seen = self.strike_in_a_mail(target)
        else:
            with held(self.house.cluster, way.removeprefix(COMMITTED), way.startswith(COMMITTED), self.begin) as seen:
                self.kill(target, seen)
        self.house.arrive()
        wait_for(self.house.whole, TO_RECOVER)
        for lane in self.lanes:
            lane.result(TO_RECOVER)
        lost = self.ledger.unanswered + self.ledger.refused_while_down - lost
        self.ledger.in_flight += bool(seen)
        self.ledger.kills.append(f"{target}, {'; '.join(map(str, seen)) or way}; {lost} requests had to be sent again")

    def kill(self, target: str, seen=()) -> None:
        """Kill it; a supervisor is started again by hand."""
        kill(self.house, target, seen)
        if target == SUPERVISOR:
            self.house.launch()

    def strike_loosely(self, target, way):
        enough = self.work.answers + 2
        self.begin()
        wait_for(lambda: self.work.answers >= enough or all(lane.done() for lane in self.lanes), TO_RECOVER)
        self.kill(target)
        if way == AGAIN:
            self.kill(target)
            self.ledger.kills.append(f"{target}, loose; started again and killed again:")
        return []

    def strike_in_a_mail(self, target):
        self.sink.holding, before = True, self.sink.held
        try:
            self.begin()
            wait_for(lambda: self.sink.held > before, TO_RECOVER)
            self.kill(target)
        finally:
            self.sink.holding = False
        return [f"mail {self.sink.mails[-1].message_id} taken, its sender not yet told so"]


def told_to(desks) -> Counter:
    """Who was told what about which contact, by their notices pages."""
    return Counter((user, each.reference, each.name) for user in CREW for each in notices_of(desks[user]))


def of_these(told: Counter, references) -> Counter:
    return Counter({key: count for key, count in told.items() if key[1] in references})


def assert_all_told_once(house, desks, ledger) -> Counter:
    """Every stage and event that is due, for everybody meant, exactly once; a round later as well."""
    expected, perhaps = ledger.expected(), ledger.perhaps()
    house.at_work()
    house.all_told(ledger.last_stage(), TO_BE_TOLD)
    house.recover()
    told = of_these(told_to(desks), ledger.entries)
    assert {key: count for key, count in (told - expected).items() if key not in perhaps or count > 1} == {}
    assert expected - told == {}
    return told


def assert_all_mailed_once(house, sink, told: Counter) -> str:
    """A mail for each of them; what was sent twice is the same message, word for word."""
    wanted = Counter()
    for (user, reference, _), count in told.items():
        wanted[f"{user}@council.example", reference] += count
    if not FULL:  # five minutes go by, and what a killed relay had claimed is free again
        house.ask("UPDATE correspondence_outbox SET next_at = next_at - interval '5 minutes' WHERE next_at IS NOT NULL")
    house.all_sent(CLAIM_ENDS)
    got, copies = mailed(sink, {reference for _, reference in wanted})
    assert got == wanted
    return f"{len(sink.mails)} mails taken, {copies} of them sent again after a kill with the same Message-ID"


def mailed(sink, references) -> tuple[Counter, int]:
    """How many sentences about each contact went to whom, each message counted once; and how many were copies."""
    copies = defaultdict(set)
    mails = list(sink.mails)
    for mail in mails:
        copies[mail.message_id].add((mail.to, mail.body))
    assert {number: said for number, said in copies.items() if len(said) > 1} == {}
    got = Counter()
    for ((to, body),) in copies.values():
        got.update((to, reference) for line in body.split("\n\n") for reference in references if reference in line)
    return got, len(mails) - len(copies)


def assert_pages_agree(desks, ledger) -> None:
    """What was answered is what the pages show, and no contact is there twice."""
    cass, amir = desks["cass.clay"], desks[MANAGERS[0]]
    wrong = [line for entry in ledger.entries.values() for line in entry.disagrees(shown(amir, entry.reference))]
    for reference, text in ledger.drafts.items():
        field = cass.page(f"/contacts/{reference}/edit/").first("textarea[name=concerns]")
        if field is None or field.text.strip() != text:
            wrong.append(f"{reference} lost: {text}")
    lying = [row for tray in TRAYS for row in rows_of(amir, tray).items()]
    for reference, marker in ledger.markers().items():
        again = {row for row, text in lying if marker in text} - {reference}
        wrong += [f"{reference} is there again as {again}"] if again else []
    assert wrong == []


def test_nothing_answered_is_lost_and_everything_is_told_once(house, desks, sink, say):
    with ThreadPoolExecutor(4) as pool:
        siege = Siege(house, desks, sink, pool)
        for target, way in plan():
            siege.strike(target, way)
    ledger = siege.ledger
    assert ledger.wrong == []
    told = assert_all_told_once(house, desks, ledger)
    assert_pages_agree(desks, ledger)
    mails = assert_all_mailed_once(house, sink, told)
    for line in ledger.summary():
        say(line)
    say(f"{sum(told.values())} notices to {len({user for user, *_ in told})} people, each once; {mails}")
    assert ledger.in_flight * 2 >= len(ledger.kills)
    assert len(ledger.kills) >= (40 if FULL else 3)
