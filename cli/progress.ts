// Progress of long work, on the error channel so that output stays clean; one line on a terminal, sparse lines elsewhere.

const EVERY = 5_000;

export interface ProgressLine {
  say(text: string): void;
  done(): void;
}

/** A line that is rewritten on a terminal, or written at most every five seconds elsewhere. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let last = Date.now();
  let shown = false;
  return {
    say(text) {
      const now = Date.now();
      if (process.env.LUODI_PROGRESS === "lines") {
        if (now - last < 500) return;
        stream.write(`${text}\n`);
      } else if (stream.isTTY) {
        if (now - last < 100) return;
        stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
        shown = true;
      } else {
        if (now - last < EVERY) return;
        stream.write(`${text}\n`);
      }
      last = now;
    },
    done() {
      if (shown) stream.write("\r\u001b[K");
    },
  };
}
