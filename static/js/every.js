// The first box of [data-every] ticks all those below it, and shows when all are ticked.
for (const list of document.querySelectorAll("[data-every]")) {
  const [every, ...boxes] = list.querySelectorAll("input[type=checkbox]");
  const show = () => { every.checked = boxes.every((box) => box.checked); };
  every.closest("[hidden]").hidden = false;
  every.addEventListener("change", () => {
    for (const box of boxes) box.checked = every.checked;
  });
  list.addEventListener("change", show);
  show();
}
