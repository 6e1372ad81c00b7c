// A call by video: everybody's browser to everybody's, inside the network, no server but our own in between and only to
// introduce them (foundation/calls.py). The page's own script says who may come in and what else happens.
(() => {
  window.oneSealCall = ({ root, seen = () => {}, over = () => {} }) => {
    const word = (name) => root.dataset[`word${name}`] || "";
    const stage = root.querySelector("[data-stage]"), told = root.querySelector("[data-told]");
    const csrf = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const talks = new Map(), gone = new Set();
    let own = new MediaStream(), peer = "", after = 0;

    const put = (text) => { if (told.textContent !== text) told.textContent = text; };
    // What answers a press can be read before the line says again, as it does every second, how the call stands.
    let held = 0;
    const tell = (text) => { held = Date.now() + 6000; put(text); };
    const stand = (text) => { if (Date.now() > held) put(text); };
    const post = async (address, body, headers = {}) => {
      const response = await fetch(address, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrf, Accept: "application/json", ...headers } });
      const data = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (!response.ok || response.redirected) {
        const refused = response.status === 413 || response.status === 422;
        throw Object.assign(new Error(data.errors?.[0]?.detail || data.title || word("Lost")), { refused });
      }
      return data;
    };
    const say = (to, body) => post(root.dataset.signal, JSON.stringify({ peer, to, body }), { "Content-Type": "application/json" });

    // --- Pictures on the stage ----------------------------------------------------------------------------------
    const show = (id, name, stream, mute) => {
      let figure = stage.querySelector(`[data-peer="${id}"]`);
      if (!figure) {
        figure = document.createElement("figure");
        figure.dataset.peer = id;
        const video = document.createElement("video"), caption = document.createElement("figcaption");
        video.autoplay = video.playsInline = true; video.muted = mute;
        caption.textContent = name;
        figure.append(video, caption);
        stage.append(figure);
      }
      const video = figure.querySelector("video");
      if (video.srcObject !== stream) { video.srcObject = stream; seen(stream); }
      return figure;
    };
    // Whoever sends no picture is shown as a name.
    const watch = (figure, track) => {
      const look = () => figure.toggleAttribute("data-voice", track.muted);
      track.addEventListener("mute", look);
      track.addEventListener("unmute", look);
      look();
    };
    const leave = (id) => { talks.get(id)?.line.close(); talks.delete(id); stage.querySelector(`[data-peer="${id}"]`)?.remove(); };

    // --- From browser to browser --------------------------------------------------------------------------------
    const gathered = (line) => new Promise((resolve) => {
      if (line.iceGatheringState === "complete") { resolve(); return; }
      const look = () => { if (line.iceGatheringState === "complete") resolve(); };
      line.addEventListener("icegatheringstatechange", look);
      setTimeout(resolve, 2500);
    });
    const mine = (kind) => own.getTracks().find((track) => track.kind === kind) || null;
    const talk = (id, name) => {
      const line = new RTCPeerConnection({ iceServers: [] }), stream = new MediaStream();
      line.addEventListener("track", ({ track }) => {
        stream.addTrack(track);
        const figure = show(id, name, stream, false);
        if (track.kind === "video") watch(figure, track);
      });
      line.addEventListener("connectionstatechange", () => { if (line.connectionState === "failed") leave(id); });
      talks.set(id, { line, name });
      return line;
    };
    const describe = async (line, description) => { await line.setLocalDescription(description); await gathered(line); return line.localDescription.toJSON(); };
    // Both kinds are always agreed on, so that a picture may come later (a screen) without another introduction.
    const call = async (id, name) => {
      const line = talk(id, name);
      ["audio", "video"].forEach((kind) => line.addTransceiver(mine(kind) || kind, { direction: "sendrecv" }));
      await say(id, await describe(line, await line.createOffer()));
    };
    const heard = async (from, body, name) => {
      if (body.type === "offer") {
        if (talks.has(from)) leave(from);
        const line = talk(from, name);
        await line.setRemoteDescription(body);
        for (const each of line.getTransceivers()) {
          each.direction = "sendrecv";
          await each.sender.replaceTrack(mine(each.receiver.track.kind));
        }
        await say(from, await describe(line, await line.createAnswer()));
      } else if (body.type === "answer") {
        await talks.get(from)?.line.setRemoteDescription(body);
      } else if (body.type === "bye") {
        gone.add(from);
        leave(from);
      }
    };
    // Others take the picture down at once, not when they have heard nothing for a while.
    const bye = () => [...talks.keys()].forEach((id) => say(id, { type: "bye" }).catch(() => {}));
    const stop = (told = true) => {
      if (told) bye();
      peer = "";
      [...talks.keys()].forEach(leave);
      own.getTracks().forEach((track) => track.stop());
      stage.replaceChildren();
      root.dataset.there = "";
    };

    // Of two, the one with the greater name calls: so that both do not.
    const listen = async () => {
      const asked = peer;
      if (!asked) return;
      try {
        const response = await fetch(`${root.dataset.hear}?peer=${asked}&after=${after}`, { credentials: "same-origin", headers: { Accept: "application/json" } });
        if (peer !== asked) return;
        if (response.status === 404 || response.status === 409) { stop(false); tell(word("Over")); over(); return; }
        if (response.redirected || !response.ok) throw new Error(word("Lost"));
        const data = await response.json();
        const names = new Map(data.peers.map((each) => [each.peer, each.name]));
        for (const id of [...talks.keys()]) if (!names.has(id)) leave(id);
        for (const each of data.signals) { after = each.id; await heard(each.from, each.body, names.get(each.from) || ""); }
        for (const [id, name] of names) if (!talks.has(id) && !gone.has(id) && peer > id) await call(id, name);
        root.dataset.there = String([...talks.values()].filter((each) => each.line.connectionState === "connected").length);
        if (root.dataset.there === "0") stand(word("Alone"));
        else { stand(word("There").replace("#", [...names].filter(([id]) => !gone.has(id)).map(([, name]) => name).join("、"))); document.dispatchEvent(new Event("oneseal:busy")); }
      } catch (error) { stand(error.message || word("Lost")); }
      setTimeout(listen, 1000);
    };

    // Come in with a camera's and a microphone's stream, or with an empty one to see and hear only.
    const enter = async (stream) => {
      own = stream; after = 0; gone.clear();
      try {
        ({ peer } = await post(root.dataset.join, ""));
      } catch (error) { tell(error.message); own.getTracks().forEach((track) => track.stop()); return false; }
      if (own.getTracks().length) show("own", word("Me"), own, true).toggleAttribute("data-voice", !mine("video"));
      listen();
      return true;
    };
    // Another picture instead of the one before, to everybody; null for none.
    const picture = (track) => {
      own.getVideoTracks().forEach((each) => own.removeTrack(each));
      if (track) own.addTrack(track);
      show("own", word("Me"), own, true).toggleAttribute("data-voice", !track);
      talks.forEach(({ line }) => line.getTransceivers().filter((each) => each.receiver.track.kind === "video").forEach((each) => each.sender.replaceTrack(track)));
    };
    return { word, stage, tell, post, enter, picture, stop };
  };
})();
