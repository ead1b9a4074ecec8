/* Ways to get about: `/` to the search, a menu that closes, a dialog that opens, a reference to copy, a form's first field. */
function typing(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const search = document.querySelector("[data-search-key]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("click", async (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-print]")) window.print();
  const copier = event.target.closest("[data-copy]");
  if (!copier) return;
  await navigator.clipboard.writeText(copier.dataset.copy);
  copier.textContent = "Copied";
  window.setTimeout(() => { copier.textContent = "Copy"; }, 2_000);
});

for (const tool of document.querySelectorAll("[data-opens], [data-copy], [data-print]")) {
  if (!tool.dataset.copy || navigator.clipboard) tool.hidden = false;
}

/* Whoever opened the page of an action came to say something; where it was refused, what is wrong is read first. */
const asks = document.querySelector("main form[data-step]:not([data-refused])");
if (asks && !document.querySelector(".govuk-error-summary") && !location.hash) {
  asks.querySelector(":is(textarea, select, input:not([type=hidden]))")?.focus();
}
