// Behaviour of every page, bound by data attributes. No framework, nothing inline.
(() => {
  const word = (name) => document.body.dataset[`word${name}`] || "";
  const announce = (text) => { document.getElementById("announcer").textContent = text; };
  const typing = (element) => element.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  window.oneSeal = { word, announce, typing };

  const showTheme = () => {
    const dark = document.documentElement.dataset.bsTheme === "dark";
    document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.setAttribute("aria-pressed", String(dark)));
  };
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-theme-toggle]")) {
      const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", next); } catch { /* storage may be forbidden: the choice then lasts for this page */ }
      document.documentElement.dataset.bsTheme = next;
      showTheme();
      document.dispatchEvent(new CustomEvent("oneseal:theme"));
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy);
      announce(word("Copied"));
      const label = copy.querySelector("span") || copy;
      const before = label.textContent;
      label.textContent = word("Copied");
      setTimeout(() => { label.textContent = before; }, 1600);
    }
    if (event.target.closest("[data-back]") && history.length > 1) { event.preventDefault(); history.back(); }
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-close-details]")) event.target.closest("details").open = false;
  });

  // "/" goes to the page's search box.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("main [data-search-key]") || document.querySelector("[data-search-key]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });

  // One press, one request: the pressed button shows that it works and takes no second press.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.mayRepeat !== undefined || form.matches("[hx-post]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) { button.setAttribute("aria-busy", "true"); announce(word("Busy")); }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    });
  });
  document.addEventListener("htmx:beforeRequest", (event) => event.detail.elt.querySelector?.("button:not([type=button])")?.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt.querySelector?.("[aria-busy]")?.removeAttribute("aria-busy"));
  document.addEventListener("htmx:sendError", () => {
    const alert = document.createElement("div");
    alert.className = "alert alert-warning";
    alert.role = "alert";
    alert.textContent = word("Offline");
    document.getElementById("messages").replaceChildren(alert);
  });

  // A long list of choices gets a box that narrows it; what is ticked stays in sight.
  const findable = (box) => {
    const choices = [...box.querySelectorAll("input")].map((input) => input.closest("div"));
    if (choices.length < 13 || box.previousElementSibling?.matches("[data-find]")) return;
    const input = document.createElement("input");
    Object.assign(input, { type: "search", className: "form-control mb-2", placeholder: word("Find") });
    input.dataset.find = "";
    input.setAttribute("aria-label", word("Find"));
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      choices.forEach((each) => { each.hidden = !each.textContent.toLowerCase().includes(wanted) && !each.querySelector(":checked"); });
      const left = choices.filter((each) => !each.hidden);
      [...box.children].forEach((each) => { each.hidden = !left.some((choice) => each.contains(choice)); });
      announce(`${word("Found")} ${left.length}`);
    });
    box.before(input);
  };

  const setUp = (root) => {
    showTheme();
    root.querySelectorAll(".os-options").forEach(findable);
    root.querySelectorAll("nav [aria-current=page]").forEach((here) => {
      const row = here.closest("ul, nav");
      if (row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
    });
    root.querySelector("[data-error-summary]")?.focus();
  };
  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("htmx:afterSwap", (event) => {
    setUp(event.target);
    // A region that was itself replaced is not read aloud: what the act answered is said again outside it.
    const said = event.target.querySelector("#messages .alert, [data-error-summary]");
    if (said) announce(said.textContent.trim());
    // What was pressed is gone with the old page part: the keyboard goes on at its successor, not at the top.
    if (event.target.id === "main" && document.activeElement === document.body) event.target.focus({ preventScroll: true });
  });
})();
