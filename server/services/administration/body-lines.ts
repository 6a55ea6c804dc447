// Many bodies at once, as they are copied from a table: one a line, its columns set apart by tabs or commas.

import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import type { BodyChange } from "./administration.store.ts";

export const BodyForm = z.object({
  id: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  zh: z.string().trim().min(2).max(80),
  en: z.string().trim().max(120).default(""),
  desk: z.string().trim().max(50).default(""),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+\-() ]{0,30}$/)
    .default(""),
  address: z.string().trim().max(100).default(""),
});

const MOST = 500;

/** The bodies of a text, or what is wrong with which line; nothing is guessed. */
export function bodiesInLines(text: string): { bodies: BodyChange[] } | { trouble: Words } {
  const lines = text.split(/\r?\n/).map((line, at) => ({ line: line.trim(), at: at + 1 }));
  const full = lines.filter(({ line }) => line !== "");
  const read = full.map(({ line, at }) => {
    const [id, zh, phone, desk, address, ...more] = line.split(/\t|[,，]/);
    return { at, more, form: BodyForm.safeParse({ id, zh, phone, desk, address }) };
  });
  const wrong = read.filter(({ more, form }) => !form.success || more.length > 0).map(({ at }) => at);
  if (full.length === 0 || full.length > MOST)
    return {
      trouble: { zh: `一次 1 到 ${MOST} 行，请分几次贴。`, en: `1 to ${MOST} lines at a time.` },
    };
  if (wrong.length > 0)
    return {
      trouble: {
        zh: `第 ${wrong.slice(0, 10).join("、")} 行不对，什么都没有保存。每行：代号，中文名，电话，股室，地址；后三样可以不写。`,
        en: `Nothing was saved; mend line ${wrong.slice(0, 10).join(", ")}: id, name, telephone, desk, address.`,
      },
    };
  return { bodies: read.flatMap(({ form }) => (form.success ? [form.data] : [])) };
}
