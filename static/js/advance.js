// <form data-advances>: one step of long work after the other, until it is done. Its
// <progress> and [data-told] tell how far it is; without a script the button does a step.
for (const form of document.querySelectorAll("form[data-advances]")) {
  const bar = form.querySelector("progress");
  const told = form.querySelector("[data-told]");
  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");

  const step = async () => {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const stop = (why) => {
    button.disabled = false;
    fault.hidden = false;
    if (why) fault.textContent = why;
  };

  const run = async () => {
    button.disabled = true;
    fault.hidden = true;
    try {
      for (;;) {
        const stage = await step();
        if (stage.total) {
          bar.max = stage.total;
          bar.value = stage.read;
          told.textContent = `${stage.read} / ${stage.total}`;
          if (stage.read === stage.total) told.textContent += ` ${told.dataset.last}`;
        }
        if (stage.why) return stop(stage.why);
        if (stage.isSealed) return location.replace(location.pathname);
      }
    } catch {
      stop(fault.dataset.lost);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  if (location.hash === "#prepare") run();
}
