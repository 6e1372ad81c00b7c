// Before the first paint: the theme that the reader chose, else the one the device prefers.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const apply = () => {
    document.documentElement.dataset.bsTheme = stored() || (dark.matches ? "dark" : "light");
  };
  apply();
  dark.addEventListener("change", apply);
  // Paper is white, whatever the screen shows.
  addEventListener("beforeprint", () => { document.documentElement.dataset.bsTheme = "light"; });
  addEventListener("afterprint", apply);
  window.oneSealTheme = { apply };
})();
