// The treemap: tiles to click through, in pixels of the place that it has.

// Tiles at most, and the area below which what is left becomes one tile.
const TILES = 150;
const LEAST = 160;
const INNER_TILES = 60;
const INNER_LEAST = 60;

// How many levels are seen in a tile, where there is room.
const DEPTH = 3;

// The largest children that can be seen in an area, and one for all that cannot.
function visible(node, area, most, least) {
  const children = node.children.filter((child) => child.bytes > 0);
  const scale = area / Math.max(node.bytes, 1);
  let end = children.findIndex((child, place) => place >= most - 1 || child.bytes * scale < least);
  if (end < 0 || children.length - end < 2) return children;
  // A tile for all of them is seen, too.
  let sum = children.slice(end).reduce((sum, child) => sum + child.bytes, 0);
  while (end > 0 && sum * scale < least) {
    end -= 1;
    sum += children[end].bytes;
  }
  // Of one that is opened some can be seen: it has the area to itself then.
  if (end === 0) return children.slice(0, most);
  const rest = children.slice(end);
  const parts = rest.reduce((parts, child) => parts + (child.sort === "others" ? child.parts : 1), 0);
  const group = { sort: "others", tone: rest[0].tone, bytes: sum, name: number(parts) + " smaller", parts, children: rest, parent: node, order: end };
  return [...children.slice(0, end), group].sort((one, other) => other.bytes - one.bytes);
}

class Treemap {
  // Draws into a section of the page.
  constructor(section, file, rows) {
    this.file = file;
    this.trees = {
      place: () => byPlace(file),
      crate: () => byKey(file, rows, "crate"),
      cause: () => byKey(file, rows, "cause"),
    };
    this.crumbs = element("ol");
    this.map = element("div", { class: "map", role: "group", "aria-describedby": "place-keys" });
    this.detail = element("div", { class: "detail" });
    this.said = element("p", { class: "unseen", role: "status" });
    const [drawnParts, allParts] = file.drawn;
    show(section,
      element("div", { class: "bar" },
        element("h2", { id: "place-title" }, "Where the bytes are"),
        choice("Group by", [["place", "Place"], ["crate", "Crate"], ["cause", "Cause"]], "place", (key) => this.show(key))),
      element("nav", { "aria-label": "Place in the treemap" }, this.crumbs),
      this.map,
      this.detail,
      element("p", { class: "hint", id: "place-keys" },
        "Click a tile to open it. By keyboard: arrows move, Enter opens, Escape goes up. ",
        element("a", { href: "#table" }, "The table"), " has the same numbers as text."),
      drawnParts < allParts && element("p", { class: "note" },
        `The page shows the ${number(drawnParts)} largest of ${counted(allParts, "part")}; the others are summed up where they are.`),
      this.said);
    this.map.addEventListener("keydown", (event) => this.key(event));
    this.map.addEventListener("pointerleave", () => this.describe(this.focused ?? this.node));
    new ResizeObserver(() => this.resized()).observe(this.map);
    this.show("place");
  }

  get node() {
    return this.way[this.way.length - 1];
  }

  show(key) {
    this.way = [this.trees[key]()];
    this.further();
    this.draw();
  }

  // Goes on into what is all of a node: by itself it is nothing to see.
  further() {
    while (this.node.children.length === 1 && this.node.children[0].children.length > 0) this.way.push(this.node.children[0]);
  }

  open(node) {
    if (node.children.length === 0) return this.describe(node);
    this.way.push(node);
    this.further();
    this.draw();
    this.focusOn(this.tiles[0]);
  }

  // Back to a node of the way.
  up(to = this.way.length - 2) {
    while (to > 0 && this.way[to].children.length === 1) to -= 1;
    if (to < 0) return;
    const from = this.way[to + 1];
    this.way.length = to + 1;
    this.draw();
    this.focusOn(this.tiles.find((tile) => tile.node === from || tile.node.children.includes(from)) ?? this.tiles[0]);
  }

  resized() {
    const { width, height } = this.map.getBoundingClientRect();
    if (Math.abs(width - this.width) < 1 && Math.abs(height - this.height) < 1) return;
    const focused = this.tiles.indexOf(document.activeElement);
    this.draw();
    if (focused >= 0) this.focusOn(this.tiles[Math.min(focused, this.tiles.length - 1)]);
  }

  draw() {
    const { width, height } = this.map.getBoundingClientRect();
    this.width = width;
    this.height = height;
    this.focused = undefined;
    const items = visible(this.node, width * height, TILES, LEAST);
    const places = squares(items, { x: 0, y: 0, w: width, h: height });
    this.tiles = places.map((place) => this.tile(place));
    if (this.tiles.length > 0) this.tiles[0].tabIndex = 0;
    this.map.replaceChildren(...this.tiles);
    const place = `${this.node.name}, ${counted(this.node.bytes, "byte")}`;
    this.map.setAttribute("aria-label", "Treemap of " + place);
    this.map.dataset.bytes = this.node.bytes;
    this.said.textContent = `${place}, ${counted(this.tiles.length, "tile")}`;
    this.trail();
    this.describe(this.node);
  }

  trail() {
    this.crumbs.replaceChildren(...this.way.map((node, place) => {
      const last = place === this.way.length - 1;
      return element("li", {}, element("button", {
        type: "button",
        "aria-current": last && "location",
        disabled: last,
        onclick: () => this.up(place),
      }, named(node.name)));
    }));
  }

  tile({ item, x, y, w, h }) {
    const button = element("button", {
      type: "button",
      class: "tile tone-" + item.tone,
      tabindex: "-1",
      "aria-label": `${item.name}: ${counted(item.bytes, "byte")}, ${share(item.bytes, this.file.bytes)}${item.children.length > 0 ? ", opens" : ""}`,
      "data-bytes": item.bytes,
      "data-name": item.name,
      onclick: () => { this.focusOn(button); this.open(item); },
      onfocus: () => { this.focused = item; this.rove(button); this.describe(item); },
      onpointerenter: (event) => { if (event.pointerType === "mouse") this.describe(item); },
    });
    button.node = item;
    put(button, { x, y, w, h });
    if (w > 34 && h > 15) {
      button.append(element("span", { class: "label" }, named(short(item)),
        w > 110 && element("span", { class: "bytes" }, number(item.bytes))));
    }
    this.inside(button, item, w, h, DEPTH);
    return button;
  }

  // What is in a tile, as a foretaste; it opens with the tile.
  inside(tile, node, width, height, depth) {
    let around = node;
    while (around.children.length === 1) around = around.children[0];
    if (depth === 0 || around.children.length === 0 || width < 60 || height < 48) return;
    const area = { x: 3, y: 20, w: width - 7, h: height - 24 };
    const items = visible(around, area.w * area.h, INNER_TILES, INNER_LEAST);
    tile.classList.add("around");
    for (const { item, x, y, w, h } of squares(items, area)) {
      const inner = element("span", { class: "inner tone-" + item.tone, "aria-hidden": "true" });
      if (w > 40 && h > 15) inner.append(element("span", { class: "label" }, named(short(item))));
      put(inner, { x, y, w, h });
      inner.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") this.describe(item); });
      inner.addEventListener("pointerleave", () => this.describe(node));
      this.inside(inner, item, w, h, depth - 1);
      tile.append(inner);
    }
  }

  describe(node) {
    const { file } = this;
    const around = this.way.includes(node) ? node.parent : this.node;
    const facts = [
      [number(node.bytes), node.bytes === 1 ? "byte" : "bytes"],
      [share(node.bytes, file.bytes), "of the file"],
    ];
    if (around && around.bytes !== file.bytes) facts.push([share(node.bytes, around.bytes), "of what is around it"]);
    if (node.parts > 1 && /function/.test(node.sort)) facts.push([number(node.parts), "instances"]);
    else if (node.children.length > 0) facts.push([number(node.children.length), node.children.length === 1 ? "part" : "parts"]);
    this.detail.replaceChildren(
      element("p", { class: "what" }, element("span", { class: "sort" }, node.sort), named(node.name)),
      element("ul", {}, facts.map(([value, what]) => element("li", {}, element("strong", {}, value), " " + what))),
      node.advice ? advised(node.advice) : "");
    this.detail.dataset.bytes = node.bytes;
  }

  focusOn(tile) {
    if (tile) tile.focus({ preventScroll: true });
  }

  // One tile at a time is reached by the key Tab.
  rove(tile) {
    for (const other of this.tiles) other.tabIndex = other === tile ? 0 : -1;
  }

  key(event) {
    const tile = this.tiles.indexOf(document.activeElement);
    const last = this.tiles.length - 1;
    const to = {
      ArrowLeft: () => this.nearest(tile, -1, 0),
      ArrowRight: () => this.nearest(tile, 1, 0),
      ArrowUp: () => this.nearest(tile, 0, -1),
      ArrowDown: () => this.nearest(tile, 0, 1),
      Home: () => 0,
      End: () => last,
    }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (to) this.focusOn(this.tiles[to()]);
    else if (event.key === "Escape" || event.key === "Backspace") this.up();
    else return;
    event.preventDefault();
  }

  // The nearest tile in a direction; the same one where there is none.
  nearest(from, dx, dy) {
    const middle = (tile) => ({ x: tile.offsetLeft + tile.offsetWidth / 2, y: tile.offsetTop + tile.offsetHeight / 2 });
    if (from < 0) return 0;
    const at = middle(this.tiles[from]);
    let best = from;
    let least = Infinity;
    this.tiles.forEach((tile, place) => {
      const { x, y } = middle(tile);
      const ahead = (x - at.x) * dx + (y - at.y) * dy;
      const aside = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
      if (place !== from && ahead > 1 && ahead + 2 * aside < least) {
        best = place;
        least = ahead + 2 * aside;
      }
    });
    return best;
  }
}

function put(node, { x, y, w, h }) {
  // A gap of a pixel between tiles.
  Object.assign(node.style, { left: x + "px", top: y + "px", width: Math.max(0, w - 1) + "px", height: Math.max(0, h - 1) + "px" });
}

// What to do about a cause.
function advised({ text, link }) {
  const parts = text.split("`").map((part, place) => (place % 2 === 1 ? element("code", {}, part) : part));
  return element("p", { class: "advice" }, parts, " ",
    element("a", { href: `${page.repository}/blob/HEAD/${link}`, rel: "noreferrer" }, "more"));
}

