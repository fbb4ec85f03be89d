// The history: a line for each file.

const WIDE = 1100;
const HIGH = 260;
const EDGE = { left: 76, right: 16, top: 14, bottom: 34 };

// A number a little above another one, with few digits.
function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
}

function day(time) {
  return time.slice(0, 10);
}

function drawHistory(section, { all, moments }, subject) {
  const kinds = [["bytes", "Bytes", 1], ["gzip", "After gzip", 2]];
  const names = [...new Set(moments.flatMap((moment) => moment.files.map(([name]) => name)))];
  const chart = element("div", { class: "scrolls" });
  const table = element("div", { class: "scrolls" });
  const draw = (key) => {
    const place = kinds.find(([kind]) => kind === key)[2];
    const lines = names.map((name) => ({
      name,
      points: moments.flatMap((moment, at) => moment.files.filter((file) => file[0] === name).map((file) => ({ at, moment, value: file[place] }))),
    }));
    chart.replaceChildren(plot(lines, moments), legend(lines, subject));
    table.replaceChildren(listed(lines));
  };
  show(section,
    element("div", { class: "bar" },
      element("h2", { id: "history-title" }, "History"),
      choice("Bytes", kinds, "bytes", draw)),
    chart,
    element("details", {}, element("summary", {}, "The history as a table"), table),
    moments.length < all && element("p", { class: "note" }, `The page shows the last ${number(moments.length)} of ${counted(all, "moment")}.`));
  draw("bytes");
}

function plot(lines, moments) {
  const most = rounded(Math.max(1, ...lines.flatMap((line) => line.points.map((point) => point.value))));
  const x = (at) => EDGE.left + ((WIDE - EDGE.left - EDGE.right) * (moments.length > 1 ? at / (moments.length - 1) : 0.5));
  const y = (value) => HIGH - EDGE.bottom - ((HIGH - EDGE.top - EDGE.bottom) * value) / most;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const value = Math.round(most * part);
    return [
      drawn("line", { class: "grid", x1: EDGE.left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value) }),
      drawn("text", { class: "axis", x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, number(value)),
    ];
  });
  const last = moments.length - 1;
  const days = [...new Set([0, Math.round(last / 2), last])].map((at) =>
    drawn("text", { class: "axis", x: x(at), y: HIGH - 10, "text-anchor": at === 0 && last > 0 ? "start" : at === last && last > 0 ? "end" : "middle" }, day(moments[at].time)));
  const releases = moments.flatMap((moment, at) => (moment.release
    ? [drawn("line", { class: "release", x1: x(at), x2: x(at), y1: EDGE.top, y2: HIGH - EDGE.bottom }, drawn("title", {}, moment.label))]
    : []));
  const paths = lines.map((line, place) => drawn("g", { class: "line line-" + (place % 6), "data-name": line.name },
    drawn("polyline", { points: line.points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ") }),
    line.points.map(({ at, moment, value }) =>
      drawn("circle", { cx: x(at).toFixed(1), cy: y(value).toFixed(1), r: moments.length > 60 ? 1.5 : 3.5, "data-value": value },
        drawn("title", {}, `${line.name}: ${counted(value, "byte")}, ${moment.time}${moment.label ? ", " + moment.label : ""}`)))));
  return drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": "Bytes over time; the table below has the same" }, grid, releases, paths, days);
}

function legend(lines, subject) {
  return element("ul", { class: "legend" }, lines.map((line, place) => {
    const { points } = line;
    const more = points.length > 0 ? points[points.length - 1].value - points[0].value : 0;
    return element("li", { class: "line-" + (place % 6) + (line.name === subject ? " subject" : "") },
      element("i", { "aria-hidden": "true" }), named(line.name), " ", element("span", { class: "quiet" }, signed(more)));
  }));
}

function listed(lines) {
  const rows = lines.flatMap((line) => line.points.map((point, place) => {
    const before = place > 0 ? line.points[place - 1].value : point.value;
    return element("tr", {},
      element("td", {}, point.moment.time.replace("T", " ").replace("Z", "")),
      element("td", {}, named(point.moment.label)),
      element("td", { class: "name" }, named(line.name)),
      element("td", { class: "number" }, number(point.value)),
      element("td", { class: "number" }, signed(point.value - before)));
  }));
  const heads = [["When"], ["Release or commit"], ["File"], ["Bytes", true], ["Change", true]];
  return element("table", {}, element("thead", {}, element("tr", {}, heads.map(([head, isNumber]) => element("th", { scope: "col", class: isNumber && "number" }, head)))), element("tbody", {}, rows));
}

