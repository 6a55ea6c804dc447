// The operator's key: the ledger goes on under the one that signed it and no other, whoever lost it.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { testServices } from "../../../test/support/services.ts";
import { SettingError } from "../../kit/settings.ts";
import { ledgerPart } from "./ledger.part.ts";

test.skipIf(!haveDatabase())(
  "a server whose folder has another key does not start on the ledger, and does with the one of the first",
  async () => {
    const part = ledgerPart();
    const first = await testServices([part]);
    await part.start!(first);
    await part.stop!();
    const second = await testServices([], {}, first.tenant, first);
    const starting = async () => ledgerPart().register(second.app, second);
    await expect(starting()).rejects.toThrow(/ledger\.key.*\*\.key/s);
    await expect(starting()).rejects.toBeInstanceOf(SettingError);
    cpSync(join(first.settings.dataFolder, "ledger.key"), join(second.settings.dataFolder, "ledger.key"));
    const third = await testServices([ledgerPart()], second.settings, first.tenant, first);
    expect((await third.app.inject("/ledger/checkpoint")).statusCode).toBe(200);
  },
);
