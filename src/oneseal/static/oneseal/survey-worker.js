// Lets the phone's trip page open without network: the page, its scripts and styles; never any data.
const SHELF = "surveys-1";
const PAGE = "/desk/surveys/phone/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const keep = async (request, response) => {
  if (response.ok && !response.redirected && response.type === "basic") {
    await (await caches.open(SHELF)).put(request, response.clone());
  }
  return response;
};

// The page and what it loads: from the network while there is one, else as it was last time.
const freshElseKept = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === PAGE || url.pathname.startsWith("/static/")) event.respondWith(freshElseKept(event.request));
});

// On the first visit the page was loaded before this worker ran: it tells what it loaded.
self.addEventListener("message", (event) => {
  if (event.data?.forget) { event.waitUntil(caches.delete(SHELF)); return; }
  const addresses = event.data?.keep || [];
  event.waitUntil(Promise.all(addresses.map(async (address) => {
    try { await keep(new Request(address), await fetch(address, { credentials: "same-origin" })); } catch { /* kept next time */ }
  })).then(() => event.source?.postMessage({ kept: true })));
});
