// The workbench by keyboard: a letter presses the button that carries it; Escape leaves a field.
// Links marked data-into-frame open below, on the same page; browsers say whose frame it is only over a safe connection.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const found = document.querySelector(`[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    const closed = found.closest("details:not([open])");
    if (closed) closed.open = true;
    if (found.matches("button, a")) found.click(); else found.focus();
  });
  const card = document.querySelector("[data-frame]");
  if (!card || !window.isSecureContext) return;
  const frame = card.querySelector("iframe");
  document.querySelectorAll("[data-into-frame]").forEach((link) => {
    link.target = frame.name;
    link.addEventListener("click", () => { card.hidden = false; });
  });
  frame.addEventListener("load", () => {
    if (card.hidden || frame.contentWindow.location.href === "about:blank") return;
    frame.contentDocument.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (typing(event.target)) { event.target.blur(); return; }
      window.focus();
      document.querySelector("[data-hotkey='n'], [data-hotkey='b']")?.focus();
    });
    frame.contentWindow.focus();
    card.scrollIntoView({ block: "nearest" });
  });
})();
