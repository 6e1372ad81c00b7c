// The workbench by keyboard: a letter presses what carries it; Escape leaves a field, then the frame.
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
    if (closed && !found.matches("summary")) closed.open = true;
    if (found.matches("button, a, summary")) found.click(); else found.focus();
  });
  const card = document.querySelector("[data-frame]");
  if (!card || !window.isSecureContext) return;
  const frame = card.querySelector("iframe");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-into-frame]");
    if (!link) return;
    link.target = frame.name;
    card.hidden = false;
  }, true);
  const identify = (applicant) => {
    const form = document.querySelector("[data-identify]");
    if (!form || !applicant) return;
    form.elements.applicant.value = applicant;
    form.requestSubmit();
  };
  frame.addEventListener("load", () => {
    if (card.hidden || frame.contentWindow.location.href === "about:blank") return;
    identify(frame.contentDocument.querySelector("[data-applicant]")?.dataset.applicant);
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
