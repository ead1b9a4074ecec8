/*
 * Saves a draft while it is typed, and says when. What cannot be saved stays on the page, the page says why, and it
 * is tried again; nothing is ever put into the browser's own storage, because these machines are shared.
 *
 * The server answers {saved: "14:05", version, shown: {hidden field: text}, essential: {slug: {state, word}},
 * essential_text, blocked (drawn), errors: {name: sentence}} or, with 409, {sentence}, perhaps with {url, label} of
 * what to do about it; 401 says that the session has ended.
 *
 * It tries again by itself where time may help: no connection, no session, a server in trouble. Such a try says that
 * nobody asked for it (X-Poll), so that it keeps nobody signed in. A refusal is said once; the typing stays unsaved.
 */
const form = document.querySelector("[data-autosave-url]");
const PAUSE = 1_000;
const AGAIN = 5_000;
const SENT_OR_NOT = 10_000;
let timer = 0;
let dirty = false; // something on the page is not saved
let asked = false; // somebody typed it, or pressed "Try again now", since the last try
let again = false; // time may help
let saving = null;
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

function saved(body) {
  form.elements.seen_version.value = body.version ?? form.elements.seen_version.value;
  remember(body.shown);
  name(body.reference);
  tickOff(body.essential, body.essential_text);
  showClocks(body.clocks);
  showBlocked(body.blocked);
  markErrors(body.errors);
  const wrong = Object.keys(body.errors ?? {}).length;
  say(wrong ? `Saved ${body.saved}, but for ${wrong === 1 ? "one answer" : `${wrong} answers`} marked in red` : `Saved ${body.saved}`);
}

/* Whoever has signed in here since (the answer then has a detail) may sign out again: that can be tried once more. */
function refused({ sentence, detail, url, label }) {
  dirty = true;
  say(sentence, true, url ? linkTo(url, label) : detail ? retryButton() : null);
}

function notSaved(status) {
  dirty = true;
  again = !status || status === 401 || status >= 500;
  if (status === 401) say("You have been signed out. Your typing stays on this page.", true, linkTo(form.dataset.signInUrl, "Sign in in another tab"));
  else if (status === 404) say("Not saved: there is no such draft for you any more. Your typing stays on this page.", true, retryButton());
  else if (status) say("Not saved: the system could not take it. Your typing stays on this page.", true, retryButton());
  else say("Not saved: no connection. Your typing stays on this page.", true, retryButton());
}

function save() {
  window.clearTimeout(timer);
  if (saving || leaving) return;
  saving = post().finally(() => {
    saving = null;
    if (asked) schedule(PAUSE);
    else if (again) schedule(AGAIN);
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
    if (answer.ok) saved(await answer.json());
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
  schedule(PAUSE);
}

if (form) {
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // Enter in a line means "next" on a call, not "send": it saves and stays.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
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
  window.addEventListener("online", () => dirty && save());
  window.addEventListener("beforeunload", (event) => {
    if ((dirty || saving) && !leaving) event.preventDefault();
  });
}
