// examples/component-describe in JavaScript.

export const describeV1 = {
  describeJson: () => '{"name":"demo","version":"1.0.0"}',
};
