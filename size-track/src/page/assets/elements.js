"use strict";

// Elements, and numbers for people. Texts of files are never read as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter(isThere));
  return node;
}

// What may stand for no element, where there is nothing to show.
function isThere(child) {
  return child !== undefined && child !== null && child !== false;
}

// Shows these in an element, and nothing else.
function show(node, ...children) {
  node.replaceChildren(...children.filter(isThere));
  node.hidden = false;
}

function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// A name of a file: however it is written, it does not change the text around it.
function named(name, attributes = {}) {
  return element("bdi", attributes, name);
}

function number(value) {
  return value.toLocaleString("en-US");
}

function signed(value) {
  return (value > 0 ? "+" : value < 0 ? "\u2212" : "\u00b1") + number(Math.abs(value));
}

function share(part, whole) {
  return ((100 * part) / Math.max(whole, 1)).toFixed(1) + "\u00a0%";
}

function counted(count, one, many = one + "s") {
  return number(count) + " " + (count === 1 ? one : many);
}

// The buttons of which one is pressed.
function choice(label, options, chosen, choose) {
  const buttons = options.map(([key, text]) =>
    element("button", {
      type: "button",
      "data-key": key,
      "aria-pressed": String(key === chosen),
      onclick() {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === this));
        choose(key);
      },
    }, text));
  return element("div", { class: "choice", role: "group", "aria-label": label }, buttons);
}

