// A program with a resource, text, lists and errors.

class Counter {
  constructor(start) {
    this.value = start;
  }

  add(by) {
    this.value = (this.value + by) >>> 0;
    return this.value;
  }

  static parse(text) {
    const number = Number.parseInt(text, 10);
    if (Number.isNaN(number)) throw `no number: ${text}`;
    return new Counter(number >>> 0);
  }
}

export const counters = { Counter };

export function shout(text) {
  return `${text.toUpperCase()}!`;
}

export function repeat(lines) {
  return lines.map(({ text, times }) => {
    if (times > 100) throw "too often";
    return text.repeat(times);
  });
}
