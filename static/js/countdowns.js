/*
 * Keeps every clock on the page telling the truth between two loads.
 *
 * The server writes the first text; from then on it is counted from the server's own time (`data-now` on <html>),
 * because these laptops' clocks are not to be trusted. A text is touched only when it changes, and a clock
 * with more than an hour left is looked at twice a minute. The words are those the server uses (see `said`).
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const loaded = Date.now();
const told = Date.parse(document.documentElement.dataset.now);
const offset = Number.isNaN(told) ? 0 : told - loaded;
const SELECTOR = "[data-due][data-status='running']";

function span(milliseconds) {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (days) return hours ? `${days} d ${hours} h` : `${days} d`;
  if (hours) return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
  return `${minutes} min`;
}

function said(left) {
  return left >= 0 ? `${span(left)} left` : `${span(-left)} over`;
}

function stageOf(clock, now, due) {
  if (now >= due) return ["breached", "breached"];
  const warn = Date.parse(clock.dataset.warn);
  return now >= warn ? ["warned", "soon due"] : ["running", "in time"];
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function restage(element, block, stage) {
  if (!element || element.classList.contains(`${block}--${stage}`)) return;
  for (const name of ["running", "warned", "breached"]) element.classList.remove(`${block}--${name}`);
  element.classList.add(`${block}--${stage}`);
}

/* Answers how long until this clock should be looked at again. */
function tell(clock, now) {
  const due = Date.parse(clock.dataset.due);
  if (Number.isNaN(due)) return HOUR;
  const [stage, word] = stageOf(clock, now, due);
  write(clock.querySelector(".clock__left"), said(due - now));
  if (!clock.classList.contains(`clock--${stage}`)) {
    write(clock.querySelector(".clock__word"), word);
    restage(clock, "clock", stage);
    restage(clock.closest(".row"), "row", stage);
    restage(clock.closest(".card--clock"), "card", stage);
  }
  if (stage === "breached") clock.dataset.status = "breached";
  return Math.abs(due - now) > HOUR ? MINUTE / 2 : MINUTE / 12;
}

function tick() {
  const now = Date.now() + offset;
  let wait = MINUTE / 2;
  for (const clock of document.querySelectorAll(`${SELECTOR}, .clock--breached[data-due]:not([data-ended])`)) {
    wait = Math.min(wait, tell(clock, now));
  }
  window.setTimeout(tick, wait);
}

tick();
document.addEventListener("tray:changed", () => {
  const now = Date.now() + offset;
  for (const clock of document.querySelectorAll(SELECTOR)) tell(clock, now);
});
