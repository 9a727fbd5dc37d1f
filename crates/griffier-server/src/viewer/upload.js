"use strict";
// Letters that are dropped or chosen go to the server, and the first one is shown.
(() => {
  const place = document.getElementById("drop");
  const files = document.getElementById("files");
  const said = document.getElementById("said");
  const say = (words, wrong) => {
    said.textContent = words;
    said.classList.toggle("wrong", Boolean(wrong));
  };
  const send = async (list) => {
    if (!list.length) return;
    const form = new FormData();
    for (const file of list) form.append("file", file, file.name);
    say(list.length === 1 ? `Reading ${list[0].name} …` : `Reading ${list.length} files …`);
    try {
      const answer = await fetch("/letters", { method: "POST", body: form });
      const told = await answer.json();
      if (!answer.ok) return say(told.detail ?? told.title, true);
      if (told.letters.length === 1 && !told.lost.length) return location.assign(told.letters[0].address);
      if (!told.lost.length) return location.reload();
      say(`${told.letters.length} read; not read: ${told.lost.map((lost) => `${lost.name} (${lost.detail})`).join("; ")}. Reload the page to see the list.`, true);
    } catch {
      say("The server does not answer.", true);
    }
  };
  files.addEventListener("change", () => send(files.files));
  // Wherever on the page a file is dropped: else the browser would leave the page for it.
  addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) place.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    send(event.dataTransfer.files);
  });
})();
