// Forms drawn from data: fields that apply only in some cases appear and vanish while others are answered.
(() => {
  const valuesOf = (form, name) => [...form.elements]
    .filter((element) => element.name === name && !element.disabled)
    .filter((element) => !["radio", "checkbox"].includes(element.type) || element.checked)
    .map((element) => (element.type === "checkbox" && element.value === "on" ? "True" : element.value));
  const update = (root) => {
    const form = root.closest("form");
    if (!form) return;
    root.querySelectorAll("[data-shown-when]").forEach((part) => {
      const holds = JSON.parse(part.dataset.shownWhen)
        .every(({ field, values }) => valuesOf(form, field).some((value) => values.includes(value)));
      part.hidden = !holds;
      part.querySelectorAll("input, select, textarea").forEach((control) => { control.disabled = !holds; });
      part.querySelectorAll("[data-only-if]").forEach((hint) => { hint.hidden = true; });
    });
  };
  const start = (scope) => scope.querySelectorAll("[data-item-form]").forEach(update);
  document.addEventListener("change", (event) => {
    const root = event.target.closest?.("[data-item-form]");
    if (root) update(root);
  });
  document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
  start(document);
})();
