/*
 * Asks every few seconds what has changed in the tray. What is new waits behind "2 new, 1 changed: show", so that
 * nothing moves under the cursor; only an urgent one comes in at once, at the top, with a sound.
 */
const page = document.querySelector("[data-poll-url]");
const period = Number(page?.dataset.pollSeconds || 20) * 1_000;
const SETTLING = 700;
let waiting = null;
let failures = 0;

const rowsOf = (root) => new Map([...root.querySelectorAll("#tray-rows .row")].map((row) => [row.dataset.reference, row]));

function differences(fresh) {
  const old = rowsOf(document);
  const now = rowsOf(fresh);
  const arrived = [...now.values()].filter((row) => !old.has(row.dataset.reference));
  const changed = [...now.values()].filter((row) => {
    const before = old.get(row.dataset.reference);
    return before && before.dataset.stamp !== row.dataset.stamp;
  });
  const gone = [...old.keys()].filter((reference) => !now.has(reference));
  const becameUrgent = changed.filter((row) => row.dataset.priority === "urgent"
    && old.get(row.dataset.reference).dataset.priority !== "urgent");
  return { arrived, changed, gone, urgent: [...arrived.filter((row) => row.dataset.priority === "urgent"), ...becameUrgent] };
}

function beep() {
  if (page.dataset.sound !== "on" || !window.AudioContext) return;
  const context = new AudioContext();
  for (const [start, pitch] of [[0, 740], [0.22, 988]]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, context.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + start + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.2);
  }
  window.setTimeout(() => context.close(), 1_000);
}

/* A click already on its way must not land on the row that has just slipped under it. */
function settle() {
  const list = document.getElementById("tray-list");
  list.classList.add("is-settling");
  window.setTimeout(() => list.classList.remove("is-settling"), SETTLING);
}

function bringIn(urgent) {
  const body = document.getElementById("tray-rows");
  const focused = document.activeElement;
  settle();
  for (const row of urgent.reverse()) {
    const old = document.getElementById(`row-${row.dataset.reference}`);
    const copy = document.importNode(row, true);
    if (old?.querySelector(".row__choose:checked")) copy.querySelector(".row__choose").checked = true;
    old?.remove();
    copy.classList.add("row--arrived");
    body.prepend(copy);
  }
  if (!focused.isConnected) document.getElementById(`row-${focused.closest(".row")?.dataset.reference}`)?.querySelector(".row__link")?.focus();
  beep();
  document.dispatchEvent(new CustomEvent("tray:changed"));
}

function show() {
  if (!waiting) return;
  const here = document.activeElement?.closest?.("#tray-rows .row");
  const place = here ? [...rowsOf(document).values()].indexOf(here) : -1;
  const chosen = [...document.querySelectorAll(".row__choose:checked")].map((box) => box.value);
  document.getElementById("tray-list").replaceWith(document.importNode(waiting.getElementById("tray-list"), true));
  for (const value of chosen) {
    const box = document.querySelector(`#row-${CSS.escape(value)} .row__choose`);
    if (box) box.checked = true;
  }
  reachAgain(here?.dataset.reference, place);
  waiting = null;
  announce("");
  document.dispatchEvent(new CustomEvent("tray:changed"));
}

/* The row that had the focus keeps it; where it has gone, the one in its place has. Whoever is beside the tray stays there. */
function reachAgain(reference, place) {
  if (document.activeElement?.closest?.("#preview")) return;
  const shown = document.querySelector("[data-preview-shown]")?.dataset.previewShown;
  const rows = rowsOf(document);
  const row = rows.get(reference ?? shown) ?? [...rows.values()][Math.max(0, Math.min(place, rows.size - 1))];
  row?.querySelector(".row__link").focus({ preventScroll: !reference });
}

function announce(text, kind = "", button = "") {
  const news = document.getElementById("tray-news");
  if (news.dataset.text === text) return;
  news.dataset.text = text;
  news.replaceChildren();
  if (!text) return;
  const bar = document.createElement("div");
  bar.className = `news__bar ${kind}`;
  const words = document.createElement("span");
  words.textContent = text;
  bar.append(words);
  if (button) {
    const shower = document.createElement("button");
    shower.type = "button";
    shower.className = "tool";
    shower.dataset.showNews = "yes";
    shower.textContent = button;
    bar.append(shower);
  }
  news.append(bar);
}

/* The header's own count of this tray, which the page was loaded with. */
function count(open) {
  const pill = document.querySelector(".top__link[aria-current] .count");
  if (open && pill) pill.firstChild.textContent = open;
}

function figures(fresh) {
  count(fresh.querySelector("[data-part=open] .status__figure")?.textContent);
  const status = document.getElementById("tray-status");
  const newer = fresh.getElementById("tray-status");
  if (!status || !newer || status.contains(document.activeElement)) return;
  status.replaceChildren(...[...newer.children].map((part) => document.importNode(part, true)));
}

/* Who has an item open comes and goes without moving anything, and is no news of its own. */
function presences(fresh) {
  const old = rowsOf(document);
  for (const [reference, row] of rowsOf(fresh)) {
    const newer = row.querySelector("[data-open-by]");
    const place = old.get(reference)?.querySelector("[data-open-by]");
    if (place && newer && place.innerHTML !== newer.innerHTML) place.replaceChildren(...document.importNode(newer, true).childNodes);
  }
}

function take(fresh) {
  const { arrived, changed, gone, urgent } = differences(fresh);
  figures(fresh);
  presences(fresh);
  if (urgent.length && document.getElementById("tray-rows")) bringIn([...urgent]);
  const known = new Set(urgent.map((row) => row.dataset.reference));
  const quietlyNew = arrived.filter((row) => !known.has(row.dataset.reference));
  const quietlyChanged = changed.filter((row) => !known.has(row.dataset.reference));
  const parts = [[quietlyNew, "new"], [quietlyChanged, "changed"], [gone, "gone"]]
    .filter(([rows]) => rows.length).map(([rows, word]) => `${rows.length} ${word}`);
  const outOfOrder = Boolean(urgent.length || document.querySelector(".news__bar--urgent"));
  waiting = parts.length || outOfOrder ? fresh : null;
  const alarm = urgent.length ? `${urgent.length} urgent came in at the top. ` : "";
  if (alarm || parts.length) announce(alarm + parts.join(", "), alarm ? "news__bar--urgent" : "", parts.length ? "Show" : "Put in order");
  else if (!outOfOrder) announce("");
}

function lost(text) {
  announce(text, "news__bar--lost");
}

async function poll() {
  try {
    const answer = await fetch(page.dataset.pollUrl, { headers: { "HX-Request": "true", "X-Poll": "1" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10_000) });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      lost("You have been signed out: load the page again to sign in.");
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    failures = 0;
    document.querySelector("[data-as-of] time").textContent = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
  } catch {
    failures += 1;
    if (failures > 1) lost("No connection: what you see may be out of date.");
  }
  window.setTimeout(poll, period);
}

/* Somebody acted here, on this very page: what came of it is shown at once. */
async function refresh(event) {
  try {
    const answer = await fetch(page.dataset.pollUrl, { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(String(answer.status));
    waiting = new DOMParser().parseFromString(await answer.text(), "text/html");
    figures(waiting);
    show();
    announce(event.detail.text);
  } catch {
    announce(`${event.detail.text} The tray could not be loaded again: press Refresh.`, "news__bar--lost");
  }
  event.detail.then();
}

if (page) {
  document.addEventListener("tray:refresh", refresh);
  document.addEventListener("click", (event) => event.target.closest("[data-show-news]") && show());
  document.addEventListener("tray:show", show);
  window.setTimeout(poll, period);
}
