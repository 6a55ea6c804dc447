// Disks for fault tests: ext4 on a loop image that can be copied as a power cut would leave it, filled up, and taken away.

import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** True where images can be mounted; says loudly why not, and throws under CI, where a missing device is a failure. */
export function haveDisks(): boolean {
  const why = troubleWithDisks();
  if (why === undefined) return true;
  const words = `掉电和磁盘满的测试需要管理员权限和回环设备：${why}。Power cuts and full disks need root and a loop device: ${why}.`;
  if (process.env.CI === "true") throw new Error(words);
  console.warn(`SKIPPED: ${words}`);
  return false;
}

function troubleWithDisks(): string | undefined {
  if (process.platform !== "linux") return "no Linux";
  if (process.getuid?.() !== 0) return "not root";
  try {
    execFileSync("losetup", ["-f"], { stdio: "pipe" });
    execFileSync("mkfs.ext4", ["-V"], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return (error as Error).message.split("\n", 1)[0];
  }
}

export class Disk {
  readonly #base: string;
  /** Where it is mounted. */
  readonly folder: string;

  private constructor(base: string) {
    this.#base = base;
    this.folder = join(base, "disk");
  }

  static make(megabytes: number): Disk {
    const disk = new Disk(mkdtempSync(join(tmpdir(), "luodi-disk-")));
    execFileSync("truncate", ["-s", `${megabytes}M`, disk.#image]);
    // No part is kept back for root, so that full is full for everybody.
    execFileSync("mkfs.ext4", ["-q", "-m", "0", disk.#image]);
    disk.#mount();
    return disk;
  }

  /** What stands on the image now, as another disk; what the kernel has not written to it yet is not there. */
  async copy(): Promise<Disk> {
    const disk = new Disk(mkdtempSync(join(tmpdir(), "luodi-disk-")));
    await run("cp", ["--sparse=always", this.#image, disk.#image]);
    // Whoever writes is held still; should the kernel have written meanwhile, the later moment is taken whole.
    while (!(await same(this.#image, disk.#image)))
      await run("cp", ["--sparse=always", this.#image, disk.#image]);
    disk.#mount();
    return disk;
  }

  /** Writes everything to the image: the moment from which a cut may come. */
  flush(): void {
    execFileSync("sync", ["-f", this.folder]);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Fills it up to the last block, whatever else is written meanwhile. */
  async fill(): Promise<void> {
    const file = await open(join(this.folder, "filler"), "a");
    try {
      for (const size of [1 << 20, 1 << 12]) {
        for (;;) {
          try {
            await file.write(Buffer.alloc(size, 1));
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "ENOSPC") break;
            throw error;
          }
        }
      }
      await file.sync().catch(() => {});
    } finally {
      await file.close();
    }
  }

  makeRoom(): void {
    rmSync(join(this.folder, "filler"), { force: true });
    execFileSync("sync", ["-f", this.folder]);
  }

  remove(): void {
    execFileSync("umount", [this.folder]);
    rmSync(this.#base, { recursive: true, force: true });
  }

  get #image(): string {
    return join(this.#base, "image");
  }

  #mount(): void {
    mkdirSync(this.folder);
    // PostgreSQL's own user passes through, as it does in /var/lib.
    chmodSync(this.#base, 0o711);
    // The journal is written when somebody asks for it, not every five seconds: what was not asked for shall be lost.
    execFileSync("mount", ["-o", "loop,commit=300", this.#image, this.folder]);
  }
}

function same(one: string, other: string): Promise<boolean> {
  return run("cmp", ["-s", one, other]).then(
    () => true,
    () => false,
  );
}

/** Holds PostgreSQL still, with all its sessions, while `work` runs. */
export async function heldStill<T>(postmaster: number, work: () => Promise<T>): Promise<T> {
  // The postmaster first, so that it starts no more.
  const stopped = [postmaster];
  process.kill(postmaster, "SIGSTOP");
  for (const child of childrenOf(postmaster)) {
    process.kill(child, "SIGSTOP");
    stopped.push(child);
  }
  try {
    return await work();
  } finally {
    for (const pid of stopped.reverse()) process.kill(pid, "SIGCONT");
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}
