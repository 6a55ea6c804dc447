// Small exports as offices hand them in, each with suspicions to find, written row by row so that a test can sort, cut and rename them.

import { createHash } from "node:crypto";

/** One table or stream of an export. */
export interface Rows {
  /** The header; empty for streams of JSON. */
  readonly head: string;
  readonly ending: "csv" | "jsonl";
  readonly rows: readonly string[];
  /** Rows of next month, in which there is nothing to find. */
  readonly newer: readonly string[];
  /** The name of a file that is not renamed, since other files look for it. */
  readonly stays?: string;
  /** No column names the office, so the file stands for it and is not cut in two. */
  readonly whole?: true;
}

export interface Export {
  readonly kind: string;
  readonly parts: readonly Rows[];
  /** The detectors that suspect something, on 2026-06-30. */
  readonly finds: readonly string[];
}

const PASTED = "您好！您反映的情况已收到，我们将按照职责认真研究，感谢您对我们工作的关心和支持。";
const MATTERS = [
  ["东街路灯不亮", "东街小学门口三盏路灯坏了两周，晚上看不见路，孩子放学害怕。"],
  ["公交车太少", "七路车早上四十分钟才来一班，上班的人都挤不上去，能不能加车？"],
  ["河里有臭味", "青石河下游化肥厂夜里排水，河水发黑，两岸的人都关着窗户睡。"],
  ["医保报销慢", "去年十月住院的单据交到窗口，到现在没有打款，窗口说等通知。"],
  ["小区电梯停运", "十八层的电梯停了九天，老人下不了楼，物业说没有维修基金。"],
  ["农田水渠堵塞", "三组的水渠被塌下的土堵住，秧苗快干死了，请来挖通。"],
  ["夜市太吵", "烧烤摊的音响开到凌晨两点，睡不着，打过电话没有人管。"],
  ["学区怎么划", "新建的安置房归哪所小学？九月孩子就要报名，学校都说不知道。"],
] as const;
const HOLLOW = "已收悉，谢谢您的留言。";
const NEW = ["桥面有坑", "青石桥面有个坑，车过去会颠。"] as const;
const MENDED = "您好！青石桥面的坑已于6月12日补好，请您查看，如再有坑请拨打0731-88880000。";

/** Letter `at` of the board; without a number where `numbered` is false. */
const boardRow =
  (numbered: boolean) => (no: number, subject: string, text: string, day: string, reply: string) =>
    [
      numbered ? `B-${no}` : "",
      subject,
      `${day} 9:30:00`,
      text,
      reply,
      reply === "" ? "" : `${day} 18:00:00`,
    ].join(",");

function board(numbered: boolean): Rows {
  const row = boardRow(numbered);
  const pasted = MATTERS.map(([subject, text], at) => row(at, subject, text, `2026/3/${at + 1}`, PASTED));
  return {
    head: "留言编号,留言主题,留言时间,留言详情,答复意见,答复时间",
    ending: "csv",
    whole: true,
    rows: [
      ...pasted,
      row(20, "垃圾没人收", "西街的垃圾箱满了一周没有人来收，招苍蝇。", "2026/2/3", HOLLOW),
      row(21, "自来水发黄", "城北三栋的自来水黄了五天，不敢喝。", "2026/2/4", HOLLOW),
      row(22, "树挡住信号灯", "中心路口的树枝挡住了信号灯，开车看不见。", "2026/1/5", ""),
      row(23, "树挡住信号灯", "南门路口的树枝挡住了信号灯，开车看不见。", "2026/1/5", ""),
      // An export that ends soon after a reply cannot tell what came of it.
      row(
        24,
        "井盖松动",
        "北街的井盖松动，车过去响。",
        "2026/6/2",
        "您好！北街的井盖已于6月2日换好，请您查看，如有问题请拨打0731-88880000。",
      ),
    ],
    newer: [row(30, ...NEW, "2026/6/12", MENDED), row(31, "桥栏松了", "青石桥的栏杆松了。", "2026/6/28", "")],
  };
}

function letters(): Rows {
  const letter = (title: string, content: string, reply: string) =>
    JSON.stringify({ title, content, institution: "青石县交通运输局", reply, type: "投诉" });
  return {
    head: "",
    ending: "jsonl",
    rows: MATTERS.map(([title, content]) => letter(title, content, PASTED)),
    newer: [letter(...NEW, MENDED)],
  };
}

function accounts(): Rows[] {
  const says = (account: string, day: string, text: string) =>
    [account, `号${account}`, `${day} 10:00`, text].join(",");
  const days = Array.from({ length: 12 }, (_, at) => `2026-06-${String(at + 1).padStart(2, "0")}`);
  return [
    {
      head: "user_id,用户昵称,发布时间,微博正文",
      ending: "csv",
      rows: [
        says("1", "2026-01-05", "春节期间办事窗口的时间"),
        says("1", "2026-01-20", "冬季用水请注意防冻"),
        ...days.map((day, at) => says("2", day, `县长调研第${at + 1}小学并主持召开座谈会`)),
      ],
      newer: [
        says("3", "2026-06-29", "七月一日起办理居住证的窗口改到二楼"),
        says("3", "2026-06-28", "明日停水通知"),
      ],
    },
    {
      head: "账号名称,账号ID,平台,主管单位,状态,互动功能,互动测试日期",
      ending: "csv",
      rows: [
        "青石路政,w1,微信,青石县交通运输局,正常,无,2026-06-01",
        "青石公交,w2,微信,青石县交通运输局,正常,失效,",
        "青石水务,w3,微信,青石县水务局,正常,可用,2026-06-01",
      ],
      newer: ["青石气象,w9,微信,青石县气象局,正常,可用,2026-06-20"],
    },
  ];
}

const DECLARED: Rows = {
  head: "basis: 测试样例，内容虚构",
  ending: "csv",
  rows: ["purpose: 测试", "noticeDate: 2021-01-01", "deleteBy: 2099-12-31"],
  newer: [],
  stays: "dataset.yaml",
};

function groups(): Rows[] {
  const says = (group: string, time: string, sender: string, text: string) =>
    [group, time, sender, "text", text].join(",");
  const weeks = [5, 12, 19, 26].map((day) => `2026-06-${String(day).padStart(2, "0")}`);
  return [
    DECLARED,
    {
      head: "group,time,sender,type,text",
      ending: "csv",
      rows: weeks.flatMap((day) => [
        says("g1", `${day} 09:00:00`, "u1", "各村积分排名通报如下，排名靠后的务必说明原因"),
        says("g1", `${day} 10:00:00`, "u1", "请全体网格员每日打卡并把打卡截图发到群里"),
        says("g1", `${day} 10:05:00`, "u2", "收到"),
      ]),
      newer: [
        says("g2", "2026-06-29 09:00:00", "u9", "明天下午三点开会"),
        says("g2", "2026-06-29 09:01:00", "u8", "好"),
      ],
    },
    {
      head: "群ID,群名称,平台,用途,人数",
      ending: "csv",
      rows: ["g1,青石镇工作群,微信,工作,46"],
      newer: ["g2,新桥镇工作群,微信,工作,30"],
    },
  ];
}

function photos(): Rows {
  const print = (of: string) => createHash("sha256").update(of).digest("hex");
  const photo = (name: string, task: string, day: string, picture = name) =>
    JSON.stringify({
      ...{ kind: "photos", path: `${task}/${name}.jpg`, task, at: `${day} 10:00`, bytes: 1000 },
      ...{ sha256: print(`${name} ${task}`), print: print(picture), printQuality: 90 },
    });
  const day = (month: number, at: number) => `2026-0${month}-${String(at + 1).padStart(2, "0")}`;
  const ten = Array.from({ length: 10 }, (_, at) => at);
  return {
    head: "",
    ending: "jsonl",
    rows: [
      ...ten.map((at) => photo(`a${at}`, "春季河道清理", day(3, at))),
      ...ten.map((at) => photo(`b${at}`, "人居环境检查", day(5, at), at < 7 ? `a${at}` : `b${at}`)),
    ],
    newer: [photo("c1", "汛期巡查", "2026-06-20"), photo("c2", "汛期巡查", "2026-06-21")],
  };
}

const REQUESTS = ["hollow-reply", "pasted-reply", "unanswered-request"];
export const EXPORTS: readonly Export[] = [
  { kind: "requests with numbers", parts: [board(true)], finds: REQUESTS },
  { kind: "requests without numbers", parts: [board(false)], finds: REQUESTS },
  { kind: "letters without numbers or days", parts: [letters()], finds: ["pasted-reply"] },
  {
    kind: "accounts and posts",
    parts: accounts(),
    finds: ["shell-account", "dormant-account", "duplicate-account", "leader-centred-account"],
  },
  { kind: "group messages", parts: groups(), finds: ["check-in", "excess-traces", "points-ranking"] },
  { kind: "photographs", parts: [photos()], finds: ["reused-photo"] },
];
