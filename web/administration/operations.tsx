// Operations: the first page of administration, and bodies with their desks.

import type { Words } from "../../core/domain/facts.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import { AreaField, Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, Listing, NEXT, noneOf, Search } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";
import { SettingUp, type Staffing } from "./setting-up.tsx";

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

export function administrationHome(viewer: Viewer, duty: string | undefined, staffing: Staffing): Page {
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
          <SettingUp staffing={staffing} duty={duty!} />
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

const BODIES = "/admin/bodies";
/** An id of so many signs is not broken at its hyphen: B-145 is one word. */
const LONGEST_WHOLE = 8;

export interface BodiesView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly BodyRow[];
  /** The last body of this page, where more follow. */
  readonly next?: string;
  /** The line that is being changed, or what was typed and refused. */
  readonly fields: Partial<BodyRow> & { readonly many?: string };
  /** What was just saved: one, or so many. */
  readonly done?: BodyRow;
  readonly count?: number;
  readonly trouble?: Words;
}

const whereabouts = (row: BodyRow) => [row.desk, row.phone, row.address].filter(Boolean).join(" ");

export function bodiesPage({
  viewer,
  typed,
  first,
  rows,
  next,
  fields,
  done,
  count,
  trouble,
}: BodiesView): Page {
  const body = (
    <>
      <h1>
        单位和股室 <En>Bodies and desks</En>
      </h1>
      <Trouble words={trouble} at={fields.many === undefined ? "id" : "many"} />
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          记下了：{done.zh}（{done.id}）{whereabouts(done)} <En>Saved.</En>
        </p>
      )}
      {count === undefined ? null : (
        <p class="notice demo" role="status">
          记下了 {count} 个单位。<En>{`${count} saved.`}</En>
        </p>
      )}
      <p>
        群众看到的是单位、股室、电话和地址，没有人名。要改哪一行，点它的代号。
        <En>Citizens see no name of a person. To change a line press its id.</En>
      </p>
      <p>
        <a href="#add">
          加一个单位 <En>Add a body</En>
        </a>
      </p>
      <Search
        action={BODIES}
        typed={typed}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={{
          zh: "名称、代号、股室、电话或地址里的字",
          en: "part of a name, id, desk, telephone or address",
        }}
      />
      <Listing
        label={{ zh: "单位", en: "Bodies" }}
        none={noneOf(typed, { zh: "还没有单位，请在下面加。", en: "None yet; add one below." })}
        columns={[
          { zh: "代号", en: "Id" },
          { zh: "名称", en: "Name" },
          { zh: "股室、电话、地址", en: "Desk, telephone, address" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <a
              class={row.id.length <= LONGEST_WHOLE ? "whole" : undefined}
              href={`${hrefOf(BODIES, { words: typed, edit: row.id })}#id`}
            >
              {row.id}
            </a>,
            <Both words={row} />,
            whereabouts(row),
          ],
        }))}
        first={first ? undefined : hrefOf(BODIES, { words: typed })}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf(BODIES, { words: typed, after: next }), words: NEXT }
        }
      />
      <BodyForm viewer={viewer} fields={fields} />
      <ManyForm viewer={viewer} many={fields.many ?? ""} />
    </>
  );
  return officerPage(viewer, "单位和股室", body);
}

function BodyForm({ viewer, fields }: Pick<BodiesView, "viewer" | "fields">) {
  return (
    <>
      <h2 id="add">
        {fields.id ? `改 ${fields.id}` : "加一个单位"} <En>{fields.id ? "Change" : "Add a body"}</En>
      </h2>
      <p>
        代号相同，就改原来的那一行。<En>The same id changes its line.</En>
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
        <Field id="en" name="en" label={{ zh: "英文名（可不填）", en: "Name in English, optional" }}>
          <input type="text" id="en" name="en" value={fields.en ?? ""} autocomplete="off" />
        </Field>
        <Field id="desk" name="desk" label={{ zh: "股室", en: "Desk" }}>
          <input type="text" id="desk" name="desk" value={fields.desk ?? ""} autocomplete="off" />
        </Field>
        <Field
          id="phone"
          name="phone"
          label={{ zh: "股室电话", en: "Desk's telephone" }}
          hint={{
            zh: "代号 hotline 的电话，就是首页和卡片上给群众打的热线；不填写成 12345",
            en: "that of “hotline” stands on the first page and on the cards; 12345 where it is empty",
          }}
        >
          <input
            type="text"
            id="phone"
            name="phone"
            aria-describedby="phone-hint"
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
    </>
  );
}

/** A whole county's bodies at once, as they stand in some table already. */
function ManyForm({ viewer, many }: { readonly viewer: Viewer; readonly many: string }) {
  return (
    <details open={many !== ""}>
      <summary>
        一次加很多 <En>Add many at once</En>
      </summary>
      <form method="post" action={BODIES}>
        <Token viewer={viewer} />
        <AreaField
          name="many"
          label={{ zh: "从表格里整块复制过来，一行一个", en: "Copied from a table, one a line" }}
          hint={{
            zh: "每行：代号，中文名，电话，股室，地址；后三样可以不写。例：roads，河口县交通局，0999-5550100",
            en: "id, name, telephone, desk, address; set apart by tabs or commas",
          }}
          value={many}
        />
        <Send words={{ zh: "全部保存", en: "Save all" }} />
      </form>
    </details>
  );
}
