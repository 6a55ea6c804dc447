// What the endpoint tells of itself: discovery, the list of services, and the definition of each with its attributes.

import { MATTERS, type Matter } from "../../../core/domain/request/matters.ts";
import type { Fields } from "./answers.ts";

const SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";
/** When this interface last changed. */
const CHANGESET = "2026-11-24T00:00:00Z";

export function discovery(origin: string, keyWords: string): Fields {
  return {
    changeset: CHANGESET,
    contact: `${origin}/`,
    key_service: keyWords,
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${origin}/open311/v2`,
        changeset: CHANGESET,
        type: "production",
        formats: ["text/xml", "application/json"],
      },
    ],
  };
}

export function services(): Fields[] {
  return MATTERS.map((each) => ({
    service_code: each.id,
    service_name: each.zh,
    description: each.en,
    metadata: true,
    type: "realtime",
    keywords: each.signs.join(","),
    group: each.group.zh,
  }));
}

export function definition(matter: Matter): Fields {
  return {
    service_code: matter.id,
    attributes: [
      {
        variable: true,
        code: "asks",
        datatype: "text",
        required: false,
        datatype_description: "一行写一件要解决的事 One thing to be solved on each line",
        order: 1,
        description: "要解决的事 What is to be solved",
        values: [],
      },
      {
        variable: true,
        code: "public",
        datatype: "singlevaluelist",
        required: false,
        datatype_description: "隐去个人信息后公开 Published with personal data masked",
        order: 2,
        description: "同意公开吗 May it be published",
        values: [
          { key: "no", name: "不公开 No" },
          { key: "yes", name: "公开 Yes" },
        ],
      },
      {
        variable: true,
        code: "wants",
        datatype: "singlevaluelist",
        required: false,
        datatype_description: "怎么联系您 How to reach you",
        order: 3,
        description: "联系方式 Contact",
        values: [
          { key: "text", name: "短信 Text" },
          { key: "call", name: "电话 Call" },
          { key: "visit", name: "上门 Visit" },
          { key: "none", name: "不用联系 None" },
        ],
      },
    ],
  };
}
