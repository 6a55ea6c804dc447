// Where a request stands, in the words that every door says: page, SMS, telephone, Open311.

import type { Words } from "../../core/domain/facts.ts";
import type { Phase } from "../../core/domain/request/state.ts";

const PHASE_WORDS: Readonly<Record<Phase, Words>> = {
  filed: { zh: "已收到，正在派单", en: "received, being assigned" },
  dispatched: { zh: "已派给承办单位，等它接下", en: "assigned, waiting for the body to accept" },
  handling: { zh: "承办单位正在办", en: "being handled" },
  "handed-over": { zh: "正转给另一个单位，等它接下", en: "being handed over to another body" },
  "waiting-for-citizen": { zh: "等您补充材料", en: "waiting for what you were asked to add" },
  paused: { zh: "依规定暂停，原因和日期见进展", en: "paused for a stated reason" },
  parked: { zh: "挂账，到说定的日子再办，日期见进展", en: "parked until a stated day" },
  "with-coordinator": { zh: "被退回两次，由协调人定承办单位", en: "with the coordinator after two returns" },
  closed: { zh: "承办单位说办完了，等您说了算", en: "closed by the body; your word counts" },
  merged: { zh: "已并入另一件，编号照旧可用", en: "merged into another request" },
};

/** Where it waits for the citizen, and the reader is somebody else: an officer, the public, another system. */
const TO_OTHERS: Readonly<Partial<Record<Phase, Words>>> = {
  "waiting-for-citizen": { zh: "等群众补充材料", en: "waiting for what the citizen was asked to add" },
  closed: { zh: "承办单位说办完了，办没办成由群众说", en: "closed by the body; the citizen's word counts" },
};

/** To whoever filed or joined it. */
export function phaseWords(phase: Phase): Words {
  return PHASE_WORDS[phase];
}

export function phaseWordsToOthers(phase: Phase): Words {
  return TO_OTHERS[phase] ?? PHASE_WORDS[phase];
}
