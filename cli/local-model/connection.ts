// Talks to the local model's server at a checked address: no proxy, no redirect, a time limit, a bound on what comes back.

import { request } from "node:http";
import { connect } from "node:net";
import { UsageError } from "../usage.ts";
import type { Place } from "./address.ts";

/** The address that answered when it was first asked; all connections go there. */
export interface Server extends Place {
  readonly address: string;
}

/** Why an answer did not come, in words for people; nothing of what the server said stands in them. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** Another try may help. */
    readonly again: boolean,
  ) {
    super(message);
  }
}

const CONNECT_MS = 3_000;
/** An answer of five quotes has a few thousand bytes; a model that thinks aloud writes more. */
const MOST_BYTES = 512 * 1024;

function takesConnections(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: CONNECT_MS });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });
}

/** @throws UsageError where nothing takes connections there. */
export async function serverAt(place: Place): Promise<Server> {
  for (const address of place.addresses)
    if (await takesConnections(address, place.port)) return { ...place, address };
  throw new UsageError(
    `连不上本机模型「${place.url}」。请先启动它，再看端口写对没有；还什么都没有读，也没有写。\n` +
      `Nothing answers at ${place.url}. Start the model's server and look at the port; nothing was read or written.`,
  );
}

function faultOfStatus(status: number): NoAnswer | undefined {
  if (status === 200) return undefined;
  if (status >= 300 && status < 400)
    return new NoAnswer(
      `服务器要转到别处（${status}），不跟去 it redirects elsewhere, which is not followed`,
      false,
    );
  if (status === 404)
    return new NoAnswer(
      "服务器说没有（404）：看看地址是否以 /v1 结尾、模型名对不对 404: does the address end in /v1, and is the name of the model right?",
      false,
    );
  return new NoAnswer(
    `服务器回了 ${status} the server answered ${status}`,
    status >= 500 || status === 429 || status === 408,
  );
}

/** Posts JSON and gives the body of the answer. @throws NoAnswer */
export function post(server: Server, path: string, body: object, signal: AbortSignal): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const call = request({
      method: "POST",
      path: `${server.base}${path}`,
      headers: {
        host: server.host,
        "content-type": "application/json",
        "content-length": bytes.length,
        accept: "application/json",
        "accept-encoding": "identity",
        connection: "close",
      },
      // Node's agents may take a proxy from the environment (NODE_USE_ENV_PROXY); a socket of our own goes to the checked address.
      createConnection: () => connect({ host: server.address, port: server.port }),
      signal,
    });
    const fail = (fault: NoAnswer): void => {
      reject(fault);
      call.destroy();
    };
    const broken = () => fail(new NoAnswer("连接断了 the connection broke", !signal.aborted));
    call.on("error", broken);
    // The last word of every call, also where it ends without an error and without an answer.
    call.on("close", broken);
    call.on("response", (response) => {
      const fault = faultOfStatus(response.statusCode ?? 0);
      if (fault !== undefined) return fail(fault);
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) fail(new NoAnswer("回答太长 the answer is too long", false));
        else parts.push(part);
      });
      response.on("error", broken);
      response.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    });
    call.end(bytes);
  });
}
