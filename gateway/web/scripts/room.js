// The room of a meeting: what others do appears, what is written is saved by itself, and the agenda is ordered by drag.
// Only improves: without it, every form here is sent by its button, and the page is loaded anew to see what others did.
const room = document.querySelector("[data-room]");
const follows = room.querySelector("[data-following]");
const SOON = 5000; // milliseconds until it is asked again whether anything changed, while things change
const LATE = 30000; // and while nothing does
const PAUSE = 1500; // without a key, before what is typed is kept on the server
const SAVES = 20000; // without a key, before it is saved; it is saved at once when its section is left
const AGAIN = 5000; // until it is tried again, while the connection is lost

function tell(place, words) {
  if (place && place.textContent !== words) place.textContent = words; // said once, however often it is tried
}

// ---- what others do

let wait = SOON;
let next = null;

async function look() {
  clearTimeout(next);
  if (dragged || document.visibilityState !== "visible") return;
  try {
    const stands = document.getElementById("room-around").dataset.stands;
    const answer = await fetch(room.dataset.room + stands, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return tell(follows, follows.dataset.out);
    if (!answer.ok) throw new Error(String(answer.status));
    tell(follows, follows.dataset.following);
    wait = answer.status === 204 ? Math.min(wait * 1.5, LATE) : SOON;
    if (answer.status !== 204) show(await answer.text());
  } catch {
    tell(follows, follows.dataset.lost);
    wait = SOON;
  }
  next = setTimeout(look, wait);
}

function show(text) {
  const shown = new DOMParser().parseFromString(text, "text/html");
  for (const old of document.querySelectorAll("[data-live]")) replace(old, shown.getElementById(old.id));
  const list = document.getElementById("room-sections");
  const now = shown.getElementById("room-sections");
  if (list && now) sections(list, [...now.children]);
}

// What somebody is in the middle of is left alone: where the focus is, and what is typed and not saved.
function replace(old, fresh) {
  if (!fresh) return old.remove();
  if (old.id === "room-around") old.dataset.stands = fresh.dataset.stands;
  if (old.innerHTML === fresh.innerHTML) return;
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const words = focus?.textContent;
  const row = focus?.closest("li[id]")?.id;
  old.replaceChildren(...fresh.childNodes);
  const there = [...old.querySelectorAll("a, button")]; // the focus stays on what it was on, wherever that is now
  const same = there.find((each) => each.textContent === words);
  if (focus) (same || (row && document.getElementById(row)?.querySelector("button, a")))?.focus();
  draggable();
}

function sections(list, fresh) {
  const names = new Set(fresh.map((each) => each.id));
  for (const old of [...list.children]) if (!names.has(old.id) && !unsaved(old)) old.remove();
  let before = null;
  for (const each of fresh) {
    const old = document.getElementById(each.id);
    if (!old) before ? before.after(each) : list.prepend(each);
    else if (old.dataset.version !== each.dataset.version) section(old, each);
    before = document.getElementById(each.id);
  }
}

function section(old, fresh) {
  if (!unsaved(old) && !old.contains(document.activeElement)) return old.replaceWith(fresh);
  const form = old.querySelector("form");
  const theirs = fresh.querySelector("textarea");
  if (!form || !theirs) return;
  const mine = form.elements.body;
  if (unsaved(old)) return tell(form.querySelector("[data-told]"), room.dataset.changed);
  const at = [mine.selectionStart, mine.selectionEnd]; // the focus is here and nothing is typed: it reads on
  mine.value = mine.defaultValue = theirs.value;
  mine.setSelectionRange(...at);
  settle(old, fresh);
}

// As it stands on the server now: the version that is seen, and a key for the next change.
function settle(old, fresh) {
  old.dataset.version = fresh.dataset.version;
  for (const name of ["_version", "_key"]) {
    const from = fresh.querySelector(`[name=${name}]`);
    if (from) old.querySelector(`[name=${name}]`).value = from.value;
  }
}

function unsaved(place) {
  const form = place.matches("form") ? place : place.querySelector("form[data-writes]");
  if (form?.id === "room-action") return [...form.elements].some((each) => each.value && each.type !== "hidden" && each.type !== "submit");
  if (!form || !("writes" in form.dataset)) return false;
  const chosen = [...form.elements.assertion.options].find((each) => each.selected);
  return form.elements.body.value !== form.elements.body.defaultValue || (chosen && !chosen.defaultSelected && chosen.value !== "");
}

// ---- what is written here

const waiting = new WeakMap();

function later(form, what, after) {
  const before = waiting.get(form) || {};
  clearTimeout(before[what.name]);
  waiting.set(form, { ...before, [what.name]: setTimeout(() => what(form), after) });
}

function keep(form) { // as the form of any act keeps it: sealed on the server, for whoever must open the page again
  const typed = new URLSearchParams(new FormData(form));
  typed.set("_keep", "yes");
  return fetch(form.action, { method: "POST", body: typed, redirect: "manual" }).then(
    (answer) => tell(form.querySelector("[data-told]"), answer.ok ? room.dataset.waits : room.dataset.lost),
    () => tell(form.querySelector("[data-told]"), room.dataset.lost),
  );
}

async function save(form) {
  const told = form.querySelector("[data-told]");
  if (!form.isConnected || !unsaved(form) || form.dataset.sending) return;
  if (!form.elements.assertion.value) return tell(told, room.dataset.choose);
  await send(form);
}

function again(form) {
  if (form.isConnected && "waits" in form.dataset && !form.dataset.sending) send(form);
}

async function send(form) {
  const told = form.querySelector("[data-told]");
  form.dataset.sending = "yes";
  const typed = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(String(answer.status));
    delete form.dataset.waits;
    if (new URL(answer.url).pathname.startsWith("/sign-in")) return tell(told, room.dataset.out);
    if (!answer.ok) return amiss(form, told, text);
    done(form, typed, told, text);
  } catch {
    form.dataset.waits = ""; // it was to be sent: the key that goes with it makes it safe to send again
    tell(told || follows, room.dataset.lost);
    later(form, again, AGAIN);
  } finally {
    delete form.dataset.sending;
  }
}

function amiss(form, told, text) {
  const shown = new DOMParser().parseFromString(text, "text/html");
  const said = shown.querySelector(".govuk-error-summary__list, h1");
  tell(told || follows, shown.getElementById("changed") ? room.dataset.changed : said.textContent.trim());
  if ("writes" in form.dataset) keep(form).then(() => tell(told, shown.getElementById("changed") ? room.dataset.changed : said.textContent.trim()));
}

function done(form, typed, told, text) {
  if ("writes" in form.dataset) {
    form.elements.body.defaultValue = typed.get("body");
    for (const each of form.elements.assertion.options) each.defaultSelected = each.value === typed.get("assertion");
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(form.parentElement.id);
    if (fresh) settle(form.parentElement, fresh);
  } else if (form.id === "room-action") {
    form.reset();
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(form.id);
    for (const name of ["_version", "_key"]) form.elements[name].value = fresh.elements[name].value;
    form.elements.description.focus();
  }
  show(text);
  tell(told, `${room.dataset.saved} ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
  wait = SOON;
}

room.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-writes]");
  if (!form) return;
  later(form, keep, PAUSE);
  later(form, save, SAVES);
});
room.addEventListener("focusout", (event) => {
  const form = event.target.closest("form[data-writes]");
  if (form && !form.contains(event.relatedTarget)) save(form);
});
room.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-sends]");
  if (!form) return;
  event.preventDefault();
  if (!form.dataset.sending) send(form);
});
window.addEventListener("online", () => {
  document.querySelectorAll("form[data-waits]").forEach(again);
  document.querySelectorAll("form[data-writes]").forEach((form) => {
    if (unsaved(form) && !form.elements.assertion.value) keep(form); // it cannot be saved yet, but it can be kept
    else save(form);
  });
  look();
});
window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-writes], #room-action")].some(unsaved)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => { wait = SOON; look(); });

// ---- the agenda by drag, with a mouse, a finger or a pen; the buttons "Up" and "Down" do the same

let dragged = null; // the row, while it is moved

function draggable() {
  for (const row of document.querySelectorAll("[data-moves] > li")) {
    if (row.querySelector("[data-handle]")) continue;
    const handle = document.createElement("span"); // nobody is read it: the buttons are for whoever has no pointer
    handle.className = "app-room__handle";
    handle.dataset.handle = "";
    handle.setAttribute("aria-hidden", "true");
    row.prepend(handle);
  }
}

function over(event) { // the row under the pointer, if it is another
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-moves] > li");
  return row && row !== dragged ? row : null;
}

function mark(row) {
  for (const each of room.querySelectorAll(".app-room__item--over")) each.classList.remove("app-room__item--over");
  row?.classList.add("app-room__item--over");
}

room.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || !event.isPrimary || event.button !== 0) return;
  event.preventDefault(); // no text is marked on the way
  dragged = handle.closest("li");
  handle.setPointerCapture(event.pointerId);
});
room.addEventListener("pointermove", (event) => { if (dragged) mark(over(event)); });
room.addEventListener("pointerup", (event) => {
  const to = dragged && over(event);
  const form = room.querySelector("[data-move]");
  if (to && form) move(form, Number(dragged.dataset.place), Number(to.dataset.place));
  letGo();
});
room.addEventListener("pointercancel", letGo);

function move(form, from, to) {
  form.elements.place.value = String(from);
  form.elements.to.value = String(from < to ? to + 1 : to); // below what it is dropped on, if it came from above
  send(form);
}

function letGo() {
  if (!dragged) return;
  dragged = null;
  mark(null);
  look(); // what others did meanwhile was left aside, so that the rows stayed where they were
}

draggable();
look();
