/*
 * A record beside the tray, so that a morning's tray is emptied without leaving it. The panel holds the parts of the
 * record's own page, and of the page behind each button; what is done in it is posted to the same address as there.
 * Keys act on the row with the focus: space opens and closes, `a` assigns, `d` goes to the actions, Escape comes back.
 */
const panel = document.getElementById("preview");
const body = panel?.querySelector("[data-preview-body]");
const PARTS = [".banner", ".record-head", ".columns__story > .story:first-of-type", ".columns__side", ".columns__story > .story:not(:first-of-type)"];
const PAUSE = 150;
let shown = "";
let asked = 0;
let timer = 0;

const rowOf = (reference) => document.getElementById(`row-${reference}`);
const currentRow = () => document.activeElement?.closest?.("#tray-rows .row");

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
  const parts = PARTS.flatMap((part) => [...page.querySelectorAll(`main ${part}`)]);
  body.replaceChildren(...parts.map((part) => document.importNode(part, true)));
  body.querySelectorAll(".columns__side").forEach((side) => { side.removeAttribute("id"); });
  body.scrollTop = 0;
  document.dispatchEvent(new CustomEvent("tray:changed"));
}

/* The page at this address, in the panel; what was asked for later wins. */
async function show(address) {
  const mine = ++asked;
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(10_000) });
    if (mine !== asked) return false;
    if (answer.status === 401) throw new Error("You have been signed out: load the page again to sign in.");
    if (answer.status === 404) throw new Error("It is not there any more: press r to see what has changed.");
    if (!answer.ok) throw new Error("It could not be shown: open the row instead.");
    fill(await answer.text());
    return true;
  } catch (error) {
    if (mine === asked) say(error instanceof TypeError || error.name === "TimeoutError" ? "No connection. Try again in a moment." : error.message);
    return false;
  } finally {
    if (mine === asked) panel.removeAttribute("aria-busy");
  }
}

function mark(reference) {
  document.querySelectorAll(".row--shown").forEach((row) => row.classList.remove("row--shown"));
  shown = reference;
  if (reference) rowOf(reference)?.classList.add("row--shown");
  panel.hidden = !reference;
  document.documentElement.classList.toggle("has-preview", Boolean(reference));
  if (!reference) body.replaceChildren();
}

/* Only typing that would be lost keeps a panel where it is. */
const isTyped = () => [...body.querySelectorAll("form[data-step] :is(textarea, input:not([type=hidden]))")].some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);

async function open(row, then = "") {
  const link = row?.querySelector(".row__link");
  if (!link) return;
  if (isTyped() && row.dataset.reference !== shown) {
    say("What you typed here is not sent yet. Send it, or press Escape twice to give it up.");
    body.querySelector("form[data-step] :is(textarea, input:not([type=hidden]), select)")?.focus();
    return;
  }
  mark(row.dataset.reference);
  panel.querySelector("[data-preview-open]").href = link.href;
  if (!(await show(then ? `${link.getAttribute("href")}do/${then}/` : link.href))) return;
  if (then) body.querySelector("form[data-step] :is(textarea, select, input:not([type=hidden]))")?.focus();
}

/* What was typed is given up on the second press alone: Escape is pressed for so many things. */
function close(pressed = true) {
  if (pressed && isTyped() && !body.querySelector("[data-giving-up]")) {
    say("What you typed here is not sent yet. Send it, or press Escape once more to give it up.");
    body.querySelector("[data-not-sent]").dataset.givingUp = "yes";
    return;
  }
  const row = rowOf(shown);
  asked += 1;
  mark("");
  row?.querySelector(".row__link")?.focus();
}

function intoActions() {
  body.querySelector(".actions a, .actions button, form[data-step] :is(textarea, select, input:not([type=hidden]))")?.focus();
}

/* Done: the row is dealt with, and the eye goes on to the one that followed it. */
function done(text) {
  const row = rowOf(shown);
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  const reference = next?.dataset.reference;
  body.replaceChildren();
  document.dispatchEvent(new CustomEvent("tray:refresh", { detail: { text, then: () => {
    const there = reference && rowOf(reference);
    mark("");
    there?.querySelector(".row__link")?.focus();
    if (there) open(there);
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

function follow() {
  const row = currentRow();
  if (panel.hidden || !row || row.dataset.reference === shown) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => { if (currentRow() === row) open(row); }, PAUSE);
}

function keys(event) {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select, summary, button, [contenteditable]");
  if (event.key === "Escape" && !panel.hidden && !document.querySelector("dialog[open]")) close();
  else if (event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("dialog[open]")) return;
  else if (event.key === " " && currentRow()) (shown === currentRow().dataset.reference ? close() : open(currentRow()));
  else if (event.key === "a" && document.querySelector(".row__choose:checked")) document.querySelector("[data-bulk-action=assign]")?.click();
  else if (event.key === "a" && (currentRow() || shown)) open(currentRow() ?? rowOf(shown), "assign");
  else if (event.key === "d" && shown) intoActions();
  else if (event.key === "d" && currentRow()) open(currentRow()).then(intoActions);
  else return;
  event.preventDefault();
}

if (panel) {
  document.addEventListener("keydown", keys);
  document.addEventListener("focusin", follow);
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (event.target.closest("[data-preview-close]")) close();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !body.contains(link)) return;
    const isStep = link.matches("[data-action]");
    const isBack = link.closest("form[data-step]") && link.pathname === new URL(panel.querySelector("[data-preview-open]").href).pathname;
    if (!isStep && !isBack) return;
    event.preventDefault();
    show(link.href).then((came) => came && intoActions());
  });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.target.dataset.sending) send(event.target, event.submitter ?? undefined);
  });
  window.addEventListener("beforeunload", (event) => { if (isTyped()) event.preventDefault(); });
}
