// A local model that is asked about one case at a time: one retry, a time limit a case, and no more questions where answers stay away.

import { UsageError } from "../usage.ts";
import { placeOf } from "./address.ts";
import { type Answer, answerOf } from "./answer.ts";
import { NoAnswer, post, serverAt } from "./connection.ts";
import { promptOf, type Texts } from "./prompt.ts";

const AT_ONCE = 2;
const GIVES_UP_AFTER = 5;
const SECONDS = 60;
const MOST_SECONDS = 3_600;
const MOST_TOKENS = 4_096;

export type Asked =
  | { readonly answer: Answer }
  /** Why no answer can be used, in words for people. */
  | { readonly failed: string }
  /** It had failed too often and was not asked. */
  | { readonly stopped: true };

export interface LocalModel {
  readonly name: string;
  /** How many cases may be asked about at once. */
  readonly atOnce: number;
  /** Cases in a row without an answer that can be used, after which it is asked no more. */
  readonly givesUpAfter: number;
  ask(texts: Texts): Promise<Asked>;
  /** Breaks off what is still under way. */
  close(): void;
}

interface Options {
  readonly url: string;
  readonly name: string | undefined;
  readonly seconds?: number | undefined;
}

function checkedName(name: string | undefined): string {
  if (name === undefined)
    throw new UsageError(
      "写了 --model 就要写模型的名字：--model-name 名字。--model needs the model's name: --model-name NAME",
    );
  if (name.trim() === "" || name.length > 100 || /\p{C}/u.test(name))
    throw new UsageError(
      "--model-name 要是 1 到 100 个看得见的字。--model-name must be of 1 to 100 visible characters.",
    );
  if (/[:-]cloud$/i.test(name))
    throw new UsageError(
      `模型「${name}」不在本机跑，它会把文字送到别处；请用本机的模型。` +
        `The model ${name} does not run on this machine and would pass the words on; use one that does.`,
    );
  return name;
}

/** @throws UsageError where the address or the name will not do, or nothing answers there. */
export async function openModel(options: Options): Promise<LocalModel> {
  const name = checkedName(options.name);
  const seconds = options.seconds ?? SECONDS;
  if (!(seconds > 0 && seconds <= MOST_SECONDS))
    throw new UsageError(
      `--model-seconds 要是大于 0、不超过 ${MOST_SECONDS} 的数。--model-seconds must be a number above 0, at most ${MOST_SECONDS}.`,
    );
  const server = await serverAt(await placeOf(options.url));
  const closed = new AbortController();
  let inARow = 0;

  const once = async (texts: Texts, signal: AbortSignal): Promise<Answer> => {
    const body = await post(
      server,
      "/chat/completions",
      { model: name, messages: promptOf(texts), temperature: 0, max_tokens: MOST_TOKENS, stream: false },
      signal,
    );
    const answer = answerOf(body, texts);
    if (answer === undefined)
      throw new NoAnswer("回答不是所要的格式 the answer is not of the form that was asked for", true);
    return answer;
  };
  const twice = async (texts: Texts): Promise<Answer> => {
    const limit = AbortSignal.timeout(seconds * 1000);
    const signal = AbortSignal.any([limit, closed.signal]);
    try {
      return await once(texts, signal).catch((fault: NoAnswer) => {
        if (!fault.again || signal.aborted) throw fault;
        return once(texts, signal);
      });
    } catch (fault) {
      if (!limit.aborted) throw fault;
      throw new NoAnswer(`${seconds} 秒内没有答完 no answer within ${seconds} seconds`, false);
    }
  };

  return {
    name,
    atOnce: AT_ONCE,
    givesUpAfter: GIVES_UP_AFTER,
    async ask(texts) {
      if (inARow >= GIVES_UP_AFTER) return { stopped: true };
      try {
        const answer = await twice(texts);
        inARow = 0;
        return { answer };
      } catch (fault) {
        if (!(fault instanceof NoAnswer)) throw fault;
        inARow += 1;
        return { failed: fault.message };
      }
    },
    close: () => closed.abort(),
  };
}
