// What the place after which a page of a list goes on is made of, as it stands in an address: nothing that a column cannot hold.

import { z } from "zod";

/** Milliseconds since 1970-01-01T00:00:00Z, up to the last that a date can be. */
export const Instant = z.coerce.number().int().min(0).max(8.64e15);
/** The number of a request; whether its check digit is right is not asked, since it is only passed on from. */
export const RequestNumber = z.string().regex(/^\d{6,8}$/);
/** When a row was written, and which one it is. */
export const InstantAndId = z.object({ at: Instant, id: z.uuid() });
