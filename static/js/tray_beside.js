/*
 * What stands beside the tray is marked in the list, and named in the panel's bar, in view however far a form is
 * scrolled: a decision must never be written under another child's name.
 */
const panel = document.getElementById("preview");

function whom(shown) {
  if (shown === "several") return `${document.querySelectorAll(".row__choose:checked").length} chosen`;
  const named = document.querySelector(`#row-${CSS.escape(shown)} [data-whom]`) ?? panel.querySelector(".record-head__title");
  return [named?.textContent.trim(), shown].filter(Boolean).join(" · ");
}

function name() {
  const shown = panel.dataset.previewShown ?? "";
  panel.querySelector("[data-preview-whom]").textContent = whom(shown);
  document.querySelectorAll(".row--shown").forEach((row) => row.classList.remove("row--shown"));
  document.getElementById(`row-${shown}`)?.classList.add("row--shown");
}

if (panel) {
  document.addEventListener("tray:beside", name);
  document.addEventListener("tray:changed", name);
}
