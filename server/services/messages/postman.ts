// Sends what waits in the outbox: short leases, tries again later and ever later, gives up after a day and says so.

import type { Services } from "../service.ts";
import { oldestWaiting, type StoredMessage, settleMessage, takeMessages } from "./outbox.store.ts";
import type { Sender } from "./senders.ts";

const LEASE = 60_000;
const BATCH = 20;
/** After these many tries, about a day, it is called failed and shown to people. */
const TRIES = 12;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3 * 3_600_000;
const LATE = 10 * 60_000;

export class Postman {
  readonly #services: Services;
  readonly #senders: Readonly<Record<"sms" | "mail", Sender>>;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #warned = false;

  constructor(services: Services, senders: Readonly<Record<"sms" | "mail", Sender>>) {
    this.#services = services;
    this.#senders = senders;
  }

  start(every = 2_000): void {
    this.#timer = setInterval(() => void this.run(), every);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round over what is due; rounds follow one another and never throw. */
  run(): Promise<unknown> {
    this.#round = this.#round
      .then(() => this.#deliver())
      .catch((error: Error) => {
        this.#services.say(`消息这一轮没有发完，稍后再试 messages will be tried again: ${error.message}`);
      });
    return this.#round;
  }

  async #deliver(): Promise<void> {
    const { tenant, clock, requests } = this.#services;
    for (;;) {
      if (this.#stopped) return;
      const taken = await requests.within((query) => takeMessages(query, tenant, clock.now(), LEASE, BATCH));
      for (const message of taken) await this.#send(message);
      if (taken.length < BATCH) break;
    }
    const age = await requests.within((query) => oldestWaiting(query, tenant, clock.now()));
    if (age > LATE && !this.#warned)
      this.#services.say(
        "有消息十分钟还没发出去，请检查短信和邮件服务。Messages have waited for ten minutes; look at the providers.",
      );
    this.#warned = age > LATE;
  }

  async #send(message: StoredMessage): Promise<void> {
    const { tenant, clock, requests } = this.#services;
    const settle = (settled: Parameters<typeof settleMessage>[3]) =>
      requests.within((query) => settleMessage(query, tenant, message.id, settled));
    const at = clock.now();
    try {
      const sent = await this.#senders[message.channel](message);
      if ("sent" in sent) await settle({ state: "sent", at, reference: sent.sent });
      else if ("shown" in sent) await settle({ state: "shown", at });
      else await settle({ state: "failed", at, trouble: sent.refused.slice(0, 300) });
    } catch (error) {
      const trouble = (error as Error).message.slice(0, 300);
      if (message.attempts >= TRIES) await settle({ state: "failed", at, trouble });
      else {
        const wait = Math.min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT);
        await settle({ state: "waiting", at, trouble, notBefore: at + wait });
      }
    }
  }
}
