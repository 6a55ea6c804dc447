// A second thread for the search for copies.

import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Hand, Told } from "../core/reading/copies/hand.ts";

/** Milliseconds without a piece done after which the thread is taken for dead; a piece takes less than a second. */
const PATIENCE = 120_000;

/** Undefined where the machine has one processor. */
export function secondHand(processors = availableParallelism()): Hand | undefined {
  return processors > 1 ? new ThreadHand() : undefined;
}

class ThreadHand implements Hand {
  private worker: Worker | undefined;
  private port: MessagePort | undefined;

  begin(module: object, memory: object): void {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(new URL("./copies-hand.cjs", import.meta.url), {
      workerData: { module, memory, port: port2 },
      transferList: [port2],
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    // One that cannot start takes no piece, and all is done without it; one that stops on its way says so, or `finish` misses it.
    this.worker.on("error", () => {});
    // It waits for jobs; that must not keep the program alive.
    this.worker.unref();
    port1.unref();
  }

  join(job: Parameters<Hand["join"]>[0]): void {
    this.worker?.postMessage(job);
  }

  finish({ counters }: Parameters<Hand["join"]>[0], pieces: number): readonly Told[] {
    for (let done = Atomics.load(counters, 1); done < pieces; done = Atomics.load(counters, 1))
      if (Atomics.wait(counters, 1, done, PATIENCE) === "timed-out")
        throw new Error("the second thread of the search for copies does not answer");
    const told: Told[] = [];
    for (;;) {
      const next = this.port && receiveMessageOnPort(this.port);
      if (next === undefined) return told;
      const message = next.message as Told | { readonly stopped: string };
      if ("stopped" in message) throw new Error(message.stopped);
      told.push(message);
    }
  }

  end(): void {
    this.port?.close();
    void this.worker?.terminate();
    this.worker = undefined;
  }
}
