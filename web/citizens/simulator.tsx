// A telephone on the screen, to try the touch-tone dialogue without one; it says that it is no telephone.

import { sayNumber } from "../../core/domain/request/number.ts";
import { Send, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";

export interface SimulatorView {
  readonly call: string;
  /** The turn that the next key press is. */
  readonly turn: number;
  readonly from: string;
  readonly pressed?: string;
  readonly said?: string;
  /** Digits that are awaited; 0: the call is over. */
  readonly most: number;
  readonly human: boolean;
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const KEY_WORDS: Readonly<Record<string, string>> = { "*": "星号 star", "#": "井号 hash" };

export function simulatorPage(view: SimulatorView): Page {
  const { call, turn, from, pressed, said, most, human } = view;
  const carried = (
    <>
      <input type="hidden" name="call" value={call} />
      <input type="hidden" name="turn" value={String(turn)} />
      {turn === 0 ? null : <input type="hidden" name="from" value={from} />}
    </>
  );
  const body = (
    <>
      <h1>
        电话模拟器 <En>Telephone simulator</En>
      </h1>
      <p class="notice demo">
        这是演示用的模拟器，不是真电话，打不到热线。真电话由语音服务商接入，走同一套对话。
        <En>
          This is a simulator for the demonstration, not a telephone. A provider's line runs the same
          dialogue.
        </En>
      </p>
      {said === undefined ? null : (
        <section class="state" aria-label="电话里说 It says" role="status">
          {pressed === undefined || pressed === "" ? null : <p class="small">您按了 {spoken(pressed)}</p>}
          <p>{said}</p>
          {human ? (
            <p class="small">
              （真电话这时转给热线的人。<En>A real call is now connected with the hotline's people.</En>）
            </p>
          ) : null}
        </section>
      )}
      {turn > 0 && most === 0 ? (
        <p>
          <a class="button go" href="/voice/simulator">
            再打一次 <En>Call again</En>
          </a>
        </p>
      ) : (
        <form method="post" action="/voice/simulator">
          {carried}
          {turn === 0 ? (
            <TextField
              name="from"
              label={{ zh: "假装从哪个电话打来", en: "The number that calls" }}
              hint={{
                zh: "提诉求时留的电话，才能在电话里说办没办成。",
                en: "Only the telephone that was left when filing may judge.",
              }}
              type="tel"
              inputmode="tel"
              value={from}
            />
          ) : (
            <TextField
              name="digits"
              label={{ zh: "按键", en: "Keys" }}
              hint={{ zh: `最多 ${most} 个，可以用 * 和 #`, en: `At most ${most}; * and # too.` }}
              inputmode="numeric"
            />
          )}
          <Send words={turn === 0 ? { zh: "拨打", en: "Call" } : { zh: "按完了", en: "Enter" }} />
        </form>
      )}
      {turn > 0 && most === 1 ? (
        <form method="post" action="/voice/simulator" aria-label="键盘 Keypad">
          {carried}
          <div class="keypad">
            {KEYS.map((key) => (
              <button key={key} type="submit" name="digits" value={key} {...named(key)}>
                {key}
              </button>
            ))}
          </div>
        </form>
      ) : null}
    </>
  );
  return { title: "电话模拟器", body };
}

function named(key: string): { "aria-label"?: string } {
  const words = KEY_WORDS[key];
  return words === undefined ? {} : { "aria-label": words };
}

function spoken(pressed: string): string {
  return /^\d{8}$/.test(pressed) ? sayNumber(pressed) : pressed;
}
