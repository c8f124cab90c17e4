// <select data-suggests="criteria" data-word="建议">: choosing an option ticks the
// boxes named in its data-criteria="3 8 12", except those changed by hand.
for (const select of document.querySelectorAll("select[data-suggests]")) {
  const name = select.dataset.suggests;
  const boxes = [...select.form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const byHand = new Set();
  const suggested = new Set();

  const mark = (box, isSuggested) => {
    const label = box.closest("label");
    label.classList.toggle("is-suggested", isSuggested);
    label.dataset.word = isSuggested ? select.dataset.word || "" : "";
    if (isSuggested) suggested.add(box); else suggested.delete(box);
  };

  const suggest = () => {
    const words = select.selectedOptions[0]?.dataset[name] || "";
    const wanted = new Set(words.split(" ").filter(Boolean));
    for (const box of boxes) {
      if (byHand.has(box)) continue;
      if (wanted.has(box.value) && !box.checked) {
        box.checked = true;
        mark(box, true);
      } else if (!wanted.has(box.value) && suggested.has(box)) {
        box.checked = false;
        mark(box, false);
      }
    }
  };

  for (const box of boxes) {
    box.addEventListener("change", () => { byHand.add(box); mark(box, false); });
  }
  select.addEventListener("change", suggest);
  // A choice the page opened with (a reload, a template) is suggested for as well,
  // unless boxes are ticked already: then somebody has decided.
  if (!boxes.some((box) => box.checked)) suggest();
}
