// examples/node-minimal in JavaScript.

function invoke(_ctx, op, input) {
  if (op === "fail") {
    const message = `bad input: ${input}`;
    return { tag: "err", val: { code: "demo", message, retryable: false } };
  }
  return { tag: "ok", val: `ok:${input}` };
}

export const node = {
  getManifest: () => '{"name":"demo","version":"1.0.0"}',
  onStart: (_ctx) => "ok",
  onStop: (_ctx, _reason) => "ok",
  invoke,
  invokeStream(ctx, op, input) {
    const { tag, val } = invoke(ctx, op, input);
    const answer = tag === "ok" ? { tag: "data", val } : { tag: "error", val: val.message };
    return [{ tag: "progress", val: 0 }, answer, { tag: "done" }];
  },
};
