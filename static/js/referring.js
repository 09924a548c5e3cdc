// Inserts a reference at the caret, without leaving the page.
//
//   <button name="then" value="reference" data-picks>   without script it saves and leads to a page to pick on
//   <dialog class="picker"> > form[hx-get] + .found-places > button[value][data-words]     templates/drafting/_picker.html
//
// The list comes by htmx, asked for when the dialog opens and while something is typed; picking closes it and puts the
// link into the field that was written in last.

let field = document.querySelector("rich-text");

function open(dialog) {
  if (!field) return;
  field.keepPlace();
  dialog.showModal();
  const form = dialog.querySelector("form");
  form.elements.namedItem("q").select();
  form.dispatchEvent(new CustomEvent("picker:open"));
}

function pick(dialog, place) {
  dialog.close();
  field.insertLink(place.value, place.dataset.words);
}

function start(button) {
  const dialog = document.querySelector("dialog.picker");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    open(dialog);
  });
  document.addEventListener("rich-text:reference", () => open(dialog));
  dialog.addEventListener("click", (event) => {
    const place = event.target.closest("button[data-words]");
    if (place) pick(dialog, place);
    else if (event.target.closest("[data-close]") || event.target === dialog) dialog.close();
  });
}

document.addEventListener("focusin", (event) => {
  field = event.target.closest("rich-text") ?? field;
});
for (const button of document.querySelectorAll("[data-picks]")) start(button);
