// Maps of plan layers: layers fetched for what is seen, a site drawn or shown, pieces of conflicts. Nothing from outside.
(() => {
  const json = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");
  const say = (text) => { const place = document.getElementById("announcer"); if (place) place.textContent = text; };

  const layerOf = (map, entry, more) => {
    const group = L.geoJSON(null, {
      style: { className: `os-map-c${entry.colour}` },
      onEachFeature: (feature, drawn) => {
        const text = [entry.name, feature.properties.name, feature.properties.category].filter(Boolean).join(" · ");
        drawn.bindTooltip(() => { const box = document.createElement("span"); box.textContent = text; return box; }, { sticky: true });
      },
    });
    let asked = 0;
    const load = async () => {
      if (!map.hasLayer(group)) return;
      const seen = map.getBounds().pad(0.1);
      const pixel = (seen.getEast() - seen.getWest()) / Math.max(200, map.getSize().x);
      const mine = (asked += 1);
      const box = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((each) => each.toFixed(7)).join(",");
      try {
        const answer = await fetch(`${entry.url}?box=${box}&pixel=${pixel.toFixed(9)}`, { headers: { Accept: "application/json" } });
        if (!answer.ok || mine !== asked) return;
        const data = await answer.json();
        group.clearLayers();
        group.addData(data);
        more(entry, data.left_out);
      } catch { /* offline: what was drawn stays */ }
    };
    map.on("moveend", load);
    return { group, load };
  };

  const start = (box) => {
    const words = box.dataset;
    const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.5, maxZoom: 22 });
    L.control.zoom({ zoomInTitle: words.wordIn, zoomOutTitle: words.wordOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const frame = box.closest("[data-map-frame]") || document;
    map.createPane("site").style.zIndex = 450;
    const hint = frame.querySelector("[data-map-more]");
    const full = new Set();
    const more = (entry, left) => {
      if (left) full.add(entry.name); else full.delete(entry.name);
      if (hint) { hint.hidden = !full.size; hint.querySelector("span").textContent = [...full].join("、"); }
    };
    const bounds = json(words.bounds) || [73, 18, 135, 54];
    map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { padding: [16, 16] });
    (json(words.layers) || []).forEach((entry) => {
      const made = layerOf(map, entry, more);
      const tick = frame.querySelector(`[data-map-toggle="${entry.id}"]`);
      const turn = () => { if (!tick || tick.checked) { made.group.addTo(map); made.load(); } else { map.removeLayer(made.group); more(entry, false); } };
      tick?.addEventListener("change", turn);
      turn();
    });
    const pieces = showResult(map, json(words.result));
    frame.querySelectorAll("[data-map-piece]").forEach((button) => button.addEventListener("click", () => {
      const piece = pieces[Number(button.dataset.mapPiece)];
      if (!piece) return;
      map.fitBounds(piece.getBounds(), { maxZoom: 19, padding: [40, 40] });
      piece.openTooltip();
      box.scrollIntoView({ block: "center" });
    }));
    if (words.draw) drawing(map, box, frame);
  };

  const showResult = (map, result) => {
    if (!result) return [];
    const site = L.geoJSON(result.site, { pane: "site", style: { className: "os-map-site" } }).addTo(map);
    const pieces = result.pieces.map((piece) => {
      const drawn = L.geoJSON(piece.geojson, { pane: "site", style: { className: `os-map-${piece.verdict}` } }).addTo(map);
      drawn.bindTooltip(() => { const text = document.createElement("span"); text.textContent = piece.text; return text; }, { sticky: true });
      return drawn;
    });
    map.fitBounds(site.getBounds(), { padding: [40, 40], maxZoom: 18 });
    return pieces;
  };

  const drawing = (map, box, frame) => {
    const field = document.getElementById(box.dataset.draw);
    const system = document.getElementById(box.dataset.drawCrs);
    const shape = L.polygon([], { pane: "site", className: "os-map-site" }).addTo(map);
    const corners = L.layerGroup().addTo(map);
    const cross = box.appendChild(document.createElement("div"));
    cross.className = "os-map-cross";
    cross.hidden = true;
    let points = [];
    let open = false;
    const write = () => {
      field.value = points.map((at) => `${at.lng.toFixed(8)}, ${at.lat.toFixed(8)}`).join("\n");
      system.value = "EPSG:4490";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const show = () => {
      shape.setLatLngs(points);
      corners.clearLayers();
      points.forEach((at, place) => {
        const corner = L.circleMarker(at, { pane: "site", radius: 7, className: "os-map-corner" }).addTo(corners);
        corner.on("mousedown", (event) => {
          L.DomEvent.stop(event);
          map.dragging.disable();
          const move = (moved) => { points[place] = moved.latlng; shape.setLatLngs(points); corner.setLatLng(moved.latlng); };
          map.on("mousemove", move);
          map.once("mouseup", () => { map.off("mousemove", move); map.dragging.enable(); write(); show(); });
        });
      });
    };
    const add = (at) => { points.push(at.wrap()); write(); show(); say(`${box.dataset.wordPoint} ${points.length}`); };
    const turn = (on) => {
      open = on;
      cross.hidden = !on;
      box.classList.toggle("os-map-drawing", on);
      frame.querySelector("[data-map-act=start]").setAttribute("aria-pressed", String(on));
      frame.querySelectorAll("[data-map-act=undo], [data-map-act=clear], [data-map-act=centre]").forEach((button) => { button.disabled = !on; });
    };
    map.on("click", (event) => { if (open) add(event.latlng); });
    box.addEventListener("keydown", (event) => {
      if (open && event.target === box && event.key === "Enter") { event.preventDefault(); add(map.getCenter()); }
    });
    const acts = {
      start: () => { turn(!open); if (open) box.focus(); },
      centre: () => add(map.getCenter()),
      undo: () => { points.pop(); write(); show(); },
      clear: () => { points = []; write(); show(); },
    };
    Object.entries(acts).forEach(([name, act]) => frame.querySelector(`[data-map-act=${name}]`).addEventListener("click", act));
    const read = () => {
      const rows = field.value.trim().split(/\n+/).map((row) => row.split(/[\s,，;；]+/).map(Number));
      const fits = rows.length > 2 && system.value === "EPSG:4490" && rows.every((row) => row.length === 2 && Math.abs(row[0]) <= 180 && Math.abs(row[1]) <= 90);
      if (!fits) return;
      points = rows.map((row) => L.latLng(row[1], row[0]));
      show();
      map.fitBounds(shape.getBounds(), { padding: [40, 40], maxZoom: 18 });
    };
    field.addEventListener("change", read);
    turn(false);
    read();
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-map]").forEach(start));
})();
