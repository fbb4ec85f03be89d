// The difference: what grew, shrank, came and went.

const KINDS = [["all", "All"], ["grew", "Grew"], ["came", "Came"], ["shrank", "Shrank"], ["went", "Went"]];

function drawDifference(section, difference) {
  const { before, after, bytes, changes, all, left_out: leftOut, quiet } = difference;
  const more = bytes[1] - bytes[0];
  const body = element("tbody");
  const widest = Math.max(1, ...changes.map((change) => Math.abs(change.after - change.before)));
  const present = KINDS.filter(([kind]) => kind === "all" || changes.some((change) => change.what === kind));
  const draw = (kind) => body.replaceChildren(...changes
    .filter((change) => kind === "all" || change.what === kind)
    .map((change) => changed(change, widest)));
  const said = quiet.filter(([, some, many]) => some !== 0 || many > 0).map(([what, some, many]) =>
    element("li", {}, many > 0 ? number(many) + " " + what : what, some !== 0 && " " + signed(some)));
  show(section,
    element("div", { class: "bar" },
      element("h2", { id: "difference-title" }, "What has changed"),
      changes.length > 0 && choice("Changes", present, "all", draw)),
    element("p", { class: "lead" }, named(before), " \u2192 ", named(after), ": ",
      number(bytes[0]), " \u2192 ", number(bytes[1]), " bytes, ",
      element("strong", { class: more > 0 ? "bad" : more < 0 ? "good" : undefined, "data-difference": more }, signed(more))),
    changes.length > 0
      ? element("div", { class: "scrolls", tabindex: "0", role: "group", "aria-labelledby": "difference-title" },
        element("table", { class: "changes" },
          element("thead", {}, element("tr", {},
            element("th", { scope: "col" }, "Function or item"),
            element("th", { scope: "col" }, "What"),
            element("th", { scope: "col", class: "number" }, "Before"),
            element("th", { scope: "col", class: "number" }, "After"),
            element("th", { scope: "col", class: "number" }, "Change"))),
          body))
      : element("p", {}, "Nothing to speak of."),
    changes.length < all && element("p", { class: "note" },
      `The page lists the ${number(changes.length)} largest of ${counted(all, "change")}; the others are ${signed(leftOut)} bytes together.`),
    said.length > 0 && element("div", { class: "quiet" }, "Beside that, in bytes: ", element("ul", { class: "inline" }, said)));
  if (changes.length > 0) draw("all");
}

function changed({ what, of, name, before, after }, widest) {
  const more = after - before;
  const kind = of === "import" || of === "export" ? of + " " : "";
  const bar = element("i", { class: "change " + (more > 0 ? "bad" : "good"), "aria-hidden": "true" });
  bar.style.width = Math.max(2, (60 * Math.abs(more)) / widest) + "px";
  return element("tr", { "data-difference": more },
    element("th", { scope: "row", class: "name" }, kind, named(name)),
    element("td", {}, what),
    element("td", { class: "number" }, what === "came" ? "\u2013" : number(before)),
    element("td", { class: "number" }, what === "went" ? "\u2013" : number(after)),
    element("td", { class: "number" }, bar, signed(more)));
}

