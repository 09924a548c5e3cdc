// From change to change on the page of a comparison.
//
//   section.changes[data-key-previous="["][data-key-next="]"]   the keys, and #change-1, #change-2 … inside
//   [data-stepper]            the buttons at the foot of the window: [data-step="-1"] and [data-step="1"],
//                             [data-current] says which change one is at
//   [data-keys-switch]        whether the keys work; kept in this browser under "keys-of-changes"
//
// Without this script the arrows beside each change do the same.

const KEPT = "keys-of-changes";
// So long after a step the window may still be moving there by itself.
const SETTLING = 700;

class Stepper {
  #section;
  #bar;
  #changes;
  #at = 0;
  #stepped = -SETTLING;

  constructor(section, bar) {
    this.#section = section;
    this.#bar = bar;
    this.#changes = [...section.querySelectorAll("[id^='change-']")];
    this.#follow();
    for (const button of bar.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.#step(Number(button.dataset.step)));
    }
    const box = bar.querySelector("[data-keys-switch]");
    box.checked = this.#kept() !== "off";
    box.addEventListener("change", () => this.#keep(box.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => box.checked && this.#pressed(event));
    bar.hidden = false;
  }

  // The change at the top of the window is the one the reader is at.
  #follow() {
    const seen = new Set();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
        const first = this.#changes.findIndex((change) => seen.has(change));
        if (first >= 0 && performance.now() - this.#stepped > SETTLING) this.#show(first + 1);
      },
      { rootMargin: "0px 0px -60% 0px" },
    );
    for (const change of this.#changes) watch.observe(change);
  }

  #pressed(event) {
    const field = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (field || event.ctrlKey || event.metaKey || event.isComposing) return;
    const { keyPrevious, keyNext } = this.#section.dataset;
    if (event.key !== keyPrevious && event.key !== keyNext) return;
    event.preventDefault();
    this.#step(event.key === keyNext ? 1 : -1);
  }

  #step(by) {
    const next = Math.min(Math.max(this.#at + by, 1), this.#changes.length);
    const change = this.#changes[next - 1];
    this.#stepped = performance.now();
    change.setAttribute("tabindex", "-1");
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "start" });
    this.#show(next);
  }

  #show(number) {
    this.#at = number;
    this.#bar.querySelector("[data-current]").textContent = String(number);
  }

  #kept() {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  }

  #keep(value) {
    try {
      localStorage.setItem(KEPT, value);
    } catch {
      // Storage is forbidden; the switch holds for this page.
    }
  }
}

const section = document.querySelector("section.changes[data-key-next]");
const bar = document.querySelector("[data-stepper]");
if (section && bar) new Stepper(section, bar);
