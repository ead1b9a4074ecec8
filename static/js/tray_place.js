/*
 * The address is the place. What stands beside the tray is written into it (`?open=` and a reference, never a name), so
 * that it survives a reload, Back and a link sent to a colleague. And Back from a record's page leads to the row that
 * one left by: its reference goes with the browser's own entry of the page, and nothing is stored.
 *
 * Opening makes an entry to go back from; walking on from row to row beside it does not, or Back would be of no use.
 */
const page = document.querySelector("[data-tray]");
let beside = "";
let returning = false;

const opened = () => new URLSearchParams(location.search).get("open") ?? "";
const rows = () => [...document.querySelectorAll("#tray-rows .row")];

function addressOf(reference) {
  const address = new URL(location.href);
  address.hash = "";
  if (reference) address.searchParams.set("open", reference);
  else address.searchParams.delete("open");
  return address.pathname + address.search;
}

/* What leads back here from elsewhere on the page: Refresh, and the switch for the sound. */
function tell() {
  for (const way of document.querySelectorAll("[data-here]")) way[way.matches("a") ? "href" : "value"] = location.pathname + location.search;
}

function write() {
  if (returning || beside === opened()) return;
  if (!beside && history.state?.opener) {
    returning = true;
    history.back();
    return;
  }
  if (beside && !opened()) history.pushState({ opener: true }, "", addressOf(beside));
  else history.replaceState(history.state, "", addressOf(beside));
  tell();
}

function cameBack() {
  if (returning) {
    returning = false;
    write();
  } else if (opened() !== beside) {
    document.dispatchEvent(new CustomEvent("tray:open", { detail: { reference: opened() } }));
  }
  tell();
}

function leave(event) {
  const row = event.target.closest?.("#tray-rows a[href]")?.closest(".row");
  if (row) history.replaceState({ ...history.state, row: row.dataset.reference, place: rows().indexOf(row) }, "");
}

/* A row that has gone meanwhile, decided on its own page perhaps, has left its place to the next one. */
function reach() {
  const { row, place } = history.state ?? {};
  if (!row || opened()) return;
  const there = document.getElementById(`row-${row}`) ?? rows()[Math.min(place, rows().length - 1)];
  there?.querySelector(".row__link").focus({ preventScroll: true });
  there?.scrollIntoView({ block: "nearest" });
}

if (page && document.getElementById("preview")) {
  // After a reload the entry before this one may be another page.
  if (history.state?.opener) history.replaceState({ ...history.state, opener: false }, "");
  document.addEventListener("tray:beside", (event) => {
    beside = event.detail.reference;
    write();
  });
  document.addEventListener("click", leave, true);
  window.addEventListener("popstate", cameBack);
  window.addEventListener("pageshow", reach);
  if (opened()) document.dispatchEvent(new CustomEvent("tray:open", { detail: { reference: opened() } }));
  tell();
}
