// Clients over HTTP that file requests and act on them, and send again with the same key until they are told that it was done.

import { type IncomingHttpHeaders, request as send } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { linkFrom } from "../../core/domain/request/number.ts";
import type { Chance } from "../../demo/random.ts";
import type { SentLog, SentStep } from "./saved.ts";

export const API_KEY = "faults-api-key";

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface ClientsOptions {
  readonly url: string;
  readonly log: SentLog;
  readonly chance: Chance;
  /** Names the marks of this run. */
  readonly name: string;
  readonly clients: number;
}

export class Clients {
  readonly #options: ClientsOptions;
  /** How often each status was answered; 0 is no answer. */
  readonly statuses = new Map<number, number>();
  /** Answers that no client should get: not done, and not for a reason that passes. */
  readonly wrong: string[] = [];
  #stopping = false;
  #count = 0;
  #loops: Promise<void>[] = [];

  constructor(options: ClientsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopping = false;
    this.#loops = Array.from({ length: this.#options.clients }, (_, index) => this.#loop(index));
  }

  /** What is under way is brought to its end, so that it is known. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops);
  }

  async #loop(index: number): Promise<void> {
    while (!this.#stopping) {
      if (index % 3 === 2) await this.#byForms();
      else await this.#byOpen311();
    }
  }

  #mark(): string {
    this.#count += 1;
    const mark = `m-${this.#options.name}-${this.#count}`;
    this.#options.log.send(mark);
    return mark;
  }

  async #byOpen311(): Promise<void> {
    const { log } = this.#options;
    const mark = this.#mark();
    const filed = await this.#until("/open311/v2/requests.json", mark, {
      ...{ api_key: API_KEY, service_code: "water", address_string: "测试路" },
      description: `水管漏水 ${mark}`,
    });
    if (filed === undefined) return;
    const [{ service_request_id: number, service_notice }] = JSON.parse(filed.text) as [
      Record<string, string>,
    ];
    const link = /\/r\/([\w-]+)/.exec(service_notice ?? "")?.[1];
    const step: SentStep = { mark, number: number! };
    log.acknowledge(link === undefined ? step : { ...step, link });
    for (let acts = this.#options.chance.whole(0, 3); acts > 0 && !this.#stopping; acts -= 1) {
      const added = this.#mark();
      const done = await this.#until("/open311/v2/servicerequestupdates.json", added, {
        ...{ api_key: API_KEY, service_request_id: number! },
        description: `还没有人来 ${added}`,
      });
      if (done !== undefined) log.acknowledge({ ...step, mark: added });
    }
  }

  async #byForms(): Promise<void> {
    const { log } = this.#options;
    const link = linkFrom(Uint8Array.from({ length: 64 }, () => this.#options.chance.whole(0, 255)));
    const mark = this.#mark();
    const pages: readonly (readonly [string, Record<string, string>])[] = [
      ["words", { text: `路面有坑 ${mark}`, intent: "ask-help" }],
      ["asks", { asks: "把坑补上", matter: "road" }],
      ["place", { place: "测试路" }],
      ["you", { wants: "none" }],
      ["public", { open: "no" }],
      ["send", {}],
    ];
    for (const [page, fields] of pages) {
      if ((await this.#until(`/file/${link}/${page}`, undefined, fields)) === undefined) return;
    }
    log.acknowledge({ mark, link });
    if (!this.#options.chance.true(0.6)) return;
    const complained = this.#mark();
    const fields = { form: complained, text: `页面打不开 ${complained}` };
    if ((await this.#until(`/r/${link}/complain`, undefined, fields)) !== undefined)
      log.acknowledge({ mark: complained, link });
  }

  /** Sends again and again until it is acknowledged; undefined where it is refused for good. */
  async #until(
    path: string,
    key: string | undefined,
    fields: Record<string, string>,
  ): Promise<Answered | undefined> {
    for (;;) {
      const answer = await this.#post(path, key, fields).catch(() => undefined);
      const status = answer?.status ?? 0;
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (answer !== undefined && (status === 200 || status === 201 || status === 303)) return answer;
      if (status !== 0 && status !== 429 && status !== 503 && status !== 507) {
        this.wrong.push(`${path} ${status}: ${answer?.text.slice(0, 200)}`);
        return undefined;
      }
      await wait(50 + this.#options.chance.whole(0, 200));
    }
  }

  #post(path: string, key: string | undefined, fields: Record<string, string>): Promise<Answered> {
    const body = new URLSearchParams(fields).toString();
    const { chance, url } = this.#options;
    return new Promise((resolve, reject) => {
      const sending = send(
        `${url}${path}`,
        {
          method: "POST",
          agent: false,
          // Many people, each with an address of the own: the loopback has millions.
          localAddress: `127.${chance.whole(1, 250)}.${chance.whole(0, 250)}.${chance.whole(2, 250)}`,
          timeout: 20_000,
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": Buffer.byteLength(body),
            ...(key === undefined ? {} : { "idempotency-key": key }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("error", reject);
          response.once("end", () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          );
          // An answer cut off is no answer.
          response.once("close", () => reject(new Error("cut off")));
        },
      );
      sending.once("error", reject);
      sending.once("timeout", () => sending.destroy(new Error("no answer in time")));
      sending.end(body);
    });
  }
}
