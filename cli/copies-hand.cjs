// The thread that helps the search for copies: takes pieces of a job that nobody has taken. Plain JavaScript, so that it starts at once.
const { workerData, parentPort } = require("node:worker_threads");

const { memory, port } = workerData;
const abort = () => {
  throw new Error("the kernel of the search for copies stopped");
};
const kernel = new WebAssembly.Instance(workerData.module, { env: { memory, abort } }).exports;
kernel.take(1);
// As many pairs as `match` tells at once (kernel.as).
const MOST_PAIRS = 4096;

parentPort.on("message", (job) => {
  const { counters } = job;
  try {
    kernel.layOut(job.characters, job.entries, job.bands);
    for (;;) {
      const piece = Atomics.add(counters, 0, 1);
      if (piece >= job.pieces) return;
      work(job, piece);
      Atomics.add(counters, 1, 1);
      Atomics.notify(counters, 1);
    }
  } catch (error) {
    port.postMessage({ stopped: String(error) });
    Atomics.store(counters, 1, job.pieces);
    Atomics.notify(counters, 1);
  }
});

function work(job, piece) {
  if (job.pairs === undefined) {
    const from = piece * job.piece;
    const to = Math.min(job.entries, from + job.piece);
    kernel.sketchAll(from, to, job.long ? 1 : 0, job.bands, job.rows);
    return;
  }
  kernel.deal(piece);
  let count;
  do {
    count = kernel.match(job.pairs.least, job.pairs.threshold);
    const pairs = new Uint32Array(memory.buffer, kernel.pairsAt(), 2 * count).slice();
    const likeness = new Float64Array(memory.buffer, kernel.alikeAt(), count).slice();
    port.postMessage({ piece, pairs, likeness });
  } while (count === MOST_PAIRS);
}
