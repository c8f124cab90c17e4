// [data-quotes] around a text area: typing { (or ｛) opens the figures of [data-quote],
// narrowed by what follows; arrows, Enter, Tab, Escape or a tap. It stays a text box
// with a list it controls: a text area may not take the role of a combobox.
for (const box of document.querySelectorAll("[data-quotes]")) {
  const area = box.querySelector("textarea");
  const list = box.querySelector("[role=listbox]");
  const opener = box.querySelector("[data-quote-open]");
  const entries = [...document.querySelectorAll("[data-quote]")];
  const at = { start: -1, dismissed: -1, option: 0 };

  const close = () => { list.hidden = true; area.removeAttribute("aria-activedescendant"); };
  const point = (to) => {
    const options = [...list.children];
    at.option = (to + options.length) % options.length;
    for (const option of options) option.setAttribute("aria-selected", option === options[at.option]);
    options[at.option].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", options[at.option].id);
  };
  const look = () => {
    const typed = /[{｛]([^{}｛｝\n]*)$/.exec(area.value.slice(0, area.selectionStart));
    at.start = typed ? typed.index : -1;
    if (at.start !== at.dismissed) at.dismissed = -1;
    const says = (words) => words.toLowerCase().includes(typed[1].trim().toLowerCase());
    const found = typed && at.dismissed < 0 ? entries.filter((entry) => says(entry.textContent)) : [];
    found.sort((a, b) => says(b.dataset.quote) - says(a.dataset.quote)); // names before notes
    box.querySelector("[data-quote-count]").textContent = found.length || "";
    if (!found.length) return close();
    list.replaceChildren(...found.map((entry, i) => Object.assign(entry.cloneNode(true), { id: `quote-${i}` })));
    for (const option of list.children) option.setAttribute("role", "option");
    list.hidden = false;
    point(0);
  };
  const choose = (option) => {
    const isClosed = /[}｝]/.test(area.value[area.selectionEnd] || "");
    area.setRangeText(option.dataset.quote, at.start, area.selectionEnd + isClosed, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const keys = {
    ArrowDown: () => point(at.option + 1), ArrowUp: () => point(at.option - 1),
    Enter: () => choose(list.children[at.option]), Tab: () => choose(list.children[at.option]),
    Escape: () => { at.dismissed = at.start; close(); },
  };

  for (const [name, value] of [["autocomplete", "list"], ["controls", list.id]]) area.setAttribute(`aria-${name}`, value);
  area.addEventListener("input", look);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the cursor
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  opener.hidden = entries.length === 0;
  opener.addEventListener("click", () => {
    area.setRangeText("{", area.selectionStart, area.selectionEnd, "end");
    area.focus();
    look();
  });
}
