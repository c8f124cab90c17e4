// The ways a file comes in: dropped, pasted, chosen, photographed. Whatever the
// way, [data-uploads] hears one "files" event whose detail is the list of files.
for (const box of document.querySelectorAll("[data-uploads]")) {
  const zone = box.querySelector("[data-drop]");
  const paste = box.querySelector("[data-paste]");
  const tell = (files) => {
    if (files.length === 0) return;
    box.dispatchEvent(new CustomEvent("files", { detail: [...files] }));
    box.querySelector("[data-status]").textContent = `${box.dataset.said} ${files.length}`;
  };

  // A picture from the clipboard is called image.png everywhere; its minute tells more.
  const named = (file) => {
    if (!/^image\.\w+$/.test(file.name || "image.png")) return file;
    const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString();
    const minute = now.slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
    const ending = file.type === "image/jpeg" ? "jpg" : "png";
    return new File([file], `${box.dataset.pasted}-${minute}.${ending}`, { type: file.type });
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
  document.addEventListener("paste", (event) => {
    // Word puts a picture beside every text it copies; into a field goes the text.
    const isWriting = event.target.closest?.("input, textarea");
    if (isWriting && event.clipboardData.types.includes("text/plain")) return;
    tell([...event.clipboardData.files].map(named));
  });
  // Where there are no keys, as on a phone; only over https browsers give the clipboard.
  paste.hidden = !navigator.clipboard?.read;
  paste.addEventListener("click", async () => {
    const items = await navigator.clipboard.read().catch(() => []);
    for (const item of items) {
      const type = item.types.find((each) => each.startsWith("image/"));
      if (type) tell([named(new File([await item.getType(type)], "image.png", { type }))]);
    }
  });
}
