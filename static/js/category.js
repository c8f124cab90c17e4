// What the chosen category asks for: [data-asks] shows its proof, and [data-only-for]
// is there only for categories of that kind. Without this script both are always there.
for (const select of document.querySelectorAll("select[data-suggests]")) {
  const asks = select.form.querySelector("[data-asks]");
  const parts = [...select.form.querySelectorAll("[data-only-for]")];

  const show = () => {
    const chosen = select.selectedOptions[0]?.dataset || {};
    asks.hidden = !chosen.artefacts;
    asks.querySelector("b").textContent = chosen.artefacts || "";
    for (const part of parts) {
      part.hidden = part.dataset.onlyFor !== chosen.kind;
      part.disabled = part.hidden; // what is not seen is not sent
    }
  };

  select.addEventListener("change", show);
  show();
}
