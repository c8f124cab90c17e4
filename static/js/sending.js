// A form being sent is sent once: a second tap on a slow line makes no second record.
// form[data-repeatable] (its answer is a download, the page stays) is left alone.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "repeatable" in form.dataset) return;
  if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
  form.setAttribute("aria-busy", "true");
});

// The page may come back from the browser's memory with the form still "busy".
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
  }
});

// An open account menu closes on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.account[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.account[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
