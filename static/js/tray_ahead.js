/*
 * Whoever presses the letter of an action types on at once, and its form is still on its way: until it has the focus
 * every letter would be a command of the tray, about this child or the next. So they are kept, and stand in the form
 * when it has come. Escape gives it up, and so does going elsewhere with the mouse.
 */
const place = document.querySelector("[data-preview-body]");
const WORDS = "form[data-step] :is(textarea, input[type=text])";
let ahead = null; // what was typed since the form was asked for; nothing when none is on its way

function take(key) {
  if (key === "Enter") ahead.text += "\n";
  else if (key === "Backspace") ahead.text = ahead.text.slice(0, -1);
  else if (key.length === 1) ahead.text += key;
}

function elsewhere(target) {
  return target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") && !place.contains(target);
}

/* What is the browser's own; but AltGr writes a letter, and counts as Ctrl and Alt. */
function isCommand(event) {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  return (held && !event.getModifierState("AltGraph")) || event.key === "Escape" || /^F\d+$/.test(event.key);
}

function hold(event) {
  if (!ahead || isCommand(event) || elsewhere(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // The key of the action itself, held a little long, is no typing.
  if (!event.repeat) take(event.key);
}

function put(text) {
  const field = place.querySelector(WORDS);
  if (!field) return "It asks for nothing in words: what you typed meanwhile was not kept.";
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return field === document.activeElement ? "" : `What you typed meanwhile stands under “${field.labels[0].textContent.trim()}”.`;
}

async function wait({ detail: { came, say } }) {
  const mine = { text: "" };
  ahead = mine;
  const stands = await came;
  if (ahead !== mine) return;
  ahead = null;
  if (!mine.text.trim()) return;
  const words = stands ? put(mine.text) : "What you typed meanwhile was not kept.";
  if (words) say(words);
}

if (place) {
  document.addEventListener("keydown", hold, true);
  document.addEventListener("tray:beside", () => { ahead = null; });
  document.addEventListener("tray:asked", wait);
}
