// A kept text side by side; the page is whole without this, one click is then a page.
//
//   [data-node]                 lines and the heading or clause they stand in: what is pointed at lights up on both sides
//   a[data-correct="12"]        opens what line 12 may be said to be under it, copied from template#treatments, whose
//                               buttons are called ":chapter" …; data-split and .row.said-chapter say which have a meaning

const side = document.querySelector(".side-by-side");
const tree = document.getElementById("tree");
const treatments = document.getElementById("treatments");
let lit = "";

// --- What belongs together

function light(one) {
  const node = one?.closest("[data-node]")?.dataset.node ?? "";
  if (node === lit) return;
  lit = node;
  for (const old of side.querySelectorAll(".lit")) old.classList.remove("lit");
  if (!node) return;
  for (const each of side.querySelectorAll(`[data-node="${node}"]`)) each.classList.add("lit");
  if (one.closest(".row")) reach(node);
}

// The column follows the lines; scrollIntoView would move the page under the reader.
function reach(node) {
  const item = document.getElementById(`node-${node}`);
  if (item && tree.scrollHeight > tree.clientHeight) {
    tree.scrollTop += item.getBoundingClientRect().top - tree.getBoundingClientRect().top - tree.clientHeight / 3;
  }
}

// A page that opens at a line, or in the middle of the text, shows what is beside it.
function arrive() {
  const row = document.getElementById(location.hash.slice(1));
  if (row) light(row);
  else reach(side.querySelector(".row[data-node]")?.dataset.node);
}

function follow(event) {
  const link = event.target.closest("a[href*='#']");
  if (!link || event.defaultPrevented) return;
  if (tree.matches(":popover-open") && tree.contains(link)) tree.hidePopover();
  // On a narrow screen the outline is a closed panel, and nothing in it can be gone to.
  const node = link.matches(".row .no") && document.getElementById(link.hash.slice(1));
  if (node && !node.checkVisibility()) tree.showPopover();
}

// --- What a line may be said to be

function opened() {
  return side.querySelector(".treatments");
}

function close() {
  const panel = opened();
  const link = panel?.closest(".row").querySelector("[data-correct]");
  panel?.remove();
  link?.setAttribute("aria-expanded", "false");
  return link;
}

function open(link) {
  const row = link.closest(".row");
  const line = link.dataset.correct;
  const said = [...row.classList].find((name) => name.startsWith("said-"))?.slice(5) ?? "";
  const panel = treatments.content.firstElementChild.cloneNode(true);
  const legend = panel.querySelector("legend");
  legend.textContent = legend.dataset.words.replace("#", line);
  for (const button of panel.querySelectorAll("button")) {
    const meant = button.value.slice(1);
    button.value = `${line}:${meant}`;
    if (meant && meant === said) button.setAttribute("aria-pressed", "true");
    if (!meant && !said) button.remove();
    if (meant === "whole" && !("split" in link.dataset) && said !== "whole") button.remove();
  }
  row.append(panel);
  link.setAttribute("aria-expanded", "true");
  panel.querySelector("button").focus({ preventScroll: true });
}

function choose(event) {
  const link = event.target.closest("a[data-correct]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (close() !== link) open(link);
}

function leave(event) {
  if (event.key === "Escape" && opened()) close()?.focus();
}

side.addEventListener("pointerover", (event) => light(event.target));
side.addEventListener("focusin", (event) => light(event.target));
side.addEventListener("click", choose);
side.addEventListener("click", follow);
side.addEventListener("keydown", leave);
addEventListener("hashchange", arrive);
arrive();
