// Mail that comes in: words to a request whose number and writer fit, or a new request; each mail once, read over IMAP.

import { readNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { storable } from "../../kit/storable.ts";
import type { Services } from "../service.ts";
import { addMessage } from "./outbox.store.ts";

const EVERY = 60_000;
const LARGEST = 5_000_000;
const LONGEST_WORDS = 20_000;

export interface InboundMail {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** Out-of-office notes and bounces are never answered and never filed. */
  readonly automatic: boolean;
}

export class Postbox {
  readonly #services: Services;
  readonly #url: URL;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(services: Services, url: string) {
    this.#services = services;
    this.#url = new URL(url);
  }

  start(every = EVERY): void {
    void this.run();
    this.#timer = setInterval(() => void this.run(), every);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  run(): Promise<unknown> {
    this.#round = this.#round
      .then(() => this.#fetch())
      .catch((error: Error) => {
        this.#services.say(`收邮件没成，稍后再试 mail will be fetched again: ${error.message}`);
      });
    return this.#round;
  }

  async #fetch(): Promise<void> {
    if (this.#stopped) return;
    const secure = this.#url.protocol === "imaps:";
    // Loaded here and below: half a second that a server without a postbox need not spend at its start.
    const { ImapFlow } = await import("imapflow");
    const client = new ImapFlow({
      host: this.#url.hostname,
      port: Number(this.#url.port || (secure ? 993 : 143)),
      secure,
      auth: { user: decodeURIComponent(this.#url.username), pass: decodeURIComponent(this.#url.password) },
      logger: false,
    });
    client.on("error", () => {});
    await client.connect();
    try {
      const lock = await client.getMailboxLock("INBOX");
      try {
        const unseen = (await client.search({ seen: false }, { uid: true })) || [];
        for (const uid of unseen.slice(0, 100)) {
          const found = await client.fetchOne(
            String(uid),
            { source: { maxLength: LARGEST }, envelope: true },
            { uid: true },
          );
          if (found === false || found.source === undefined) continue;
          const mail = await readMail(found.source, `uid-${uid}`);
          if (mail !== undefined) await takeMail(this.#services, mail);
          await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
        }
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => {});
    }
  }
}

/** What counts of a mail: its writer, subject and plain words above what it quotes. */
export async function readMail(source: Buffer, otherwise: string): Promise<InboundMail | undefined> {
  const { simpleParser } = await import("mailparser");
  const parsed = await simpleParser(source, { skipImageLinks: true });
  const from = parsed.from?.value[0]?.address?.toLowerCase();
  if (from === undefined) return undefined;
  const automatic =
    /^(?:auto-|bounce)/i.test(String(parsed.headers.get("auto-submitted") ?? "no")) ||
    parsed.headers.has("x-auto-response-suppress") ||
    /^(?:mailer-daemon|postmaster|no-?reply)@/.test(from);
  return {
    id: storable(parsed.messageId ?? otherwise),
    from: storable(from),
    subject: storable((parsed.subject ?? "").slice(0, 300)),
    text: storable(withoutQuote(parsed.text ?? "").slice(0, LONGEST_WORDS)),
    automatic,
  };
}

function withoutQuote(text: string): string {
  const lines = text.split("\n");
  const quote = lines.findIndex((line) => /^(?:>|-{2,}\s*(?:原始邮件|Original Message))/i.test(line));
  return (quote === -1 ? lines : lines.slice(0, quote)).join("\n").trim();
}

export type MailOutcome = "added" | "filed" | "automatic" | "empty" | "refused";

/** Takes one mail, once. A number in the subject counts only from an address that the request knows. */
export async function takeMail(services: Services, mail: InboundMail): Promise<MailOutcome> {
  const { tenant, clock, requests } = services;
  const known = await requests.within(async (query) => {
    const [row] = await query<{ outcome: MailOutcome }>(
      "SELECT outcome FROM services.inbound WHERE tenant_id = $1 AND channel = 'mail' AND provider_id = $2",
      [tenant, mail.id],
    );
    return row?.outcome;
  });
  if (known !== undefined) return known;
  const { outcome, number } = await handledMail(services, mail);
  await requests.within((query) =>
    query(
      `INSERT INTO services.inbound (tenant_id, channel, provider_id, received_at, outcome, number) VALUES ($1, 'mail', $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [tenant, mail.id, clock.now(), outcome, number ?? null],
    ),
  );
  return outcome;
}

async function handledMail(
  services: Services,
  mail: InboundMail,
): Promise<{ outcome: MailOutcome; number?: string }> {
  if (mail.automatic) return { outcome: "automatic" };
  if (mail.text === "") return { outcome: "empty" };
  const { tenant, clock, requests } = services;
  for (const [digits] of mail.subject.matchAll(/\d[\d ]{6,9}\d/g)) {
    const number = readNumber(digits);
    if (number === undefined) continue;
    const writer = [...(await requests.contacts(number))].find(
      ([, contact]) => contact.email?.toLowerCase() === mail.from,
    );
    if (writer === undefined) continue;
    const by = { role: "citizen", person: writer[0] } as const;
    const said = { text: mail.text };
    const acted = await requests.act(
      number,
      { kind: "add", by, photos: 0, said },
      { key: `mail/${mail.id}` },
    );
    if (isRefusal(acted)) {
      const words = `${acted.zh}${acted.mend.zh}`;
      await requests.within((query) =>
        addMessage(
          query,
          tenant,
          {
            once: `answer/${mail.id}`,
            channel: "mail",
            recipient: mail.from,
            subject: `诉求 ${number}`,
            words,
            number,
          },
          clock.now(),
        ),
      );
      return { outcome: "refused", number };
    }
    return { outcome: "added", number };
  }
  const filed = await requests.file(
    {
      ...{
        kind: "file",
        by: { role: "citizen", person: 0 },
        door: "mail",
        procedure: "hotline",
        intent: "ask-help",
      },
      ...{ asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
      said: { text: mail.subject === "" ? mail.text : `${mail.subject}\n${mail.text}` },
    },
    { key: `mail/${mail.id}`, contact: { email: mail.from } },
  );
  return isRefusal(filed) ? { outcome: "refused" } : { outcome: "filed", number: filed.number };
}
