const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest runs tests in a realm of its own, whose typed arrays native add-ons do not recognise.
 * Sharing the outer realm's constructors lets ONNX Runtime accept them.
 */
module.exports = class SharedTypedArraysEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { ArrayBuffer, Float32Array, Float64Array, BigInt64Array, Int32Array, Uint8Array });
  }
};
