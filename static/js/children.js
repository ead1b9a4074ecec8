/*
 * Puts in another child where one is asked for, without a new page: the empty row that the page brought along, under
 * the next free number. Without this script, and once there are as many as the server takes, the button saves the
 * page and comes back with one more.
 */
const form = document.getElementById("contact-form");
const source = document.querySelector("template[data-empty-child]");
const MOST = 30;

/* A row's own number, by which the server tells that it was saved before (crypto.randomUUID needs https). */
function newRow() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function emptyChild(number) {
  const drawn = source.dataset.emptyChild;
  const piece = document.createElement("template");
  piece.innerHTML = source.innerHTML
    .replaceAll(`child-${drawn}`, `child-${number}`)
    .replaceAll(`child/${drawn}/`, `child/${number}/`);
  const child = piece.content.querySelector(".child");
  child.querySelector(".child__title").textContent = `Child ${number + 1}`;
  child.querySelector(`[name="child-${number}-row"]`).value = newRow();
  return child;
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-child]");
  const total = form.elements.namedItem("children-total");
  const number = Number(total.value);
  if (!button || !source || number >= MOST) return;
  event.preventDefault();
  const child = emptyChild(number);
  total.value = String(number + 1);
  [...form.querySelectorAll(".child")].at(-1).after(child);
  window.htmx?.process(child);
  child.dispatchEvent(new CustomEvent("part:drawn", { bubbles: true }));
  child.querySelector("input:not([type=hidden])").focus();
});
