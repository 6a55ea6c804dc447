// The demonstration's bodies and officers: invented names and telephone numbers, one officer for each role.

import type { Words } from "../../../core/domain/facts.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { addBody, type Body, bodiesOfTenant } from "./bodies.store.ts";
import type { OfficerRole } from "./officer.ts";
import { insertOfficer } from "./officers.store.ts";

/** Telephone numbers of exchange 555, which is given to nobody. */
export const DEMONSTRATION_BODIES: readonly Body[] = [
  {
    ...body("hotline", "青石县热线中心", "Qingshi hotline centre", "受理台", "5550100"),
    address: "青石县为民路 1 号（演示地址）",
  },
  body("coordination", "青石县政务协调办", "Qingshi coordination office", "协调岗", "5550110"),
  body("roads", "青石县交通运输局", "Qingshi roads bureau", "养护股", "5550120"),
  body("housing", "青石县住建局", "Qingshi housing bureau", "物业股", "5550130"),
  body("water", "青石县水务局", "Qingshi water bureau", "供水股", "5550140"),
  body("schools", "青石县教育局", "Qingshi education bureau", "基教股", "5550150"),
  body("labour", "青石县人社局", "Qingshi labour bureau", "监察大队", "5550160"),
  body("township", "柳河镇政府", "Liuhe township", "便民中心", "5550170"),
  body("callers", "青石县回访中心", "Qingshi call-back centre", "回访岗", "5550180"),
];

function body(id: string, zh: string, en: string, desk: string, phone: string): Body {
  return { id, zh, en, desk, phone: `0999-${phone}` };
}

interface Demonstrated {
  readonly login: string;
  readonly name: string;
  readonly body: string;
  readonly roles: readonly OfficerRole[];
  readonly role: Words;
}

export const DEMONSTRATION_OFFICERS: readonly Demonstrated[] = [
  one("demo-operator", "演示甲", "hotline", "operator", "接线员", "operator"),
  one("demo-dispatcher", "演示乙", "hotline", "dispatcher", "派单员", "dispatcher"),
  one("demo-coordinator", "演示丙", "coordination", "coordinator", "协调人", "coordinator"),
  one("demo-roads", "演示丁", "roads", "officer", "经办人", "officer"),
  one("demo-housing", "演示戊", "housing", "officer", "经办人", "officer"),
  one("demo-water", "演示己", "water", "officer", "经办人", "officer"),
  one("demo-township", "演示庚", "township", "officer", "经办人", "officer"),
  one("demo-caller", "演示辛", "callers", "neutral-caller", "中立回访员", "neutral caller"),
  one("demo-supervisor", "演示壬", "coordination", "supervisor", "监督人", "supervisor"),
  one(
    "demo-administrator",
    "演示癸",
    "hotline",
    "administrator",
    "系统管理员（运维）",
    "administrator, operations",
  ),
  one("demo-security", "演示子", "hotline", "administrator", "系统管理员（安全）", "administrator, security"),
  one("demo-audit", "演示丑", "coordination", "administrator", "系统管理员（审计）", "administrator, audit"),
];

function one(
  login: string,
  name: string,
  of: string,
  role: OfficerRole,
  zh: string,
  en: string,
): Demonstrated {
  return { login, name, body: of, roles: [role], role: { zh, en } };
}

/** The county's own bodies that stand for these where the county was played, so that no office is there twice. */
const IN_COUNTY: Readonly<Record<string, string>> = {
  roads: "青石县交通局",
  housing: "青石县住建局",
  water: "青石县水务局",
  schools: "青石县教育局",
  labour: "青石县人社局",
  township: "青石县河口镇",
};

/** Added where they are missing; nothing that is there is changed. */
export async function addDemonstrationOfficers(query: Transaction, tenant: string): Promise<void> {
  const there = await bodiesOfTenant(query, tenant);
  const bodies = new Map<string, Body>();
  for (const each of DEMONSTRATION_BODIES) {
    const own = there.find((body) => body.id === each.id);
    const county = there.find((body) => body.zh === IN_COUNTY[each.id]);
    if (own === undefined && county === undefined) await addBody(query, tenant, each);
    bodies.set(each.id, own ?? county ?? each);
  }
  for (const { login, name, body, roles } of DEMONSTRATION_OFFICERS) {
    const { id, desk } = bodies.get(body)!;
    await insertOfficer(query, tenant, { login, name, body: id, desk, roles, demonstration: true });
  }
  await coverCounty(query, tenant);
}

/** Bodies of the demonstration county whose desk a demonstration officer covers, so that its played requests can be opened. */
const COVERED: readonly (readonly [login: string, body: string])[] = [
  ["demo-roads", "青石县交通局"],
  ["demo-roads", "青石县城管局"],
  ["demo-housing", "青石县住建局"],
  ["demo-water", "青石县水务局"],
  ["demo-water", "青石县自来水公司"],
  ["demo-township", "青石县河口镇"],
];

/** Where the county's bodies are there; a cover that ended is renewed at the next start. */
async function coverCounty(query: Transaction, tenant: string): Promise<void> {
  await query(
    `INSERT INTO services.cover (tenant_id, body_id, desk, officer_id, from_day, until_day, reason)
     SELECT $1, b.body_id, b.desk, o.officer_id, today, today + 90, '演示：替县里的单位看办件台'
     FROM unnest($2::text[], $3::text[]) AS wanted (login, name)
       JOIN services.officer o ON o.tenant_id = $1 AND o.login = wanted.login AND o.demonstration
       JOIN services.body b ON b.tenant_id = $1 AND b.name_zh = wanted.name AND b.body_id <> o.body_id,
       LATERAL (SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS today) clock
     WHERE NOT EXISTS (SELECT FROM services.cover c WHERE c.tenant_id = $1 AND c.officer_id = o.officer_id
       AND c.body_id = b.body_id AND c.until_day >= today)`,
    [tenant, COVERED.map(([login]) => login), COVERED.map(([, name]) => name)],
  );
}
