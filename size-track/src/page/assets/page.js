// The page: its head, and what is shown of which file.

const page = JSON.parse(document.getElementById("data").textContent);

const SHARES = { code: "code", data: "data", core: "core declarations", wrapper: "wrapper", custom: "custom sections" };

const COMPRESSORS = ["gzip", "brotli", "zstd"];

const at = (id) => document.getElementById(id);

function head(file) {
  const sizes = COMPRESSORS.map((name, place) => [name, file.compressed[place]]);
  const shares = file.shares.filter(([, bytes]) => bytes > 0);
  const bar = element("div", { class: "shares", "aria-hidden": "true" }, shares.map(([tone, bytes]) => {
    const part = element("i", { class: "tone-" + tone, title: `${SHARES[tone]}: ${number(bytes)}` });
    part.style.flexGrow = bytes;
    return part;
  }));
  const unnamed = file.functions - file.named;
  show(at("head"),
    element("h1", {}, named(file.name)),
    page.files.length > 1 && files(file),
    element("dl", { class: "sizes" },
      element("div", { class: "whole" }, element("dd", { "data-bytes": file.bytes }, number(file.bytes)), element("dt", {}, file.bytes === 1 ? "byte" : "bytes")),
      sizes.map(([name, bytes]) => element("div", {},
        element("dd", { "data-size": name }, number(bytes)), element("dt", {}, name)))),
    bar,
    element("ul", { class: "legend shares-legend" }, shares.map(([tone, bytes]) =>
      element("li", { "data-share": tone, "data-bytes": bytes },
        element("i", { class: "tone-" + tone, "aria-hidden": "true" }),
        SHARES[tone], " ", element("strong", {}, number(bytes)), " ",
        element("span", { class: "quiet" }, share(bytes, file.bytes))))),
    unnamed > 0 && element("p", { class: "note" },
      `${number(unnamed)} of ${counted(file.functions, "function")} ${unnamed === 1 ? "has" : "have"} no name; `,
      element("code", {}, "--twin"), " or ", element("code", {}, "--symbol-map"), " gives them one."));
}

// All files, to choose from.
function files(chosen) {
  return element("div", { class: "scrolls" }, element("table", { class: "files" },
    element("thead", {}, element("tr", {}, ["File", "Bytes", ...COMPRESSORS].map((label, place) =>
      element("th", { scope: "col", class: place > 0 && "number" }, label)))),
    element("tbody", {}, page.files.map((file) => element("tr", {},
      element("th", { scope: "row", class: "name" },
        element("button", { type: "button", "aria-pressed": String(file === chosen), onclick: () => choose(file, true) }, named(file.name))),
      [file.bytes, ...file.compressed].map((bytes) =>
        element("td", { class: "number" }, number(bytes))))))));
}

function choose(file, byHand) {
  head(file);
  const rows = rowsOf(file);
  new Treemap(at("place"), file, rows);
  new Table(at("table"), file, rows);
  if (byHand) at("head").querySelector("button[aria-pressed=true]").focus();
}

choose(page.files[0], false);
if (page.difference) drawDifference(at("difference"), page.difference);
if (page.history) drawHistory(at("history"), page.history, page.files[0].name);
at("foot").replaceChildren(`Made by ${page.maker}. Every byte of a file counts once; all parts add up to it.`);
document.documentElement.dataset.ready = "yes";
