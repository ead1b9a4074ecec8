/*
 * Sends a form once, and only when there is somebody to send it to.
 *
 * Before a form is posted the server is asked whether it is there. If it is not, the page stays as it is, with all
 * that was typed, and says so. A second click while the first is under way does nothing. Without this
 * script a form posts as any form does, and the server answers a double post with "done".
 *
 * Ctrl+Enter (Cmd+Enter) in a field presses the button that keeps what was typed: the one marked `data-save`, or the
 * button of an action's form.
 */
const PATIENCE = 6_000;
const LIVE = "/health/live";
const cleared = new WeakSet();

async function serverAnswers() {
  try {
    const answer = await fetch(LIVE, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok;
  } catch {
    return false;
  }
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

function hold(form) {
  form.dataset.sending = "yes";
  for (const button of buttonsOf(form)) {
    button.dataset.sending = "yes";
    button.setAttribute("aria-disabled", "true");
  }
}

function release(form) {
  delete form.dataset.sending;
  for (const button of buttonsOf(form)) {
    delete button.dataset.sending;
    button.removeAttribute("aria-disabled");
    button.disabled = false;
  }
}

/* Said beside the button that was pressed, which may stand far from its form. */
function say(form, submitter, text) {
  document.querySelector("[data-not-sent]")?.remove();
  if (!text) return;
  const line = document.createElement("p");
  line.className = "banner banner--error";
  line.dataset.notSent = "yes";
  line.setAttribute("role", "alert");
  line.textContent = text;
  if (submitter) (submitter.closest("ul, .govuk-button-group") ?? submitter).after(line);
  else form.append(line);
  line.scrollIntoView({ block: "nearest" });
}

/* Somebody may have signed in again in another window since this page was loaded: the token follows the cookie. */
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  if (token && field) field.value = token;
}

/* Whoever is still saving parts of this form (autosave) is waited for: it moves the version on that is sent along. */
function unfinished(form) {
  const waits = [];
  form.dispatchEvent(new CustomEvent("form:sending", { bubbles: true, detail: { waits } }));
  return Promise.allSettled(waits);
}

async function send(form, submitter) {
  hold(form);
  say(form, submitter, "");
  await unfinished(form);
  if (!(await serverAnswers())) {
    release(form);
    say(form, submitter, "Not sent: no connection. Your typing stays on this page. Try again in a moment.");
    return;
  }
  renewToken(form);
  cleared.add(form);
  form.requestSubmit(submitter);
  // Only now: a disabled button is left out of what it sends.
  window.setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = true; }), 0);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (cleared.delete(form)) {
    document.dispatchEvent(new CustomEvent("form:sent", { detail: { form } }));
    return;
  }
  event.preventDefault();
  if (!form.dataset.sending) send(form, event.submitter ?? undefined);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
  const form = event.target.matches("input, select, textarea") ? event.target.form : null;
  const button = form && buttonsOf(form).find((one) => one.matches("[data-save], [data-step] [data-action]"));
  if (!button || button.disabled) return;
  event.preventDefault();
  form.requestSubmit(button);
});

// Back brings a page as it was left, with its buttons still held.
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
