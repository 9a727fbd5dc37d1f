"use strict";
// Search and facets of the list of letters; without it the list is whole.
(() => {
  const form = document.getElementById("facets");
  const rows = [...document.querySelectorAll("#letters tbody tr")];
  const filter = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["year", "sender"].map((name) => [name, form.elements[name]?.value ?? ""]).filter(([, value]) => value);
    let shown = 0;
    for (const row of rows) {
      const text = row.dataset.words + " " + row.textContent.toLowerCase();
      const on = words.every((word) => text.includes(word)) && chosen.every(([name, value]) => row.dataset[name] === value);
      row.classList.toggle("off", !on);
      shown += on ? 1 : 0;
    }
    document.getElementById("shown").value = `${shown} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
