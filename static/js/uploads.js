// Gives each file that comes in (see dropzone.js) its own row of the evidence formset,
// has it sent (queue.js, intake.js, again.js) and told what became of it (arrived.js).
// Without these scripts the plain rows below work the same.
for (const box of document.querySelectorAll("[data-uploads]")) {
  const find = (selector, inside = box) => inside.querySelector(selector);
  const field = (row, name) => find(`[name$="-${name}"]`, row);
  const rows = find("[data-rows]");
  const total = find(`[name="${box.dataset.prefix}-TOTAL_FORMS"]`);
  const tell = (row, name, detail) =>
    row.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));

  // One button removes every row whose file was not taken in.
  const refused = () => [...rows.children].filter(
    (row) => !row.hidden && field(row, "missed")?.value);
  const drop = find("[data-refused]");
  const offer = () => { drop.hidden = refused().length === 0; };
  const button = find("button", drop);
  button.type = "button"; // not what Enter in a field presses
  button.addEventListener("click", () => refused().forEach(remove));

  const remove = (row) => {
    field(row, "DELETE").checked = true;
    field(row, "file").value = "";
    field(row, "kind").required = false; // nobody can fill in what is not seen
    row.hidden = true;
    offer();
    (find("[data-upload]:not([hidden]) [data-remove]", rows) || find("[data-pick]")).focus();
  };

  const fit = (row) => {
    const button = find("[data-remove]", row);
    button.hidden = false;
    button.addEventListener("click", () => remove(row));
    find("[data-delete]", row).hidden = true;
  };

  const add = (name) => {
    const html = find("template[data-row]").innerHTML;
    rows.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = rows.lastElementChild;
    find("[data-file]", row).hidden = true;
    find("[data-name]", row).textContent = name;
    fit(row);
    tell(row, "change"); // the page is not saved any more (unsaved.js)
    return row;
  };

  // Spare empty rows stand last; with this script nobody needs them.
  for (const row of [...rows.children].reverse()) {
    if (field(row, "stored")?.value || find(".errorlist li, [name$='-id'][value]", row)) break;
    row.remove();
    total.value = Number(total.value) - 1;
  }
  [...rows.children].forEach(fit);
  box.addEventListener("files", (event) => {
    for (const file of event.detail) tell(add(file.name), "send", file);
  });
  // What arrived is one file, or the many of a .zip: the further ones get rows too.
  box.addEventListener("arrived", (event) => {
    const [first, ...further] = event.detail.rows;
    tell(event.target, "told", first);
    for (const each of further) tell(add(each.name), "told", each);
    offer();
    if (event.detail.note) find("[data-note]").textContent = event.detail.note;
  });
}
