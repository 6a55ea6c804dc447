// Operations: the first page of administration, and bodies with their desks.

import type { Words } from "../../core/domain/facts.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import type { Page } from "../parts/layout.tsx";
import { Listing } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";

const WAYS: readonly (Words & { href: string; duties: readonly string[] })[] = [
  { href: "/admin/officers", zh: "账号", en: "Accounts", duties: ["security"] },
  { href: "/admin/bodies", zh: "单位和股室", en: "Bodies and desks", duties: ["operations"] },
  { href: "/admin/health", zh: "运行情况", en: "Health", duties: ["operations"] },
  { href: "/outbox", zh: "发出的消息", en: "Messages sent", duties: ["operations"] },
  { href: "/admin/seals", zh: "查谁办的（留痕）", en: "Open a seal, with a trace", duties: ["audit"] },
  { href: "/admin/log", zh: "日志", en: "Log", duties: ["audit"] },
  { href: "/ledger/export.jsonl", zh: "导出账本", en: "Export the ledger", duties: ["audit"] },
  { href: "/admin/requests.luodi-export.jsonl", zh: "导出诉求", en: "Export requests", duties: ["audit"] },
  {
    href: "/admin/complaints",
    zh: "对平台的意见",
    en: "Complaints about the platform",
    duties: ["operations", "audit"],
  },
];

export function administrationHome(viewer: Viewer, duty: string | undefined): Page {
  const words = duty === undefined ? undefined : DUTY_WORDS[duty];
  const body = (
    <>
      <h1>
        系统管理 <En>Administration</En>
      </h1>
      <p>
        运维、安全、审计三种职责分开，一人只担一种：管账号的看不到封存的经办人，查日志的开不了账号。
        <En>Operations, security and audit are apart, and each person holds one.</En>
      </p>
      {words === undefined ? (
        <p class="notice">
          还没有给您定职责，请找安全管理员。
          <En>No duty was given to you; ask the security administrator.</En>
        </p>
      ) : (
        <>
          <h2>
            您的职责：{words.zh} <En>{`Your duty: ${words.en}`}</En>
          </h2>
          <ul class="ways">
            {WAYS.filter((way) => way.duties.includes(duty!)).map((way) => (
              <li key={way.href}>
                <a href={way.href}>
                  <Both words={way} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
  return officerPage(viewer, "系统管理", body);
}

interface BodyRow extends Words {
  readonly id: string;
  readonly desk: string;
  readonly phone: string;
  readonly address?: string;
}

/** `fields`: the line that is being changed, or what was typed and refused. */
export function bodiesPage(
  viewer: Viewer,
  rows: readonly BodyRow[],
  fields: Partial<BodyRow>,
  trouble: Words | undefined,
): Page {
  const body = (
    <>
      <h1>
        单位和股室 <En>Bodies and desks</En>
      </h1>
      <Trouble words={trouble} />
      <p>
        群众看到的是单位、股室、电话和地址，没有人名。要改哪一行，点它的代号；代号相同就改原来的那一行。
        <En>
          Citizens see no name of a person. To change a line press its id; the same id changes its line.
        </En>
      </p>
      <form method="post" action="/admin/bodies">
        <Token viewer={viewer} />
        <Field
          id="id"
          name="id"
          label={{ zh: "代号", en: "Id" }}
          hint={{ zh: "字母、数字、横线", en: "letters, digits, dashes" }}
        >
          <input
            type="text"
            id="id"
            name="id"
            value={fields.id ?? ""}
            autocomplete="off"
            autocapitalize="none"
            aria-describedby="id-hint"
            required
          />
        </Field>
        <Field id="zh" name="zh" label={{ zh: "中文名", en: "Name in Chinese" }}>
          <input type="text" id="zh" name="zh" value={fields.zh ?? ""} autocomplete="off" required />
        </Field>
        <Field id="en" name="en" label={{ zh: "英文名", en: "Name in English" }}>
          <input type="text" id="en" name="en" value={fields.en ?? ""} autocomplete="off" required />
        </Field>
        <Field id="desk" name="desk" label={{ zh: "股室", en: "Desk" }}>
          <input type="text" id="desk" name="desk" value={fields.desk ?? ""} autocomplete="off" />
        </Field>
        <Field id="phone" name="phone" label={{ zh: "股室电话", en: "Desk's telephone" }}>
          <input
            type="text"
            id="phone"
            name="phone"
            value={fields.phone ?? ""}
            inputmode="tel"
            autocomplete="off"
          />
        </Field>
        <Field
          id="address"
          name="address"
          label={{ zh: "地址", en: "Address" }}
          hint={{ zh: "群众来办、寄回执卡用，可以不填", en: "for visits and paper cards; may stay empty" }}
        >
          <input
            type="text"
            id="address"
            name="address"
            value={fields.address ?? ""}
            autocomplete="off"
            aria-describedby="address-hint"
          />
        </Field>
        <button class="go" type="submit">
          保存 <En>Save</En>
        </button>
      </form>
      <Listing
        label={{ zh: "单位", en: "Bodies" }}
        columns={[
          { zh: "代号", en: "Id" },
          { zh: "名称", en: "Name" },
          { zh: "股室、电话、地址", en: "Desk, telephone, address" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <a href={`/admin/bodies?edit=${encodeURIComponent(row.id)}#id`}>{row.id}</a>,
            <Both words={row} />,
            [row.desk, row.phone, row.address].filter(Boolean).join(" "),
          ],
        }))}
      />
    </>
  );
  return officerPage(viewer, "单位和股室", body);
}
