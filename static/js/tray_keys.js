/*
 * The tray without the mouse. Focus rests on the row's own link, so a key always acts on the row that is seen
 * with the focus, however the list moves around it; Enter opens it because it is a link.
 */
const NEXT = ["j", "ArrowDown"];
const BEFORE = ["k", "ArrowUp"];

function links() {
  return [...document.querySelectorAll("#tray-rows .row__link")];
}

function currentRow() {
  return document.activeElement?.closest?.("#tray-rows .row");
}

function busy(event) {
  const target = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")
    || target.matches("input:not([type=checkbox]), textarea, select, summary, [contenteditable]");
}

/* Beside the tray, at a form that was refused perhaps: walking on from there would leave it. */
function atForm() {
  return Boolean(document.activeElement?.closest?.("#preview")) && Boolean(document.querySelector("#preview form[data-step]"));
}

function move(step) {
  const all = links();
  const row = currentRow() ?? document.querySelector("#tray-rows .row--shown");
  const here = all.indexOf(row?.querySelector(".row__link"));
  const there = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  reach(all[Math.max(0, Math.min(all.length - 1, there))]);
}

function reach(link) {
  if (!link) return;
  link.focus({ preventScroll: true });
  link.closest(".row").scrollIntoView({ block: "nearest" });
}

function choose() {
  const box = currentRow()?.querySelector(".row__choose");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (busy(event)) return;
  const inRows = Boolean(currentRow()) || document.activeElement === document.body;
  const acts = {
    Home: () => inRows && reach(links()[0]),
    End: () => inRows && reach(links().at(-1)),
    x: choose,
    r: () => document.dispatchEvent(new CustomEvent("tray:show")),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  if (atForm() && event.key !== "?") return;
  if (NEXT.includes(event.key)) move(1);
  else if (BEFORE.includes(event.key)) move(-1);
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
});

function count() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = document.querySelectorAll(".row__choose:checked").length;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-bulk-count]").textContent = `${chosen} chosen:`;
}

document.addEventListener("change", (event) => event.target.matches(".row__choose") && count());
document.addEventListener("tray:changed", count);
count();
