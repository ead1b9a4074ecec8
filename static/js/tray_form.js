/*
 * The form beside the tray: sent to the address where its own page would send it, and answered as that page is. While
 * it is under way it stays as it is; a refusal brings it back with all that was typed, and the focus on what is wrong.
 */
const place = document.getElementById("preview");
const WRONG = ".govuk-form-group--error :is(textarea, select, input:not([type=hidden]))";

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`tray:${name}`, { detail }));
const say = (text) => tell("say", { text });

/* Somebody may have signed in again in another tab: the token follows the cookie. */
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  if (token && field) field.value = token;
}

function ask(form, submitter) {
  return fetch(form.action, {
    method: "POST", body: new FormData(form, submitter), cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(20_000),
    headers: { "X-Requested-With": "fetch" },
  });
}

/*
 * Without a focus in the panel the next key would act on the first row of the tray: another child. Where somebody was
 * first, that is read before whatever else was left out.
 */
function focusOnFault(status) {
  const banner = place.querySelector(".banner--error");
  if (banner) banner.tabIndex = -1;
  const faults = [...place.querySelectorAll(WRONG)];
  const fault = status === 409 && banner ? null : faults.find((field) => field.checked) ?? faults[0];
  (fault ?? banner ?? place.querySelector("[data-preview-body]")).focus();
  (fault?.closest(".govuk-form-group") ?? banner)?.scrollIntoView({ block: "nearest" });
}

/* What came back was typed by somebody, though to the browser it is what the page was loaded with. */
function keepTyped() {
  const form = place.querySelector("form[data-step]");
  const fields = form?.querySelectorAll("textarea, select, input:not([type=hidden], [type=radio], [type=checkbox])") ?? [];
  if ([...fields].some((field) => field.value.trim())) form.dataset.typed = "yes";
}

async function take(answer) {
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.ok && !isPage) tell("done", { text: (await answer.json()).done });
  else if (isPage && answer.status < 500) {
    tell("refused", { page: await answer.text() });
    keepTyped();
    focusOnFault(answer.status);
  } else if (answer.status === 401) say("You have been signed out. Sign in in another tab, then send it again: your typing stays here.");
  else {
    const told = await answer.json().catch(() => ({}));
    say(told.sentence ?? told.detail ?? "Not sent: the system could not take it. Your typing stays here.");
  }
}

async function send(form, submitter) {
  form.dataset.sending = "yes";
  submitter?.setAttribute("aria-disabled", "true");
  say("");
  try {
    await take(await ask(form, submitter));
  } catch (error) {
    if (error.name === "TimeoutError") say("No answer came: it may have been sent. Send it again, it is done only once. Your typing stays here.");
    else say("Not sent: no connection. Your typing stays here. Try again in a moment.");
  } finally {
    delete form.dataset.sending;
    submitter?.removeAttribute("aria-disabled");
  }
}

if (place) {
  document.addEventListener("submit", (event) => {
    if (event.target.matches("#preview form, [data-bulk]")) renewToken(event.target);
  }, true);
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.target.dataset.sending) send(event.target, event.submitter ?? undefined);
  });
}
