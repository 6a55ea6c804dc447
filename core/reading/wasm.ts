// Starts a WebAssembly module that stands in the code as base64: no file to find, no network.

/** The part of WebAssembly that is used here; the type library of the compiler leaves it to browsers. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (pages: { initial: number; maximum: number; shared: boolean }) => SharedMemory;
}
/** A memory that more than one thread may work over; it grows without moving. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}
export interface Started<Exports> {
  readonly exports: Exports;
  /** What another thread needs to work over the same memory. */
  readonly module: object;
  readonly memory: SharedMemory;
}

/** A new instance at each call, each with a memory of its own; the module is compiled once. */
export function wasmModule<Exports>(base64: string, what: string): () => Exports {
  const engine = engineFor(base64, what);
  return () => engine().start({}) as Exports;
}

/** The same for a module that is given its memory: so many pages of 64 KiB at first, at most 4 GB. */
export function sharedWasmModule<Exports>(
  base64: string,
  what: string,
  pages: number,
): () => Started<Exports> {
  const engine = engineFor(base64, what);
  return () => {
    const { module, Memory, start } = engine();
    const memory = new Memory({ initial: pages, maximum: 65_536, shared: true });
    return { exports: start({ memory }) as Exports, module, memory };
  };
}

function engineFor(base64: string, what: string) {
  let module: object | undefined;
  /** @throws Error where the machine lacks WebAssembly, or the vectors that the module uses. */
  return () => {
    const engine = (globalThis as unknown as { WebAssembly?: Engine }).WebAssembly;
    if (engine === undefined) throw new Error("this machine has no WebAssembly");
    const { Module, Instance, Memory } = engine;
    module ??= new Module(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));
    const compiled = module;
    const abort = () => {
      throw new Error(`${what} stopped`);
    };
    const start = (given: object) => new Instance(compiled, { env: { abort, ...given } }).exports;
    return { module: compiled, Memory, start };
  };
}
