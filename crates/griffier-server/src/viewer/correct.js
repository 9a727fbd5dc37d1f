"use strict";
// Decisions about mentions: on the card of a mention, on words that are selected, and in a list of their own.
(() => {
  const { decisions: kept, types } = JSON.parse(document.getElementById("extras").textContent);
  const record = JSON.parse(document.getElementById("record").textContent);
  const letter = document.getElementById("letter");
  const card = document.getElementById("card");
  const text = letter.textContent;
  const address = location.pathname + "/decisions";
  let decisions = kept;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const around = (start, end) => ({
    text: text.slice(start, end),
    before: [...text.slice(Math.max(0, start - 64), start)].slice(-32).join(""),
    after: [...text.slice(end, end + 64)].slice(0, 32).join(""),
  });
  const same = (a, b) => a.text === b.text && a.before === b.before && a.after === b.after;
  // Where the words of a decision stand; the place with its surroundings, else the first one.
  const locate = ({ text: words, before, after }) => {
    const whole = text.indexOf(before + words + after);
    const start = whole < 0 ? text.indexOf(words) : whole + before.length;
    return start < 0 ? null : { start, end: start + words.length };
  };
  const range = ({ start, end }) => {
    const found = document.createRange();
    const walker = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT);
    for (let at = 0, node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
      const inside = (offset) => offset >= at && offset <= at + node.data.length;
      if (start >= at && start < at + node.data.length) found.setStart(node, start - at);
      if (inside(end)) { found.setEnd(node, end - at); break; }
    }
    return found;
  };

  // The list.
  const list = make("ul");
  const count = make("span", { class: "count" });
  const panel = make("details", { class: "decisions", open: "" }, make("summary", {}, make("h2", {}, "Decisions ", count)), list);
  card.after(panel);
  const verbs = { accept: "right", reject: "wrong", retype: "other type", relink: "other thing", add: "added" };
  const draw = () => {
    document.querySelectorAll("[class*=' d-']").forEach((element) => element.classList.remove("d-accept", "d-reject", "d-retype", "d-relink"));
    const added = [];
    const rows = decisions.map((decision) => {
      const place = locate(decision);
      if (place && decision.decision === "add") added.push(range(place));
      record.mentions.forEach((mention, i) => {
        if (same(decision, around(mention.start, mention.end))) document.getElementById("m" + (i + 1))?.classList.add("d-" + decision.decision);
      });
      const show = make("button", { type: "button" }, "Show");
      show.addEventListener("click", () => place && range(place).startContainer.parentElement.scrollIntoView({ block: "center" }));
      const undo = make("button", { type: "button" }, "Take back");
      undo.addEventListener("click", () => send({ ...decision, decision: "withdraw" }));
      const what = [decision.type.toLowerCase(), decision.id].filter(Boolean).join(" ");
      return make("li", {}, make("span", { class: `tag t-${decision.type || "DOC"}` }, verbs[decision.decision]), make("q", { lang: "nl" }, decision.text), what ? ` ${what} ` : " ", show, undo);
    });
    list.replaceChildren(...rows);
    count.textContent = decisions.length;
    panel.hidden = !decisions.length;
    if (globalThis.Highlight) CSS.highlights.set("added", new Highlight(...added));
  };
  const send = async (decision, say = () => {}) => {
    const { letter: _, ...body } = decision;
    try {
      const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      const told = await answer.json();
      if (!answer.ok) return say(told.detail ?? told.title, true);
      decisions = told;
      draw();
      say("Kept. It is applied when the letter is read again.");
    } catch {
      say("The server does not answer: not kept.", true);
    }
  };

  // The form on a card.
  const choice = (type) => make("select", { name: "type", "aria-label": "Type" }, ...types.map((name) => {
    const option = make("option", { value: name }, name.toLowerCase());
    option.selected = name === type;
    return option;
  }));
  const form = (place, mention) => {
    const type = choice(mention?.type ?? "ORGANISATION");
    const id = make("input", { name: "id", value: mention?.entity ?? "", placeholder: "org:navo, or NIL", autocomplete: "off", spellcheck: "false" });
    const said = make("p", { class: "said", role: "status" });
    const say = (words, wrong) => { said.textContent = words; said.classList.toggle("wrong", Boolean(wrong)); };
    const button = (words, act) => {
      const made = make("button", { type: "button", "data-act": words.toLowerCase() }, words);
      made.addEventListener("click", act);
      return made;
    };
    const bound = around(place.start, place.end);
    const buttons = mention
      ? [
          button("Right", () => send({ ...bound, decision: "accept", type: mention.type, id: mention.entity ?? "" }, say)),
          button("Wrong", () => send({ ...bound, decision: "reject", type: mention.type, id: mention.entity ?? "" }, say)),
          button("Change", () => {
            if (type.value === mention.type && id.value.trim() === (mention.entity ?? "")) return say("Choose another type or write another identifier first.", true);
            const verdict = type.value === mention.type ? "relink" : "retype";
            const kept = verdict === "retype" && id.value.trim() === (mention.entity ?? "") ? "" : id.value.trim();
            send({ ...bound, decision: verdict, type: type.value, id: verdict === "relink" && !kept ? "NIL" : kept }, say);
          }),
        ]
      : [button("Add", () => send({ ...bound, decision: "add", type: type.value, id: id.value.trim() }, say))];
    return make("div", { class: "correct" }, ...buttons, make("label", {}, "Type ", type), make("label", {}, "Thing ", id), said);
  };

  // Whenever the page shows the card of a mention, the form is put on it.
  new MutationObserver(() => {
    if (card.hidden || card.querySelector(".correct")) return;
    const number = Number(letter.querySelector(".m.current")?.id.slice(1));
    const mention = record.mentions[number - 1];
    if (mention) card.append(form(mention, mention));
  }).observe(card, { childList: true, attributes: true });

  // Words that are selected can be added.
  const offset = (node, at) => {
    const before = document.createRange();
    before.selectNodeContents(letter);
    before.setEnd(node, at);
    return before.toString().length;
  };
  const offer = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const chosen = selection.getRangeAt(0);
    if (!letter.contains(chosen.commonAncestorContainer)) return;
    let [start, end] = [offset(chosen.startContainer, chosen.startOffset), offset(chosen.endContainer, chosen.endOffset)];
    while (start < end && /\s/.test(text[start])) start++;
    while (start < end && /\s/.test(text[end - 1])) end--;
    if (start === end || end - start > 300) return;
    document.querySelectorAll(".m.current").forEach((element) => element.classList.remove("current"));
    const away = make("button", { type: "button" }, "Close");
    away.addEventListener("click", () => { card.hidden = true; });
    card.replaceChildren(make("h2", {}, text.slice(start, end)), form({ start, end }), make("p", {}, away));
    card.hidden = false;
  };
  letter.addEventListener("mouseup", () => setTimeout(offer));
  letter.addEventListener("touchend", () => setTimeout(offer, 300));
  letter.addEventListener("keyup", (event) => { if (event.key === "Shift") offer(); });
  draw();
})();
