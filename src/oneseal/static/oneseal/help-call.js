// A call from a device (see call.js): pictures beside the text, on request; who helps may look on without a camera.
(() => {
  const root = document.getElementById("help-call");
  if (!root) return;
  const looksOn = "looksOn" in root.dataset;
  const come = root.querySelector("[data-come]"), off = root.querySelector("[data-leave]"), share = root.querySelector("[data-share]");
  const before = root.querySelector("[data-told]").textContent;
  let camera = null, screen = null;
  const turn = (inside) => {
    come.hidden = inside; come.disabled = false; off.hidden = !inside;
    if (share) share.hidden = !inside || !navigator.mediaDevices?.getDisplayMedia;
  };
  const release = () => { camera?.stop(); screen?.stop(); camera = screen = null; share?.setAttribute("aria-pressed", "false"); };
  const ended = () => { release(); turn(false); come.hidden = true; };
  const { word, tell, enter, picture, stop } = window.oneSealCall({ root, over: ended });

  // Camera and microphone, a microphone alone, or nothing.
  const media = async () => {
    for (const asked of [{ video: { width: 640, height: 480 }, audio: true }, { audio: true }]) {
      try { return await navigator.mediaDevices.getUserMedia(asked); } catch (error) { if (error.name === "NotAllowedError") return null; }
    }
    return null;
  };
  come.addEventListener("click", async () => {
    come.disabled = true;
    const found = await media();
    if (!found && !looksOn) { tell(word("NoCamera")); come.disabled = false; return; }
    if (!found) tell(word("LooksOn"));
    const own = found || new MediaStream();
    camera = own.getVideoTracks()[0] || null;
    turn(await enter(own));
  });
  off.addEventListener("click", () => { stop(); release(); turn(false); tell(word("Off")); });

  // --- The screen instead of the camera -------------------------------------------------------------------------
  const unshare = () => { screen?.stop(); screen = null; share.setAttribute("aria-pressed", "false"); picture(camera); };
  share?.addEventListener("click", async () => {
    if (screen) { unshare(); return; }
    try {
      const found = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
      screen = found.getVideoTracks()[0];
    } catch { tell(word("NotShared")); return; }
    screen.addEventListener("ended", unshare);
    share.setAttribute("aria-pressed", "true");
    picture(screen);
  });

  // The text beside it tells how the call stands; after a line is sent the next can be written at once.
  document.addEventListener("htmx:afterSwap", () => {
    const state = document.getElementById("talk")?.dataset.state;
    if (state === "talking" && root.hidden) { root.hidden = false; tell(before); }
    if (state === "ended" && !come.hidden) ended();
  });
  document.addEventListener("htmx:oobAfterSwap", () => document.getElementById("text")?.focus());
  if (document.getElementById("talk")?.dataset.state === "talking") root.hidden = false;
})();
