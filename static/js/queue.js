// Files wait for their turn, two at a time; the form waits until all have arrived.
const LANES = 2;

for (const box of document.querySelectorAll("[data-uploads]")) {
  const form = box.closest("form");
  const status = box.querySelector("[data-status]");
  const line = [];
  let sending = 0, held = null;
  const size = (bytes) => bytes < 1048576
    ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  const next = () => {
    while (sending < LANES && line.length) {
      const [row, detail] = line.shift();
      if (row.hidden) continue;
      sending += 1;
      row.dispatchEvent(new CustomEvent("go", { detail, bubbles: true }));
    }
    if (sending || !held) return;
    const button = held.button;
    held = null;
    status.textContent = "";
    const refused = box.querySelector("[data-upload]:not([hidden]) .errorlist li");
    if (refused) refused.scrollIntoView({ block: "center" });
    else form.requestSubmit(button);
  };

  box.addEventListener("send", (event) => {
    const row = event.target, file = event.detail;
    row.querySelector("[data-size]").textContent = size(file.size);
    row.querySelector("[data-progress]").hidden = false;
    line.push([row, file]);
    next();
  });
  for (const name of ["arrived", "gone"]) {
    box.addEventListener(name, () => { sending -= 1; next(); });
  }
  // Handed in while files are on their way: the form goes when they have arrived.
  form.addEventListener("submit", (event) => {
    if (!sending) return;
    event.preventDefault();
    held = { button: event.submitter };
    status.textContent = box.dataset.waiting;
  }, true);
}
