"use strict";
// Comfort only: everything is on the page without it. Nothing here turns text into markup.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const panel = one("#panel");
  document.documentElement.classList.add("js");

  // what a link within the page does: bring its target into view, and give the focus to it or to another
  const go = (target, focus = target) => {
    focus.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches("section, li") ? "start" : "center" });
  };
  if (!panel) return;

  const items = all("#statements > li");
  const form = one("#filters");
  const wide = matchMedia("(min-width: 62rem)");
  const numbers = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean).map(Number);
  const label = (number) => one(`#t${number}`);
  const visible = (number) => !items[number - 1].hidden;
  let shown = []; // numbers of the statements in the panel
  let pinned = false; // chosen, not just pointed at
  let quiet = false;

  // --- the panel

  const make = (name, text, action) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (action) {
      element.type = "button";
      element.addEventListener("click", action);
    }
    return element;
  };
  const bar = make("div", "");
  bar.className = "bar";
  const body = make("div", "");
  body.setAttribute("aria-live", "polite");
  panel.append(bar, body);

  const light = () => {
    const roles = { said: "on", cue: "on-cue", source: "on-source", for: "on-for", against: "on-against" };
    for (const [role, name] of Object.entries(roles)) {
      all(`#text .${name}`).forEach((element) => element.classList.remove(name));
      for (const number of shown) {
        all(`#text [data-${role}~="${number}"]`).forEach((element) => element.classList.add(name));
      }
    }
  };
  const show = (wanted) => {
    shown = wanted;
    const cards = wanted.map((number) => {
      const card = make("div", "");
      card.className = `card ${items[number - 1].className}`;
      card.append(...[...items[number - 1].children].map((child) => child.cloneNode(true)));
      return card;
    });
    const hint = make("p", "Point at coloured words, or press Tab and Enter, to see who says this and how sure it is.");
    hint.className = "note";
    body.replaceChildren(...(cards.length ? cards : [hint]));
    bar.hidden = !cards.length;
    panel.classList.toggle("idle", !cards.length);
    document.documentElement.classList.toggle("open", cards.length > 0);
    panel.scrollTop = 0;
    light();
  };
  const pick = (number) => {
    pinned = true;
    show([number]);
    go(one(`#s${number}`) || items[number - 1], label(number) || items[number - 1]);
  };
  const close = () => {
    const back = panel.contains(document.activeElement) && shown.length ? label(shown[0]) : null;
    pinned = false;
    show([]);
    quiet = true; // or the label's focus would open the panel again
    if (back) back.focus();
    quiet = false;
  };
  const step = (by) => {
    const rest = items.map((_, index) => index + 1).filter((number) => visible(number) && label(number));
    const at = rest.indexOf(shown[0]);
    pick(rest[(at + by + rest.length) % rest.length]);
    panel.focus({ preventScroll: true });
  };
  bar.append(
    make("button", "Previous", () => step(-1)),
    make("button", "Next", () => step(1)),
    make("button", "Close", close),
  );

  const under = (target) => {
    const link = target.closest(".label");
    if (link) return [Number(link.dataset.part || link.id.slice(1))];
    const piece = target.closest("#text [data-said]");
    return piece ? numbers(piece, "said").filter(visible) : [];
  };
  const same = (a, b) => a.join() === b.join();
  one("#text").addEventListener("mouseover", (event) => {
    const found = under(event.target);
    if (!pinned && wide.matches && found.length && !same(found, shown)) show(found);
  });
  one("#text").addEventListener("focusin", (event) => {
    const found = under(event.target);
    // a mouse gives focus before it clicks: the panel would come up between the two, under the pointer
    if (!quiet && event.target.matches(":focus-visible") && found.length && !same(found, shown)) {
      pinned = false;
      show(found);
    }
  });

  // --- clicks and keys

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const found = under(event.target);
    if (found.length) {
      const link = event.target.closest("a.label");
      if (!link && String(getSelection())) return; // words are being selected, to be copied
      event.preventDefault();
      pinned = true;
      show(found);
      if (link) panel.focus({ preventScroll: true });
      if (!wide.matches) one(`#s${found[0]}`).scrollIntoView({ block: "center" });
      return;
    }
    if (pinned && event.target.closest("#text")) close();
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    if (/^s\d+$/.test(target.id)) pick(Number(target.id.slice(1)));
    else go(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown.length) close();
  });

  // --- the filters

  const fits = (item, wanted) =>
    (!wanted.speaker || item.dataset.speaker === wanted.speaker) &&
    (!wanted.topic || item.dataset.topic === wanted.topic) &&
    wanted.stances.includes(item.dataset.stance) &&
    Number(item.dataset.sure) >= wanted.sure;
  const colours = new Map(all("#text mark").map((mark) => [mark, numbers(mark, "said")]));
  const paint = () => {
    for (const [mark, said] of colours) {
      const left = said.filter(visible);
      mark.className = left.length ? items[left[0] - 1].dataset.stance : "off";
      mark.classList.toggle("shared", left.length > 1);
    }
    items.forEach((item, index) => {
      for (const tag of all(`#t${index + 1}, [data-part="${index + 1}"]`)) tag.hidden = item.hidden;
    });
    light();
  };
  const thin = () => {
    for (const cell of all(".cell")) {
      const links = all(".count a", cell);
      links.forEach((link) => (link.hidden = !visible(Number(link.textContent))));
      const left = links.filter((link) => !link.hidden);
      cell.hidden = links.length > 0 && !left.length;
      if (left.length) cell.querySelector(".stance").setAttribute("href", left[0].getAttribute("href"));
    }
    for (const row of all("tbody tr")) row.hidden = all(".cell", row).every((cell) => cell.hidden);
  };
  const apply = () => {
    const data = new FormData(form);
    const wanted = {
      speaker: data.get("speaker"),
      topic: data.get("topic"),
      stances: data.getAll("stance"),
      sure: Number(data.get("sure")),
    };
    items.forEach((item) => (item.hidden = !fits(item, wanted)));
    const left = items.filter((item) => !item.hidden).length;
    const least = wanted.sure ? `at least ${wanted.sure} %` : "any";
    one("#least").textContent = least;
    one("#by-sure").setAttribute("aria-valuetext", least);
    one("#status").textContent =
      left === items.length ? `All ${left} statements are shown.` : `${left} of ${items.length} statements are shown.`;
    if (!shown.every(visible)) close();
    paint();
    thin();
  };
  form.addEventListener("input", apply);
  one("#filters button").addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  form.hidden = false;
  panel.hidden = false;
  show([]);
  apply();
})();
