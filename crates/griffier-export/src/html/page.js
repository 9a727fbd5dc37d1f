"use strict";
// Binds the record to the page: cards, filters, evidence, keys. Without it the page still reads and prints.
(() => {
  const record = JSON.parse(document.getElementById("record").textContent);
  const letter = document.getElementById("letter");
  const card = document.getElementById("card");
  const filters = document.getElementById("filters");
  const entities = new Map(record.entities.map((entity) => [entity.id, entity]));
  const mentions = record.mentions.map((mention, i) => ({ ...mention, element: document.getElementById("m" + (i + 1)), areas: [] }));
  const byEntity = new Map();
  for (const mention of mentions) {
    if (mention.entity) byEntity.set(mention.entity, [...(byEntity.get(mention.entity) ?? []), mention]);
  }

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // Evidence: a range over the text of the letter, whose offsets are those of the record.
  const nodes = [];
  const walker = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT);
  for (let at = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ at, node });
    at += node.data.length;
  }
  const locate = (offset) => {
    let low = 0, high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (nodes[middle].at <= offset) low = middle; else high = middle - 1;
    }
    const { at, node } = nodes[low];
    return [node, Math.min(offset - at, node.data.length)];
  };
  const show = (start, end) => {
    if (!nodes.length) return;
    const range = document.createRange();
    range.setStart(...locate(start));
    range.setEnd(...locate(end));
    if (globalThis.Highlight) CSS.highlights.set("evidence", new Highlight(range));
    (range.startContainer.parentElement ?? letter).scrollIntoView({ block: "center" });
  };

  // The card of a mention.
  const link = (id) => {
    const known = [...document.querySelectorAll("#entities a.elsewhere")].find((a) => a.textContent === id);
    return known ? make("a", { href: known.href, rel: "noreferrer" }, id) : document.createTextNode(id);
  };
  const rows = (mention, entity) => {
    const list = [];
    if (mention.entity) list.push(["Id", mention.entity]);
    for (const id of entity?.same_as ?? []) list.push(["Also", link(id)]);
    for (const candidate of mention.candidates ?? []) list.push(["Candidate", `${candidate.id} (${candidate.score.toFixed(2)}): ${candidate.why}`]);
    if (mention.nil_reason) list.push(["No link", mention.nil_reason]);
    for (const [key, value] of Object.entries(mention.attrs)) {
      const isAddress = key === "url" && /^https?:\/\//.test(value);
      list.push([key, isAddress ? make("a", { href: value, rel: "noreferrer" }, value) : entities.get(value)?.label ?? value]);
    }
    list.push(["Why", mention.why], ["Confidence", mention.confidence.toFixed(2)]);
    for (const place of mention.at ?? []) {
      list.push(["In the file", place.page ? `page ${place.page}` : place.paragraph ? `${place.part}, paragraph ${place.paragraph}` : place.element]);
    }
    return list;
  };
  let current = null;
  const close = () => {
    card.hidden = true;
    document.querySelectorAll(".current, .same").forEach((element) => element.classList.contains("m") || element.matches(".current") ? element.classList.remove("current", "same") : null);
    if (globalThis.Highlight) CSS.highlights.delete("evidence");
  };
  const open = (mention) => {
    close();
    current = mention;
    const entity = entities.get(mention.entity);
    const all = byEntity.get(mention.entity) ?? [mention];
    const list = make("dl");
    for (const [name, value] of rows(mention, entity)) list.append(make("dt", {}, name), make("dd", {}, value));
    const step = (by, name) => {
      const button = make("button", { type: "button" }, name);
      button.addEventListener("click", () => go(all[(all.indexOf(mention) + by + all.length) % all.length]));
      return button;
    };
    const away = make("button", { type: "button" }, "Close");
    away.addEventListener("click", () => { close(); mention.element?.focus(); });
    const place = all.length > 1 ? `${all.indexOf(mention) + 1} of ${all.length} mentions ` : "";
    const buttons = make("p", {}, place, ...(all.length > 1 ? [step(-1, "Previous"), step(1, "Next")] : []), away);
    card.replaceChildren(make("span", { class: `tag t-${mention.type}` }, mention.type.toLowerCase()), make("h2", {}, entity?.label ?? mention.text), list, buttons);
    card.hidden = false;
    document.dispatchEvent(new CustomEvent("griffier:card", { detail: mention }));
    for (const other of all) other.element?.classList.add("same");
    mention.element?.classList.add("current");
    mention.areas.forEach((area) => area.classList.add("current"));
  };
  const go = (mention) => {
    open(mention);
    mention.element?.scrollIntoView({ block: "center" });
    mention.element?.focus({ preventScroll: true });
  };
  letter.addEventListener("click", (event) => {
    const element = event.target.closest(".m:not(.off)");
    if (element && !event.target.closest("a.mark, a.note")) open(mentions[Number(element.id.slice(1)) - 1]);
  });

  // Rows that show their evidence.
  const bind = (selector, items) => document.querySelectorAll(selector).forEach((row) => {
    const item = items(row);
    if (item?.start === undefined || item.start === null) return;
    const act = () => { close(); row.classList.add("current"); show(item.start, item.end); };
    row.addEventListener("click", (event) => event.target.closest("a, button, select") || act());
    row.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === row) act(); });
  });
  bind("[data-relation]", (row) => record.relations[row.dataset.relation]);
  bind("[data-commitment]", (row) => record.commitments[row.dataset.commitment]);
  bind("li[data-diagnostic]", (row) => record.diagnostics[row.dataset.diagnostic]);
  document.querySelectorAll("g.node").forEach((node) => {
    const first = () => byEntity.get(node.dataset.entity)?.[0];
    const act = () => { const mention = first(); if (mention) { go(mention); node.classList.add("current"); } };
    node.addEventListener("click", act);
    node.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); });
  });
  document.querySelectorAll("a[href^='#m']").forEach((a) => a.addEventListener("click", (event) => {
    const mention = mentions[Number(a.getAttribute("href").slice(2)) - 1];
    if (mention) { event.preventDefault(); go(mention); }
  }));

  // Pages as pictures: an area over each line of a mention. On a phone they are too small to read, and the text comes first.
  const printed = document.getElementById("pages");
  if (printed && matchMedia("(max-width: 60rem)").matches) printed.open = false;
  document.querySelectorAll("figure.page").forEach((figure) => {
    const { page, width, height } = figure.dataset;
    for (const mention of mentions) {
      for (const place of mention.at ?? []) {
        if (place.page !== Number(page)) continue;
        const [left, top, right, bottom] = place.area;
        const area = make("button", { type: "button", class: `area t-${mention.type}${mention.nested ? " nested" : ""}`, title: mention.text, "aria-label": mention.text });
        Object.assign(area.style, { left: `${left / width * 100}%`, top: `${top / height * 100}%`, width: `${(right - left) / width * 100}%`, height: `${(bottom - top) / height * 100}%` });
        area.addEventListener("click", () => open(mention));
        mention.areas.push(area);
        figure.append(area);
      }
    }
  });

  // Filters.
  const shown = (mention) => {
    const types = new Set([...filters.elements.type instanceof RadioNodeList ? filters.elements.type : [filters.elements.type]].filter((box) => box?.checked).map((box) => box.value));
    return types.has(mention.type) && mention.confidence >= Number(filters.elements.least.value);
  };
  const filter = () => {
    filters.querySelector("output").value = Number(filters.elements.least.value).toFixed(2);
    document.body.classList.toggle("no-zones", !filters.elements.zones.checked);
    const seen = new Set();
    for (const mention of mentions) {
      const on = shown(mention);
      if (on) seen.add(mention.entity);
      for (const element of [mention.element, ...mention.areas]) {
        element?.classList.toggle("off", !on);
        if (element && !mention.nested) element.tabIndex = on ? 0 : -1;
      }
    }
    document.querySelectorAll(".entities li").forEach((row) => row.classList.toggle("off", !seen.has(row.dataset.entity)));
  };
  filters.addEventListener("input", filter);
  filters.querySelectorAll("button[data-all]").forEach((button) => button.addEventListener("click", () => {
    filters.querySelectorAll("input[name=type]").forEach((box) => { box.checked = Boolean(button.dataset.all); });
    filter();
  }));
  filters.addEventListener("submit", (event) => event.preventDefault());

  // Keys.
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "Escape") { close(); current?.element?.focus(); }
    if (event.key === "Enter" && event.target.matches(".m")) {
      // On to what can be decided, past all mentions that follow; else the key would press that at once.
      event.preventDefault();
      open(mentions[Number(event.target.id.slice(1)) - 1]);
      (card.querySelector(".decide button") ?? card.querySelector("button"))?.focus();
    }
    const by = { j: 1, k: -1 }[event.key];
    if (!by) return;
    const visible = mentions.filter((mention) => mention.element && !mention.element.classList.contains("off"));
    const at = visible.indexOf(current);
    const next = visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by];
    if (next) go(next);
  });
  // The ways to the parts open what is folded, and so does an address that leads to one.
  const unfold = (id) => {
    const part = document.getElementById(id.slice(1));
    if (part?.matches("details")) part.open = true;
  };
  document.querySelectorAll("nav.ways a").forEach((way) => way.addEventListener("click", () => unfold(way.hash)));
  unfold(location.hash);
  // Folded lists print too.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
})();
