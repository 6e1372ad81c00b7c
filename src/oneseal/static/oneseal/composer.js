// The composer of one thing: a press on a row changes the page in place, and the keyboard goes on where it was.
(() => {
  const announce = window.oneSeal?.announce ?? (() => {});
  const open = (place) => [...place.querySelectorAll("li[id] details[open]")].map((each) => each.closest("li").id);
  const visible = (element) => element.offsetParent !== null;

  const settle = (place, opened) => {
    opened.forEach((id) => place.querySelector(`#${CSS.escape(id)} details`)?.setAttribute("open", ""));
    const wanted = place.querySelector("[data-focus-on]")?.dataset.focusOn;
    const summary = place.querySelector("[data-error-summary]");
    const target = summary ?? (wanted && document.getElementById(wanted));
    if (target) {
      const control = target.matches("li, div:not([data-error-summary])") ? target.querySelector("input:not([type=hidden]), select, textarea") : null;
      const first = control && visible(control) ? control : target;
      first.focus();
      if (first.select && first.type === "text") first.select();
    }
    const said = place.querySelector("#result .alert");
    if (said) announce(said.textContent.trim().replace(/\s+/g, " "));
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.hasAttribute("data-composer") || button?.name !== "press") return;
    event.preventDefault();
    const body = new FormData(form);
    body.set("press", button.value);
    const opened = open(form);
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (answer.redirected) { window.location = answer.url; return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("composer");
    if (!fresh) { window.location.reload(); return; }
    document.getElementById("composer").replaceWith(fresh);
    window.htmx?.process(fresh);
    settle(fresh, opened);
  });
})();
