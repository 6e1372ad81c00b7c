// Keyboard on lists: j and k move, Enter opens, x marks. A list is a table with data-list.
(() => {
  const { typing } = window.oneSeal;
  const rows = () => [...document.querySelectorAll("[data-list] tbody tr")];
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("os-here"));
    const next = all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : here + step))];
    all.forEach((row) => row.classList.remove("os-here"));
    next.classList.add("os-here");
    next.scrollIntoView({ block: "nearest" });
    next.querySelector("a")?.focus({ preventScroll: true });
  };
  // A frame that scrolls must be reachable by keyboard, under a name.
  const frames = () => document.querySelectorAll(".os-list-frame:not([tabindex])").forEach((frame) => {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    const name = frame.querySelector("caption") || document.querySelector("h1");
    frame.setAttribute("aria-label", name ? name.textContent.trim() : document.title);
  });
  document.addEventListener("DOMContentLoaded", frames);
  document.addEventListener("htmx:afterSwap", frames);
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = document.querySelector("[data-list] tr.os-here");
    if (event.key === "j" || event.key === "k") { event.preventDefault(); go(event.key === "j" ? 1 : -1); }
    if (event.key === "x" && row) row.querySelector("input[type=checkbox]")?.click();
    if (event.key === "Enter" && row && !event.target.closest("a, button, summary, input")) row.querySelector("a")?.click();
  });
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-mark-all]");
    if (all) rows().forEach((row) => {
      const box = row.querySelector("input[type=checkbox]");
      if (box && box.checked !== all.checked) box.click();
    });
    if (event.target.matches("[data-list] tbody input[type=checkbox]")) {
      event.target.closest("tr").setAttribute("aria-selected", String(event.target.checked));
      const bar = document.querySelector("[data-marked]");
      const count = document.querySelectorAll("[data-list] tbody input[type=checkbox]:checked").length;
      if (bar) { bar.hidden = !count; bar.querySelectorAll("[data-marked-count]").forEach((place) => { place.textContent = count; }); }
    }
    if (event.target.closest("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
})();
