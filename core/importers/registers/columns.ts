// The columns of registers as offices name them, in Chinese and English, and what their words mean.

import type { RowKind } from "../../domain/facts.ts";
import type { Column } from "../mapped/mapping.ts";

export interface Register {
  readonly kind: RowKind;
  /** One name of each line must stand in the header. */
  readonly tells: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, Column>>;
}

const OWNER = ["主办单位", "主管单位", "开办单位", "运营单位", "建设单位", "单位名称", "单位", "owner"];
const YES_NO = { 是: true, 否: false, 已备案: true, 未备案: false, 有: true, 无: false, "": "" } as const;

/** What registers hold about people and popularity; dropped and counted. */
export const NOT_KEPT: ReadonlySet<string> = new Set([
  ...[
    "粉丝数",
    "关注数",
    "订阅数",
    "阅读量",
    "阅读数",
    "点赞数",
    "转发数",
    "下载量",
    "安装量",
    "活跃用户数",
    "访问量",
  ],
  ...[
    "法人",
    "法定代表人",
    "联系人",
    "负责人",
    "责任人",
    "管理员",
    "经办人",
    "手机号",
    "手机",
    "联系电话",
    "联系方式",
  ],
  ...["群主", "followers", "reads", "likes", "downloads", "contact", "mobile"],
]);

const TIER = {
  ...{
    中央: "central",
    国家级: "central",
    省级: "province",
    省: "province",
    市级: "city",
    市: "city",
    州: "city",
  },
  ...{ 县级: "county", 县: "county", 区: "county", 区级: "county", 县区级: "county", 乡级: "township" },
  ...{
    乡镇: "township",
    镇: "township",
    乡: "township",
    街道: "township",
    村级: "village",
    村: "village",
    社区: "village",
  },
  ...{
    central: "central",
    province: "province",
    city: "city",
    county: "county",
    township: "township",
    village: "village",
  },
} as const;

export const REGISTERS: readonly Register[] = [
  {
    kind: "accounts",
    tells: [
      ["账号名称", "公众号名称", "新媒体名称", "account"],
      ["平台", "账号类型", "开设平台", "platform"],
    ],
    fields: {
      id: ["账号ID", "账号编号", "微信号", "id"],
      name: ["账号名称", "公众号名称", "新媒体名称", "account"],
      platform: ["平台", "开设平台", "账号类型", "platform"],
      owner: OWNER,
      status: {
        column: ["状态", "运行状态", "账号状态", "status"],
        values: {
          ...{ 正常: "open", 在用: "open", 运行: "open", 开通: "open", 正常运行: "open", open: "open" },
          ...{ 停更: "paused", 暂停: "paused", 暂停更新: "paused", paused: "paused" },
          ...{ 关停: "closed", 注销: "closed", 已关停: "closed", 已注销: "closed", closed: "closed" },
          ...{ 迁移: "migrated", 已迁移: "migrated", migrated: "migrated" },
        },
      },
      statusFrom: ["状态变更日期", "关停日期", "注销日期"],
      interaction: {
        column: ["互动功能", "互动测试", "interaction"],
        values: {
          ...{ 可用: "works", 正常: "works", 有: "works", works: "works" },
          ...{ 不可用: "broken", 失效: "broken", 无响应: "broken", broken: "broken" },
          ...{ 无: "none", 未提供: "none", 没有: "none", none: "none" },
        },
      },
      interactionCheckedAt: ["互动测试日期", "检查日期", "测试日期"],
      filed: { column: ["是否备案", "备案情况"], values: YES_NO },
      filingNo: ["备案号", "备案编号"],
      openedAt: ["开设日期", "开通日期", "开设时间", "开通时间"],
      unansweredMessages: ["未回复留言数", "未回复数"],
      purpose: {
        column: ["账号用途", "用途"],
        values: {
          季节性: "seasonal",
          防汛: "seasonal",
          查询: "query",
          应急: "emergency",
          综合: "general",
          日常: "general",
        },
      },
    },
  },
  {
    kind: "apps",
    tells: [
      ["应用名称", "APP名称", "App名称", "小程序名称", "应用程序名称", "app"],
      [...OWNER, "备案号", "是否备案", "应用类型", "形态", "上线时间", "上线日期", "功能"],
    ],
    fields: {
      id: ["应用编号", "id"],
      name: ["应用名称", "APP名称", "App名称", "应用程序名称", "小程序名称", "app"],
      form: {
        column: ["应用类型", "形态", "类型", "form"],
        values: {
          ...{ APP: "app", App: "app", app: "app", 移动客户端: "app", 客户端: "app" },
          ...{ 小程序: "mini-program", "mini-program": "mini-program", 快应用: "quick-app" },
        },
      },
      audience: {
        column: ["服务对象", "使用对象", "面向对象"],
        values: {
          ...{ 内部: "internal", 干部: "internal", 工作人员: "internal", 政府内部: "internal" },
          ...{ 群众: "public", 公众: "public", 企业和群众: "public" },
        },
      },
      owner: OWNER,
      filingNo: ["备案号", "备案编号"],
      filed: { column: ["是否备案", "备案情况"], values: YES_NO },
      launchedAt: ["上线时间", "上线日期"],
      closedAt: ["关停日期", "下线日期", "关停时间"],
      functions: ["功能", "主要功能", "功能清单"],
      hasComplaintFunction: { column: ["投诉建议功能", "是否有投诉建议功能"], values: YES_NO },
      domain: {
        column: ["领域"],
        values: { 应急: "emergency", 安保: "security", 公安: "security", 综合: "general" },
      },
    },
  },
  {
    kind: "serviceItems",
    tells: [
      ["事项名称"],
      ["实施主体", "承诺办结时限", "法定办结时限", "到办事现场次数", "申请材料", "事项编码"],
    ],
    fields: {
      id: ["事项编码", "实施编码"],
      name: ["事项名称"],
      body: ["实施主体", "办理机构"],
      statutoryDays: ["法定办结时限", "法定时限"],
      promisedDays: ["承诺办结时限", "承诺时限"],
      onsiteVisits: ["到办事现场次数", "到现场次数"],
      onlineDepth: ["网办深度"],
      materials: ["申请材料", "材料"],
      phone: ["咨询电话"],
    },
  },
  {
    kind: "groups",
    tells: [
      ["群名称", "工作群名称"],
      ["平台", "用途", "人数", "成员数", "建群日期", "任务", "所属单位"],
    ],
    fields: {
      id: ["群ID", "群编号", "群名称", "工作群名称"],
      name: ["群名称", "工作群名称"],
      platform: { column: ["平台"], otherwise: "wechat" },
      body: ["所属单位", "建群单位", ...OWNER],
      division: ["行政区划代码", "区划代码"],
      task: ["任务", "对应工作", "工作任务"],
      purpose: {
        column: ["用途", "群类型"],
        values: {
          工作: "work",
          日常工作: "work",
          应急: "emergency",
          防汛: "emergency",
          居民: "residents",
          居民服务: "residents",
          突发事件: "incident",
          小组: "team",
          班子: "team",
        },
      },
      createdAt: ["建群日期", "建立日期"],
      endsAt: ["任务结束日期", "截止日期"],
      dissolvedAt: ["解散日期"],
      memberCount: ["人数", "成员数"],
    },
  },
  {
    kind: "notices",
    tells: [
      ["公告类型", "事件类型", "日程类型"],
      ["开始时间", "发布时间", "起始时间", "开始日期"],
    ],
    fields: {
      kind: {
        column: ["公告类型", "事件类型", "日程类型"],
        values: {
          ...{
            预警: "alert",
            应急响应: "alert",
            节假日: "holiday",
            检查: "inspection",
            督查: "inspection",
            考核: "inspection",
          },
          ...{
            暂停更新: "pause",
            停更: "pause",
            维护: "pause",
            关停: "closure",
            注销: "closure",
            迁移: "migration",
            活动: "event",
            其他: "event",
          },
        },
      },
      from: ["开始时间", "发布时间", "起始时间", "开始日期"],
      until: ["结束时间", "解除时间", "结束日期"],
      area: ["行政区划代码", "区划代码", "地区"],
      about: ["账号ID", "对象", "有关账号"],
      title: ["标题", "名称", "内容"],
    },
  },
  {
    kind: "fields",
    tells: [
      ["报表名称", "报表编号"],
      ["栏目", "指标", "指标名称", "填报项"],
    ],
    fields: {
      dataReturn: ["报表编号", "报表名称"],
      name: ["栏目", "指标", "指标名称", "填报项"],
      unit: ["计量单位"],
    },
  },
  {
    kind: "returns",
    tells: [["报表名称"], ["制发单位", "制定机关", "报送周期", "依据"]],
    fields: {
      id: ["报表编号", "表号", "报表名称"],
      name: ["报表名称"],
      issuer: ["制发单位", "制定机关"],
      basis: ["依据", "批准文号"],
      period: ["报送周期"],
      validUntil: ["有效期至", "有效期限"],
    },
  },
  {
    kind: "bodies",
    tells: [
      ["单位名称", "机构名称", "name"],
      ["层级", "级别", "上级单位", "主管部门", "行政区划代码", "区划代码", "tier", "parent"],
    ],
    fields: {
      id: ["单位编码", "机构编码", "统一社会信用代码"],
      name: ["单位名称", "机构名称"],
      tier: { column: ["层级", "级别"], values: TIER },
      division: ["行政区划代码", "区划代码"],
      parent: ["上级单位编码", "上级单位", "主管部门"],
    },
  },
];
