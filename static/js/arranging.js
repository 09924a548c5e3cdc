// Moves the pieces of the outline: by keys on the one in focus, or dragged by a handle with mouse, pen or finger.
//
//   <div data-arranging data-offline="…"> > ol.tree[data-arrangement][data-draft-address] + p.tree-said[role=status] + #tree-hint
//   li[data-piece-kind][data-anchor][data-depth] > a, ol        templates/drafting/_outline.html
//
// Both send what the buttons send: a POST that says where the piece is to go and how the outline stood on this page.
// The server answers with the outline as it stands then (409 when nothing was moved) and says what happened.

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };
const EDGE = 48; // px from the edge of the column from where on it scrolls
const PACE = 12; // px a frame

class Outline {
  #root;
  #said;
  #line = document.createElement("div");
  #drag = null;
  #busy = false;

  constructor(root) {
    this.#root = root;
    this.#said = root.querySelector(".tree-said");
    this.#line.className = "drop-line";
    this.#line.hidden = true;
    root.append(this.#line);
    root.querySelector("#tree-hint").hidden = false;
    root.addEventListener("keydown", (event) => this.#pressed(event));
    root.addEventListener("pointerdown", (event) => this.#taken(event));
    root.addEventListener("pointermove", (event) => this.#dragged(event));
    root.addEventListener("pointerup", () => this.#dropped());
    root.addEventListener("pointercancel", () => this.#letGo());
    this.#addHandles();
  }

  get #tree() {
    return this.#root.querySelector(".tree");
  }

  #addHandles() {
    for (const row of this.#tree.querySelectorAll("li[data-anchor] > a")) {
      const handle = document.createElement("span");
      handle.className = "handle";
      handle.setAttribute("aria-hidden", "true");
      row.after(handle);
    }
  }

  #pressed(event) {
    if (event.key === "Escape" && this.#drag) return this.#letGo();
    const piece = event.target.closest("li[data-anchor]");
    const to = STEPS[event.key];
    if (!event.altKey || event.ctrlKey || event.metaKey || !to || !piece) return;
    event.preventDefault();
    this.#send(piece, { to });
  }

  #taken(event) {
    const handle = event.target.closest(".handle");
    if (!handle || event.button || this.#busy) return;
    event.preventDefault();
    const piece = handle.parentElement;
    piece.querySelector("a").focus({ preventScroll: true });
    this.#root.setPointerCapture(event.pointerId);
    this.#drag = { piece, pointer: event.pointerId, x: event.clientX, y: event.clientY, place: null };
    piece.classList.add("dragged");
    this.#root.classList.add("dragging");
    requestAnimationFrame(() => this.#scroll());
  }

  #dragged(event) {
    if (!this.#drag) return;
    this.#drag.x = event.clientX;
    this.#drag.y = event.clientY;
    this.#show();
  }

  // Near its edge the column scrolls on, as long as the pointer stays there.
  #scroll() {
    if (!this.#drag) return;
    const column = this.#column();
    const box = column === document.scrollingElement ? { top: 0, bottom: innerHeight } : column.getBoundingClientRect();
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    if (this.#drag.y < top + EDGE) column.scrollTop -= PACE;
    else if (this.#drag.y > bottom - EDGE) column.scrollTop += PACE;
    this.#show();
    requestAnimationFrame(() => this.#scroll());
  }

  #column() {
    for (let each = this.#root; each; each = each.parentElement) {
      if (each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
    }
    return document.scrollingElement;
  }

  #show() {
    const drag = this.#drag;
    drag.place = this.#placeAt(drag.y);
    this.#line.hidden = !drag.place;
    if (!drag.place) return;
    const frame = this.#root.getBoundingClientRect();
    this.#line.style.insetBlockStart = `${drag.place.y - frame.top}px`;
    this.#line.style.insetInlineStart = `${drag.place.x - frame.left}px`;
  }

  // What is under the pointer, whatever way it went to the side.
  #placeAt(y) {
    const box = this.#tree.getBoundingClientRect();
    const found = document.elementsFromPoint(box.left + box.width / 2, y).find((each) => this.#tree.contains(each));
    const target = found?.closest("li");
    if (!target || this.#drag.piece.contains(target)) return null;
    const row = target.querySelector(":scope > a").getBoundingClientRect();
    const isLower = y > row.top + row.height / 2;
    return this.#drag.piece.dataset.pieceKind === "clause"
      ? this.#forClause(target, row, isLower)
      : this.#forHeading(target, row, isLower);
  }

  #forClause(target, row, isLower) {
    if (target.dataset.pieceKind !== "clause") return this.#first(target, row);
    return isLower ? this.#after(target) : this.#before(target);
  }

  #forHeading(target, row, isLower) {
    const heading = target.closest("li.heading");
    if (!heading) return { first: "top", y: row.bottom, x: row.left };
    if (heading !== target || this.#drag.piece.contains(heading)) return this.#after(heading);
    const isAbove = Number(heading.dataset.depth) < Number(this.#drag.piece.dataset.depth);
    if (isLower && isAbove) return this.#first(heading, row);
    return isLower ? this.#after(heading) : this.#before(heading);
  }

  #first(target, row) {
    const indent = target.dataset.anchor ? 16 : 0;
    return { first: target.dataset.anchor ?? "top", y: row.bottom, x: row.left + indent };
  }

  #after(target) {
    const box = target.getBoundingClientRect();
    return { after: target.dataset.anchor, y: box.bottom, x: box.left };
  }

  #before(target) {
    const box = target.getBoundingClientRect();
    const previous = target.previousElementSibling;
    const place = { y: box.top, x: box.left };
    if (previous?.dataset.pieceKind === target.dataset.pieceKind) return { after: previous.dataset.anchor, ...place };
    return { first: target.parentElement.closest("li.heading")?.dataset.anchor ?? "top", ...place };
  }

  #dropped() {
    const drag = this.#drag;
    if (!drag) return;
    this.#letGo();
    if (!drag.place) return;
    const { after, first } = drag.place;
    this.#send(drag.piece, after ? { after } : { first });
  }

  #letGo() {
    const drag = this.#drag;
    this.#drag = null;
    this.#line.hidden = true;
    this.#root.classList.remove("dragging");
    drag?.piece.classList.remove("dragged");
    if (drag && this.#root.hasPointerCapture(drag.pointer)) this.#root.releasePointerCapture(drag.pointer);
  }

  async #send(piece, where) {
    const { pieceKind, anchor } = piece.dataset;
    const { draftAddress, arrangement, open } = this.#tree.dataset;
    if (this.#busy || where.after === anchor) return;
    this.#busy = true;
    this.#root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${draftAddress}${pieceKind}/${anchor}/move/`, {
        method: "POST",
        body: new URLSearchParams({ ...where, seen: arrangement, open }),
        headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        credentials: "same-origin",
        redirect: "error",
      });
      if (!response.ok && response.status !== 409) throw new Error(`The server answered ${response.status}.`);
      this.#replace(await response.text(), anchor);
    } catch {
      this.#say(this.#root.dataset.offline, true);
    } finally {
      this.#busy = false;
      this.#root.removeAttribute("aria-busy");
    }
  }

  #replace(html, anchor) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const tree = document.adoptNode(parsed.querySelector(".tree"));
    this.#tree.replaceWith(tree);
    this.#addHandles();
    for (const field of document.querySelectorAll(".tree-tools [name=seen]")) field.value = tree.dataset.arrangement;
    tree.querySelector(`li[data-anchor="${anchor}"] > a`)?.focus();
    this.#say(tree.dataset.said ?? "", "refused" in tree.dataset);
  }

  #say(words, isRefused = false) {
    this.#said.textContent = words;
    this.#said.classList.toggle("late", isRefused);
  }
}

for (const root of document.querySelectorAll("[data-arranging]")) new Outline(root);
