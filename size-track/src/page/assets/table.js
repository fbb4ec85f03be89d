// The table: all bytes by function, crate and cause.

const STEP = 100;

const COLUMNS = [
  ["name", "Function or item"],
  ["crate", "Crate"],
  ["cause", "Cause"],
  ["parts", "Parts", true],
  ["bytes", "Bytes", true],
  ["share", "Share", true],
];

class Table {
  constructor(section, file, rows) {
    this.file = file;
    this.rows = rows;
    this.sort = "bytes";
    this.down = true;
    this.shown = STEP;
    this.text = element("input", { type: "search", placeholder: "Filter by name", "aria-label": "Filter by name", autocomplete: "off", oninput: () => this.filter() });
    this.crate = this.select("crate", "All crates");
    this.cause = this.select("cause", "All causes");
    this.sum = element("p", { class: "sum", role: "status" });
    this.advice = element("div");
    this.body = element("tbody");
    this.heads = COLUMNS.map(([key, label, isNumber]) =>
      element("th", { scope: "col", class: isNumber ? "number" : key },
        element("button", { type: "button", "data-key": key, onclick: () => this.by(key) }, label)));
    this.more = element("button", { type: "button", class: "more", onclick: () => { this.shown += STEP; this.draw(); } });
    const [listed, all] = file.listed;
    show(section,
      element("h2", { id: "table-title" }, "All bytes, as a table"),
      element("div", { class: "filters" }, this.text, this.crate, this.cause),
      this.sum,
      this.advice,
      element("div", { class: "scrolls", tabindex: "0", role: "group", "aria-labelledby": "table-title" },
        element("table", {}, element("thead", {}, element("tr", {}, this.heads)), this.body)),
      this.more,
      listed < all && element("p", { class: "note" },
        `The page lists the ${number(listed)} largest of ${counted(all, "row")}; the others are summed up by crate and cause.`));
    this.filter();
  }

  // What a column can be filtered by, the most bytes first.
  select(key, all) {
    const sums = new Map();
    for (const row of this.rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.bytes);
    const options = [...sums].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return element("select", { "aria-label": all, onchange: () => this.filter() },
      element("option", { value: "" }, all),
      options.map(([name, bytes], place) => {
        const option = element("option", { value: place + 1 }, `${name} (${number(bytes)})`);
        option.chosen = name;
        return option;
      }));
  }

  by(key) {
    this.down = key === this.sort ? !this.down : ["parts", "bytes", "share"].includes(key);
    this.sort = key;
    this.draw();
  }

  filter() {
    const wanted = this.text.value.trim().toLowerCase();
    const chosen = (select) => select.selectedOptions[0].chosen;
    const [of, cause] = [chosen(this.crate), chosen(this.cause)];
    this.found = this.rows.filter((row) =>
      (wanted === "" || row.name.toLowerCase().includes(wanted)) &&
      (of === undefined || row.crate === of) &&
      (cause === undefined || row.cause === cause));
    this.shown = STEP;
    const advice = cause !== undefined && this.file.causes.find(([label]) => label === cause)[1];
    this.advice.replaceChildren(advice ? advised(advice) : "");
    this.draw();
  }

  draw() {
    const key = this.sort === "share" ? "bytes" : this.sort;
    const turn = this.down ? -1 : 1;
    const compare = (one, other) => (one[key] < other[key] ? -1 : one[key] > other[key] ? 1 : 0);
    const rows = [...this.found].sort((one, other) => turn * compare(one, other) || one.order - other.order);
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    this.body.replaceChildren(...rows.slice(0, this.shown).map((row) => this.row(row)));
    this.sum.textContent = `${counted(rows.length, "row")}, ${counted(bytes, "byte")}, ${share(bytes, this.file.bytes)} of the file`;
    this.sum.dataset.bytes = bytes;
    COLUMNS.forEach(([column], place) => {
      const order = column === this.sort ? (this.down ? "descending" : "ascending") : "none";
      this.heads[place].setAttribute("aria-sort", order);
    });
    const left = rows.length - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${number(Math.min(STEP, left))} more of ${number(left)}`;
  }

  row(row) {
    return element("tr", { "data-bytes": row.bytes },
      element("th", { scope: "row", class: "name" }, named(row.name)),
      element("td", { class: "crate" }, named(row.crate)),
      element("td", { class: "cause" }, row.cause),
      element("td", { class: "number parts" }, number(row.parts)),
      element("td", { class: "number" }, number(row.bytes)),
      element("td", { class: "number" }, share(row.bytes, this.file.bytes)));
  }
}

