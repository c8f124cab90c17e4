// Gives each file that comes in (see dropzone.js) its own row of the evidence
// formset. Without this script the plain rows below work the same.
for (const box of document.querySelectorAll("[data-uploads]")) {
  const find = (selector, inside = box) => inside.querySelector(selector);
  const field = (row, name) => find(`[name$="-${name}"]`, row);
  const rows = find("[data-rows]");
  const total = find(`[name="${box.dataset.prefix}-TOTAL_FORMS"]`);

  const size = (bytes) => bytes < 1048576
    ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  const remove = (row) => {
    field(row, "DELETE").checked = true;
    field(row, "file").value = "";
    row.hidden = true;
    (find("[data-upload]:not([hidden]) [data-remove]", rows) || find("[data-pick]")).focus();
  };

  const fit = (row) => {
    const button = find("[data-remove]", row);
    button.hidden = false;
    button.addEventListener("click", () => remove(row));
    find("[data-delete]", row).hidden = true;
  };

  const show = (row, file) => {
    find("[data-file]", row).hidden = true;
    find("[data-name]", row).textContent = file.name;
    find("[data-size]", row).textContent = size(file.size);
    if (!file.type.startsWith("image/")) return;
    const picture = Object.assign(new Image(), { src: URL.createObjectURL(file), alt: "" });
    find("[data-thumb]", row).replaceChildren(picture);
    field(row, "kind").value = box.dataset.picture;
  };

  const add = (file) => {
    const html = find("template[data-row]").innerHTML;
    rows.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = rows.lastElementChild;
    const carrier = new DataTransfer();
    carrier.items.add(file);
    field(row, "file").files = carrier.files;
    show(row, file);
    fit(row);
  };

  // Spare empty rows stand last; with this script nobody needs them.
  for (const row of [...rows.children].reverse()) {
    if (field(row, "stored")?.value || find(".errorlist, [name$='-id'][value]", row)) break;
    row.remove();
    total.value = Number(total.value) - 1;
  }
  [...rows.children].forEach(fit);
  box.addEventListener("files", (event) => event.detail.forEach(add));
}
