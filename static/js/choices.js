// Folded groups of boxes ([data-choices]): each says how many are ticked, opens when
// something else ticked one, and a search box narrows them to the words typed.
for (const field of document.querySelectorAll("[data-choices]")) {
  const groups = [...field.querySelectorAll("details")];
  const search = field.querySelector("[data-narrow]");

  const count = () => {
    for (const group of groups) {
      const ticked = group.querySelectorAll("input:checked").length;
      group.querySelector("[data-ticked]").textContent = ticked ? `✓ ${ticked}` : "";
    }
  };

  const openTicked = () => {
    count();
    for (const group of groups) {
      if (group.querySelector("input:checked")) group.open = true;
    }
  };

  const narrow = () => {
    const words = search.value.trim();
    for (const group of groups) {
      const labels = [...group.querySelectorAll("label")];
      for (const label of labels) label.hidden = !label.textContent.includes(words);
      group.hidden = labels.every((label) => label.hidden);
      if (words && !group.hidden) group.open = true;
    }
  };

  field.addEventListener("change", count);
  field.form.addEventListener("change", (event) => {
    if (event.target.matches("select[data-suggests]")) openTicked();
  });
  openTicked();
  if (!search) continue;
  search.hidden = false;
  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches, it does not save
  });
}
