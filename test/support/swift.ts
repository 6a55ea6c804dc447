// OpenStack Swift with its S3 door, a server that counties run: four processes on a folder of their own; here only where Debian's packages are.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.ts";

const NODES = ["account", "container", "object"] as const;
const NEEDED = [...NODES, "proxy"].map((each) => `/usr/bin/swift-${each}-server`);
export const SWIFT_KEY = { region: "cn-test", key: "county:photos", secret: "invented-secret" };

/** Why it cannot run here; undefined where it can. */
export function noSwift(): string | undefined {
  if (process.platform === "linux" && NEEDED.every((each) => existsSync(each))) return undefined;
  return "apt-get install swift-proxy swift-account swift-container swift-object";
}

export interface Swift {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startSwift(): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), "luodi-swift-"));
  mkdirSync(join(folder, "devices", "disk"), { recursive: true });
  const shared = `bind_ip = 127.0.0.1\nswift_dir = ${folder}\nuser = ${userInfo().username}\nworkers = 0`;
  for (const node of NODES) {
    const port = await freePort();
    const builder = join(folder, `${node}.builder`);
    const ring = (...words: string[]) =>
      execFileSync("/usr/bin/swift-ring-builder", [builder, ...words], { stdio: "ignore" });
    ring("create", "2", "1", "0");
    ring("add", `r1z1-127.0.0.1:${port}/disk`, "1");
    ring("rebalance");
    writeFileSync(
      join(folder, `${node}.conf`),
      `[DEFAULT]\n${shared}\nbind_port = ${port}\ndevices = ${folder}/devices\nmount_check = false
[pipeline:main]\npipeline = ${node}-server\n[app:${node}-server]\nuse = egg:swift#${node}\n`,
    );
  }
  const port = await freePort();
  const filters = ["catch_errors", "healthcheck", "cache", "s3api", "tempauth", "copy", "slo"];
  const options: Record<string, string> = {
    // Nobody listens there: it goes on without a cache.
    cache: "memcache_servers = 127.0.0.1:1",
    s3api: `location = ${SWIFT_KEY.region}`,
    tempauth: `user_${SWIFT_KEY.key.replace(":", "_")} = ${SWIFT_KEY.secret} .admin`,
  };
  const sections = filters.map(
    (each) =>
      `[filter:${each}]\nuse = egg:swift#${each === "cache" ? "memcache" : each}\n${options[each] ?? ""}`,
  );
  writeFileSync(
    join(folder, "proxy.conf"),
    `[DEFAULT]\n${shared}\nbind_port = ${port}\n[pipeline:main]\npipeline = ${filters.join(" ")} proxy-server
[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n${sections.join("\n")}\n`,
  );
  const children: ChildProcess[] = [...NODES, "proxy"].map((each) =>
    spawn(`/usr/bin/swift-${each}-server`, [join(folder, `${each}.conf`)], { stdio: "ignore" }),
  );
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const ended = children.map((child) =>
      child.exitCode === null && child.signalCode === null
        ? new Promise((resolve) => child.once("exit", resolve))
        : undefined,
    );
    // Each is the first of its own group, with its workers in it.
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(ended);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(`${url}/healthcheck`).catch(() => undefined);
    if (answer?.ok === true) return { url, stop };
    await wait(200);
  }
  await stop();
  throw new Error("Swift never answered");
}
