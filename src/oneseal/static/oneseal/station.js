// A page shown on a device: tells the server how the device is, and forgets the visitor who has gone.
(() => {
  const root = document.querySelector("[data-station]");
  if (!root) return;
  const csrf = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const ask = root.querySelector("[data-station-ask]"), left = root.querySelector("[data-station-left]");
  const form = root.querySelector("[data-station-reset]");
  const idle = Number(root.dataset.idle) * 1000, warn = Number(root.dataset.warn);
  const rests = "rests" in root.dataset;
  let last = Date.now(), counting = 0, printed = 0, network = null, ahead = 0, leaving = false;

  // --- The heartbeat: one at a time, or two answers could bring two keys --------------------------------------
  const beat = async () => {
    const said = { clock: new Date().toISOString(), printed, network_ms: network };
    const from = performance.now();
    try {
      const response = await fetch(root.dataset.beat, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": csrf, "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(said) });
      network = Math.round(performance.now() - from);
      if (response.status === 403) { location.replace(root.dataset.home); return; }
      const data = await response.json();
      printed -= said.printed;
      ahead = Date.now() - Date.parse(data.now);
      tick();
    } catch { network = null; }
    setTimeout(beat, 30000);
  };
  const tick = () => {
    document.querySelectorAll("[data-server-clock]").forEach((each) => {
      const now = new Date(Date.now() - ahead);
      each.textContent = now.toLocaleTimeString(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
    });
  };
  window.addEventListener("afterprint", () => { printed += 1; });

  // --- Nobody there -----------------------------------------------------------------------------------------------
  const goHome = async () => {
    if (leaving) return;
    leaving = true;
    // Nothing is kept of this page: the form is sent by script, so that Back finds the home page.
    try { await fetch(form.action, { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": csrf } }); } finally { location.replace(root.dataset.home); }
  };
  const awake = () => { last = Date.now(); if (counting) { clearInterval(counting); counting = 0; ask.close(); } };
  const doubt = () => {
    let rest = warn;
    left.textContent = String(rest);
    if (!ask.open) ask.showModal();
    counting = setInterval(() => { rest -= 1; left.textContent = String(Math.max(0, rest)); if (rest <= 0) goHome(); }, 1000);
  };
  const watch = () => { if (!counting && Date.now() - last >= idle) doubt(); };
  if (!rests) {
    ["pointerdown", "keydown", "input", "scroll"].forEach((kind) => document.addEventListener(kind, () => { if (!counting) last = Date.now(); }, { passive: true, capture: true }));
    root.querySelector("[data-station-stay]").addEventListener("click", awake);
    ask.addEventListener("cancel", awake);
    document.addEventListener("oneseal:busy", awake);
    setInterval(watch, 1000);
    const soon = document.querySelector("[data-station-return]");
    if (soon) setTimeout(goHome, Number(soon.dataset.stationReturn) * 1000);
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); goHome(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.replace(root.dataset.home); });

  // --- A signature ----------------------------------------------------------------------------------------------------
  const signing = document.querySelector("[data-sign]");
  if (signing) {
    const pad = signing.querySelector("[data-pad]"), pen = pad.getContext("2d");
    let down = false, drawn = false;
    const at = (event) => { const box = pad.getBoundingClientRect(); return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height]; };
    pad.addEventListener("pointerdown", (event) => { down = drawn = true; pad.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
    pad.addEventListener("pointermove", (event) => { if (down) { pen.lineWidth = 4; pen.lineCap = "round"; pen.lineTo(...at(event)); pen.stroke(); } });
    pad.addEventListener("pointerup", () => { down = false; });
    signing.querySelector("[data-clear]").addEventListener("click", () => { pen.clearRect(0, 0, pad.width, pad.height); drawn = false; });
    signing.addEventListener("submit", () => { signing.querySelector("[data-signature]").value = drawn ? pad.toDataURL("image/png") : ""; }, true);
  }

  // --- The browser fills in nothing of the visitor before ----------------------------------------------------------
  const plain = () => document.querySelectorAll("form, input, textarea").forEach((each) => each.setAttribute("autocomplete", "off"));
  plain();
  document.addEventListener("htmx:afterSwap", plain);
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  tick();
  setInterval(tick, 5000);
  beat();
})();
