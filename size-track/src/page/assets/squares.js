// Rectangles as near to squares as it goes: Bruls, Huizing, van Wijk, "Squarified treemaps".

// The worst ratio of sides in a row of areas.
function worst(least, most, sum, side) {
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

// Gives each item, the largest first, a rectangle { x, y, w, h } in one; areas are as bytes.
function squares(items, { x, y, w, h }) {
  const whole = items.reduce((sum, item) => sum + item.bytes, 0);
  const places = [];
  if (!(whole > 0) || w <= 0 || h <= 0) return places;
  const scale = (w * h) / whole;
  let at = 0;
  while (at < items.length) {
    const side = Math.min(w, h);
    const first = items[at].bytes * scale;
    let sum = first;
    let end = at + 1;
    let ratio = worst(first, first, sum, side);
    while (end < items.length) {
      const area = items[end].bytes * scale;
      const next = worst(area, first, sum + area, side);
      if (next > ratio) break;
      ratio = next;
      sum += area;
      end += 1;
    }
    const thick = side > 0 ? sum / side : 0;
    let along = 0;
    for (; at < end; at += 1) {
      const long = thick > 0 ? (items[at].bytes * scale) / thick : 0;
      const place = w >= h ? { x, y: y + along, w: thick, h: long } : { x: x + along, y, w: long, h: thick };
      places.push({ item: items[at], ...place });
      along += long;
    }
    if (w >= h) { x += thick; w = Math.max(0, w - thick); } else { y += thick; h = Math.max(0, h - thick); }
  }
  return places;
}

