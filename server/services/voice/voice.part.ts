// Touch-tone as a part of the server: the provider's interface, and in the demonstration a simulator that says it is one.

import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { simulatorPage } from "../../../web/citizens/simulator.tsx";
import { Refusal } from "../../kit/http.ts";
import { newFormKey, show, WRITE } from "../citizens/pages.ts";
import { isDemonstration } from "../officers/sessions.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Part } from "../service.ts";
import { takeTurn } from "./calls.ts";

const Digits = z
  .string()
  .max(40)
  .regex(/^[\d*#]*$/);
const CallTurn = z.object({
  call: z.string().min(1).max(100),
  turn: z.coerce.number().int().min(0).max(200),
  from: z.string().max(40).default(""),
  digits: Digits.default(""),
});
/** One token speaks for all callers. */
const PROVIDER = { config: { rateLimit: { max: 6_000, timeWindow: "1 minute" } } };

export function voicePart(): Part {
  return {
    name: "voice",
    register(app, services) {
      const { settings } = services;

      // One turn of a call: {call, turn, from, digits} in, {say, language, most, human} out; most 0 ends the call.
      app.post("/voice/turn", PROVIDER, async (request, reply) => {
        const token = settings.voice?.token;
        const given = request.headers.authorization ?? "";
        if (token === undefined || !timingSafeEqual(digestOf(given), digestOf(`Bearer ${token}`)))
          throw new Refusal(
            401,
            "voice/token",
            "语音服务商的口令不对，或没有设 VOICE_TOKEN。",
            "Not the provider's token, or VOICE_TOKEN is not set.",
          );
        const asked = CallTurn.safeParse(request.body ?? {});
        if (!asked.success)
          throw new Refusal(
            400,
            "voice/form",
            "要有 call（通话编号）、turn（第几轮，从 0 起）、from（来电号码）、digits（按键，0–9、*、#）。",
            "A turn has call, turn (from 0), from and digits (0–9, *, #).",
          );
        return reply.header("cache-control", "no-store").send(await takeTurn(services, asked.data));
      });

      if (!isDemonstration(settings)) return;

      app.get("/voice/simulator", (_, reply) =>
        show(reply, simulatorPage({ call: newFormKey(), turn: 0, from: "", most: 0, human: false })),
      );

      app.post("/voice/simulator", WRITE, async (request, reply) => {
        const body = { ...((request.body ?? {}) as Record<string, unknown>) };
        if (typeof body.digits === "string")
          body.digits = body.digits
            .normalize("NFKC")
            .replace(/[^\d*#]/g, "")
            .slice(0, 40);
        const asked = CallTurn.safeParse(body);
        if (!asked.success) throw new Refusal(400, "voice/form", "请重新拨打。", "Start the call anew.");
        const { call, turn, from, digits } = asked.data;
        // Simulated calls have names of their own, so that no provider's call can be met.
        const { say, most, human } = await takeTurn(services, { ...asked.data, call: `simulator/${call}` });
        return show(
          reply,
          simulatorPage({ call, turn: turn + 1, from, pressed: digits, said: say, most, human }),
        );
      });
    },
  };
}
