// Sends a file in pieces when its row hears "go", and goes on where it stopped: after
// a broken line by itself, after a reload as soon as the same file is chosen again.
const PIECE = 2 * 1024 * 1024, TRIES = 5;

for (const box of document.querySelectorAll("[data-uploads]")) {
  const csrf = box.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;

  const call = (url, body, headers = {}, tell = null) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nobody how far it is
    request.open("POST", url);
    request.responseType = "json";
    const all = { ...headers, "X-CSRFToken": csrf };
    for (const name of Object.keys(all)) request.setRequestHeader(name, all[name]);
    request.upload.onprogress = tell;
    request.onload = () => request.response && [200, 422].includes(request.status)
      ? resolve(request.response) : reject(new Error(request.status));
    request.onerror = request.onabort = reject;
    request.send(body);
  });

  // Enough to know the same file again; what is kept is judged by its whole content.
  const fingerprint = async (file) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (const byte of new Uint8Array(await file.slice(0, 1048576).arrayBuffer())) {
      a = Math.imul(a ^ (a >>> 15) ^ byte, 2654435761);
      b = Math.imul(b ^ (b >>> 13) ^ byte, 1597334677);
    }
    return [a >>> 0, b >>> 0, file.lastModified]
      .map((number) => number.toString(16).padStart(8, "0")).join("");
  };

  const send = async (row, file, bar) => {
    const told = new FormData();
    told.append("name", file.name);
    told.append("size", file.size);
    told.append("fingerprint", await fingerprint(file));
    let answer = await call(box.dataset.intake, told);
    const url = `${box.dataset.intake}${answer.key}/`;
    while (!answer.rows && !answer.reason && !row.hidden) {
      const { offset } = answer;
      bar.value = offset / file.size;
      const piece = new Blob([file.slice(offset, offset + PIECE)]);
      answer = await call(url, piece, { "X-Offset": offset }, (event) => {
        bar.value = (offset + event.loaded) / file.size;
      });
    }
    bar.value = 1;
    return answer.rows ? answer : { rows: [{ name: file.name, reason: answer.reason }] };
  };

  const wait = (row, tries) => new Promise((done) => {
    const state = row.querySelector("[data-state]"), again = row.querySelector("[data-again]");
    state.textContent = box.dataset.broken;
    state.hidden = false;
    again.hidden = tries % TRIES !== 0;
    again.onclick = () => { again.hidden = true; done(); };
    if (again.hidden) setTimeout(done, 1000 * 2 ** (tries % TRIES));
  });

  box.addEventListener("go", async (event) => {
    const row = event.target, file = event.detail;
    let answer = null;
    for (let tries = 1; !answer && !row.hidden; tries += 1) {
      answer = await send(row, file, row.querySelector("[data-progress]")).catch(() => null);
      if (!answer) await wait(row, tries);
    }
    const name = row.hidden ? "gone" : "arrived";
    row.dispatchEvent(new CustomEvent(name, { detail: answer, bubbles: true }));
  });
}
