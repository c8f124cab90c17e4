// <form data-trial="/url/">: while it is being filled in, the form is posted there and
// the parts marked [data-trial-part] are taken from the answer; nothing is kept. Without
// an answer [data-trial-old] says that what is shown is older than what was typed.
for (const form of document.querySelectorAll("form[data-trial]")) {
  const part = (page, name) => page.querySelector(`[data-trial-part="${name}"]`);
  let timer;
  let latest = 0;

  const tried = async () => {
    try {
      const answer = await fetch(form.dataset.trial, { method: "POST", body: new FormData(form) });
      if (!answer.ok) return null;
      return part(new DOMParser().parseFromString(await answer.text(), "text/html"), "result");
    } catch {
      return null; // Without a connection the button still tries it out.
    }
  };

  const tryOut = async () => {
    const number = ++latest;
    const told = await tried();
    if (number !== latest) return;
    if (told) part(document, "result").replaceChildren(...told.childNodes);
    else part(document, "result").querySelector("[data-trial-old]").hidden = false;
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tryOut, 400);
  });
}
