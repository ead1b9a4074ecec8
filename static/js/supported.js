/* Tells the design system's styles that scripts run. Loaded before the page is drawn, so that nothing jumps. */
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
