/* Starts GOV.UK Frontend: focus on the error summary, links from it to controls, the skip link. */
const source = document.querySelector("link[data-govuk-frontend]");
const { initAll } = await import(source.href);
initAll();
// A part of a page that was drawn later has controls of its own.
document.addEventListener("part:drawn", (event) => initAll({ scope: event.target }));
