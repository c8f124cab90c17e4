// Warns before leaving a form[data-unsaved] that was changed and not sent.
// data-unsaved="changed": the server gave the form back, so it is unsaved already.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isChanged = form.dataset.unsaved === "changed";
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("change", () => { isChanged = true; });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isChanged) return;
    event.preventDefault();
    event.returnValue = ""; // older browsers ask only when this is set
  });
}
