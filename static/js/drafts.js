// form[data-draft="heading body"]: what is typed into these fields stays in this browser, for
// this person and address, until it is saved; a form opened again sets it aside and offers it.
// <body data-user="7"> names the person; [data-saved="/address/"] says what the server kept.
const DAYS_KEPT = 7 * 86400000;
const mine = `draft:${document.body.dataset.user}:`;
const kept = (start) => Object.keys(localStorage).filter((key) => key.startsWith(start)).sort();
const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
const write = (key, draft) => localStorage.setItem(key, JSON.stringify(draft));
const drop = (key) => localStorage.removeItem(key);
const setAside = (key, draft) => write(`${key}:before:${draft.at}`, { ...draft, sent: false });
const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);
const held = (field) => (field.type === "checkbox" ? ["checked", "defaultChecked"] : ["value", "defaultValue"]);
try {
  for (const key of kept("draft:")) {
    const draft = read(key);
    if (Date.now() - draft.at > DAYS_KEPT) drop(key);
    // Sent, and met by the door: the session had lapsed, so nothing was saved.
    else if (!document.body.dataset.user) write(key, { ...draft, sent: false });
  }
  const saved = [...document.querySelectorAll("[data-saved]")].map((told) => mine + told.dataset.saved);
  saved.filter((key) => read(key)?.sent).forEach(drop);
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => kept(mine).forEach(drop));
} catch {
  // A browser that keeps nothing still writes and saves.
}

function keep(form) {
  const key = `${mine}${form.getAttribute("action") || location.pathname}`;
  const fields = form.dataset.draft.split(" ").map((name) => form.elements[name]);
  const [values, given] = [0, 1].map((which) => () => fields.map((field) => field[held(field)[which]]));
  const store = (sent) => write(key, { values: values(), at: Date.now(), sent });
  const isUnsaved = () => !same(values(), given());
  const isGivenBack = form.dataset.unsaved === "changed"; // by the server, not saved
  const left = read(key);
  for (const field of fields) field.addEventListener("input", () => store(false));
  form.addEventListener("submit", (event) => { if (isUnsaved() || read(key)) store(!event.submitter?.hasAttribute("formaction")); });
  if (left && !isGivenBack && !same(left.values, values())) setAside(key, left);
  if (isGivenBack || isUnsaved()) store(false); else drop(key);
  offer(form.querySelector("[data-draft-offer]"), key, fields);
}
// Offers what was set aside, the last first; taking it sets aside what is typed now.
function offer(box, key, fields) {
  const last = () => kept(`${key}:before:`).at(-1);
  const show = () => {
    box.hidden = !last();
    if (last()) box.querySelector("[data-draft-at]").textContent = new Date(read(last()).at).toLocaleString(document.documentElement.lang);
  };
  box.querySelector("[data-draft-drop]").addEventListener("click", () => { drop(last()); show(); });
  box.querySelector("[data-draft-take]").addEventListener("click", () => {
    const [taken, typed] = [read(last()), read(key)];
    drop(last());
    if (typed) setAside(key, typed);
    fields.forEach((field, index) => { field[held(field)[0]] = taken.values[index]; });
    for (const field of fields) field.dispatchEvent(new Event("input", { bubbles: true }));
    fields.at(-1).focus();
    show();
  });
  show();
}
