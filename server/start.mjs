// What `npm start` runs: installs what is missing, starts the server, and starts it again when it dies. Plain JavaScript, no package.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { install, isInstalled } from "../scripts/packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `需要 Node.js 20.19 以上，现在是 ${process.versions.node}。Node.js 20.19 or later is needed.`,
  );
  process.exit(1);
}

if (!isInstalled(root, { development: false })) {
  console.log("正在安装依赖，第一次要一两分钟…… Installing packages, a minute or two the first time…");
  if (!install(root)) {
    console.error(
      `装不上依赖：见上面的错误。请检查网络；如果 ${root} 不归现在的用户写，请由能写的用户在那里运行 npm ci，再 npm start。Packages could not be installed; check the network. Where this user may not write to that folder, let one who may run npm ci there, then npm start.`,
    );
    process.exit(1);
  }
}

/** The server says by this code that starting again would not help (a wrong setting, a port in use). */
const HOPELESS = 78;
let child;
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.on(signal, () => {
    stop.abort();
    child?.kill("SIGTERM");
  });
}
/** Times in a row that it died before it served. */
let failures = 0;
let everServed = false;
for (;;) {
  child = spawn(process.execPath, ["--import", "tsx", join(root, "server", "main.ts")], {
    cwd: root,
    // Over the channel the server says that it serves, and notices when this process is killed, instead of living on unwatched.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  failures += 1;
  child.once("message", () => {
    failures = 0;
    everServed = true;
  });
  const [code, signal] = await new Promise((resolve) => child.once("exit", (...ended) => resolve(ended)));
  if (stop.signal.aborted || code === 0 || code === HOPELESS) process.exit(code ?? 0);
  // What has served once may serve again (a disk emptied, a database back); what never did needs a person.
  if (failures > 5 && !everServed) {
    console.error(
      "服务连续几次没有启动，停止重试；原因见上面。The server failed to start several times; see above.",
    );
    process.exit(1);
  }
  console.error(
    `服务停了（${signal ?? code}），正在重新启动…… The server stopped (${signal ?? code}); starting it again…`,
  );
  const pause = Math.min(300 * 2 ** failures, 30_000);
  await wait(pause, undefined, { signal: stop.signal }).catch(() => process.exit(0));
}
