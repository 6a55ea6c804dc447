// Starts a WebAssembly module that stands in the code as base64: no file to find, no network.

/** The part of WebAssembly that is used here; the type library of the compiler leaves it to browsers. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** A new instance at each call, each with a memory of its own; the module is compiled once. */
export function wasmModule<Exports>(base64: string, what: string): () => Exports {
  let compiled: object | undefined;
  /** @throws Error where the machine lacks WebAssembly, or the vectors that the module uses. */
  return () => {
    const engine = (globalThis as { WebAssembly?: Engine }).WebAssembly;
    if (engine === undefined) throw new Error("this machine has no WebAssembly");
    compiled ??= new engine.Module(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));
    const abort = () => {
      throw new Error(`${what} stopped`);
    };
    return new engine.Instance(compiled, { env: { abort } }).exports as Exports;
  };
}
