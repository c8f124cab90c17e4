// Shows at a row what the server told of its file: kept, known already, or refused.
for (const box of document.querySelectorAll("[data-uploads]")) {
  const fill = (row, name, value) => {
    const field = row.querySelector(`[name$="-${name}"]`);
    if (field && value && !field.value) field.value = value;
  };

  const refuse = (row, told) => {
    const reason = document.createElement("li");
    reason.textContent = told.reason;
    const list = row.querySelector("[data-reason]");
    list.replaceChildren(reason);
    list.hidden = false;
    row.querySelector("[data-progress]").hidden = true;
    fill(row, "missed", told.missed || told.name);
  };

  const link = (row, known) => {
    const line = row.querySelector("[data-known]");
    line.querySelector("a").href = known.url;
    line.querySelector("[data-entry]").textContent = known.name;
    line.querySelector("[data-owner]").textContent = known.owner;
    line.hidden = false;
  };

  box.addEventListener("told", (event) => {
    const row = event.target, told = event.detail;
    const state = row.querySelector("[data-state]");
    row.querySelector("[data-name]").textContent = told.name;
    state.hidden = !told.stored;
    state.textContent = told.stored ? box.dataset.safe : "";
    for (const name of ["stored", "kind", "taken_on"]) fill(row, name, told[name]);
    if (told.reason) refuse(row, told);
    if (told.known) link(row, told.known);
    if (!told.thumbnail) return;
    const picture = Object.assign(new Image(), { src: told.thumbnail, alt: "" });
    row.querySelector("[data-thumb]").replaceChildren(picture);
  });
}
