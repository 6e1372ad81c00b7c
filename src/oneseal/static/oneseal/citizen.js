// Evaluation: only the tags of the chosen level are shown; the others are not sent.
(() => {
  const update = (form) => {
    const level = form.querySelector("input[name=level]:checked")?.value || "";
    form.querySelectorAll("[data-levels]").forEach((part) => {
      const fits = part.dataset.levels.split(",").includes(level);
      part.hidden = !fits;
      part.querySelectorAll("input").forEach((input) => { input.disabled = !fits; });
    });
  };
  document.addEventListener("change", (event) => { if (event.target.form?.matches("[data-evaluation]")) update(event.target.form); });
  document.querySelectorAll("form[data-evaluation]").forEach(update);
})();
