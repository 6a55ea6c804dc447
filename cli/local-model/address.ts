// Where a local model may stand: an http address of this machine and no other, so that citizens' words do not leave it.

import { promises as dns } from "node:dns";
import { isIPv4 } from "node:net";
import { UsageError } from "../usage.ts";

/** An address that was looked up once; connections go to the numbers, never to the name again. */
export interface Place {
  /** As it is shown. */
  readonly url: string;
  /** Host and port as the server expects to hear them. */
  readonly host: string;
  readonly port: number;
  /** The path in front of /chat/completions. */
  readonly base: string;
  readonly addresses: readonly string[];
}

type LookUp = (name: string) => Promise<readonly { readonly address: string }[]>;

const systemLookUp: LookUp = (name) => dns.lookup(name, { all: true });

/** 127.0.0.0/8 and ::1. */
function isLoopback(address: string): boolean {
  return address === "::1" || (isIPv4(address) && address.startsWith("127."));
}

function refused(text: string, zh: string, en: string): UsageError {
  return new UsageError(
    `--model 的地址「${text.slice(0, 100)}」不能用：${zh}。例如 http://127.0.0.1:11434/v1\n` +
      `The address of --model cannot be used: ${en}. For example http://127.0.0.1:11434/v1`,
  );
}

/** @throws UsageError before any connection where the address is not of this machine. */
export async function placeOf(text: string, lookUp: LookUp = systemLookUp): Promise<Place> {
  // A password in the address must not come back on the screen.
  const shown = text.replace(/\/\/[^/]*@/, "//…@");
  if (!URL.canParse(text)) throw refused(shown, "它不是网址", "it is not a URL");
  const url = new URL(text);
  if (url.protocol === "https:")
    throw refused(
      shown,
      "只支持 http：连接不出本机，用不着 https",
      "http alone is supported; the connection does not leave this machine and needs no https",
    );
  if (url.protocol !== "http:") throw refused(shown, "要以 http:// 开头", "it must begin with http://");
  if (url.username !== "" || url.password !== "")
    throw refused(shown, "地址里不要写用户名和密码", "leave out name and password");
  if (url.search !== "" || url.hash !== "")
    throw refused(shown, "地址里不要有 ? 和 #", "leave out ? and #, and what follows");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    name === "localhost" ? (await lookUp(name).catch(() => [])).map(({ address }) => address) : [name];
  if (addresses.length === 0 || !addresses.every(isLoopback))
    throw refused(
      shown,
      "它不在本机，群众来信的文字不出这台机器；可写 127.0.0.1、[::1] 或 localhost",
      "it is not on this machine, and citizens' words do not leave it; 127.0.0.1, [::1] and localhost are taken",
    );
  return {
    url: url.href,
    host: url.host,
    port: url.port === "" ? 80 : Number(url.port),
    base: url.pathname.replace(/\/+$/, ""),
    addresses,
  };
}
