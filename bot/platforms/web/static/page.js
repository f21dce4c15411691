// The page's own behaviour: the kept conversation, focus, the dialog, and completion of commands.
"use strict";

const $ = (id) => document.getElementById(id);
const log = $("log"), words = $("words"), composer = $("composer"), dialog = $("dialog");
const person = $("person"), clear = $("clear"), commands = $("commands"), status = $("status");
const touch = matchMedia("(pointer: coarse)").matches;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const KEPT = 60; // entries of the conversation

// --- The answers, not the questions, are kept in this tab until it is closed, one conversation per person tried

const key = () => `vejviser:samtale:${person.value}`;

function keep() {
  while (log.children.length > KEPT) log.firstElementChild.remove();
  clear.hidden = log.children.length === 0;
  try {
    if (clear.hidden) sessionStorage.removeItem(key());
    else sessionStorage.setItem(key(), answers());
  } catch {
    // Without storage (private window, full) the conversation lasts as long as the page.
  }
}

/**
 * The conversation without what is nobody else's business: questions, in which a name may stand, and what files hold,
 * for which there may be no room either.
 */
function answers() {
  const copy = log.cloneNode(true);
  for (const said of copy.querySelectorAll(".said:not(.pressed, .withheld)")) {
    said.classList.add("withheld");
    said.textContent = "Dit spørgsmål er ikke gemt.";
  }
  for (const file of copy.querySelectorAll(".file")) {
    file.textContent = `${file.dataset.name} ligger her ikke længere. Bed om filen igen.`;
  }
  return copy.innerHTML;
}

function restore() {
  let kept = null;
  try {
    kept = sessionStorage.getItem(key());
    for (const old of Object.keys(localStorage)) {
      if (old.startsWith("vejviser:")) localStorage.removeItem(old); // from when questions were kept
    }
  } catch {
    // As above.
  }
  log.setAttribute("aria-live", "off"); // an old conversation is not news
  log.innerHTML = kept ?? "";
  for (const busy of log.querySelectorAll(".htmx-request")) busy.classList.remove("htmx-request");
  htmx.process(log);
  clear.hidden = log.children.length === 0;
  log.lastElementChild?.scrollIntoView({ block: "end" });
  setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
}

clear.addEventListener("click", () => {
  log.replaceChildren();
  keep();
  status.textContent = "Samtalen er ryddet.";
  words.focus();
});

person.addEventListener("change", () => {
  restore();
  left.clear();
  person.form.requestSubmit(); // remembered for the next visit
});

// --- What happens around a request

let sent = "";

document.addEventListener("htmx:before:request", (event) => {
  status.textContent = "";
  for (const old of document.querySelectorAll(".unanswered")) old.remove();
  if (event.detail.ctx.sourceElement === composer) sent = words.value;
});

document.addEventListener("htmx:before:swap", (event) => {
  // The entries of this answer: what is new after the swap
  event.detail.ctx.before = new Set(log.querySelectorAll(".card"));
});

document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.target === "#dialog") return showDialog();
  const typed = ctx.request.action === "/ask";
  if (typed) empty();
  if (dialog.open) done();
  const card = [...log.querySelectorAll(".card")].find((one) => !ctx.before.has(one));
  keep();
  if (card) show(card, typed);
});

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status >= 400) unanswered(ctx);
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) unanswered(event.detail.ctx);
});

/** What was sent is answered, and leaves the field. */
function empty() {
  if (words.value === sent) words.value = "";
}

/** Bring a new card into view; after a press the focus goes there, after typing it stays in the field. */
function show(card, typed) {
  if (!typed) card.focus({ preventScroll: true });
  else if (touch) words.blur(); // so that the keyboard does not hide the answer
  else words.focus({ preventScroll: true });
  const turn = card.closest(".shared") ?? card;
  const first = turn.previousElementSibling?.matches(".said") ? turn.previousElementSibling : turn;
  first.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

/** The server did not answer: say so where the person is looking; nothing typed is lost. */
function unanswered(ctx) {
  const card = $("unanswered").content.firstElementChild.cloneNode(true);
  card.classList.add("unanswered");
  if (dialog.open) {
    dialog.prepend(card);
    card.focus(); // the log behind the dialog is not read out
  } else log.append(card);
  card.scrollIntoView({ block: "nearest" });
  if (ctx.request.form === composer) words.focus({ preventScroll: true });
}

// --- The dialog. What is typed in a form that is left with Esc is there when it is opened again

const DONE = "done"; // closed because it was sent, or given up with Fortryd
const left = new Map(); // the form's definition, without what each opening is known by → what stood in its fields

const definition = () => dialog.querySelector("[name=definition]")?.value.replace(/"once":"\w+"/, "");
const fields = () => [...dialog.querySelectorAll("[name^=felt-]")];

/** The form was sent or given up, and so was the command that may have opened it. */
function done() {
  dialog.close(DONE);
  empty();
}

function showDialog() {
  if (!dialog.open) {
    dialog.returnValue = "";
    dialog.showModal();
    const typed = left.get(definition()) ?? [];
    left.delete(definition());
    typed.forEach((state, n) => Object.assign(fields()[n], state));
  }
  const wrong = dialog.querySelector("[aria-invalid]");
  (wrong ?? dialog.querySelector("input:not([type=hidden]), textarea, select"))?.focus({ preventScroll: true });
  if (!wrong || dialog.querySelector("form > .error")) dialog.scrollTop = 0; // what is said above the fields
  else wrong.scrollIntoView({ block: "center" });
}

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  done();
});

dialog.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("[data-close]")) event.target.click(); // a link in the role of a button
});

dialog.addEventListener("close", () => {
  if (dialog.returnValue !== DONE) left.set(definition(), fields().map(({ value, checked }) => ({ value, checked })));
  dialog.replaceChildren();
});

// --- Completion of commands, as the ARIA combobox pattern has it

words.setAttribute("role", "combobox");
words.setAttribute("aria-autocomplete", "list");
words.setAttribute("aria-controls", "commands");
words.setAttribute("aria-expanded", "false");

const offered = () => [...commands.children].filter((option) => !option.hidden);
const active = () => commands.querySelector("[aria-selected=true]");

function complete() {
  const typing = /^\/\S*$/.test(words.value);
  for (const option of commands.children) {
    option.hidden = !(typing && option.dataset.command.startsWith(words.value.toLowerCase()));
  }
  choose(null);
  expand(offered().length > 0);
}

function expand(open) {
  commands.hidden = !open;
  words.setAttribute("aria-expanded", String(open));
}

function choose(option) {
  active()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) words.setAttribute("aria-activedescendant", option.id);
  else words.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function accept(option) {
  words.value = `${option.dataset.command} `;
  choose(null);
  expand(false);
  words.focus();
}

words.addEventListener("input", complete);
words.addEventListener("blur", () => expand(false));
words.addEventListener("keydown", (event) => {
  if (commands.hidden || event.isComposing) return;
  const options = offered(), at = options.indexOf(active());
  if (event.key === "ArrowDown") choose(options[(at + 1) % options.length]);
  else if (event.key === "ArrowUp") choose(options.at(at <= 0 ? -1 : at - 1));
  else if (event.key === "Tab" && !event.shiftKey) accept(active() ?? options[0]);
  else if (event.key === "Enter" && active()) accept(active());
  else if (event.key === "Escape") expand(false);
  else return;
  event.preventDefault();
});
commands.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
commands.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) accept(option);
});
composer.addEventListener("submit", () => expand(false));

restore();
if (!touch) words.focus({ preventScroll: true });
