// Apps, service items and the county's own notices, with planted faults and innocent cases.

import { officeName } from "./names.ts";
import { BUREAUS, DAY, DIVISION, FIRST, iso, LAST, TERRITORY } from "./places.ts";
import { Chance } from "./random.ts";
import type { Planted } from "./truth.ts";

const FUNCTIONS = [
  "通知公告",
  "报表填报",
  "通讯录",
  "审批",
  "巡查上报",
  "工单处理",
  "学习资料",
  "会议预约",
  "车辆预约",
  "事项查询",
  "预约取号",
  "证照查询",
  "投诉建议",
  "地图",
];
const NAMES = ["工作通", "政务云", "巡查宝", "掌上办", "一点通", "智管", "联办", "便民查"];

/** Notices of the year: flood nights and heavy rain, holidays, an inspection, the day on which exam results come. */
export const ALERTS = [12, 19, 47, 330, 351].map((day) => ({
  from: FIRST + day * DAY + 20 * 3_600_000,
  until: FIRST + (day + 1) * DAY + 8 * 3_600_000,
}));

export function* noticesOf(): Generator<Planted> {
  const notice = (kind: string, from: number, until: number, title: string, area?: string) => ({
    fact: {
      fact: "notices",
      territory: TERRITORY,
      kind,
      from: iso(from),
      until: iso(until),
      title,
      ...(area === undefined ? {} : { area }),
    },
  });
  for (const { from, until } of ALERTS) yield notice("alert", from, until, "暴雨红色预警", DIVISION);
  yield notice("holiday", FIRST + 92 * DAY, FIRST + 99 * DAY, "国庆节");
  yield notice("inspection", FIRST + 150 * DAY, FIRST + 152 * DAY, "年终督查");
  yield notice("event", LAST - 6 * DAY, LAST - 5 * DAY, "高考查分");
}

export function* appsOf(seed: string, total: number, faults: number, traps: number): Generator<Planted> {
  let made = 0;
  const app = (id: string, name: string, more: Record<string, unknown>): Planted => {
    made += 1;
    const base = {
      fact: "apps",
      territory: TERRITORY,
      id,
      name,
      form: "app",
      audience: "internal",
      ownerTier: "county",
      domain: "general",
      hasComplaintFunction: true,
    };
    return {
      fact: { ...base, filed: true, filingNo: `备${id}`, launchedAt: iso(FIRST - 400 * DAY), ...more },
    };
  };
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/apps/${index}`);
    const unfiled = `青石${chance.pick(NAMES)}新${index + 1}`;
    const launched = Date.UTC(2026, 0, 26) + chance.whole(1, 120) * DAY;
    yield app(`unfiled-app-${index}`, unfiled, {
      owner: `青石县新应用办${index + 1}`,
      filed: false,
      filingNo: undefined,
      launchedAt: iso(launched),
      functions: chance.some(FUNCTIONS, 2),
    });
    yield {
      truth: {
        detector: "unfiled-app",
        label: "fault",
        subject: unfiled,
        ids: [`unfiled-app-${index}`],
        why: "施行后上线，没有备案",
      },
    };
    const functions = chance.some(FUNCTIONS, chance.whole(4, 7));
    const [one, two] = [`青石${chance.pick(NAMES)}甲${index + 1}`, `青石${chance.pick(NAMES)}乙${index + 1}`];
    const owner = officeName("青石县", index + 1, "office");
    const dropped = chance.true(0.34) ? Math.floor(functions.length * 0.36) : 0;
    yield app(`duplicate-app-${index}-a`, one, { owner, functions });
    yield app(`duplicate-app-${index}-b`, two, { owner, functions: functions.slice(dropped) });
    yield {
      truth: {
        detector: "duplicate-app",
        label: "fault",
        subject: `${one} · ${two}`,
        ids: [`duplicate-app-${index}-a`, `duplicate-app-${index}-b`],
        measure: { share: (functions.length - dropped) / functions.length },
        why: "同一单位两个应用功能相同",
      },
    };
  }
  for (let index = 0; index < traps; index++) {
    const old = `青石老系统${index + 1}`;
    yield app(`trap-grace-${index}`, old, {
      owner: BUREAUS[0],
      filed: false,
      filingNo: undefined,
      launchedAt: iso(FIRST - 300 * DAY),
      functions: ["审批"],
    });
    yield {
      truth: {
        detector: "unfiled-app",
        label: "trap",
        subject: old,
        ids: [`trap-grace-${index}`],
        why: "施行前上线，仍在补备案期限内",
      },
    };
    const shut = `青石停用应用${index + 1}`;
    yield app(`trap-shut-${index}`, shut, {
      owner: BUREAUS[1],
      filed: false,
      filingNo: undefined,
      launchedAt: iso(LAST - 140 * DAY),
      closedAt: iso(LAST - 30 * DAY),
      functions: ["审批"],
    });
    yield {
      truth: {
        detector: "unfiled-app",
        label: "trap",
        subject: shut,
        ids: [`trap-shut-${index}`],
        why: "已关停",
      },
    };
    const open = `青石便民${index + 1}`;
    yield app(`trap-public-${index}`, open, {
      owner: BUREAUS[2],
      audience: "public",
      filed: false,
      filingNo: undefined,
      launchedAt: iso(LAST - 100 * DAY),
      functions: ["预约取号"],
    });
    yield {
      truth: {
        detector: "unfiled-app",
        label: "trap",
        subject: open,
        ids: [`trap-public-${index}`],
        why: "面向群众，参照执行",
      },
    };
    const owner = `青石县应急中心${index + 1}`;
    yield app(`trap-doors-${index}-a`, `青石办事${index + 1}`, {
      owner,
      audience: "public",
      functions: ["事项查询", "预约取号", "证照查询"],
    });
    yield app(`trap-doors-${index}-b`, `青石办事${index + 1}小程序`, {
      owner,
      audience: "public",
      form: "mini-program",
      functions: ["事项查询", "预约取号", "证照查询"],
    });
    yield app(`trap-duty-${index}`, `青石应急指挥${index + 1}`, {
      owner,
      domain: "emergency",
      functions: ["通知公告", "地图", "巡查上报"],
    });
    yield app(`trap-daily-${index}`, `青石应急值班${index + 1}`, {
      owner,
      functions: ["通知公告", "地图", "巡查上报"],
    });
    yield {
      truth: {
        detector: "duplicate-app",
        label: "trap",
        subject: `青石办事${index + 1}`,
        ids: [`trap-doors-${index}-a`, `trap-doors-${index}-b`],
        why: "同一服务的两个入口",
      },
    };
    yield {
      truth: {
        detector: "duplicate-app",
        label: "trap",
        trap: "T18",
        subject: `青石应急指挥${index + 1}`,
        ids: [`trap-duty-${index}`, `trap-daily-${index}`],
        why: "应急专用",
      },
    };
  }
  for (let index = made; made < total; index++) {
    const chance = new Chance(`${seed}/app/${index}`);
    const owner = `${chance.pick(BUREAUS)}信息科${index + 1}`;
    yield app(`P-${index + 1}`, `青石${chance.pick(NAMES)}${index + 1}`, {
      owner,
      audience: chance.pick(["internal", "public"]),
      functions: chance.some(FUNCTIONS, 3),
    });
  }
}

export function* itemsOf(seed: string): Generator<Planted> {
  const chance = new Chance(`${seed}/items`);
  for (const [index, name] of [
    "老年证",
    "居住证",
    "食品经营许可",
    "施工许可",
    "结婚登记",
    "医保转移",
    "低保申请",
    "宅基地审批",
    "车辆年审",
    "残疾证换发",
  ].entries()) {
    yield {
      fact: {
        fact: "serviceItems",
        territory: TERRITORY,
        id: `S-${index + 1}`,
        name,
        body: chance.pick(BUREAUS),
        statutoryDays: 20,
        promisedDays: chance.whole(1, 10),
        onsiteVisits: chance.whole(0, 2),
        phone: `0999-${chance.whole(2_000_000, 8_999_999)}`,
      },
    };
  }
}
