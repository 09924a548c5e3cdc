// Light or dark, as the reader chose. A classic script in <head>, not a module: it must have run before the first
// paint, or a dark page flashes white. Without it, or without a choice, the page follows the system.

(() => {
  const key = "theme";
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return ""; // Storage may be forbidden; then the system decides.
    }
  }

  function apply(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function choose(theme) {
    apply(theme);
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {
      // The choice holds for this page only.
    }
  }

  function connect(group) {
    const buttons = [...group.querySelectorAll("button")];
    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", button.value === chosen());
    };
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      choose(button.value);
      show();
    });
    group.hidden = false;
    show();
  }

  apply(chosen());
  addEventListener("storage", (event) => event.key === key && apply(chosen()));
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-theme-switch]")) connect(group);
  });
})();
