// Only improves: every page works without it.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What is typed into the form of an act is kept on the server while it is typed, sealed, as when a session runs out.
// Nothing is kept in the browser: what is typed may be about serious harm, and the machine may be shared.
const PAUSE = 1500; // milliseconds without a key before what is typed is sent
const AGAIN = 5000; // until it is tried again, while the connection is lost

function keepsTyped(form) {
  const told = form.querySelector("[data-kept]");
  let waiting = null;
  let unsent = false;
  let left = false; // sent, or cancelled: what becomes of it is no longer ours

  function tell(words) {
    if (told.textContent !== words) told.textContent = words; // said once, however often it is kept
  }

  function send(keep) {
    const typed = new URLSearchParams(new FormData(form));
    typed.set("_keep", keep);
    return fetch(form.action, { method: "POST", body: typed, redirect: "manual", keepalive: keep === "no" });
  }

  async function keep() {
    clearTimeout(waiting);
    if (left || !unsent) return;
    unsent = false;
    try {
      const answer = await send("yes");
      if (answer.type === "opaqueredirect") return tell(told.dataset.out);
      if (!answer.ok) throw new Error(String(answer.status));
      tell(told.dataset.kept);
    } catch {
      unsent = true;
      tell(told.dataset.lost);
      waiting = setTimeout(keep, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    unsent = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  // What is sent is kept first: were the connection to be lost on the way, the browser would show a page of its own
  // in place of this one, and what was typed would be gone with it.
  form.addEventListener("submit", async (event) => {
    if (left || !unsent) {
      left = true;
      return;
    }
    event.preventDefault();
    const by = event.submitter;
    await keep();
    if (unsent || left) return;
    left = true;
    form.requestSubmit(by);
  });
  form.querySelector("[data-cancel]").addEventListener("click", () => {
    left = true;
    send("no").catch(() => {});
  });
  window.addEventListener("online", keep);
  window.addEventListener("pageshow", () => { left = false; });
  window.addEventListener("beforeunload", (event) => { if (unsent && !left) event.preventDefault(); });
}

document.querySelectorAll("form[data-keeps]").forEach(keepsTyped);
