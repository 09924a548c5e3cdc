// Reading aids; the page is whole without them.
//
//   nav.toc a[href="#…"]            the one being read gets aria-current; arrow keys move; following one closes the panel
//   [data-current-section]          shows its name in the bar on narrow screens
//   .sign-line                      hidden while #acknowledge is in sight
//   input[data-reading-end]         hidden field: yes once its form was in sight, which stands below the text
//   input[name][data-reading-seconds]   hidden field: seconds the page was in sight, for the acknowledgement

const contents = document.querySelector("nav.toc");
const links = contents ? [...contents.querySelectorAll('a[href^="#"]')] : [];

// --- Where the reader is

function target(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

function show(link) {
  if (link.getAttribute("aria-current")) return;
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  for (const place of document.querySelectorAll("[data-current-section]")) place.textContent = link.textContent.trim();
  // Only the column itself may scroll: scrollIntoView would move the page under the reader.
  if (contents.scrollHeight > contents.clientHeight) {
    contents.scrollTop = link.offsetTop - contents.clientHeight / 3;
  }
}

function follow() {
  const sections = links.map((link) => [link, target(link)]).filter(([, section]) => section);
  if (!sections.length) return;
  let waiting = false;
  const find = () => {
    waiting = false;
    const edge = innerHeight * 0.3;
    const passed = sections.filter(([, section]) => section.getBoundingClientRect().top <= edge);
    show((passed.at(-1) ?? sections[0])[0]);
  };
  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(find);
      waiting = true;
    },
    { passive: true },
  );
  find();
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = links.indexOf(document.activeElement);
  if (!step || here < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
}

function close(event) {
  if (event.target.closest("a[href^='#']") && contents.matches(":popover-open")) contents.hidePopover();
}

// --- How long it was in sight

function measure(field) {
  let total = Number(field.value) || 0;
  let since = document.hidden ? 0 : performance.now();
  const seconds = () => Math.round(total + (since ? (performance.now() - since) / 1000 : 0));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && since) {
      total += (performance.now() - since) / 1000;
      since = 0;
    } else if (!document.hidden && !since) {
      since = performance.now();
    }
  });
  field.form?.addEventListener("submit", () => (field.value = seconds()));
}

// --- The line that leads to the acknowledgement goes when the acknowledgement itself is in sight

function leadTo(line) {
  const form = document.getElementById("acknowledge");
  if (!form || !("IntersectionObserver" in window)) return;
  let inSight = false;
  // Nobody who comes by the keyboard is left on something that has gone.
  const draw = () => (line.hidden = inSight && !line.querySelector(":focus-visible"));
  const look = ([entry]) => {
    inSight = entry.isIntersecting;
    draw();
  };
  new IntersectionObserver(look).observe(form);
  line.addEventListener("focusout", () => setTimeout(draw));
}

// --- Whether the end was reached: the form stands below the text

function noteTheEnd(field) {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    field.value = "yes";
    observer.disconnect();
  }).observe(field.form);
}

follow();
contents?.addEventListener("keydown", move);
contents?.addEventListener("click", close);
for (const field of document.querySelectorAll("[data-reading-seconds]")) measure(field);
for (const field of document.querySelectorAll("[data-reading-end]")) noteTheEnd(field);
for (const line of document.querySelectorAll(".sign-line")) leadTo(line);
