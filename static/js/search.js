// The search box: suggestions while something is typed, and the reader's own last searches while nothing is.
//
//   <form class="find" data-suggests-at="ADDRESS" data-reader="KEY">   templates/partials/_search_box.html
//     > input[type=search], p.visually-hidden[role=status][data-one][data-many], template > li (the line that forgets)
//   <div data-asked-at="ADDRESS" data-note-kept="…">                        templates/search/search.html
//
// A combobox with a listbox below it (ARIA APG): arrows choose, Enter goes there, Escape closes, Tab leaves. What was
// searched for last stays in this browser. The note of a search is sent back once, so that it can be counted.

const PAUSE = 180; // ms without a key before the server is asked
const KEPT = 8; // own searches that are remembered
const SHORTEST = 1;

class Recent {
  #key;

  constructor(reader) {
    this.#key = `searches-${reader}`;
  }

  get all() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, KEPT) : [];
    } catch {
      return []; // no storage, or not what was put there
    }
  }

  add(words) {
    this.#write([words, ...this.all.filter((each) => each !== words)].slice(0, KEPT));
  }

  forget() {
    this.#write([]);
  }

  #write(words) {
    try {
      localStorage.setItem(this.#key, JSON.stringify(words));
    } catch {
      // without storage nothing is remembered
    }
  }
}

class SearchBox {
  #form;
  #input;
  #list = document.createElement("ul");
  #said;
  #recent;
  #timer = 0;
  #asking = null;
  #chosen = -1;

  constructor(form) {
    this.#form = form;
    this.#input = form.querySelector("input[type=search]");
    this.#said = form.querySelector("[role=status]");
    this.#recent = new Recent(form.dataset.reader);
    this.#list.id = `${this.#input.id}-suggestions`;
    this.#list.className = "suggestions";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", form.dataset.label);
    form.append(this.#list);
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(facts)) this.#input.setAttribute(name, value);
    this.#input.setAttribute("aria-controls", this.#list.id);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("focus", () => this.#offerRecent());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("blur", () => this.#close());
    // The box keeps the focus: a click is not a way out of it.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
    form.addEventListener("submit", () => this.#remember());
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #remember() {
    const words = this.#input.value.trim();
    if (words) this.#recent.add(words);
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const words = this.#input.value.trim();
    if (words.length < SHORTEST) this.#offerRecent();
    else this.#timer = setTimeout(() => this.#ask(words), PAUSE);
  }

  async #ask(words) {
    this.#asking = new AbortController();
    try {
      const address = `${this.#form.dataset.suggestsAt}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(address, { signal: this.#asking.signal });
      if (!answer.ok) return this.#close();
      const { suggestions } = await answer.json();
      this.#show(suggestions.map((each) => this.#option(each)));
    } catch {
      this.#close(); // typed on, or offline: the box still searches
    }
  }

  #offerRecent() {
    if (this.#input.value.trim()) return;
    const options = this.#recent.all.map((words) => this.#option({ kind: "recent", words, beside: "" }));
    if (options.length) options.push(this.#option({ kind: "forget", words: this.#form.dataset.forget, beside: "" }));
    this.#show(options);
  }

  #option({ kind, words, beside, address }) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.kind = kind;
    if (address) option.dataset.address = address;
    const name = document.createElement("span");
    name.textContent = words;
    option.append(name);
    if (beside) {
      const small = document.createElement("span");
      small.className = "beside";
      small.textContent = beside;
      option.append(" ", small);
    }
    return option;
  }

  #show(options) {
    if (!options.length || document.activeElement !== this.#input) return this.#close();
    options.forEach((option, place) => (option.id = `${this.#list.id}-${place}`));
    this.#list.replaceChildren(...options);
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#choose(-1);
    this.#said.textContent = this.#said.dataset.offered.replace("0", String(options.length));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
    this.#said.textContent = "";
  }

  #choose(place) {
    const options = this.#options;
    this.#chosen = options.length ? ((place + 1 + options.length + 1) % (options.length + 1)) - 1 : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#chosen)));
    const option = options[this.#chosen];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.#input.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    if (event.isComposing) return; // an input method uses the same keys
    const isOpen = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.#choose(this.#chosen + (event.key === "ArrowDown" ? 1 : -1));
      else this.#typed();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter" && isOpen && this.#chosen >= 0) {
      event.preventDefault();
      this.#take(this.#options[this.#chosen]);
    }
  }

  #take(option) {
    if (!option) return;
    if (option.dataset.kind === "forget") {
      this.#recent.forget();
      this.#close();
    } else if (option.dataset.address) location.assign(option.dataset.address);
    else {
      this.#input.value = option.textContent;
      this.#close();
      this.#form.requestSubmit();
    }
  }
}

function sendNote(page) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  const body = new URLSearchParams({ note: page.dataset.noteKept });
  fetch(page.dataset.askedAt, { method: "POST", body, headers: { "x-csrftoken": token }, keepalive: true }).catch(() => {});
}

for (const form of document.querySelectorAll("form[data-suggests-at]")) new SearchBox(form);
for (const page of document.querySelectorAll("[data-note-kept]")) sendNote(page);
