/*
 * Saves a draft while it is typed, and says when. What cannot be saved stays on the page, the page says why, and it
 * is tried again; nothing is ever put into the browser's own storage, because these machines are shared.
 *
 * The server answers {saved: "14:05", version, shown: {hidden field: text}, essential: {slug: {state, word}},
 * essential_text, blocked (drawn), drawn: {child: HTML}, errors: {name: sentence}} or, with 409, {sentence}, perhaps with {url, label} of
 * what to do about it, or {theirs_url} where another save came between; 401 says that the session has ended.
 *
 * It tries again by itself where time may help: no connection, no session, a server in trouble; after 1, 2, 4 … up to
 * 60 seconds, however much is typed meanwhile, and at once when the network is back. Such a try says that nobody asked for it (X-Poll), so that it keeps nobody signed in. A refusal is said once; the typing stays unsaved.
 */
const form = document.querySelector("[data-autosave-url]");
const PAUSE = 1_000;
const LONGEST = 60_000;
const SENT_OR_NOT = 10_000;
let timer = 0;
let dirty = false; // something on the page is not saved
let asked = false; // somebody typed it, or pressed "Try again now", since the last try
let again = false; // time may help
let failures = 0; // in a row
let saving = null;
const held = form?.hasAttribute("data-held"); // somebody else has saved it: first it is said what is to stand
let leaving = false;

function say(text, wrong = false, link = null) {
  const line = document.querySelector("[data-saved]");
  if (!line) return;
  line.classList.toggle("saved--failed", wrong);
  line.textContent = text;
  if (link) line.append(" ", link);
}

/* In another tab, so that this page and what is typed on it stay. */
function linkTo(url, label) {
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "govuk-link";
  link.textContent = label;
  return link;
}

function retryButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = "Try again now";
  button.addEventListener("click", () => { asked = true; save(); });
  return button;
}

/* What was not changed here stays theirs; what both changed is shown before anything is covered up. */
function mineOrTheirs(address) {
  const ways = document.createElement("span");
  const mine = document.createElement("button");
  Object.assign(mine, { type: "submit", name: "on_top", value: "asked", className: "tool", textContent: "Save mine on top" });
  mine.setAttribute("form", form.id);
  const theirs = Object.assign(document.createElement("a"), { href: address, className: "govuk-link", textContent: "Show theirs" });
  ways.append(mine, " ", theirs);
  return ways;
}

function tickOff(essential = {}, text = "") {
  for (const [slug, { state, word }] of Object.entries(essential)) {
    const item = document.querySelector(`[data-essential="${CSS.escape(slug)}"]`);
    if (!item) continue;
    item.className = `tick tick--${state}`;
    item.querySelector(".tick__word").textContent = word;
  }
  const count = document.querySelector("[data-essential-count]");
  if (count && text) count.textContent = text;
}

function markErrors(errors = {}) {
  form.querySelectorAll("[data-autosave-error]").forEach((line) => line.remove());
  for (const [name, sentence] of Object.entries(errors)) {
    const group = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!group || group.querySelector(".govuk-error-message")) continue;
    const line = document.createElement("p");
    line.className = "govuk-error-message";
    line.dataset.autosaveError = "yes";
    line.dataset.errorFor = name;
    line.textContent = sentence;
    group.append(line);
  }
}

/* A new contact has its reference from the first save on. */
function name(reference) {
  const place = document.getElementById("reference");
  if (!place || !reference || place.textContent) return;
  place.previousSibling.textContent = "Contact ";
  place.textContent = reference;
}

/* The clock runs from the first save; one that stands there already counts by itself. */
function showClocks(drawn = "") {
  const place = document.querySelector("[data-clocks]");
  if (!place || place.childElementCount) return;
  place.innerHTML = drawn;
  document.dispatchEvent(new CustomEvent("tray:changed"));
}

/* What holds up the submission, as it now is. */
function showBlocked(drawn) {
  const place = document.querySelector("[data-blocked-list]");
  if (place && drawn !== undefined) place.innerHTML = drawn;
}

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

/* What the page showed of a field when it was loaded is now what was saved: only a change from that is a change. */
function remember(shown = {}) {
  for (const [name, text] of Object.entries(shown)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = text;
  }
}

/* What was typed or chosen in `old` after `sent` was sent is put into what takes its place, and saved with the next. */
function carryOver(old, drawn, sent) {
  const ticked = (control) => control.type === "radio" || control.type === "checkbox";
  for (const control of old.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const since = ticked(control) ? control.checked && !sent.getAll(control.name).includes(control.value) : control.value !== sent.get(control.name);
    const name = CSS.escape(control.name);
    const place = since && drawn.querySelector(ticked(control) ? `[name="${name}"][value="${CSS.escape(control.value)}"]` : `[name="${name}"]`);
    if (!place) continue;
    if (ticked(place)) place.checked = true;
    else place.value = control.value;
  }
}

/* Where the focus was, or as near to it as there is something left. */
function focusLike(id, drawn) {
  const settled = id.match(/^(id_.+)_keep_\d+$/)?.[1];
  const same = [id, settled].map((one) => one && document.getElementById(one)).find((one) => one?.checkVisibility());
  (same ?? drawn.querySelector("[data-differs] input, .choose-again summary") ?? drawn.querySelector("input:not([type=hidden])"))?.focus();
}

/* A child whom the recorder has just chosen, or of whom something was settled, shows what is on file. */
function draw(children = {}, sent) {
  for (const [slug, html] of Object.entries(children)) {
    const old = document.getElementById(slug);
    if (!old) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : null;
    const piece = document.createElement("template");
    piece.innerHTML = html;
    const drawn = piece.content.firstElementChild;
    carryOver(old, drawn, sent);
    old.replaceWith(drawn);
    window.htmx?.process(drawn);
    drawn.dispatchEvent(new CustomEvent("part:drawn", { bubbles: true }));
    if (focused !== null) focusLike(focused, drawn);
  }
}

function saved(body, sent) {
  form.elements.seen_version.value = body.version ?? form.elements.seen_version.value;
  remember(body.shown);
  draw(body.drawn, sent);
  name(body.reference);
  tickOff(body.essential, body.essential_text);
  showClocks(body.clocks);
  showBlocked(body.blocked);
  markErrors(body.errors);
  const wrong = Object.keys(body.errors ?? {}).length;
  say(wrong ? `Saved ${body.saved}, but for ${wrong === 1 ? "one answer" : `${wrong} answers`} marked in red` : `Saved ${body.saved}`);
}

/* Whoever has signed in here since (the answer then has a detail) may sign out again: that can be tried once more. */
function refused({ sentence, detail, url, label, theirs_url: theirs }) {
  dirty = true;
  say(sentence, true, theirs ? mineOrTheirs(theirs) : url ? linkTo(url, label) : detail ? retryButton() : null);
}

function notSaved(status) {
  dirty = true;
  again = !status || status === 401 || status === 429 || status >= 500;
  failures += 1;
  if (status === 401) say("You have been signed out. Your typing stays on this page.", true, linkTo(form.dataset.signInUrl, "Sign in in another tab"));
  else if (status === 404) say("Not saved: there is no such draft for you any more. Your typing stays on this page.", true, retryButton());
  else if (status) say("Not saved: the system could not take it. Your typing stays on this page.", true, retryButton());
  else say("Not saved: no connection. Your typing stays on this page.", true, retryButton());
}

function save() {
  window.clearTimeout(timer);
  if (saving || leaving || held) return;
  saving = post().finally(() => {
    saving = null;
    if (again) schedule(Math.min(PAUSE * 2 ** (failures - 1), LONGEST));
    else if (asked) schedule(PAUSE);
  });
}

async function post() {
  const headers = { "X-CSRFToken": token(), Accept: "application/json", "X-Requested-With": "fetch", ...(asked ? {} : { "X-Poll": "1" }) };
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  dirty = asked = again = false;
  try {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST", body: data, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(15_000), headers,
    });
    if (answer.ok || answer.status === 409) failures = 0;
    if (answer.ok) saved(await answer.json(), data);
    else if (answer.status === 409) refused(await answer.json());
    else notSaved(answer.type === "opaqueredirect" || answer.status === 403 ? 401 : answer.status);
  } catch {
    notSaved(0);
  }
}

function schedule(pause) {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, pause);
}

/* One key away at any moment of the call: the question is answered, and the next word typed is the reason. */
function urgent(event) {
  const yes = document.getElementById("id_urgent_0");
  if (!yes) return;
  event.preventDefault();
  yes.checked = true;
  document.getElementById("id_urgent_reason")?.focus();
  typed();
}

function typed() {
  dirty = asked = true;
  if (!again) schedule(PAUSE); // a server in trouble is not asked more often because somebody types
}

if (form) {
  dirty = held;
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // Enter in a line means "next" on a call, not "send": it saves and stays.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("input")) return;
    event.preventDefault();
    asked = true;
    save();
  });
  document.querySelector("[data-urgent]")?.addEventListener("click", urgent);
  document.addEventListener("keydown", (event) => event.altKey && event.code === "KeyU" && urgent(event));
  form.addEventListener("form:sending", (event) => {
    window.clearTimeout(timer);
    if (dirty) schedule(SENT_OR_NOT);
    if (saving) event.detail.waits.push(saving);
  });
  document.addEventListener("form:sent", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", () => { failures = 0; if (dirty) save(); });
  // Back from the tab in which they signed in again.
  document.addEventListener("visibilitychange", () => !document.hidden && again && save());
  window.addEventListener("beforeunload", (event) => {
    if ((dirty || saving) && !leaving) event.preventDefault();
  });
}
