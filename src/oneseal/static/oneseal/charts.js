// Charts drawn from the tables beside them: the table is the source and the alternative.
(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawn = new Map();
  const read = (figure) => {
    const heads = [...figure.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent);
    const rows = [...figure.querySelectorAll("tbody tr")];
    return {
      labels: rows.map((row) => row.querySelector("th").textContent),
      series: heads.map((name, index) => ({ name, data: rows.map((row) => Number(row.querySelectorAll("td")[index].dataset.value)) })),
    };
  };
  const palette = () => [css("--os-accent"), css("--os-paused"), css("--os-green"), css("--os-amber"), css("--os-red")];
  const axes = (labels) => {
    const text = { color: css("--os-ink-soft") };
    return {
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: labels, axisLabel: text, axisLine: { lineStyle: { color: css("--os-line-strong") } } },
      yAxis: { type: "value", axisLabel: text, splitLine: { lineStyle: { color: css("--os-line") } } },
    };
  };
  const option = (figure) => {
    const { labels, series } = read(figure);
    const kind = figure.dataset.chart;
    const shared = { animation: false, color: palette(), textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: css("--os-ink") }, aria: { enabled: true, decal: { show: series.length > 1 && kind !== "line" } } };
    if (kind === "pie") {
      return { ...shared, series: [{ type: "pie", radius: ["38%", "62%"], label: { color: css("--os-ink"), formatter: "{b} {c}" }, data: labels.map((name, index) => ({ name, value: series[0].data[index] })) }] };
    }
    const type = kind === "line" ? "line" : "bar";
    return { ...shared, ...axes(labels), legend: { show: series.length > 1, top: 0, textStyle: { color: css("--os-ink") } },
      series: series.map((one) => ({ ...one, type, stack: kind === "stack" ? "all" : undefined, barMaxWidth: 28 })) };
  };
  const draw = () => document.querySelectorAll("[data-chart]").forEach((figure) => {
    const place = figure.querySelector("[data-chart-canvas]");
    place.hidden = false;
    drawn.get(place)?.dispose();
    place.append("");
    const chart = window.oneSealCharts.init(place, null, { renderer: "svg", height: 260, width: figure.clientWidth });
    chart.setOption(option(figure));
    drawn.set(place, chart);
  });
  document.addEventListener("DOMContentLoaded", draw);
  document.addEventListener("oneseal:theme", draw);
  let later;
  window.addEventListener("resize", () => { clearTimeout(later); later = setTimeout(draw, 200); });
})();
