// A board: shows calls as they come, says them with a voice of this machine, and after a lost connection asks for what
// came since the last one that it saw. Where the stream cannot be reached it asks every three seconds.
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const word = (name) => board.dataset[`word${name}`] || "";
  const link = board.querySelector("[data-link]"), list = board.querySelector("[data-calls-list]");
  const none = board.querySelector("[data-none]"), voice = board.querySelector("[data-voice]");
  const one = board.querySelector(".os-screen-one"), clock = board.querySelector("[data-clock]");
  const SHOWN = 8, FRESH = 60000, ASK = 3000, AGAIN = 30000;
  let last = Number(board.dataset.last), silent = "silent" in board.dataset, failures = 0, asking = 0, source = null;

  // --- Voice: only voices that live on this machine, so that nothing leaves the network --------------------------
  const pick = () => {
    const known = window.speechSynthesis?.getVoices().filter((each) => each.localService) || [];
    return known.find((each) => each.lang.replace("_", "-").toLowerCase().startsWith(board.dataset.lang.toLowerCase().slice(0, 2)));
  };
  const say = (call) => {
    if (silent || !window.speechSynthesis || !board.dataset.say) return;
    const spell = (text) => text.split("").join(" ");
    const text = board.dataset.say.replace("{number}", spell(call.number)).replace("{window}", spell(String(call.window).replace(/^0+(?=.)/, "")));
    const utterance = new SpeechSynthesisUtterance(text), chosen = pick();
    utterance.lang = board.dataset.lang;
    if (chosen) utterance.voice = chosen;
    utterance.rate = 0.9;
    window.speechSynthesis.speak(utterance);
  };
  voice?.addEventListener("click", () => {
    silent = !silent;
    voice.textContent = silent ? voice.dataset.off : voice.dataset.on;
    voice.setAttribute("aria-pressed", String(!silent));
    if (silent) window.speechSynthesis?.cancel();
  });

  // --- What a call does to the screen --------------------------------------------------------------------------
  const rowOf = (id) => list.querySelector(`[data-window="${id}"]`);
  const onList = (call, fresh) => {
    const old = rowOf(call.window_id);
    if (call.kind === "call" || call.kind === "recall") {
      old?.remove();
      const row = board.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
      row.dataset.window = call.window_id;
      row.querySelector("b").textContent = call.number;
      row.querySelector("span").textContent = row.querySelector("span").dataset.text.replace("{window}", call.window);
      if (fresh) row.dataset.fresh = "";
      list.prepend(row);
      while (list.children.length > SHOWN) list.lastElementChild.remove();
    } else if (call.kind === "begin" && old) old.dataset.serving = "";
    else if (["clear", "close"].includes(call.kind)) old?.remove();
    none.hidden = list.children.length > 0;
  };
  const onWindow = (call, fresh) => {
    const number = one.querySelector("[data-number]"), state = one.querySelector("[data-state]");
    const at = { call: "Call", recall: "Call", begin: "Begin", clear: "Free", open: "Free", resume: "Free", pause: "Pause", close: "Close" }[call.kind];
    const there = ["call", "recall", "begin"].includes(call.kind);
    if (there || call.kind !== "pause") number.textContent = there ? call.number : "—";
    state.textContent = word(at);
    delete one.dataset.fresh;
    if (fresh && at === "Call") { void one.offsetWidth; one.dataset.fresh = ""; }
  };
  const take = (seq, call) => {
    if (seq <= last) return;
    last = seq;
    if (board.dataset.window && String(call.window_id) !== board.dataset.window) return;
    if (board.dataset.zone && call.zone_id && String(call.zone_id) !== board.dataset.zone) return;
    const fresh = Date.now() - Date.parse(call.at) < FRESH;
    if (one) onWindow(call, fresh); else onList(call, fresh);
    if (fresh && (call.kind === "call" || call.kind === "recall")) say(call);
    board.dispatchEvent(new CustomEvent("board:call", { detail: { seq, ...call } }));
  };

  // --- Where calls come from -----------------------------------------------------------------------------------
  const ask = async () => {
    try {
      const response = await fetch(`${board.dataset.calls}?after=${last}`, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      for (const call of (await response.json()).calls) take(call.seq, call);
      link.textContent = word("Asking");
    } catch { link.textContent = word("Lost"); }
  };
  const stopAsking = () => { clearInterval(asking); asking = 0; };
  const listen = () => {
    const query = new URLSearchParams({ after: last });
    if (board.dataset.zone) query.set("zone", board.dataset.zone);
    if (board.dataset.window) query.set("window", board.dataset.window);
    source = new EventSource(`${board.dataset.events}?${query}`);
    source.onopen = () => { failures = 0; stopAsking(); link.textContent = ""; board.dataset.live = ""; };
    source.addEventListener("call", (event) => take(Number(event.lastEventId), JSON.parse(event.data)));
    source.onerror = () => {
      delete board.dataset.live;
      link.textContent = word("Lost");
      failures += 1;
      if (failures < 3 && source.readyState !== EventSource.CLOSED) return;
      source.close();
      if (!asking) { ask(); asking = setInterval(ask, ASK); }
      setTimeout(listen, AGAIN);
    };
  };
  const tick = () => { if (clock) clock.textContent = new Date().toLocaleTimeString(board.dataset.lang || "zh-CN", { hour: "2-digit", minute: "2-digit" }); };
  tick(); setInterval(tick, 10000);
  listen();
})();
