// Forms everywhere: no double submission, and the reader's eye on what is wrong.
//
//   <form method="post">                a second submit is stopped while the first is under way
//   <form data-resubmit>                exempt: downloads and the like, where the page stays
//   .error-summary                      takes the focus when the page opens
//   <details name="account">            closes on Escape and on a click elsewhere
//   details.folded-choices              its summary names the boxes that are ticked

function guard(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "resubmit" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  // Disabling a button now would keep its name and value out of the request, so it waits one turn.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
    }
  });
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details[name=account][open]")) {
    if (event.type === "keydown" && event.key !== "Escape") continue;
    if (event.type === "click" && menu.contains(event.target)) continue;
    if (event.type === "keydown" && menu.contains(document.activeElement)) {
      menu.querySelector("summary").focus();
    }
    menu.open = false;
  }
}

// Names what is ticked in a folded list, which the page drew as it was when it was opened.
function name(event) {
  const list = event.target.closest?.("details.folded-choices");
  if (!list) return;
  const chosen = [...list.querySelectorAll("input:checked")].map((box) => box.labels[0].textContent.trim());
  list.querySelector("summary").textContent = chosen.join("、") || list.dataset.none;
}

document.addEventListener("submit", guard);
document.addEventListener("change", name);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
// A page that comes back by the Back button must be usable again.
addEventListener("pageshow", release);
document.querySelector(".error-summary")?.focus();
