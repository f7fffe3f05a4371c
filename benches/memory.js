// The size of the WebAssembly memory. It never shrinks, so it is the peak. The package does not expose its memory, so
// instantiation is intercepted; to be imported before the core.

/** @type {WebAssembly.Memory | undefined} */
let memory;

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, given) {
    const instance = Reflect.construct(Instance, given);
    for (const it of Object.values(instance.exports)) {
      if (it instanceof WebAssembly.Memory) memory = it;
    }
    return instance;
  },
});

/** In bytes; 0 without WebAssembly. */
export const peakMemory = () => memory?.buffer.byteLength ?? 0;
