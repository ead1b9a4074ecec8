/*
 * Saves a draft while it is typed, and says when. What cannot be saved stays on the page, the page says why, and it
 * is tried again; nothing is ever put into the browser's own storage, because these machines are shared.
 *
 * The server answers {saved: "14:05", version, essential: {slug: {state, word}}, essential_text, errors: {name: sentence}}
 * or, with 409, {sentence}; 401 says that the session has ended.
 */
const form = document.querySelector("[data-autosave-url]");
const PAUSE = 1_000;
const AGAIN = 5_000;
let timer = 0;
let dirty = false;
let failed = false;
let saving = null;
let leaving = false;

function say(text, wrong = false, link = null) {
  const line = document.querySelector("[data-saved]");
  if (!line) return;
  line.classList.toggle("saved--failed", wrong);
  line.textContent = text;
  if (link) line.append(" ", link);
}

function signInLink() {
  const link = document.createElement("a");
  link.href = form.dataset.signInUrl;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "govuk-link";
  link.textContent = "Sign in in another tab";
  return link;
}

function retryButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = "Try again now";
  button.addEventListener("click", save);
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

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

async function answered(answer) {
  const body = await answer.json();
  if (answer.status === 409) {
    say(body.sentence, true);
    return;
  }
  form.elements.seen_version.value = body.version ?? form.elements.seen_version.value;
  name(body.reference);
  tickOff(body.essential, body.essential_text);
  showClocks(body.clocks);
  markErrors(body.errors);
  const wrong = Object.keys(body.errors ?? {}).length;
  say(wrong ? `Saved ${body.saved}, but for ${wrong === 1 ? "one answer" : `${wrong} answers`} marked in red` : `Saved ${body.saved}`);
}

function notSaved(status) {
  dirty = failed = true;
  if (status === 401) say("You have been signed out. Your typing stays on this page.", true, signInLink());
  else if (status) say("Not saved: the system could not take it. Your typing stays on this page.", true, retryButton());
  else say("Not saved: no connection. Your typing stays on this page.", true, retryButton());
}

function save() {
  window.clearTimeout(timer);
  if (!saving && !leaving) saving = post().finally(() => { saving = null; if (dirty) schedule(failed ? AGAIN : PAUSE); });
}

async function post() {
  dirty = failed = false;
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  try {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST", body: data, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(15_000),
      headers: { "X-CSRFToken": token(), Accept: "application/json", "X-Requested-With": "fetch" },
    });
    if (answer.ok || answer.status === 409) await answered(answer);
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
  dirty = true;
  schedule(PAUSE);
}

if (form) {
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // Enter in a line means "next" on a call, not "send": it saves and stays.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    save();
  });
  document.querySelector("[data-urgent]")?.addEventListener("click", urgent);
  document.addEventListener("keydown", (event) => event.altKey && event.code === "KeyU" && urgent(event));
  form.addEventListener("form:sending", (event) => {
    window.clearTimeout(timer);
    if (saving) event.detail.waits.push(saving);
  });
  document.addEventListener("form:sent", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", () => dirty && save());
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
}
