// Forms that are kept as one goes, so that of two windows only what was changed in each is remembered.
//
//   form[data-keeps][hx-post]     beside each control stands a hidden one with the value it began with, called
//                                 "initial-NAME" or, for "pair-3", "was-3"; once sent, it begins with what was sent

function began(form, name) {
  return form.elements[`initial-${name}`] ?? form.elements[name.replace(/^pair-/, "was-")];
}

function remember(event) {
  const form = event.target.closest("form[data-keeps]");
  if (form) form.sent = new FormData(form);
}

function settle(event) {
  const form = event.target.closest("form[data-keeps]");
  if (!form?.sent || !event.detail.successful) return;
  for (const control of form.elements) {
    const hidden = control.name && control.type !== "hidden" ? began(form, control.name) : null;
    if (!hidden || hidden === control) continue;
    const sent = form.sent.get(control.name);
    hidden.value = control.type === "checkbox" ? (sent === null ? "False" : "True") : (sent ?? "");
  }
}

document.addEventListener("htmx:beforeRequest", remember);
document.addEventListener("htmx:afterRequest", settle);
