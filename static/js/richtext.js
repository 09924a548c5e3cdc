// <rich-text>: a textarea that works by itself, with CKEditor 4 put in where scripts run.
//
//   <meta name="editor" content="…/ckeditor.js">      where the editor is served from
//   <rich-text><textarea id="…" data-config="{…}"></textarea></rich-text>
//
// The textarea always holds what the editor shows, and hears "input" for every change, so autosave.js and a plain
// submit need not know that there is an editor. Elements that htmx adds start by themselves; removed ones stop.
//
//   keepPlace(), insertLink(address, words)   put a link where the caret was before another field had the focus
//   "rich-text:reference"                     somebody wants to change a link to a clause: pick another instead

let loading = null;

function load() {
  if (window.CKEDITOR) return Promise.resolve(window.CKEDITOR);
  loading ??= new Promise((resolve, reject) => {
    const address = document.querySelector("meta[name=editor]")?.content;
    if (!address) return reject(new Error("The page does not say where the editor is."));
    // The served file's name carries a hash, by which the editor cannot find its own folder.
    window.CKEDITOR_BASEPATH = address.slice(0, address.lastIndexOf("/") + 1);
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve(window.CKEDITOR));
    script.addEventListener("error", () => reject(new Error("The editor could not be loaded.")));
    document.head.append(script);
  });
  return loading;
}

// The editor's own dialog takes the address of a link to a clause for a bookmark it does not find, and empties it.
const isReference = (link) => /^(#|\/policies\/)/.test(link?.getAttribute("href") ?? "");

class RichText extends HTMLElement {
  #editor = null;
  #place = null;

  connectedCallback() {
    // The textarea may not have been parsed yet.
    queueMicrotask(() => this.#start());
  }

  disconnectedCallback() {
    const editor = this.#editor;
    this.#editor = null;
    if (editor) this.#stop(editor);
  }

  get #textarea() {
    return this.querySelector("textarea");
  }

  async #start() {
    // A row that formsets keep as a pattern for new ones is no field yet.
    const textarea = this.#textarea;
    if (!textarea?.id || textarea.id.includes("__prefix__") || this.#editor) return;
    let ckeditor;
    try {
      ckeditor = await load();
    } catch {
      return; // The bare textarea is still there and still sends its words.
    }
    if (!this.isConnected || this.#editor) return;
    const editor = ckeditor.replace(textarea.id, JSON.parse(textarea.dataset.config || "{}"));
    this.#editor = editor;
    editor.on("instanceReady", () => this.#describe(editor, textarea));
    editor.on("change", () => this.#changed(editor, textarea));
    editor.on("blur", () => textarea.dispatchEvent(new Event("blur")));
    editor.on("doubleclick", (event) => this.#doubleClicked(event), null, null, 30);
    editor.on("beforeCommandExec", (event) => this.#commanded(ckeditor, event));
  }

  keepPlace() {
    const selection = document.getSelection();
    const inside = selection.rangeCount && this.#editor?.editable()?.$.contains(selection.anchorNode);
    this.#place = inside ? selection.getRangeAt(0).cloneRange() : null;
  }

  insertLink(address, words) {
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.textContent = words;
    const textarea = this.#textarea;
    if (!this.#editor) {
      textarea.setRangeText(link.outerHTML, textarea.selectionStart, textarea.selectionEnd, "end");
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      return textarea.focus();
    }
    this.#editor.focus();
    this.#goToPlace();
    this.#editor.insertHtml(link.outerHTML);
    this.#changed(this.#editor, textarea);
  }

  #goToPlace() {
    if (this.#place) {
      const selection = document.getSelection();
      selection.removeAllRanges();
      selection.addRange(this.#place);
      return;
    }
    const range = this.#editor.createRange();
    range.moveToElementEditEnd(this.#editor.editable());
    range.select();
  }

  #doubleClicked(event) {
    if (event.data.dialog !== "link" || !isReference(event.data.link)) return;
    event.data.dialog = "";
    this.#pickAnother();
  }

  #commanded(ckeditor, event) {
    if (event.data.name !== "link") return;
    const link = ckeditor.plugins.link.getSelectedLink(event.editor);
    if (!isReference(link)) return;
    event.cancel();
    event.editor.getSelection().selectElement(link);
    this.#pickAnother();
  }

  #pickAnother() {
    this.dispatchEvent(new CustomEvent("rich-text:reference", { bubbles: true }));
  }

  #describe(editor, textarea) {
    const field = editor.editable()?.$;
    if (!field) return;
    // The editor's own "change" misses what arrives without key strokes: dictation, some input methods.
    field.addEventListener("input", () => this.#changed(editor, textarea));
    // CKEditor gives it states of a text box without saying that it is one.
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-multiline", "true");
    const label = textarea.labels?.[0]?.textContent.trim();
    if (label) field.setAttribute("aria-label", label);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) field.setAttribute(name, textarea.getAttribute(name));
    }
    // The editor calls its text plain "zh", which browsers draw with the glyphs of the mainland.
    field.lang = textarea.closest("[lang]")?.lang ?? "";
    textarea.labels?.[0]?.addEventListener("click", () => editor.focus());
    this.dispatchEvent(new CustomEvent("rich-text:ready", { bubbles: true }));
  }

  #changed(editor, textarea) {
    const before = textarea.value;
    editor.updateElement();
    if (textarea.value !== before) textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #stop(editor) {
    try {
      editor.destroy(true);
    } catch {
      // Its element has left the page with it; only the register must forget it.
      if (window.CKEDITOR.instances[editor.name] === editor) delete window.CKEDITOR.instances[editor.name];
    }
  }
}

customElements.define("rich-text", RichText);
