// Signature Version 4 as S3 wants it: who sends which request with which bytes (Amazon's published scheme of 2012).

import { createHash, createHmac } from "node:crypto";

export interface Signer {
  readonly region: string;
  readonly key: string;
  readonly secret: string;
}

export interface Signed {
  readonly method: "GET" | "PUT" | "DELETE" | "HEAD";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** Everything but the unreserved characters of RFC 3986 as %XX; the slashes of a path stay. */
export function encodePart(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The headers of a request with its signature; `host`, the date and the hash of the bytes are among them. */
export function signedHeaders({ region, key, secret }: Signer, request: Signed): Record<string, string> {
  const { method, url, body } = request;
  const stamp = `${new Date(request.at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const day = stamp.slice(0, 8);
  const hash = sha256(body ?? "");
  const headers: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
    ),
    ...{ host: url.host, "x-amz-content-sha256": hash, "x-amz-date": stamp },
  };
  const names = Object.keys(headers).sort();
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
    .sort()
    .join("&");
  const canonical = [
    ...[method, url.pathname, query],
    ...names.map((name) => `${name}:${headers[name]}`),
    ...["", names.join(";"), hash],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const signing = ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secret}`, day), region));
  const signature = hmac(signing, ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n")).toString(
    "hex",
  );
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
}
