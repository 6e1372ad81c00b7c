// Today's survey trip on the phone. What is typed and photographed is kept in the phone first (IndexedDB, one store
// for each account) and sent when there is a network; every thing has a key, so that the server does it once.
(() => {
  const root = document.getElementById("survey-phone");
  if (!root) return;
  const word = (name) => root.dataset[`word${name}`] || "";
  const area = document.getElementById("survey-area");
  const bar = document.getElementById("survey-bar");
  let shelf, csrf = "", me = 0, today = "", open = "", sending = false;

  // --- The phone's own store -------------------------------------------------------------------------------
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const openShelf = () => {
    const asked = indexedDB.open(`surveys-${root.dataset.account}`, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("visits", { keyPath: "uid" });
      asked.result.createObjectStore("drafts", { keyPath: "uid" });
      asked.result.createObjectStore("queue", { keyPath: "key" });
      asked.result.createObjectStore("meta", { keyPath: "name" });
    };
    return done(asked);
  };
  const store = (name, mode = "readonly") => shelf.transaction(name, mode).objectStore(name);
  const all = (name) => done(store(name).getAll());
  const get = (name, key) => done(store(name).get(key));
  const put = (name, value) => done(store(name, "readwrite").put(value));
  const drop = (name, key) => done(store(name, "readwrite").delete(key));
  // In the order in which it was done, whatever happens to the phone's clock meanwhile.
  const enqueue = async (value) => put("queue", { ...value, at: Math.max(Date.now(), ...(await all("queue")).map((each) => each.at + 1)) });
  const queued = async () => (await all("queue")).sort((one, other) => one.at - other.at);

  // --- Small helpers -----------------------------------------------------------------------------------------
  const make = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const fill = (element, name, text) => { const at = element.querySelector(`[data-${name}]`); if (at) { at.textContent = text; at.hidden = !text; } };
  const key = () => crypto.randomUUID?.() || "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  let named = 0;
  const link = (element) => element.querySelectorAll("label[data-for]").forEach((label) => {
    const control = element.querySelector(`[data-name="${label.dataset.for}"]`);
    control.id = `survey-${named += 1}`;
    label.htmlFor = control.id;
  });

  const showBar = async (text = "") => {
    const waiting = await queued();
    const problems = waiting.filter((each) => each.problem).length;
    const lines = [navigator.onLine ? word("Online") : word("Offline")];
    lines.push(waiting.length ? word("Waiting").replace("#", waiting.length) : word("AllSent"));
    if (problems) lines.push(word("Problems").replace("#", problems));
    if (text) lines.push(text);
    bar.querySelector("[data-text]").textContent = lines.join(" · ");
    bar.dataset.state = problems ? "problem" : waiting.length ? "waiting" : "sent";
  };

  // --- Sending ------------------------------------------------------------------------------------------------
  const answered = async (response) => {
    if (response.redirected || response.status === 401) throw new Error("signed-out");
    const data = await response.json();
    if (!response.ok) return { status: "refused", message: data.errors?.[0]?.detail || data.title };
    return data;
  };
  const post = (address, body, headers = {}) => fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "follow", headers: { "X-CSRFToken": csrf, Accept: "application/json", ...headers } }).then(answered);
  const send = (each) => {
    if (each.kind !== "evidence") return post(root.dataset.sync, JSON.stringify({ key: each.key, kind: each.kind, visit: each.visit, version: each.version, said: each.said, sent_at: new Date().toISOString() }), { "Content-Type": "application/json" });
    const form = new FormData();
    for (const [name, value] of Object.entries(each.said)) if (value !== null) form.append(name, value);
    form.append("key", each.key);
    form.append("visit", each.visit);
    form.append("sent_at", new Date().toISOString());
    form.append("file", each.file, each.said.kind === "signature" ? "signature.png" : "photo.jpg");
    return post(root.dataset.evidence, form);
  };

  const flush = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    try {
      await refresh();
      for (const each of await queued()) {
        if (each.problem) continue;
        const result = await send(each);
        if (result.status === "done") {
          await drop("queue", each.key);
          if (each.kind !== "evidence") await drop("drafts", each.visit);
        } else {
          await put("queue", { ...each, problem: result.status, message: result.message, current: result.version });
        }
        await showBar();
      }
      await refresh();
      await showBar(word("Synced"));
    } catch (error) {
      await showBar(error.message === "signed-out" ? word("SignedOut") : "");
    } finally {
      sending = false;
      if (!area.contains(document.activeElement) || !open) await render();
    }
  };

  const refresh = async () => {
    const response = await fetch(root.dataset.data, { credentials: "same-origin", headers: { Accept: "application/json" } });
    const data = await answered(response);
    csrf = data.csrf; me = data.me; today = data.today;
    await put("meta", { name: "who", me, today });
    const known = new Set(data.visits.map((each) => each.uid));
    for (const each of data.visits) await put("visits", each);
    const busy = new Set((await queued()).map((each) => each.visit));
    for (const each of await all("visits")) if (!known.has(each.uid) && !busy.has(each.uid)) { await drop("visits", each.uid); await drop("drafts", each.uid); }
  };

  // --- The list of stops ----------------------------------------------------------------------------------------
  const render = async () => {
    if (open) return renderVisit(open);
    const visits = (await all("visits")).sort((one, other) => (one.day + one.when.padStart(12)).localeCompare(other.day + other.when.padStart(12)));
    const waiting = await queued();
    area.replaceChildren();
    if (!visits.length) { area.append(make("survey-none")); return showBar(); }
    let day = "";
    for (const each of visits) {
      if (each.day !== day) { day = each.day; const head = document.createElement("h2"); head.textContent = `${each.dayText} · ${each.car}`; area.append(head); }
      const card = make("survey-stop");
      const mine = waiting.filter((one) => one.visit === each.uid);
      fill(card, "when", each.when);
      fill(card, "applicant", each.applicant);
      fill(card, "address", each.address);
      fill(card, "items", each.requests.map((one) => one.item).join("、"));
      fill(card, "bring", each.requests.map((one) => one.mustPresent).filter(Boolean).join("、"));
      fill(card, "state", mine.some((one) => one.problem) ? word("HasProblem") : mine.some((one) => one.kind !== "evidence") ? word("ToSend") : each.stateText);
      const button = card.querySelector("button");
      button.addEventListener("click", () => { open = each.uid; render().then(() => area.querySelector("h2")?.focus()); });
      area.append(card);
    }
    return showBar();
  };

  // --- One stop ---------------------------------------------------------------------------------------------------
  const saidOf = (form, visit) => {
    const value = (name) => form.querySelector(`[data-name="${name}"]`)?.value ?? "";
    const chosen = (name) => form.querySelector(`[data-name="${name}"] input:checked`)?.value ?? "";
    const answers = {}, findings = {};
    for (const request of visit.requests) {
      answers[request.id] = {};
      for (const point of request.points) {
        const name = `point-${request.id}-${point.code}`;
        const text = point.numeric ? value(name) : chosen(name);
        if (text !== "") answers[request.id][point.code] = point.numeric ? Number(text) : text === "yes";
      }
      findings[request.id] = value(`finding-${request.id}`);
    }
    const came = visit.parties.map((each) => ({ id: each.id, state: chosen(`party-${each.id}`), officer: value(`officer-${each.id}`), comment: value(`opinion-${each.id}`) }));
    return { answers, findings, came, comment: value("comment"), signer: value("signer"), unsigned_because: value("unsigned") };
  };

  const restore = (form, visit, said) => {
    const set = (name, text) => { const at = form.querySelector(`[data-name="${name}"]`); if (at && text !== undefined) at.value = text; };
    const choose = (name, text) => { const at = form.querySelector(`[data-name="${name}"] input[value="${text}"]`); if (at) at.checked = true; };
    for (const request of visit.requests) {
      for (const point of request.points) {
        const value = said.answers?.[request.id]?.[point.code];
        if (value === undefined) continue;
        if (point.numeric) set(`point-${request.id}-${point.code}`, value); else choose(`point-${request.id}-${point.code}`, value ? "yes" : "no");
      }
      set(`finding-${request.id}`, said.findings?.[request.id]);
    }
    for (const each of said.came || []) { choose(`party-${each.id}`, each.state); set(`officer-${each.id}`, each.officer); set(`opinion-${each.id}`, each.comment); }
    set("comment", said.comment); set("signer", said.signer); set("unsigned", said.unsigned_because);
  };

  const choice = (template, name, label) => {
    const element = make(template);
    element.dataset.name = name;
    element.querySelector("legend").textContent = label;
    element.querySelectorAll("input").forEach((input) => { input.name = name; });
    return element;
  };
  const line = (template, name, label) => {
    const element = make(template);
    element.querySelector("[data-name]").dataset.name = name;
    element.querySelector("label").textContent = label;
    element.querySelector("label").dataset.for = name;
    link(element);
    return element;
  };

  const buildForm = (form, visit) => {
    for (const request of visit.requests) {
      const head = document.createElement("h3");
      head.textContent = `${request.item}（${request.number}）`;
      form.append(head);
      if (request.mustPresent) { const bring = make("survey-bring"); fill(bring, "what", request.mustPresent); form.append(bring); }
      for (const point of request.points) {
        const name = `point-${request.id}-${point.code}`;
        form.append(point.numeric ? line("survey-number", name, point.text + (point.unit ? `（${point.unit}）` : "")) : choice("survey-yes-no", name, point.text));
      }
      form.append(line("survey-text", `finding-${request.id}`, word("Finding")));
    }
    const head = document.createElement("h3");
    head.textContent = word("Parties");
    form.append(head);
    for (const party of visit.parties) {
      form.append(choice("survey-came", `party-${party.id}`, party.name));
      form.append(line("survey-line", `officer-${party.id}`, word("Officer").replace("#", party.name)));
      form.append(line("survey-line", `opinion-${party.id}`, word("Opinion").replace("#", party.name)));
    }
    form.append(line("survey-text", "comment", word("Comment")));
  };

  const place = () => new Promise((resolve) => {
    if (!navigator.geolocation) { resolve({}); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracy: Math.round(coords.accuracy) }),
      () => resolve({}), { enableHighAccuracy: true, timeout: 4000, maximumAge: 60000 });
  });
  const shrunk = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  };
  const keepFile = (visit, kind, file, where) => enqueue({ key: key(), kind: "evidence", visit: visit.uid, file, said: { kind, taken_at: new Date().toISOString(), lon: where.lon ?? null, lat: where.lat ?? null, accuracy: where.accuracy ?? null } });

  const bindPhotos = (view, visit) => {
    const count = async () => {
      const mine = (await queued()).filter((each) => each.visit === visit.uid && each.kind === "evidence" && each.said.kind === "photo");
      fill(view, "photos", word("Photos").replace("#", mine.length + visit.photos));
    };
    view.querySelector("[data-camera]").addEventListener("change", async (event) => {
      for (const file of event.target.files) {
        try { await keepFile(visit, "photo", await shrunk(file), await place()); } catch { await showBar(word("BadPhoto")); }
      }
      event.target.value = "";
      await count(); await showBar(); flush();
    });
    return count();
  };

  const bindPad = (view) => {
    const pad = view.querySelector("canvas"), pen = pad.getContext("2d");
    let drawn = false, down = false;
    const at = (event) => { const box = pad.getBoundingClientRect(); return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height]; };
    pad.addEventListener("pointerdown", (event) => { down = drawn = true; pad.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
    pad.addEventListener("pointermove", (event) => { if (!down) return; pen.lineWidth = 3; pen.lineCap = "round"; pen.lineTo(...at(event)); pen.stroke(); });
    pad.addEventListener("pointerup", () => { down = false; });
    view.querySelector("[data-clear]").addEventListener("click", () => { pen.clearRect(0, 0, pad.width, pad.height); drawn = false; });
    return () => (drawn ? new Promise((resolve) => pad.toBlob(resolve, "image/png")) : Promise.resolve(null));
  };

  const problemOf = (view, visit, each) => {
    const box = make("survey-problem");
    fill(box, "message", `${word(`Status${each.problem}`)} ${each.message || ""}`);
    const again = box.querySelector("[data-again]"), leave = box.querySelector("[data-leave]"), edit = box.querySelector("[data-edit]");
    again.hidden = each.problem !== "stale"; edit.hidden = each.problem !== "refused" || each.kind === "evidence";
    const settle = async (value) => { if (value) await put("queue", value); else await drop("queue", each.key); await render(); await showBar(); flush(); };
    again.addEventListener("click", () => settle({ ...each, problem: "", version: each.current }));
    edit.addEventListener("click", () => settle(null));
    leave.addEventListener("click", () => { if (confirm(word("Sure"))) settle(null); });
    view.prepend(box);
  };

  const renderVisit = async (uid) => {
    const visit = await get("visits", uid);
    if (!visit) { open = ""; return render(); }
    const view = make("survey-visit");
    const waiting = (await queued()).filter((each) => each.visit === uid);
    fill(view, "applicant", visit.applicant);
    fill(view, "address", visit.address);
    fill(view, "note", visit.note);
    view.querySelector("[data-back]").addEventListener("click", () => { open = ""; render(); });
    const form = view.querySelector("form"), sign = view.querySelector("[data-sign-box]");
    const acted = waiting.find((each) => each.kind !== "evidence");
    form.hidden = visit.state !== "planned" || visit.remote || Boolean(acted);
    sign.hidden = visit.state !== "recorded" || visit.signed.includes(me) || Boolean(acted);
    fill(view, "waiting", acted && !acted.problem ? word("ToSend") : "");
    waiting.filter((each) => each.problem).forEach((each) => problemOf(view, visit, each));
    buildForm(form.querySelector("[data-lines]"), visit);
    const draft = await get("drafts", uid);
    restore(form, visit, draft?.said || {});
    const signature = bindPad(view);
    link(form);
    await bindPhotos(view, visit);
    form.addEventListener("input", () => put("drafts", { uid, said: saidOf(form, visit) }));
    const act = async (kind, said, version = visit.version) => {
      await enqueue({ key: key(), kind, visit: uid, version, said });
      await render(); await showBar(); flush();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = { ...saidOf(form, visit), taken_at: new Date().toISOString() };
      const missing = visit.requests.some((one) => one.points.some((point) => said.answers[one.id][point.code] === undefined)) || said.came.some((each) => !each.state) || (!said.signer && !said.unsigned_because);
      if (missing) { fill(view, "missing", word("Missing")); return; }
      await put("drafts", { uid, said });
      const drawn = await signature();
      if (drawn) await keepFile(visit, "signature", drawn, await place());
      await act("record", said);
    });
    form.querySelector("[data-miss]").addEventListener("click", () => { const reason = prompt(word("Why")); if (reason?.trim()) act("miss", { reason }); });
    sign.querySelector("button").addEventListener("click", () => act("sign", { digest: visit.digest }));
    area.replaceChildren(view);
    return showBar();
  };

  // --- Beginning --------------------------------------------------------------------------------------------------
  const begin = async () => {
    shelf = await openShelf();
    const who = await get("meta", "who");
    me = who?.me || 0;
    await render();
    if ("serviceWorker" in navigator) {
      const ready = await navigator.serviceWorker.register(root.dataset.worker, { scope: location.pathname }).then(() => navigator.serviceWorker.ready);
      navigator.serviceWorker.addEventListener("message", (event) => { if (event.data?.kept) { root.dataset.ready = "1"; fill(root, "ready", word("Ready")); } });
      const loaded = performance.getEntriesByType("resource").map((each) => each.name).filter((name) => name.startsWith(`${location.origin}/static/`));
      if (navigator.onLine) ready.active.postMessage({ keep: [location.href, ...new Set(loaded.map((name) => name.split("#")[0]))] });
    }
    navigator.storage?.persist?.();
    window.addEventListener("online", flush);
    window.addEventListener("offline", () => showBar());
    bar.querySelector("button").addEventListener("click", flush);
    await flush();
  };
  begin();
})();
