// Asking a route of the matrix: its address with things of a county, and a request as whoever asks.

import type { County, Registered, RoleName } from "./two-counties.ts";

const FORM = "application/x-www-form-urlencoded";

/** An address of the route, with things of the county; an example of each kind that the route is about. */
export function addressOf(path: string, { things }: County): string {
  const numbers: readonly [string, string][] = [
    ["/r/", "1"],
    ["/public", things.open!],
    ["/supervision", things.open!],
    ["/calls", things.open!],
    ["/dispatch", things.waiting!],
    ["/coordinate", things.returned!],
    ["/", things.held!],
  ];
  const files: readonly [string, string][] = [
    ["/open311/v2/services", "water.json"],
    ["/open311/v2/requests", `${things.open}.json`],
    ["/open311/v2/verdicts", `${things.open}.json`],
    ["/open311/v2/tokens", `${things.link}.json`],
    ["/", "requests.json"],
  ];
  const drafting = path.startsWith("/file");
  const values: Record<string, string> = {
    link: drafting ? things.draft! : things.link!,
    number: numbers.find(([start]) => path.startsWith(start))![1],
    file: files.find(([start]) => path.startsWith(start))![1],
    id: path.startsWith("/admin")
      ? things.clerk!
      : path.startsWith("/v2")
        ? things.message!
        : drafting
          ? things.draftPhoto!
          : things.photo!,
    ...{ person: "0", place: "0", period: "2026-05", step: "words", action: "stop" },
    size: path.startsWith("/size") ? "large" : "small",
    ...{ run: things.run!, no: "0", finding: things.finding!, appeal: things.appeal! },
  };
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? `no-${name}`);
}

/** What programs send; the rest are forms. */
const JSON_BODIES: Readonly<Record<string, string>> = {
  "/api/v1/requests": '{"text":""}',
  "/api/v1/links/:link/verdict": '{"value":"cannot-say"}',
  "/api/v1/links/:link/acts": '{"kind":"want-call"}',
};

let asked = 0;

/** One request, the form empty but for its token and these fields. */
export async function ask(
  at: County,
  { method, path }: Registered,
  address: string,
  who: Awaited<ReturnType<County["as"]>>,
  fields: Readonly<Record<string, string>> = {},
) {
  asked += 1;
  const parted = path === "/r/:link/add" || path === "/file/:link/photos";
  const body = parted
    ? `--x\r\ncontent-disposition: form-data; name="token"\r\n\r\n${who.token}\r\n--x--\r\n`
    : new URLSearchParams({ ...fields, token: who.token }).toString();
  const json = JSON_BODIES[path];
  const type = parted ? "multipart/form-data; boundary=x" : json !== undefined ? "application/json" : FORM;
  const sends = method === "POST";
  return at.app.inject({
    ...{ method: method as "GET" | "POST", url: address },
    // Everybody from another address, so that no limit of one stands in the way of the next.
    remoteAddress: `127.${asked % 200}.${Math.floor(asked / 200) % 200}.9`,
    headers: {
      ...{ host: "localhost", ...who.headers },
      ...(sends ? { "content-type": type } : {}),
    },
    ...(sends ? { payload: json ?? body } : {}),
  });
}

const NOBODY = { headers: {}, token: "" };
/** Nobody where no role is given. */
export const asRole = (county: County, role: RoleName | undefined) =>
  role === undefined ? NOBODY : county.as(role);
