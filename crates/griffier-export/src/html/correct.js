"use strict";
// What a person decides: of a mention that it is right, wrong, of another type, another thing, or missed; of a relation that it
// is right, wrong or missed. A decision
// is a row of docs/corrections.md. Where <body data-corrections="/corrections"> is set each is sent there as JSON, and
// those that the server keeps stand in #kept; else they are kept in the page, where the browser allows it beyond a reload,
// and offered as a file.
(() => {
  const record = JSON.parse(document.getElementById("record").textContent);
  const letter = document.getElementById("letter");
  const card = document.getElementById("card");
  const bar = document.getElementById("corrections");
  const address = document.body.dataset.corrections;
  const FIELDS = ["decision", "letter", "type", "id", "text", "before", "after", "note", "object", "negated", "modality"];
  const CONTEXT = 32;
  const TYPES = JSON.parse(bar.dataset.types);
  const PREDICATES = JSON.parse(bar.dataset.predicates);
  const MODALITIES = JSON.parse(bar.dataset.modalities);
  const EVIDENCE = 300;
  const text = letter.textContent;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const button = (name, act) => {
    const element = make("button", { type: "button" }, name);
    element.addEventListener("click", act);
    return element;
  };

  // Decisions so far, by place: a second one at a place takes the place of the first. A clause may state several relations.
  const placeOf = ({ start, end, type, id, object }) => PREDICATES.includes(type) ? `${start}-${end}-${type}-${id}-${object}` : `${start}-${end}`;
  const key = `griffier/${record.source.sha256 ?? record.id}`;
  const decisions = new Map();
  const store = (work) => { try { return work(globalThis.localStorage); } catch { return null; } };
  const rows = () => [...decisions.values()].map(({ start, end, ...row }) => row);

  // The file.
  const escaped = (cell) => cell.replace(/[\\\t\n\r]/g, (c) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[c]);
  const table = () => [FIELDS, ...rows().map((row) => FIELDS.map((field) => escaped(String(row[field] ?? ""))))].map((cells) => cells.join("\t") + "\n").join("");

  // Back ends: what happens to a decision, and what the bar offers.
  const page = {
    start() {
      const kept = store((storage) => JSON.parse(storage.getItem(key) ?? "[]"));
      for (const decision of Array.isArray(kept) ? kept : []) decisions.set(placeOf(decision), decision);
      const download = button("Download the decisions", () => {
        const file = URL.createObjectURL(new Blob([table()], { type: "text/tab-separated-values" }));
        const link = make("a", { href: file, download: `${record.id}.corrections.tsv` });
        document.body.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(file), 60_000);
      });
      bar.querySelector(".actions").append(download);
    },
    async save() { store((storage) => storage.setItem(key, JSON.stringify([...decisions.values()]))); },
    remove() { return this.save(); },
  };
  const server = {
    // What was decided is in the record already: a rejected mention is not there, an added one is.
    start() {
      JSON.parse(document.getElementById("kept").textContent).forEach((row, i) => {
        const place = locate(row);
        decisions.set(place ? placeOf({ ...row, ...place }) : `nowhere-${i}`, { ...row, ...place });
      });
    },
    async save({ start, end, ...row }) {
      const reply = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(row), credentials: "same-origin" });
      if (reply.ok) return;
      const told = await reply.json().catch(() => ({}));
      throw new Error(told.detail ?? `the server says ${reply.status}`);
    },
    remove(row) { return this.save({ ...row, decision: "withdraw" }); },
  };
  const keeper = address ? server : page;

  // Names of things and relations, for people.
  const labels = new Map([["DOC", "this letter"], ...record.entities.map((entity) => [entity.id, entity.label])]);
  const label = (id) => labels.get(id) ?? id;
  const spoken = (predicate) => predicate.replaceAll("_", " ");

  // What the bar and the letter show of decisions.
  const say = (words) => { bar.querySelector("output").value = words; };
  const show = () => {
    const count = decisions.size;
    bar.querySelector(".count").textContent = count === 1 ? "1 decision" : `${count} decisions`;
    bar.hidden = false;
    bar.querySelector(".actions button")?.toggleAttribute("hidden", count === 0);
    document.querySelectorAll(".m[data-decision]").forEach((element) => element.removeAttribute("data-decision"));
    record.mentions.forEach((mention, i) => {
      const decision = decisions.get(`${mention.start}-${mention.end}`);
      if (decision) document.getElementById(`m${i + 1}`)?.setAttribute("data-decision", decision.decision);
    });
    document.querySelectorAll("[data-relation]").forEach((row) => {
      const { subject, predicate, object } = record.relations[row.dataset.relation];
      const decision = [...decisions.values()].find(({ type, id, object: end }) => type === predicate && id === subject && end === object);
      if (decision) row.setAttribute("data-decision", decision.decision); else row.removeAttribute("data-decision");
    });
    const list = bar.querySelector("ul");
    list.replaceChildren(...[...decisions].map(([place, decision]) => {
      const item = make("li", {}, make("b", {}, decision.decision), PREDICATES.includes(decision.type)
        ? ` ${label(decision.id)} ${decision.negated ? "not " : ""}${spoken(decision.type)} ${label(decision.object)}${decision.modality ? ` (${decision.modality})` : ""}`
        : ` ${decision.type.toLowerCase()} “${decision.text}” ${decision.id}`.trimEnd());
      item.append(" ", button("Undo", async () => {
        decisions.delete(place);
        try {
          await keeper.remove(decision);
          say(address ? "taken back; reload the page to see the letter without it" : "taken back");
        } catch (error) {
          decisions.set(place, decision);
          say(`Not taken back: ${error.message}`);
        }
        show();
      }));
      return item;
    }));
    if (globalThis.Highlight) {
      const placed = [...decisions.values()].filter((decision) => decision.decision === "add" && TYPES.includes(decision.type) && decision.start !== undefined);
      const added = placed.map((decision) => range(decision.start, decision.end));
      CSS.highlights.set("added", new Highlight(...added));
    }
  };
  const decide = async (decision, type, id, start, end, object = "", holds = {}) => {
    const characters = (words) => [...words];
    const row = {
      decision, letter: record.id, type, id, text: text.slice(start, end),
      before: characters(text.slice(Math.max(0, start - 2 * CONTEXT), start)).slice(-CONTEXT).join(""),
      after: characters(text.slice(end, end + 2 * CONTEXT)).slice(0, CONTEXT).join(""),
      note: "", object, ...holds, start, end,
    };
    const place = placeOf(row), before = decisions.get(place);
    decisions.set(place, row);
    try {
      await keeper.save(row);
      say(address ? `${decision}: kept; reload the page to see what follows from it` : `${decision}: kept`);
    } catch (error) {
      if (before) decisions.set(place, before); else decisions.delete(place);
      say(`Not kept: ${error.message}`);
    }
    show();
  };

  // Places: offsets of the record are those of the letter's text.
  const locate = ({ text: words, before, after }) => {
    const whole = text.indexOf(before + words + after);
    const start = whole < 0 ? text.indexOf(words) : whole + before.length;
    return start < 0 ? null : { start, end: start + words.length };
  };
  const range = (start, end) => {
    const walker = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT), found = document.createRange();
    for (let at = 0, node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
      if (at <= start && start <= at + node.data.length) found.setStart(node, start - at);
      if (at <= end && end <= at + node.data.length) { found.setEnd(node, end - at); break; }
    }
    return found;
  };
  const selected = () => {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const chosen = selection.getRangeAt(0);
    if (!letter.contains(chosen.startContainer) || !letter.contains(chosen.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(letter);
    before.setEnd(chosen.startContainer, chosen.startOffset);
    let start = before.toString().length, end = start + chosen.toString().length;
    while (start < end && /\s/.test(text[start])) start++;
    while (end > start && /\s/.test(text[end - 1])) end--;
    return start < end ? { start, end } : null;
  };

  // The form for a type and an identifier.
  const form = (type, id, act, name) => {
    const types = make("select", { "aria-label": "Type" }, ...TYPES.map((kind) => make("option", { value: kind }, kind.toLowerCase())));
    types.value = type;
    const field = make("input", { type: "text", "aria-label": "Identifier", placeholder: "org:navo, NIL or nothing", size: "22", spellcheck: "false", list: "known" });
    field.value = id;
    const send = make("button", { type: "submit" }, name);
    const element = make("form", { class: "correct" }, types, field, send);
    element.addEventListener("submit", (event) => { event.preventDefault(); act(types.value, field.value.trim()); });
    return element;
  };
  bar.append(make("datalist", { id: "ends" }, ...[...labels].map(([id, name]) => make("option", { value: id }, name))));
  bar.append(make("datalist", { id: "known" }, ...record.entities.map((entity) => make("option", { value: entity.id }, entity.label))));

  // The card of a mention gets what can be decided of it.
  document.addEventListener("griffier:card", ({ detail: mention }) => {
    const id = mention.entity ?? "";
    const act = (decision, type, thing) => decide(decision, type, thing, mention.start, mention.end);
    const change = form(mention.type, id, (type, thing) => {
      if (type !== mention.type) act("retype", type, thing === id ? "" : thing);
      else if (thing && thing !== id) act("relink", type, thing);
      else say("Nothing is changed");
    }, "Change");
    card.append(make("p", { class: "decide" }, button("Right", () => act("accept", mention.type, id)), button("Wrong", () => act("reject", mention.type, id))), change);
    if (id) card.append(make("details", { class: "relating" }, make("summary", {}, "Add a relation"), relating(mention)));
  });

  // A relation that was missed: from this mention to another thing. Its evidence is what stands from the one to the nearest of the
  // other, if that is not far.
  const relating = (mention) => {
    const end = (id, name) => {
      const field = make("input", { type: "text", "aria-label": name, placeholder: name, size: "16", spellcheck: "false", list: "ends", required: "" });
      field.value = id;
      return field;
    };
    const subject = end(mention.entity, "From"), object = end("", "To");
    const kinds = make("select", { "aria-label": "Relation" }, ...PREDICATES.map((kind) => make("option", { value: kind }, spoken(kind))));
    const element = make("form", { class: "correct relate" }, subject, kinds, object, make("button", { type: "submit" }, "Add relation"));
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const [from, to] = [subject.value.trim(), object.value.trim()];
      const other = from === mention.entity ? to : from;
      const whole = ({ start, end }) => ({ start: Math.min(start, mention.start), end: Math.max(end, mention.end) });
      const length = ({ start, end }) => end - start;
      const near = record.mentions.filter(({ entity }) => entity === other).map(whole).sort((a, b) => length(a) - length(b))[0];
      const place = near && length(near) <= EVIDENCE ? near : mention;
      decide("add", kinds.value, from, place.start, place.end, to);
    });
    return element;
  };

  // Each relation of the list can be called right or wrong, denied by the letter or not, and held otherwise (planned, possible).
  document.querySelectorAll("[data-relation]").forEach((row) => {
    const { subject, predicate, object, negated, modality, start, end: last } = record.relations[row.dataset.relation];
    // Long evidence is known by its beginning; a character of two units is not cut.
    const end = Math.min(last, start + EVIDENCE - (/[\uD800-\uDBFF]/.test(text[start + EVIDENCE - 1] ?? "") ? 1 : 0));
    const act = (decision, holds) => decide(decision, predicate, subject, start, end, object, holds);
    // One thing that is said of how it holds leaves the other.
    const said = () => { const { negated, modality } = decisions.get(placeOf({ start, end, type: predicate, id: subject, object })) ?? {}; return { negated, modality }; };
    const holds = make("select", { "aria-label": "How it holds" }, ...MODALITIES.map((name) => make("option", { value: name }, name)));
    holds.value = said().modality ?? modality ?? MODALITIES[0];
    holds.addEventListener("change", () => act("accept", { ...said(), modality: holds.value }));
    row.append(make("p", { class: "decide" }, button("Right", () => act("accept")), button("Wrong", () => act("reject")), button(negated ? "Not denied" : "Denied", () => act("accept", { ...said(), negated: !negated })), holds));
  });

  // Words that are selected can be added.
  const adding = bar.querySelector(".adding");
  document.addEventListener("selectionchange", () => {
    const place = selected();
    if (!place) return;
    adding.replaceChildren("Add “", make("b", {}, text.slice(place.start, place.end).slice(0, 80)), "” ", form(TYPES[0], "", (type, id) => {
      adding.replaceChildren();
      decide("add", type, id, place.start, place.end);
    }, "Add"));
  });

  keeper.start();
  show();
})();
