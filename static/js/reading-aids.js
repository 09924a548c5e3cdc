// More aids for reading; the page is whole without them.
//
//   section.clause                gets a button that opens #clause-tools, a popover with what one can do with a clause
//   #clause-tools[data-clause-at]    address of a clause with ANCHOR in it; [data-citation] ends in □; a[data-address-of] leads
//                                 to an address with ANCHOR in it; button[data-copy-as=address|citation|text]
//   #preview                      shows the clause a reference leads to, and what a defined word means
//   dl.terms                      dt[data-anchor][data-in-scope] + dd: the words the text defines
//   [data-resume]                 leads to where the reader stopped last time, in this browser
//   [data-keys], dialog#keys      the list of keys; input[data-keys-on] switches them off
//   input[data-remember-as]        a box that stays as it was left

const article = document.querySelector("article.policy");
const clauses = [...article.querySelectorAll("section.clause")];
const tools = document.getElementById("clause-tools");
const preview = document.getElementById("preview");
const said = document.querySelector("[data-said]");

const kept = {
  get: (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be forbidden; then nothing is remembered.
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // It holds for this page only.
    }
  },
};

// --- What one can do with a clause

let chosen = null;

function nameOf(clause) {
  return clause.querySelector(":scope > .no").textContent.trim();
}

function addressOf(clause) {
  return new URL(tools.dataset.clauseAt.replace("ANCHOR", clause.id), location.href).href;
}

function citationOf(clause) {
  return tools.dataset.citation.replace(/\s*□$/, () => nameOf(clause));
}

function wordsOf(clause) {
  const words = clause.querySelector(":scope > .words").innerText.trim();
  return `${nameOf(clause)}\n${words}\n${citationOf(clause)}\n${addressOf(clause)}`;
}

const MADE = { address: addressOf, citation: citationOf, text: wordsOf };

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    said.textContent = said.dataset.copied;
  } catch {
    said.textContent = said.dataset.notCopied;
  }
  said.classList.remove("visually-hidden");
  said.classList.add("said");
  setTimeout(() => {
    said.classList.add("visually-hidden");
    said.classList.remove("said");
    said.textContent = "";
  }, 2500);
}

function equip(clause) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "clause-button no-print";
  button.textContent = "⋯";
  button.setAttribute("aria-label", `${nameOf(clause)} ${said.dataset.tools}`);
  button.setAttribute("aria-haspopup", "true");
  button.popoverTargetElement = tools;
  button.addEventListener("click", () => {
    chosen = clause;
    tools.querySelector("[data-name]").textContent = nameOf(clause);
    for (const link of tools.querySelectorAll("a[data-address-of]")) link.href = link.dataset.addressOf.replace("ANCHOR", clause.id);
    place(tools, button.getBoundingClientRect());
  });
  clause.append(button);
}

function place(box, beside) {
  const width = Math.min(box === preview ? 480 : 240, innerWidth - 24);
  box.style.width = `${width}px`;
  box.style.left = `${Math.max(12, Math.min(beside.left, innerWidth - width - 12))}px`;
  const below = beside.bottom + 6;
  const isLow = below > innerHeight * 0.6;
  box.style.top = isLow ? "auto" : `${below}px`;
  box.style.bottom = isLow ? `${innerHeight - beside.top + 6}px` : "auto";
}

// --- Where a reference leads, and what a word means, without leaving

let wanted = null;
const fetched = new Map();

async function partAt(link) {
  const address = new URL(link.href);
  const anchor = decodeURIComponent(address.hash.slice(1));
  if (!anchor) return null;
  if (address.pathname === location.pathname) {
    const there = document.getElementById(anchor)?.closest("section.clause, .heading");
    if (!there) return null;
    const copied = there.cloneNode(true);
    for (const each of [copied, ...copied.querySelectorAll("[id]")]) each.removeAttribute("id");
    for (const each of copied.querySelectorAll(".clause-button, .term")) each.replaceWith(...(each.matches(".term") ? each.childNodes : []));
    const text = document.createElement("div");
    text.className = "text";
    text.append(copied);
    return text.outerHTML;
  }
  const policy = address.pathname.match(/^\/policies\/[A-Z0-9-]+\//);
  if (!policy) return null;
  const part = `${policy[0]}c/${encodeURIComponent(anchor)}/part/`;
  if (!fetched.has(part)) {
    fetched.set(
      part,
      fetch(part, { credentials: "same-origin" }).then(
        (answer) => (answer.ok && !answer.redirected ? answer.text() : null),
        () => null,
      ),
    );
  }
  return fetched.get(part);
}

async function look(link) {
  wanted = link;
  const part = await partAt(link);
  if (part && wanted === link) show(link, part);
}

function show(beside, html) {
  preview.innerHTML = html;
  place(preview, beside.getBoundingClientRect());
  if (!preview.matches(":popover-open")) preview.showPopover();
}

function leave() {
  wanted = null;
  setTimeout(() => {
    if (!wanted && !preview.matches(":hover") && preview.matches(":popover-open")) preview.hidePopover();
  }, 250);
}

const REFERENCES = ".text :is(.words, .lead, .intro, .supplementary) a[href*='#']";

function attend() {
  if (matchMedia("(hover: hover)").matches) {
    let timer = 0;
    article.addEventListener("pointerover", (event) => {
      const link = event.target.closest(REFERENCES);
      clearTimeout(timer);
      if (link) timer = setTimeout(() => look(link), 250);
    });
    article.addEventListener("pointerout", (event) => {
      if (!event.target.closest(REFERENCES)) return;
      clearTimeout(timer);
      leave();
    });
    preview.addEventListener("pointerleave", leave);
  }
  // Not for the focus: what opens under it would cover the place where Tab goes next.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && preview.matches(":popover-open")) preview.hidePopover();
  });
  addEventListener("click", (event) => {
    const term = event.target.closest("button.term");
    if (term) explain(term);
    else if (!preview.contains(event.target) && preview.matches(":popover-open")) preview.hidePopover();
  });
}

// --- Words that the text defines: the first time in every clause they open their meaning

const terms = [...article.querySelectorAll("dl.terms > dt")].map((entry) => ({
  word: entry.textContent.trim(),
  meaning: entry.nextElementSibling.textContent,
  anchor: entry.dataset.anchor,
  scope: entry.dataset.inScope,
}));

function bears(term, clause) {
  if (term.anchor === clause.id) return false; // where it is defined
  if (term.scope === "clause") return false;
  if (term.scope !== "chapter") return true;
  const headings = [...article.querySelectorAll(".heading")];
  const above = (element) => headings.filter((each) => each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  const defined = document.getElementById(term.anchor);
  return Boolean(defined) && above(defined) === above(clause);
}

function markTerms(clause) {
  for (const term of terms) {
    if (!term.word || !bears(term, clause)) continue;
    const words = clause.querySelector(":scope > .words");
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(term.word);
      if (at < 0 || node.parentElement.closest("a, button")) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + term.word.length);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "term";
      button.dataset.term = terms.indexOf(term);
      range.surroundContents(button);
      break;
    }
  }
}

function explain(button) {
  const term = terms[Number(button.dataset.term)];
  const there = document.getElementById(term.anchor);
  const box = document.createElement("div");
  const name = document.createElement("p");
  const strong = document.createElement("strong");
  const meaning = document.createElement("p");
  const link = document.createElement("a");
  strong.textContent = term.word;
  name.append(strong);
  meaning.textContent = term.meaning;
  link.href = `#${term.anchor}`;
  link.textContent = there?.querySelector(".no")?.textContent.trim() ?? "§";
  box.append(name, meaning, link);
  show(button, box.innerHTML);
  preview.querySelector("a").focus({ preventScroll: true });
  preview.addEventListener("beforetoggle", () => button.focus({ preventScroll: true }), { once: true });
}

// --- Where the reader is, and where they stopped

function current() {
  const focused = clauses.find((clause) => clause.contains(document.activeElement));
  const box = focused?.getBoundingClientRect();
  return box && box.bottom > 0 && box.top < innerHeight ? focused : passed();
}

function passed() {
  const edge = innerHeight * 0.3;
  return clauses.findLast((clause) => clause.getBoundingClientRect().top <= edge) ?? null;
}

function resume() {
  const link = document.querySelector("[data-resume]");
  const name = `stopped:${location.pathname}`;
  const stopped = clauses.find((clause) => clause.id === kept.get(name));
  if (stopped && clauses.indexOf(stopped) > 0 && !location.hash) {
    link.href = `#${stopped.id}`;
    link.append(` ${nameOf(stopped)}`);
    link.hidden = false;
  }
  addEventListener("pagehide", () => {
    const here = passed();
    if (here) kept.set(name, here.id);
  });
}

// --- Keys

const list = document.getElementById("keys");

function step(by) {
  const here = clauses.indexOf(current());
  const next = clauses[Math.max(0, Math.min(here + by, clauses.length - 1))];
  if (!next) return;
  history.replaceState(history.state, "", `#${next.id}`);
  next.scrollIntoView();
  const number = next.querySelector(":scope > .no");
  number.focus({ preventScroll: true });
}

const KEYS = {
  "/": () => (document.querySelector(".bar input[type=search]")?.offsetParent ? document.querySelector(".bar input[type=search]").focus() : document.querySelector(".bar-search")?.click()),
  t: () => {
    const contents = document.getElementById("contents");
    if (getComputedStyle(document.querySelector(".drawer-bar")).display !== "none" && !contents.matches(":popover-open")) contents.showPopover();
    contents.querySelector("a[aria-current], a")?.focus();
  },
  "[": () => step(-1),
  "]": () => step(1),
  c: () => current() && copy(citationOf(current())),
  "?": () => list.showModal(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
  if (kept.get("keys") === "off" && event.key !== "?") return;
  if (!Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

for (const clause of clauses) {
  equip(clause);
  markTerms(clause);
}
attend();
resume();
tools.addEventListener("click", (event) => {
  const what = event.target.closest("[data-copy-as]")?.dataset.copyAs;
  if (!what || !chosen) return;
  copy(MADE[what](chosen));
  tools.hidePopover();
});
addEventListener("keydown", press);
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => list.showModal());
}
for (const box of list.querySelectorAll("[data-keys-on]")) {
  box.checked = kept.get("keys") !== "off";
  box.addEventListener("change", () => kept.set("keys", box.checked ? "on" : "off"));
}
for (const box of document.querySelectorAll("[data-remember-as]")) {
  box.checked = kept.get(box.dataset.rememberAs) === "on";
  box.addEventListener("change", () => kept.set(box.dataset.rememberAs, box.checked ? "on" : "off"));
}
