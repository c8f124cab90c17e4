// Sends a file again whose line broke off ("broken" of intake.js): by itself after ever
// longer pauses, and after so many tries when somebody asks for it.
const TRIES = 5;

for (const box of document.querySelectorAll("[data-uploads]")) {
  const tried = new WeakMap();

  box.addEventListener("broken", ({ target: row, detail }) => {
    const tries = (tried.get(row) || 0) + 1;
    const state = row.querySelector("[data-state]"), again = row.querySelector("[data-again]");
    const go = () => {
      again.hidden = true;
      row.dispatchEvent(new CustomEvent("go", { detail, bubbles: true }));
    };
    tried.set(row, tries);
    state.textContent = box.dataset.broken;
    state.hidden = false;
    again.hidden = tries % TRIES !== 0;
    again.onclick = go;
    if (again.hidden) setTimeout(go, 1000 * 2 ** (tries % TRIES));
  });
}
