/*
 * A record beside the tray, so that a morning's tray is emptied without leaving it. The panel holds the parts of the
 * record's own page, and of the page behind each button; what is done in it is posted to the same address as there.
 * An action on several chosen rows is asked for here as well. Keys act on the row with the focus: space opens and
 * closes, `d` goes to the actions, the letter of an action begins it, Escape comes back.
 */
const panel = document.getElementById("preview");
const body = panel?.querySelector("[data-preview-body]");
const way = panel?.querySelector("[data-preview-open]");
const PARTS = [".together", ".banner", ".record-head", ".columns__story > .story:first-of-type", ".columns__side", ".columns__story > .story:not(:first-of-type)"];
const FIELDS = "form[data-step] :is(textarea, select, input:not([type=hidden]))";
const SEVERAL = "several";
const PAUSE = 150;
const addresses = new Map(); // where the page of each record is that stood here
let shown = ""; // the reference of the record that stands here, or SEVERAL
let asked = 0;
let timer = 0;
let coming = Promise.resolve();

const rowOf = (reference) => document.getElementById(`row-${reference}`);
const currentRow = () => document.activeElement?.closest?.("#tray-rows .row");
const reach = (reference) => rowOf(reference)?.querySelector(".row__link")?.focus();

function addressOf(reference) {
  const link = rowOf(reference)?.querySelector(".row__link");
  if (link) addresses.set(reference, link.getAttribute("href"));
  return addresses.get(reference);
}

function say(text) {
  body.querySelector("[data-not-sent]")?.remove();
  if (!text) return;
  const line = document.createElement("p");
  line.className = "banner banner--error";
  line.dataset.notSent = "yes";
  line.setAttribute("role", "alert");
  line.textContent = text;
  const buttons = body.querySelector("form[data-step] .govuk-button-group");
  if (buttons) buttons.after(line);
  else body.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

function fill(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const parts = page.querySelector("main .together") ? [PARTS[0]] : PARTS;
  const found = parts.flatMap((part) => [...page.querySelectorAll(`main ${part}`)]);
  body.replaceChildren(...found.map((part) => document.importNode(part, true)));
  body.querySelectorAll(".columns__side").forEach((side) => { side.removeAttribute("id"); });
  body.querySelectorAll("[data-key]").forEach((action) => { action.setAttribute("aria-keyshortcuts", action.dataset.key); });
  body.scrollTop = 0;
  document.dispatchEvent(new CustomEvent("tray:changed"));
}

function refusal(status) {
  if (status === 401) return "You have been signed out: load the page again to sign in.";
  if (status === 404) return "There is no such thing here any more: press r to see what has changed.";
  return "It could not be shown: open the row instead.";
}

/* The page at this address, in the panel; what was asked for later wins. */
async function show(address, options = {}) {
  const mine = ++asked;
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(10_000), ...options });
    if (mine !== asked) return false;
    if (!answer.ok) throw new Error((answer.status === 409 && (await answer.json()).sentence) || refusal(answer.status));
    fill(await answer.text());
    return true;
  } catch (error) {
    if (mine === asked) say(error instanceof TypeError || error.name === "TimeoutError" ? "No connection. Try again in a moment." : error.message);
    return false;
  } finally {
    if (mine === asked) panel.removeAttribute("aria-busy");
  }
}

function highlight() {
  document.querySelectorAll(".row--shown").forEach((row) => row.classList.remove("row--shown"));
  rowOf(shown)?.classList.add("row--shown");
}

function mark(reference) {
  const other = reference !== shown;
  shown = reference;
  highlight();
  panel.hidden = !reference;
  panel.dataset.previewShown = reference;
  document.documentElement.classList.toggle("has-preview", Boolean(reference));
  way.hidden = !addressOf(reference);
  if (!way.hidden) way.href = addressOf(reference);
  if (other) body.replaceChildren();
  document.dispatchEvent(new CustomEvent("tray:beside", { detail: { reference: way.hidden ? "" : reference } }));
}

/* Only typing that would be lost keeps a panel where it is. */
const isTyped = () => [...body.querySelectorAll("form[data-step] :is(textarea, input:not([type=hidden]))")].some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);

/* The whole form, as far as there is room, with its button. */
function intoForm() {
  body.querySelector(FIELDS)?.focus();
  body.querySelector("form[data-step]")?.scrollIntoView({ block: "nearest" });
}

function keepsTyping() {
  if (!isTyped()) return false;
  say("What you typed here is not sent yet. Send it, or press Escape twice to give it up.");
  intoForm();
  return true;
}

async function open(reference, then = "") {
  const address = addressOf(reference);
  if (!address || ((then || reference !== shown) && keepsTyping())) return;
  window.clearTimeout(timer);
  mark(reference);
  coming = show(then ? `${address}do/${then}/` : address);
  if (await coming && then) intoForm();
}

/* One action for all rows that are chosen: its form, with each of them named. */
async function openSeveral(form, submitter) {
  if (keepsTyping()) return;
  const data = new FormData(form, submitter);
  mark(SEVERAL);
  if (await show(submitter.formAction, { method: "POST", body: data })) intoForm();
}

/* What was typed is given up on the second press alone: Escape is pressed for so many things. */
function close(sure = false) {
  if (!sure && isTyped() && !body.querySelector("[data-giving-up]")) {
    say("What you typed here is not sent yet. Send it, or press Escape once more to give it up.");
    body.querySelector("[data-not-sent]").dataset.givingUp = "yes";
    return;
  }
  const was = shown === SEVERAL ? document.querySelector(".row__choose:checked")?.value : shown;
  asked += 1;
  mark("");
  if (!currentRow()) reach(was);
}

/* The address has changed under the panel: Back, Forward, or a link that somebody sent. */
function follow({ detail: { reference } }) {
  if (reference && !addressOf(reference)) return;
  if (reference !== shown && keepsTyping()) {
    mark(shown);
  } else if (reference) {
    open(reference);
    reach(reference);
  } else if (shown) {
    close();
  }
}

function intoActions() {
  body.querySelector(`.actions a, .actions button, ${FIELDS}`)?.focus();
}

function toActions(reference) {
  if (reference !== shown) open(reference);
  coming.then(intoActions);
}

/* Done: the row is dealt with, and the eye goes on to the one that followed it. */
function done(text) {
  const row = rowOf(shown);
  const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.dataset.reference;
  if (shown === SEVERAL) document.querySelectorAll(".row__choose:checked").forEach((box) => { box.checked = false; });
  body.replaceChildren();
  document.dispatchEvent(new CustomEvent("tray:refresh", { detail: { text, then: () => {
    if (next && rowOf(next)) {
      open(next);
      reach(next);
    } else {
      mark("");
      if (!currentRow()) document.querySelector("#tray-rows .row__link")?.focus();
    }
  } } }));
}

async function send(form, submitter) {
  form.dataset.sending = "yes";
  submitter?.setAttribute("aria-disabled", "true");
  say("");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form, submitter), cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(20_000),
      headers: { "X-Requested-With": "fetch" },
    });
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
    if (answer.ok && !isPage) done((await answer.json()).done);
    else if (isPage && answer.status < 500) fill(await answer.text());
    else if (answer.status === 401) say("You have been signed out. Sign in in another tab, then send it again: your typing stays here.");
    else say((await answer.json().catch(() => ({}))).sentence ?? "Not sent: the system could not take it. Your typing stays here.");
    body.querySelector(".govuk-input--error, .govuk-textarea--error, .govuk-select--error, [data-error-for] ~ *")?.focus?.();
  } catch {
    say("Not sent: no connection. Your typing stays here. Try again in a moment.");
  } finally {
    delete form.dataset.sending;
    submitter?.removeAttribute("aria-disabled");
  }
}

function walk() {
  const row = currentRow();
  if (panel.hidden || !row || row.dataset.reference === shown) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => { if (currentRow() === row) open(row.dataset.reference); }, PAUSE);
}

/* A letter does what it says under `?`: to all that are chosen, where that can be done to several, or else to the row. */
function begin(letter) {
  const keys = [...document.querySelectorAll("[data-step-key]")].filter((key) => key.dataset.stepKey === letter);
  const together = document.querySelector(".row__choose:checked") && keys.map((key) => document.querySelector(`[data-bulk-action="${key.dataset.step}"]`)).find(Boolean);
  const reference = currentRow()?.dataset.reference ?? (shown === SEVERAL ? "" : shown);
  if (!keys.length || !(together || reference)) return false;
  if (together) {
    together.click();
    return true;
  }
  const process = rowOf(reference)?.dataset.process;
  const key = keys.find((each) => !process || each.dataset.processes.split(" ").includes(process));
  if (key) open(reference, key.dataset.step);
  else open(reference).then(() => say(`${keys[0].querySelector("dd").textContent}: that cannot be done with this one.`));
  return true;
}

function keys(event) {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select, summary, button, [contenteditable]");
  const here = currentRow()?.dataset.reference;
  if (event.key === "Escape" && !panel.hidden && !document.querySelector("dialog[open]")) close();
  else if (event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("dialog[open]")) return;
  else if (event.key === " " && here) (shown === here ? close() : open(here));
  else if (event.key === "d" && (here || shown)) toActions(here ?? shown);
  else if (!begin(event.key)) return;
  event.preventDefault();
}

function click(event) {
  const link = event.target.closest("a");
  if (event.target.closest("[data-preview-close]")) close();
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !body.contains(link)) return;
  const isStep = link.matches("[data-action]");
  const isBack = link.closest("form[data-step]") && !link.matches("[data-back]") && link.pathname === new URL(way.href).pathname;
  if (!isStep && !isBack && !link.matches("[data-back]")) return;
  event.preventDefault();
  if (!link.matches("[data-back]")) show(link.href).then((came) => came && intoActions());
  else if (body.querySelector("[data-refused]")) done("Some are done, and some were left as they are.");
  else close(true);
}

/* A second contact that lies here as well is shown at once; for any other the link leads there. */
function beside(event) {
  const reference = event.target.closest("[data-beside]")?.dataset.beside;
  if (!reference || event.ctrlKey || event.metaKey || event.shiftKey || !addressOf(reference)) return;
  event.preventDefault();
  reach(reference);
  open(reference);
}

if (panel) {
  const row = document.querySelector("[data-open-url]");
  if (row) addresses.set(row.dataset.open, row.dataset.openUrl);
  document.addEventListener("keydown", keys);
  document.addEventListener("click", beside);
  document.addEventListener("focusin", walk);
  document.addEventListener("tray:open", follow);
  document.addEventListener("tray:changed", highlight);
  panel.addEventListener("click", click);
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.target.dataset.sending) send(event.target, event.submitter ?? undefined);
  });
  // Before the form is sent as any form is, with a page of its own.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-bulk]") || !event.submitter?.dataset.bulkAction) return;
    event.preventDefault();
    openSeveral(event.target, event.submitter);
  }, true);
  window.addEventListener("beforeunload", (event) => { if (isTyped()) event.preventDefault(); });
}
