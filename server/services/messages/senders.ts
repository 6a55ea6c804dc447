// How a message leaves: SMTP, an HTTP gateway for SMS, or nowhere but the outbox page where none is configured.

import { createTransport } from "nodemailer";
import type { Settings } from "../../kit/settings.ts";
import type { StoredMessage } from "./outbox.store.ts";

export type Sent =
  | { readonly sent: string }
  /** Nobody is there to send it; it stands on the outbox page. */
  | { readonly shown: true }
  /** It can never be sent: a wrong number or address. */
  | { readonly refused: string };

/** @throws Error where it may be tried again: the provider is slow, down, or answers rubbish. */
export type Sender = (message: StoredMessage) => Promise<Sent>;

const PATIENCE = 15_000;

export function sendersOf(settings: Settings): Readonly<Record<"sms" | "mail", Sender>> {
  const { mail, sms } = settings;
  return {
    mail: mail === undefined ? nowhere : smtp(mail.url, mail.from),
    sms: sms === undefined ? nowhere : gateway(sms.url, sms.token),
  };
}

const nowhere: Sender = async () => ({ shown: true });

function smtp(url: string, from: string): Sender {
  const transport = createTransport({ url, connectionTimeout: PATIENCE, socketTimeout: PATIENCE });
  return async ({ id, recipient, subject, words }) => {
    try {
      const info = await transport.sendMail({
        ...{ from, to: recipient, subject, text: words },
        // A second delivery after a lost answer is recognised by its receiver.
        messageId: `<${id}@luodi>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { sent: String(info.messageId) };
    } catch (error) {
      const { responseCode = 0, message } = error as { responseCode?: number; message: string };
      if (responseCode >= 500 && responseCode < 600) return { refused: message };
      throw error;
    }
  };
}

/** POST {id, to, text} with a bearer token; 2xx with {reference}: sent; 400, 404, 422: refused for good; all else: again later. */
function gateway(url: string, token: string): Sender {
  return async ({ id, recipient, words }) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        "idempotency-key": id,
      },
      body: JSON.stringify({ id, to: recipient, text: words }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    if (response.ok) {
      const answer = JSON.parse(text) as { reference?: unknown };
      return { sent: typeof answer.reference === "string" ? answer.reference.slice(0, 200) : id };
    }
    if ([400, 404, 422].includes(response.status))
      return { refused: `${response.status} ${text.slice(0, 200)}` };
    throw new Error(`the SMS gateway answers ${response.status}`);
  };
}
