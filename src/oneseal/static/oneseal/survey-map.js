// The routes of a day, without a ground from outside: cars' places, stops by number, the order as lines between them.
(() => {
  const draw = () => {
    const box = document.getElementById("survey-map");
    if (!box || box.dataset.drawn) return;
    box.dataset.drawn = "1";
    const words = box.dataset;
    const routes = JSON.parse(document.getElementById(words.routes).textContent);
    const written = (text) => { const line = document.createElement("span"); line.textContent = text; return line; };
    const sign = (text, name) => L.divIcon({ className: `os-map-sign ${name}`, html: written(text), iconSize: [26, 26] });
    const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.5, maxZoom: 18 });
    L.control.zoom({ zoomInTitle: words.wordIn, zoomOutTitle: words.wordOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const seen = [];
    routes.forEach((route) => {
      const colour = `os-map-c${route.colour}`;
      const stops = route.stops.map((each) => [each.lat, each.lon]);
      const base = route.base ? [[route.base[1], route.base[0]]] : [];
      const way = [...base, ...stops, ...base];
      L.polyline(way, { className: `os-map-route ${colour}`, interactive: false }).addTo(map);
      base.forEach((at) => L.marker(at, { icon: sign("\u2302", `os-map-base ${colour}`), keyboard: false, title: route.what }).addTo(map));
      // Stops at one place share a sign that names them all.
      const same = Map.groupBy ? Map.groupBy(route.stops, (each) => `${each.lat},${each.lon}`) : new Map(route.stops.map((each) => [each.place, [each]]));
      same.forEach((here) => {
        const each = here[0], text = here.map((one) => one.text).join("；"), numbers = here.map((one) => one.place).join("·");
        L.marker([each.lat, each.lon], { icon: sign(numbers, here.length > 1 ? `${colour} os-map-several` : colour), alt: text, title: text, riseOnHover: true })
          .bindTooltip(() => written(text)).addTo(map).on("click", () => { location.href = each.url; });
      });
      seen.push(...way);
    });
    map.fitBounds(seen, { padding: [32, 32], maxZoom: 16 });
  };
  draw();
  document.body.addEventListener("htmx:afterSwap", draw);
})();
