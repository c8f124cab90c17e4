// <form data-trial="/url/">: while it is being filled in, the form is posted there and
// the parts marked [data-trial-part] are taken from the answer; nothing is kept.
for (const form of document.querySelectorAll("form[data-trial]")) {
  const part = (page, name) => page.querySelector(`[data-trial-part="${name}"]`);
  let timer;
  let latest = 0;

  const tryOut = async () => {
    const number = ++latest;
    try {
      const answer = await fetch(form.dataset.trial, { method: "POST", body: new FormData(form) });
      const words = await answer.text();
      if (!answer.ok || number !== latest) return;
      const page = new DOMParser().parseFromString(words, "text/html");
      const told = part(page, "result");
      if (told) part(document, "result").replaceChildren(...told.childNodes);
    } catch {
      // Without a connection the button still tries it out.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tryOut, 400);
  });
}
