// One picture from the camera into the form, which is sent like any other; nothing is kept in the browser.
(() => {
  const form = document.getElementById("face-form");
  if (!form) return;
  const video = form.querySelector("video"), told = form.querySelector("[data-told]");
  const open = form.querySelector("[data-open]"), shoot = form.querySelector("[data-shoot]");
  const field = form.querySelector("input[type=file]");
  let stream = null;

  const close = () => { stream?.getTracks().forEach((track) => track.stop()); stream = null; };
  open.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } }, audio: false });
    } catch {
      told.textContent = form.dataset.wordDenied;
      return;
    }
    video.srcObject = stream;
    video.hidden = shoot.hidden = false;
    open.hidden = true;
    told.textContent = form.dataset.wordReady;
    shoot.focus();
  });
  shoot.addEventListener("click", () => {
    if (!video.videoWidth) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "face.jpg", { type: "image/jpeg" }));
      field.files = files.files;
      close();
      shoot.disabled = true;
      told.textContent = form.dataset.wordSending;
      form.submit();
    }, "image/jpeg", 0.9);
  });
  addEventListener("pagehide", close);
})();
