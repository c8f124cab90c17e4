// Sends a file in pieces when its row hears "go", and goes on where it stopped: after
// a broken line (again.js), after a reload as soon as the same file is chosen again.
const PIECE = 2 * 1024 * 1024, TOLD = [200, 410, 422];

for (const box of document.querySelectorAll("[data-uploads]")) {
  const csrf = box.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;

  const call = (url, body, headers = {}, tell = null) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nobody how far it is
    request.open("POST", url);
    request.responseType = "json";
    const all = Object.entries({ ...headers, "X-CSRFToken": csrf });
    for (const header of all) request.setRequestHeader(...header);
    request.upload.onprogress = tell;
    request.onload = () => request.response && TOLD.includes(request.status)
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
    return [a >>> 0, b >>> 0, file.lastModified].map((n) => n.toString(16).padStart(8, "0")).join("");
  };

  const send = async (row, file) => {
    const bar = row.querySelector("[data-progress]"), told = new FormData();
    const facts = { name: file.name, size: file.size, fingerprint: await fingerprint(file) };
    for (const fact of Object.entries(facts)) told.append(...fact);
    let answer = await call(box.dataset.intake, told);
    const url = `${box.dataset.intake}${answer.key}/`;
    while (!answer.rows && !answer.reason && !row.hidden) {
      const { offset } = answer;
      const piece = new Blob([file.slice(offset, offset + PIECE)]);
      answer = await call(url, piece, { "X-Offset": offset }, (event) => {
        bar.value = (offset + event.loaded) / file.size;
      });
    }
    bar.value = 1;
    return answer;
  };

  // Gone: the same file of another row or page took the part with it. Once more, whole.
  const bring = async (row, file) => {
    let answer = await send(row, file);
    if (answer.isGone) answer = await send(row, file);
    return answer.rows ? answer : { rows: [{ name: file.name, reason: answer.reason }] };
  };

  box.addEventListener("go", async ({ target: row, detail: file }) => {
    const answer = row.hidden ? null : await bring(row, file).catch(() => null);
    const told = { detail: answer || file, bubbles: true };
    row.dispatchEvent(new CustomEvent(row.hidden ? "gone" : answer ? "arrived" : "broken", told));
  });
}
