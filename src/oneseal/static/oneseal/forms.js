// Long forms: drafts saved while typing, kept in the browser when the network fails; files dropped or chosen.
(() => {
  const { word, announce } = window.oneSeal;
  const OWN = ["csrfmiddlewaretoken", "idempotency_key", "seen"];
  const key = (form) => `draft:${form.dataset.autosave}`;
  const values = (form) => {
    const data = new FormData(form);
    return [...data].filter(([name, value]) => typeof value === "string" && !OWN.includes(name));
  };
  const say = (form, text) => {
    const place = form.querySelector("[data-autosave-state]");
    if (place) place.textContent = text;
  };
  const keep = (form) => { try { sessionStorage.setItem(key(form), JSON.stringify(values(form))); } catch { /* full or forbidden: the server copy remains */ } };
  const forget = (form) => { try { sessionStorage.removeItem(key(form)); } catch { /* nothing was kept */ } };

  const send = async (form, leaving = false) => {
    say(form, word("Saving"));
    const body = new FormData(form);
    [...body.entries()].filter(([, value]) => typeof value !== "string").forEach(([name]) => body.delete(name));
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, credentials: "same-origin", headers: { "X-Autosave": "1" }, keepalive: leaving });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (said.stopped) { say(form, said.message); return; }
      // A redirect leads to the sign-in page: nothing was saved there.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const seen = form.querySelector("[data-seen]");
      if (seen && said.seen) seen.value = said.seen;
      if (!said.message) forget(form);
      say(form, said.message || `${word("Saved")} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
    } catch {
      say(form, word("Unsaved"));
    }
  };
  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.autosave) return;
    keep(form);
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => { timers.delete(form); send(form); }, 1200));
  });
  // What is sent stays in the browser until the page shows that it was kept: the session may have ended meanwhile.
  document.addEventListener("submit", (event) => { clearTimeout(timers.get(event.target)); timers.delete(event.target); });
  window.addEventListener("pagehide", () => {
    document.querySelectorAll("form[data-autosave]").forEach((form) => {
      if (!timers.has(form)) return;
      clearTimeout(timers.get(form));
      timers.delete(form);
      send(form, true);
    });
  });

  const put = (form, name, wanted) => {
    [...form.elements].filter((element) => element.name === name).forEach((element) => {
      if (element.type === "checkbox" || element.type === "radio") element.checked = wanted.includes(element.value);
      else if (element.type !== "file" && element.type !== "hidden" && wanted.length) element.value = wanted.shift();
    });
  };
  const restore = (form) => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key(form)) || "null"); } catch { kept = null; }
    if (!kept) return;
    if (JSON.stringify(kept) === JSON.stringify(values(form))) { forget(form); return; }
    const names = new Set([...kept.map(([name]) => name), ...[...form.elements].map((element) => element.name)]);
    names.forEach((name) => { if (name) put(form, name, kept.filter(([other]) => other === name).map(([, value]) => value)); });
    say(form, word("Restored"));
    timers.set(form, setTimeout(() => { timers.delete(form); send(form); }, 1200));
  };

  // A drop zone: <div data-drop data-limit="bytes"><input type="file">…<ul data-drop-list></ul></div>
  const list = (zone) => {
    const input = zone.querySelector("input[type=file]");
    const place = zone.querySelector("[data-drop-list]");
    const limit = Number(zone.dataset.limit || 0);
    const big = [...input.files].find((file) => limit && file.size > limit);
    if (big) { input.value = ""; announce(word("TooLarge")); }
    if (!place) return;
    const lines = big ? [`${big.name}: ${word("TooLarge")}`] : [...input.files].map((file) => `${file.name} (${Math.max(1, Math.round(file.size / 1024))} KB)`);
    place.replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  };
  const over = (event, on) => {
    const zone = event.target.closest?.("[data-drop]");
    if (zone) { event.preventDefault(); zone.classList.toggle("os-over", on); }
    return zone;
  };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    const zone = over(event, false);
    if (!zone) return;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (zone && event.target.type === "file") list(zone);
  });

  // Uploads by htmx show how far they are.
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.("progress");
    if (bar && event.detail.lengthComputable) { bar.hidden = false; bar.max = event.detail.total; bar.value = event.detail.loaded; }
  });

  // Parts of a form that belong to an answer: data-show-when="question=option,option".
  const reveal = (form) => form.querySelectorAll("[data-show-when]").forEach((part) => {
    const [name, options] = part.dataset.showWhen.split("=");
    const chosen = new FormData(form).getAll(name);
    part.hidden = !options.split(",").some((option) => chosen.includes(option));
  });
  document.addEventListener("change", (event) => { if (event.target.form) reveal(event.target.form); });
  document.addEventListener("htmx:afterSwap", (event) => event.target.querySelectorAll("form").forEach(reveal));

  // A button that fills fields: demonstration accounts on the sign-in pages.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const { fill, fillWith, fillToo, fillTooWith } = button.dataset;
    for (const [place, text] of [[fill, fillWith], [fillToo, fillTooWith]]) {
      const field = place && document.querySelector(place);
      if (field) field.value = text;
    }
    document.querySelector(fill)?.form.querySelector("button:not([type=button])").focus();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach(restore);
    document.querySelectorAll("form").forEach(reveal);
  });
})();
