// An upheld appeal holds in the next months' exports, under other names and with newer rows in front; new words of the office are new.

import { beforeAll, describe, expect, test } from "vitest";
import { packsFor } from "../../../cli/packs.ts";
import { detectors } from "../../../core/detectors/index.ts";
import { audit } from "../../../core/engine/audit.ts";
import { collectFolder } from "../../../test/memory-files.ts";
import { addRunOf, countyWithCheckUps } from "../../../test/support/check-up.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices } from "../../../test/support/services.ts";
import { appealsAgainst } from "./appeals.store.ts";
import { ownCounts, ownFindings } from "./own.store.ts";

const TENANT = "999905";
const DAY = 86_400_000;
const ROADS = "青石县交通运输局";
const id = (last: string) => `5a0a5e0e-0000-4000-8000-0000000000${last}`;
const roads = asOfficer({ id: id("11"), body: "roads", roles: ["officer"] });
const supervisor = asOfficer({ id: id("13"), body: "coordination", roles: ["supervisor"] });

/** A line of an export of requests: filed on one day, replied to on others. */
const line = (
  number: string,
  text: string,
  filed: string,
  ...replies: readonly (readonly [string, string])[]
) =>
  JSON.stringify({
    ...{
      kind: "requests",
      id: number,
      subject: text.slice(0, 5),
      text,
      at: filed,
      body: ROADS,
      status: "replied",
    },
    steps: [
      { kind: "file", at: filed },
      ...replies.map(([at, words]) => ({ kind: "reply", at, body: ROADS, text: words })),
    ],
  });
const HOLLOW = "已收悉，谢谢您的留言。";
const LAMP = ["R-1", "东街小学门口三盏路灯坏了两周，晚上看不见路。", "2026-02-03"] as const;
const BUS = line("R-2", "七路车四十分钟才来一班，能不能加车？", "2026-02-05", ["2026-02-06", HOLLOW]);
const mended = (number: string, day: string) =>
  line(number, "桥面有个坑，车过去会颠。", day, [
    day,
    "您好！桥面的坑已补好，请您查看，再有坑请拨打0731-88880000。",
  ]);

describe.skipIf(!haveDatabase())("an appeal over exports", () => {
  let county: TestServices;

  beforeAll(async () => {
    county = await countyWithCheckUps(TENANT, [
      ["roads", ROADS],
      ["coordination", "青石县政务协调办"],
    ]);
  });

  const post = (url: string, headers: Record<string, string>, form: Record<string, string>) =>
    county.app.inject({
      ...{ method: "POST", url, payload: new URLSearchParams(form).toString() },
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    });

  /** Checks an export up as the command line does. @returns what stands of the body's suspicions of hollow replies. */
  async function checkUp(name: string, lines: readonly string[]) {
    const { facts } = await collectFolder({ [name]: `${lines.join("\n")}\n` }, { territory: "CN" });
    const of = (pack: ReturnType<typeof packsFor>[number]) => ({
      ...pack,
      provisions: pack.provisions.filter(({ detector }) => detector === "hollow-reply"),
    });
    const report = audit({ facts, packs: packsFor([]).map(of), detectors, on: "2026-06-30" });
    county.clock.at += 30 * DAY;
    const run = await addRunOf(county.database, TENANT, county.clock.at, report);
    const part = { run, names: [ROADS], retired: new Set<string>() };
    return county.database.within("luodi_oversight", TENANT, async (query) => ({
      run,
      counts: await ownCounts(query, TENANT, part),
      findings: await ownFindings(query, TENANT, { ...part, outcome: "suspected", words: [] }, 50),
    }));
  }

  // How it was seen to fail: with the id made of file and row as it was (`key.push(file, String(row), …)` in `finish`), November's count
  // was { suspected: 2, withdrawn: 0 }.
  test("stays upheld when the file is named otherwise, newer rows stand in front and the order is another; and says nothing of new words", async () => {
    const october = await checkUp("requests-2026-10.jsonl", [
      line(...LAMP, ["2026-02-04", HOLLOW]),
      BUS,
      mended("R-3", "2026-06-01"),
    ]);
    expect(october.counts).toMatchObject({ suspected: 2, withdrawn: 0 });
    const finding = october.findings.find((each) => each.finding.subject === "R-1")!.id;
    expect((await post(`/findings/${finding}/appeal`, roads, { ground: "fact", words: "" })).statusCode).toBe(
      303,
    );
    const [appeal] = await county.database.within("luodi_oversight", TENANT, (query) =>
      appealsAgainst(query, TENANT, [finding]),
    );
    const ruling = { ruling: "upheld", reason: "回执在台账，已核对" };
    expect((await post(`/appeals/${appeal!.id}`, supervisor, ruling)).statusCode).toBe(303);

    const november = await checkUp("上报/requests-2026-11.jsonl", [
      mended("R-5", "2026-06-20"),
      mended("R-4", "2026-06-10"),
      mended("R-3", "2026-06-01"),
      BUS,
      line(...LAMP, ["2026-02-04", HOLLOW]),
    ]);
    expect(november.counts).toMatchObject({ suspected: 1, withdrawn: 1 });
    const page = await county.app.inject({
      url: `/runs/${november.run}/clauses/0?outcome=suspected`,
      headers: { ...supervisor, accept: "text/html" },
    });
    expect(page.body).toContain("另有 1 条申诉成立，已撤回，不计");
    const list = await county.app.inject({ url: "/findings", headers: { ...roads, accept: "text/html" } });
    expect(list.body).toContain("申诉成立，已撤回");

    // The office has written again and still said nothing: nobody has looked at those words yet.
    const december = await checkUp("requests-2026-12.jsonl", [
      line(...LAMP, ["2026-02-04", HOLLOW], ["2026-05-20", "您好，您的来信已收到，感谢关注。"]),
      BUS,
      mended("R-6", "2026-06-25"),
    ]);
    expect(december.counts).toMatchObject({ suspected: 2, withdrawn: 0 });
  });
});
