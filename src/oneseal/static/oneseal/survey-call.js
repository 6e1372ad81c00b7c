// The call of a remote survey (see call.js): officers take snapshots and record; the applicant signs.
(() => {
  const root = document.getElementById("survey-call");
  if (!root) return;
  const SEGMENT = 120000;
  let recorder = null, segment = 0, painter = 0, shelf = null, sending = false;

  const key = () => crypto.randomUUID?.() || "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  let mix = null;
  const hearable = (stream) => { if (mix && stream.getAudioTracks().length) mix.sound.createMediaStreamSource(stream).connect(mix.all); };
  const ended = () => {
    root.querySelectorAll("[data-snapshot], [data-record]").forEach((each) => { each.disabled = true; });
    root.dataset.recording = "";
    stopRecording();
  };
  const { word, stage, tell, post, enter } = window.oneSealCall({ root, seen: hearable, over: ended });

  // --- What is kept ------------------------------------------------------------------------------------------------------
  const kept = root.querySelector("[data-kept]");
  // In this computer's own store until the server has it: neither a lost connection nor a closed page loses a recording.
  const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const openShelf = async () => {
    const asked = indexedDB.open(`survey-call-${root.dataset.visit}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("unsent", { keyPath: "key" });
    shelf = await done(asked);
  };
  const store = (mode) => shelf.transaction("unsent", mode).objectStore("unsent");
  const waiting = async () => { const found = await done(store("readonly").getAll()); root.dataset.unsent = found.length || ""; return found; };
  const sendOne = async (each) => {
    const form = new FormData();
    for (const [field, value] of Object.entries({ key: each.key, visit: root.dataset.visit, kind: each.kind, taken_at: each.at, sent_at: new Date().toISOString() })) form.append(field, value);
    form.append("file", each.file, each.name);
    const data = await post(root.dataset.evidence, form);
    await done(store("readwrite").delete(each.key));
    root.dataset[`kept${each.kind}`] = String(Number(root.dataset[`kept${each.kind}`] || 0) + 1);
    const signed = each.kind === "signature";
    kept.textContent = `${word(signed ? "Signed" : "Kept")} ${data.sha256.slice(0, 16)}…`;
    if (signed && pad) pad.hidden = true;
  };
  // What the server refuses stays here too, and is tried again when the page is opened anew; the rest goes on.
  const refused = new Set();
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      for (const each of await waiting()) {
        if (refused.has(each.key)) continue;
        kept.textContent = word("Sending").replace("#", root.dataset.unsent);
        try { await sendOne(each); } catch (error) {
          if (!error.refused) throw error;
          refused.add(each.key);
          kept.textContent = `${word("NotKept")}${error.message}`;
        }
      }
      if ((await waiting()).some((each) => !refused.has(each.key))) setTimeout(flush, 0);
    } catch {
      kept.textContent = word("Later").replace("#", root.dataset.unsent);
      setTimeout(flush, 5000);
    } finally { sending = false; }
  };
  const send = async (kind, file, name) => {
    await done(store("readwrite").put({ key: key(), kind, at: new Date().toISOString(), file, name }));
    await waiting();
    flush();
  };
  const paint = (canvas) => {
    const pen = canvas.getContext("2d"), videos = [...stage.querySelectorAll("video")];
    const across = Math.ceil(Math.sqrt(videos.length)) || 1, wide = canvas.width / across, high = wide * 0.75;
    pen.fillStyle = "#111"; pen.fillRect(0, 0, canvas.width, canvas.height);
    videos.forEach((video, place) => pen.drawImage(video, (place % across) * wide, Math.floor(place / across) * high, wide, high));
    pen.fillStyle = "#fff"; pen.font = "16px sans-serif";
    pen.fillText(new Date().toISOString(), 8, canvas.height - 8);
  };
  const board = () => { const canvas = document.createElement("canvas"); canvas.width = 640; canvas.height = 480; paint(canvas); return canvas; };
  const snapshot = () => board().toBlob((file) => send("snapshot", file, "snapshot.jpg"), "image/jpeg", 0.85);

  const mixed = () => {
    const canvas = board();
    painter = setInterval(() => paint(canvas), 100);
    const stream = canvas.captureStream(10), sound = new AudioContext(), all = sound.createMediaStreamDestination();
    mix = { sound, all };
    [...stage.querySelectorAll("video")].forEach((video) => { if (video.srcObject) hearable(video.srcObject); });
    all.stream.getAudioTracks().forEach((track) => stream.addTrack(track));
    return { stream, sound };
  };
  const stopRecording = () => { clearTimeout(segment); if (recorder?.state === "recording") recorder.stop(); };
  const record = (button) => {
    if (recorder?.state === "recording") { root.dataset.recording = ""; stopRecording(); button.setAttribute("aria-pressed", "false"); return; }
    root.dataset.recording = "1";
    button.setAttribute("aria-pressed", "true");
    const { stream, sound } = mixed();
    const parts = [];
    recorder = new MediaRecorder(stream, { videoBitsPerSecond: 600000 });
    recorder.addEventListener("dataavailable", (event) => { if (event.data.size) parts.push(event.data); });
    recorder.addEventListener("stop", () => {
      clearInterval(painter); mix = null; sound.close(); stream.getTracks().forEach((track) => track.stop());
      send("recording", new Blob(parts, { type: "video/webm" }), "call.webm");
      if (root.dataset.recording) { recorder = null; record(button); }
    });
    recorder.start(1000);
    segment = setTimeout(stopRecording, SEGMENT);
  };

  const bindPad = (form) => {
    const pad = form.querySelector("canvas"), pen = pad.getContext("2d");
    let down = false, drawn = false;
    const at = (event) => { const box = pad.getBoundingClientRect(); return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height]; };
    pad.addEventListener("pointerdown", (event) => { down = drawn = true; pad.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
    pad.addEventListener("pointermove", (event) => { if (down) { pen.lineWidth = 3; pen.lineCap = "round"; pen.lineTo(...at(event)); pen.stroke(); } });
    pad.addEventListener("pointerup", () => { down = false; });
    form.querySelector("[data-clear]").addEventListener("click", () => { pen.clearRect(0, 0, pad.width, pad.height); drawn = false; });
    form.querySelector("[data-signed]").addEventListener("click", () => {
      if (!drawn) { tell(word("Draw")); return; }
      pad.toBlob((file) => send("signature", file, "signature.png"), "image/png");
    });
  };

  const come = async (button) => {
    button.disabled = true;
    let own;
    try {
      own = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 }, audio: true });
    } catch { tell(word("NoCamera")); button.disabled = false; return; }
    if (!await enter(own)) { button.disabled = false; return; }
    button.hidden = true;
    root.querySelectorAll("[data-inside]").forEach((each) => { each.hidden = false; });
  };

  root.querySelector("[data-come]")?.addEventListener("click", (event) => come(event.currentTarget));
  root.querySelector("[data-snapshot]")?.addEventListener("click", snapshot);
  root.querySelector("[data-record]")?.addEventListener("click", (event) => record(event.currentTarget));
  const pad = root.querySelector("[data-pad]");
  if (pad) bindPad(pad);
  window.addEventListener("beforeunload", (event) => { if (root.dataset.unsent || root.dataset.recording) event.preventDefault(); });
  window.addEventListener("online", flush);
  openShelf().then(waiting).then((found) => { if (found.length) flush(); });
})();
