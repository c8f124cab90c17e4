// The ways a file comes in: dropped, pasted, chosen, photographed. Whatever the
// way, [data-uploads] hears one "files" event whose detail is the list of files.
for (const box of document.querySelectorAll("[data-uploads]")) {
  const zone = box.querySelector("[data-drop]");
  const tell = (files) => {
    if (files.length === 0) return;
    box.dispatchEvent(new CustomEvent("files", { detail: [...files] }));
    box.querySelector("[data-status]").textContent = `${box.dataset.said} ${files.length}`;
  };

  zone.hidden = false;
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    tell(event.dataTransfer.files);
  });
  for (const pick of zone.querySelectorAll("[data-pick]")) {
    pick.addEventListener("change", () => {
      tell(pick.files);
      pick.value = ""; // the same file may be chosen again after it was removed
    });
  }
  (box.closest("form") || box).addEventListener("paste", (event) => {
    tell(event.clipboardData.files);
  });
}
