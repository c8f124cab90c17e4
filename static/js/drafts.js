// form[data-draft="body"]: what is typed into that text area stays in this browser, for
// this person and address, until it is saved; a form opened again offers it back.
// <body data-user="7"> names the person; [data-saved] is the server's word that it kept it.
const DAYS_KEPT = 7 * 86400000;
const mine = `draft:${document.body.dataset.user}:`;
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
const write = (key, draft) => localStorage.setItem(key, JSON.stringify(draft));
const isSaved = document.querySelector("[data-saved]");

try {
  for (const key of kept()) {
    const draft = read(key);
    if (Date.now() - draft.at > DAYS_KEPT) localStorage.removeItem(key);
    // Sent, and met by the door: the session had lapsed, so nothing was saved.
    else if (!document.body.dataset.user) write(key, { ...draft, sent: false });
    else if (isSaved && draft.sent && key.startsWith(mine)) localStorage.removeItem(key);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => {
    for (const key of kept()) if (key.startsWith(mine)) localStorage.removeItem(key);
  });
} catch {
  // A browser that keeps nothing still writes and saves.
}

function keep(form) {
  const area = form.elements[form.dataset.draft];
  const offer = form.querySelector("[data-draft-offer]");
  const key = `${mine}${form.getAttribute("action") || location.pathname}`;
  const draft = read(key);
  const store = (sent) => write(key, { text: area.value, at: Date.now(), sent });
  const settle = () => { offer.hidden = true; };

  area.addEventListener("input", () => { store(false); settle(); });
  form.addEventListener("submit", (event) => {
    if (area.value !== area.defaultValue || draft) store(!event.submitter?.hasAttribute("formaction"));
  });
  if (form.dataset.unsaved === "changed") return store(false); // given back, not saved
  if (!draft) return;
  if (draft.text === area.value) return localStorage.removeItem(key);
  write(key, { ...draft, sent: false });
  offer.querySelector("[data-draft-at]").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
  offer.hidden = false;
  offer.querySelector("[data-draft-drop]").addEventListener("click", () => { localStorage.removeItem(key); settle(); });
  offer.querySelector("[data-draft-take]").addEventListener("click", () => {
    area.value = draft.text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}
