"use strict";
// Search, facets and order of the list of letters; without it the list is whole.
(() => {
  const form = document.getElementById("facets");
  const body = document.querySelector("#letters tbody");
  const rows = [...body.rows];
  const count = document.getElementById("shown");
  const all = document.getElementById("all");
  // Of many letters a portion is shown at first, so that what stands below them is near.
  const PORTION = 100;
  let whole = false;
  const filter = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["year", "sender", "signer"].map((name) => [name, form.elements[name]?.value ?? ""]).filter(([, value]) => value);
    let found = 0;
    // As they stand now, whatever their order.
    for (const row of body.rows) {
      const text = row.dataset.words + " " + row.textContent.toLowerCase();
      const on = words.every((word) => text.includes(word)) && chosen.every(([name, value]) => (row.dataset[name] ?? "").split("\n").includes(value));
      found += on ? 1 : 0;
      row.classList.toggle("off", !on);
      row.classList.toggle("later", on && !whole && found > PORTION);
    }
    const left = whole ? 0 : Math.max(0, found - PORTION);
    count.value = found ? left ? `${found - left} of ${found} shown` : `${found} shown` : "Nothing found in titles, names of senders, signers and of what is mentioned";
    all.hidden = left === 0;
  };
  all.addEventListener("click", () => { whole = true; filter(); });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // A column by which the letters are put in order; what says nothing comes last. Numbers and days begin with the largest.
  const heads = [...document.querySelectorAll("#letters th")];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const cell = (row) => row.cells[column].textContent.trim();
      const numeric = rows.every((row) => /^[\d-]*$/.test(cell(row)));
      const before = head.getAttribute("aria-sort");
      const down = before ? before === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = (a, b) => a.localeCompare(b, "nl", { numeric: !a.includes("-") });
      const order = (a, b) => (cell(a) === "") - (cell(b) === "") || (down ? -1 : 1) * compare(cell(a), cell(b));
      body.append(...[...rows].sort(order));
      filter();
    });
  });
  filter();
})();
