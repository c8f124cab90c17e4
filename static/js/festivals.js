// Says which festivals are near the day typed: a hint, never a choice made for anybody.
// [data-near] names the date field; options carry their days in data-days.
for (const hint of document.querySelectorAll("[data-near]")) {
  const form = hint.closest("form");
  const day = form.elements[hint.dataset.near];
  const options = [...form.querySelectorAll("option[data-days]")];
  const reach = Number(hint.dataset.within) * 86400000;

  const show = () => {
    const typed = Date.parse(day.value);
    const near = options.filter((option) =>
      option.dataset.days.split(" ").some((on) => Math.abs(Date.parse(on) - typed) <= reach));
    hint.hidden = near.length === 0;
    hint.querySelector("span").textContent = near.map((option) => option.text).join("、");
  };

  day.addEventListener("change", show);
}
