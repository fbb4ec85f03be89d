// The trees of a file: by place, by crate, by cause. In each the children of a node have as
// many bytes as the node, and the root as many as the file.

// What left-out nodes are called.
function others(parts) {
  return number(parts) + (parts === 1 ? " other" : " others");
}

function sorted(node) {
  node.children.sort((one, other) => other.bytes - one.bytes || one.order - other.order);
  node.children.forEach((child, order) => { child.order = order; });
  return node;
}

// The file by place, as its list of nodes says, parents first.
function byPlace(file) {
  const nodes = file.nodes.map(([parent, sort, category, bytes, name, parts], order) => ({
    parent,
    sort: name < 0 ? "others" : file.sorts[sort],
    tone: file.shares[category][0],
    bytes,
    name: name < 0 ? others(parts) : file.names[name],
    parts,
    order,
    children: [],
  }));
  nodes.forEach((node, place) => {
    node.parent = place === 0 ? null : nodes[node.parent];
    if (node.parent) node.parent.children.push(node);
  });
  nodes.forEach(sorted);
  return nodes[0];
}

// The rows of a file, as the table and the trees below use them.
function rowsOf(file) {
  return file.rows.map(([name, of, cause, bytes, parts], order) => ({
    name: name < 0 ? others(parts) : file.names[name],
    whole: name >= 0,
    crate: of < 0 ? "(other crates)" : file.names[of],
    cause: file.causes[cause][0],
    bytes,
    parts,
    order,
  }));
}

// The file by what its rows have in common.
function byKey(file, rows, key) {
  const root = { parent: null, sort: "file", tone: "", bytes: file.bytes, name: file.name, parts: 1, order: 0, children: [] };
  const groups = new Map();
  for (const row of rows) {
    let group = groups.get(row[key]);
    if (!group) {
      const advice = key === "cause" && file.causes.find(([label]) => label === row.cause)[1];
      group = { parent: root, sort: key, bytes: 0, name: row[key], parts: 0, order: groups.size, children: [], items: new Map(), advice };
      groups.set(row[key], group);
      root.children.push(group);
    }
    group.bytes += row.bytes;
    // Rows that differ in what does not count here are one, left-out ones too.
    const id = row.whole ? "=" + row.name : "others";
    let item = group.items.get(id);
    if (!item) {
      item = { parent: group, sort: row.whole ? "function or item" : "others", bytes: 0, name: row.name, parts: 0, order: group.items.size, children: [], advice: group.advice };
      group.items.set(id, item);
      group.children.push(item);
    }
    item.bytes += row.bytes;
    item.parts += row.parts;
    if (!row.whole) item.name = others(item.parts);
  }
  sorted(root);
  root.children.forEach((group, place) => {
    group.tone = "hue-" + (place % 12);
    for (const item of group.children) item.tone = group.tone;
    sorted(group);
  });
  return root;
}

// From the root to a node.
function wayTo(node) {
  const way = [];
  for (let one = node; one; one = one.parent) way.unshift(one);
  return way;
}

// A name without what is said around it.
function short(node) {
  let name = node.name;
  const around = node.parent && node.parent.name + "::";
  if (around && name.startsWith(around)) name = name.slice(around.length);
  return name;
}

