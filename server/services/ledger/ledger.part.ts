// The ledger as a part of the server: the sequencer, receipts, the public checkpoint, and the export for whoever checks it all.

import { Readable } from "node:stream";
import { cosignedAt } from "../../../core/ledger/checkpoint.ts";
import { parseLeaf } from "../../../core/ledger/leaf.ts";
import type { LedgerLine } from "../../../core/ledger/ledger-check.ts";
import {
  isSignedBy,
  parseNote,
  readKey,
  type SignerKey,
  type VerifierKey,
  writeKey,
} from "../../../core/ledger/note.ts";
import { ledgerPage } from "../../../web/citizens/ledger.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import { SettingError } from "../../kit/settings.ts";
import { needDuty } from "../administration/duties.ts";
import type { Part, Services } from "../service.ts";
import { operatorKey } from "./key.ts";
import { alarms, checkpointsAfter, lastCheckpoint, lastCosigned, openedLeaves } from "./ledger.store.ts";
import { notYet, receiptRoutes } from "./receipts.routes.ts";
import { Sequencer, type Witness } from "./sequencer.ts";

const PAGE = 1_000;

export function ledgerPart(): Part {
  let sequencer: Sequencer | undefined;
  return {
    name: "ledger",
    async register(app, services) {
      const { settings, tenant, requests } = services;
      const key = operatorKey(settings.dataFolder, tenant);
      const witness = witnessOf(settings.witness);
      const [signed, cosigned] = await requests.within(
        async (query) => [await lastCheckpoint(query, tenant), await lastCosigned(query, tenant)] as const,
      );
      if (signed !== undefined) refuseOtherKey(signed.note, key, settings.dataFolder);
      if (witness !== undefined && (signed?.size ?? 0) > 0) refuseLateWitness(cosigned?.note, witness.key);
      sequencer = new Sequencer(services, key, witness);
      const keys = {
        operator: writeKey(key),
        witnesses: witness === undefined ? [] : [writeKey(witness.key)],
      };
      // Before anybody can file: a first step that the witness sees together with the beginning would look back-dated to it for ever.
      if (witness !== undefined && cosigned === undefined && !(await sequencer.introduce()))
        throw new SettingError(
          `账本的见证方 ${witness.url} 没有为空账本签名（原因见上一行）。请先启动见证，把账本公钥 ${keys.operator} 写进它的 WITNESS_OPERATORS 文件并重启它，核对 LUODI_WITNESS 和两台机器的时间，再启动。The witness did not co-sign the empty ledger: start it with that key in its file WITNESS_OPERATORS, check LUODI_WITNESS and both clocks.`,
        );
      requests.anchoredBy(() => sequencer!.anchor());

      app.get("/ledger", async (_, reply) => {
        const [last, seen, rung] = await requests.within(
          async (query) =>
            [
              await lastCheckpoint(query, tenant),
              await lastCosigned(query, tenant),
              await alarms(query, tenant),
            ] as const,
        );
        return sendHtml(
          reply,
          renderPage(
            ledgerPage({
              size: last?.size ?? 0,
              ...(last === undefined ? {} : { at: last.at }),
              witnessed: witness !== undefined,
              ...(seen?.cosignedAt == null ? {} : { seenAt: seen.cosignedAt }),
              alarms: rung,
              keys,
            }),
          ),
        );
      });

      app.get("/ledger/keys.json", async (_, reply) => reply.send(keys));

      app.get("/ledger/checkpoint", async (_, reply) => {
        const last = await requests.within((query) => lastCheckpoint(query, tenant));
        if (last === undefined) throw notYet();
        return reply.type("text/plain; charset=utf-8").send(last.note);
      });

      receiptRoutes(app, services, witness !== undefined);

      app.get("/ledger/export.jsonl", async (request, reply) => {
        await needDuty(services, request, "audit");
        return reply
          .header("content-disposition", 'attachment; filename="luodi-ledger.jsonl"')
          .type("application/x-ndjson; charset=utf-8")
          .send(Readable.from(exportLines(services)));
      });
    },
    start: async () => sequencer?.start(),
    stop: async () => sequencer?.stop(),
  };
}

/** A database restored without its data folder, or a second server with a folder of its own, would sign what nobody can verify. */
function refuseOtherKey(signed: string, key: SignerKey, dataFolder: string): void {
  const note = parseNote(signed);
  if (note !== undefined && isSignedBy(note, key)) return;
  throw new SettingError(
    `数据文件夹 ${dataFolder} 里的 ledger.key 不是给这个数据库的账本签过名的那一把；用它继续，账本和回执就核验不了。请把原来数据文件夹里的 *.key（备份里有）放进来再启动；两台服务器共用一个数据库，也要用同样的 *.key。The ledger in this database was signed with another ledger.key; put the *.key files of the first data folder (they are in its backup) there and start again. Servers that share a database share these files.`,
  );
}

/** A witness co-signs only what it followed from the empty ledger on; another would ring for ever, and nothing could be closed. */
function refuseLateWitness(cosigned: string | undefined, witness: VerifierKey): void {
  const note = cosigned === undefined ? undefined : parseNote(cosigned);
  if (note !== undefined && cosignedAt(note, witness) !== undefined) return;
  throw new SettingError(
    cosigned === undefined
      ? "账本里已经有步骤，而 LUODI_WITNESS 的见证方没有从头看过：见证只能在第一步之前接上。请去掉 LUODI_WITNESS 再启动。The ledger holds steps that this witness did not see from the beginning; one can be added only before the first step. Start without LUODI_WITNESS."
      : "LUODI_WITNESS 的见证方不是一直看着这个账本的那一个。请用原来见证方的公钥；见证搬家要把它的 WITNESS_DATA 文件夹整个搬去。LUODI_WITNESS names another witness than the one that followed this ledger; a witness moves with its WITNESS_DATA folder, and keeps its key.",
  );
}

/** Every leaf and every checkpoint in order, a page at a time; `luodi verify --ledger` reads it. */
export async function* exportLines({ requests, tenant }: Services): AsyncGenerator<string> {
  let [leaf, checkpoint] = [0, 0];
  for (;;) {
    const notes = await requests.within((query) => checkpointsAfter(query, tenant, checkpoint, PAGE));
    if (notes.length === 0) return;
    for (const { no, size, note } of notes) {
      while (leaf < size) {
        const most = Math.min(PAGE, size - leaf);
        const rows = await requests.within((query) => openedLeaves(query, tenant, leaf, most));
        // A hole is left for the check to find.
        if (rows.length === 0) break;
        for (const { leaf: text, facts, words } of rows) {
          const parsed = parseLeaf(text);
          const shown = { facts, ...(words === undefined ? {} : { words }) };
          yield `${JSON.stringify(parsed === undefined ? { kind: "leaf" } : ({ kind: "leaf", leaf: parsed, ...shown } satisfies LedgerLine))}\n`;
        }
        leaf = rows.at(-1)!.index + 1;
      }
      yield `${JSON.stringify({ kind: "checkpoint", note } satisfies LedgerLine)}\n`;
      checkpoint = no;
    }
  }
}

function witnessOf(setting: { url: string; key: string } | undefined): Witness | undefined {
  if (setting === undefined) return undefined;
  const key = readKey(setting.key);
  if (key?.type !== 4) {
    throw new SettingError(
      "LUODI_WITNESS 里的公钥不对：应是见证服务启动时打印的 name+id+key。The key in LUODI_WITNESS is not a witness's key, as the witness prints it when it starts.",
    );
  }
  return { url: setting.url, key };
}
