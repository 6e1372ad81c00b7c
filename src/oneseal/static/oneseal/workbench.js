// The workbench by keyboard: a letter presses the button that carries it; Escape leaves a field.
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
})();
