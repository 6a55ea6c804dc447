// The trace that a group message demands beside the work: photographs, screenshots, signatures, fingerprints, locations.

import type { MainKind } from "./kind.ts";

const TRACE =
  /截图|截屏|照片|拍照|拍视频|拍个|拍一张|拍[一两三几]张|拍一件|拍仪表|[拍发传附]图|视频佐证|佐证|水印|签字|签名|签收|签到表|按手印|手印|指纹|定位|轨迹|位置|合影|摆放照|现场照|现场图|扫描件|凭证|录音|录像|photo/;

export interface Proof {
  readonly start: number;
  readonly end: number;
}

/** The clauses that demand a trace, as one stretch of the text; only work can demand one. */
export function proofOf(text: string, kind: MainKind): Proof | undefined {
  if (kind !== "order" && kind !== "deadline") return undefined;
  const found = TRACE.exec(text);
  if (found === null) return undefined;
  let start = found.index;
  while (start > 0 && !/[，,。；;！!？?\n：:、]/.test(text[start - 1]!)) start--;
  let end = found.index + found[0].length;
  // A clause after the first belongs to it while it still speaks of the trace.
  for (;;) {
    while (end < text.length && !/[，,。；;！!？?\n]/.test(text[end]!)) end++;
    const next = /^[，,]([^，,。；;！!？?\n]+)/.exec(text.slice(end));
    if (next === null || !(TRACE.test(next[1]!) || /看得?[到见清]|放一把|带水印|能辨/.test(next[1]!))) break;
    end += 1;
  }
  const sent = /(?:发|报|交|传|给)(?:到|给|我|至|在)[^，,]{0,8}$/.exec(text.slice(start, end));
  return {
    start,
    end: sent === null || sent.index === 0 || found.index >= start + sent.index ? end : start + sent.index,
  };
}
