// Saves a draft while it is being written, and never loses or overwrites a word.
//
//   <form method="post" action="…" data-autosave>     with a field "version"
//   partials/_save_state.html in the same .editor     says in words how things stand
//
// After 1.5 s of quiet, and when a field is left, the form is posted with Accept: application/json. The server answers
//   200 {"version": n}      saved; the next save names this version
//   409 + HTML              somebody saved meanwhile: the HTML shows both texts and carries the version now stored in
//                           [data-conflict-version]; saving by itself stops, and the button then saves over it. With
//                           data-removed the piece is gone, and the button leads to a page that adds the words anew;
//                           with data-refused a rule says no: the text was submitted meanwhile, for example
//   422 {"errors": [...]}   something is missing; the words stay unsaved and here
// After each save the form fires "saved", for parts of the page that show what follows from the words.
// What is not saved is also kept in sessionStorage and offered again when the page is opened anew.

const QUIET = 1500;
const AGAIN = 8000;

class Autosave {
  #form;
  #state;
  #timer = 0;
  #sent = "";
  // The version these words were written on; after a conflict the form names a later one, which only the writer may
  // choose to replace, so the kept copy does not.
  #base = "";
  #busy = false;
  #waiting = null;
  #stopped = false;

  constructor(form) {
    this.#form = form;
    this.#state = form.closest(".editor")?.querySelector(".save-state") ?? form.querySelector(".save-state");
    this.#sent = this.#words();
    this.#base = this.#version.value;
    this.#restore();
    form.addEventListener("input", () => this.#touched());
    form.addEventListener("change", () => this.#touched());
    form.addEventListener("blur", () => this.#save(), true);
    form.addEventListener("submit", (event) => this.#submitted(event));
    addEventListener("online", () => this.#save());
    addEventListener("beforeunload", (event) => this.#isDirty() && !form.dataset.sent && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.hidden && this.#save());
  }

  get #version() {
    return this.#form.elements.namedItem("version");
  }

  get #key() {
    return `draft:${new URL(this.#form.action).pathname}`;
  }

  // What was typed, without the token and the version, which are not the writer's.
  #words() {
    const data = new FormData(this.#form);
    data.delete("version");
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams(data).toString();
  }

  #isDirty() {
    return this.#words() !== this.#sent;
  }

  #say(state, more = "") {
    if (!this.#state) return;
    this.#state.dataset.state = state;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const words = this.#state.dataset[state] ?? "";
    this.#state.textContent = [words, state === "saved" ? time : more].filter(Boolean).join(" ");
  }

  #touched() {
    if (!this.#isDirty()) return;
    this.#keep();
    if (this.#stopped) return;
    this.#say("unsaved");
    this.#wait(QUIET);
  }

  #wait(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), milliseconds);
  }

  async #save() {
    clearTimeout(this.#timer);
    if (this.#busy || this.#stopped || this.#form.dataset.sent || !this.#isDirty()) return;
    this.#busy = true;
    const words = this.#words();
    this.#say("saving");
    try {
      await this.#answered(await this.#post(), words);
    } catch {
      // No connection, or a server that is restarting: the words are kept here and sent again.
      this.#say("offline");
      this.#wait(AGAIN);
    } finally {
      this.#busy = false;
    }
    if (this.#waiting) return this.#submitNow();
    if (!this.#stopped && this.#state?.dataset.state === "saved" && this.#isDirty()) this.#touched();
  }

  #submitNow() {
    const { submitter } = this.#waiting;
    this.#waiting = null;
    if (!this.#stopped) this.#form.requestSubmit(submitter);
  }

  #post() {
    return fetch(this.#form.action, {
      method: "POST",
      body: new FormData(this.#form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
  }

  async #answered(response, words) {
    if (response.status === 409) return this.#conflict(await response.text());
    if (response.status === 422) {
      const { errors = [] } = await response.json();
      return this.#say("invalid", errors.join(" "));
    }
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    this.#base = this.#version.value = String((await response.json()).version);
    this.#sent = words;
    if (!this.#isDirty()) this.#forget();
    this.#say("saved");
    this.#form.dispatchEvent(new Event("saved", { bubbles: true }));
  }

  #conflict(html) {
    this.#stopped = true;
    this.#form.parentElement.querySelector(".conflict")?.remove();
    // The server's own template, with every text in it sanitised there.
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const section = document.adoptNode(parsed.querySelector(".conflict"));
    this.#form.before(section);
    const current = section.querySelector("[data-conflict-version]");
    if (current) this.#version.value = current.value;
    // Whoever saves both changes together has saved these words too.
    section.querySelector("[data-proposal]")?.addEventListener("submit", () => {
      this.#form.dataset.sent = "true";
      this.#keep({ submitted: true });
    });
    section.focus();
    this.#say(["removed", "refused"].find((each) => each in section.dataset) ?? "conflict");
  }

  // While a save is under way its answer is waited for: it brings the version that these words are now of.
  #submitted(event) {
    if (this.#busy) {
      event.preventDefault();
      this.#waiting = event;
      return;
    }
    clearTimeout(this.#timer);
    this.#stopped = true;
    this.#keep({ submitted: true });
  }

  #keep(more = {}) {
    const kept = { words: this.#words(), version: this.#base, ...more };
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Storage is full or forbidden; the form itself still holds the words.
    }
  }

  #forget() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept, then.
    }
  }

  // Words that never reached the server come back into the form, under the version they were written on: if
  // somebody has saved since, the server answers with both texts.
  #restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(this.#key));
    } catch {
      return;
    }
    if (!kept) return;
    const arrived = kept.submitted && kept.version !== this.#version.value;
    if (arrived || kept.words === this.#sent) return this.#forget();
    this.#fill(new URLSearchParams(kept.words));
    this.#base = this.#version.value = kept.version;
    this.#say("restored");
    this.#wait(QUIET);
  }

  #fill(words) {
    for (const field of this.#form.elements) {
      if (!field.name || ["version", "csrfmiddlewaretoken"].includes(field.name)) continue;
      const values = words.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = values.includes(option.value);
      } else if (field.type !== "file" && values.length) field.value = values[0];
    }
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
