// Forms with photos that did not arrive whole: the sender's connection, never our failure.

import { expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { testServices } from "../../../test/support/services.ts";
import { citizensPart } from "./citizens.part.ts";

const HEAD =
  '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';

test.skipIf(!haveDatabase())(
  "a torn form is told to its sender and kept out of the log of failures",
  async () => {
    const { app } = await testServices([citizensPart()]);
    const headers = { host: "localhost", accept: "text/html" };
    const { body } = await app.inject({ url: "/file", headers });
    const link = /\/file\/([2-9a-z]{27})/.exec(body)![1]!;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    await app.inject({
      ...{ url: `/file/${link}/words`, method: "POST", headers: { ...headers, ...form } },
      payload: "text=路灯坏了&intent=ask-help",
    });
    for (const [type, payload] of [
      ["multipart/form-data; boundary=x", `${HEAD}half`],
      ["multipart/form-data; boundary=x", "--x\r\nContent"],
      ["multipart/form-data", `${HEAD}whole\r\n--x--\r\n`],
    ] as const) {
      const { statusCode, body } = await app.inject({
        ...{ url: `/file/${link}/photos`, method: "POST", payload },
        headers: { ...headers, "content-type": type },
      });
      expect([statusCode, body.includes("再传一次")], `${type} ${payload}`).toEqual([400, true]);
    }
  },
);
