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
    fill(row, "reason", told.reason);
  };

  // The file does not show what kind it is: asked at once, not when it is saved.
  const ask = (row) => {
    const kind = row.querySelector('[name$="-kind"]');
    if (!kind || kind.value) return;
    kind.required = true;
    kind.options[0].textContent = box.dataset.choose;
    const mark = document.createElement("span");
    mark.className = "required";
    mark.textContent = box.dataset.required;
    row.querySelector(`label[for="${kind.id}"]`).append(mark);
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
    if ("size" in told) row.querySelector("[data-size]").textContent = told.size;
    if (told.stored) ask(row);
    if (told.reason) refuse(row, told);
    if (told.known) link(row, told.known);
    if (!told.thumbnail) return;
    const picture = Object.assign(new Image(), { src: told.thumbnail, alt: "" });
    row.querySelector("[data-thumb]").replaceChildren(picture);
  });
}
