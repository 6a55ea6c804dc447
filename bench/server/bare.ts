// The bare server of the bench: Fastify with the same pool, one transaction with SET LOCAL, one look-up by key, the same bytes, compressed alike.

import { readFileSync } from "node:fs";
import compress from "@fastify/compress";
import Fastify from "fastify";
import { databaseAt } from "../../server/kit/database/database.ts";

const {
  BENCH_PORT = "0",
  BENCH_DATABASE = "",
  BENCH_TENANT = "",
  BENCH_NUMBER = "",
  BENCH_BODY = "",
} = process.env;

const database = databaseAt(BENCH_DATABASE, () => {});
const body = readFileSync(BENCH_BODY, "utf8");
const app = Fastify({ logger: false });
await app.register(compress, { threshold: 1024 });
app.get("/page", async (_, reply) => {
  const [row] = await database.within("luodi_services", BENCH_TENANT, (query) =>
    query("SELECT steps FROM services.request WHERE tenant_id = $1 AND number = $2", [
      BENCH_TENANT,
      BENCH_NUMBER,
    ]),
  );
  if (row === undefined) return reply.code(404).send();
  return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(body);
});
await app.listen({ host: "127.0.0.1", port: Number(BENCH_PORT) });
process.send?.("serving");
process.on("disconnect", () => process.exit(0));
