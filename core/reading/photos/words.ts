// What is said about two pictures that match: the same photograph, with how likely; never more.

import type { SamePhoto } from "./index.ts";

export function sameWords({ probability, transform }: SamePhoto): { zh: string; en: string } {
  const percent = probability >= 1 ? "100" : (probability * 100).toFixed(1);
  const how = transform === undefined ? undefined : HOW[transform];
  return {
    zh: `可能是同一张照片（可能性约 ${percent}%${how ? `，${how.zh}` : ""}）`,
    en: `probably the same photograph (about ${percent} %${how ? `, ${how.en}` : ""})`,
  };
}

const HOW: Readonly<Record<NonNullable<SamePhoto["transform"]>, { zh: string; en: string }>> = {
  identical: { zh: "文件完全相同", en: "identical file" },
  resized: { zh: "重新压缩或缩放", en: "compressed or resized" },
  border: { zh: "加了边框或截屏", en: "framed or a screenshot" },
  crop: { zh: "裁剪或部分相同", en: "cropped, or part of the picture" },
  mirror: { zh: "左右翻转", en: "mirrored" },
  flip: { zh: "上下翻转", en: "upside down mirrored" },
  rotate90: { zh: "顺时针转 90 度", en: "turned 90° clockwise" },
  rotate180: { zh: "转 180 度", en: "turned 180°" },
  rotate270: { zh: "逆时针转 90 度", en: "turned 90° anticlockwise" },
  transpose: { zh: "翻转并旋转", en: "mirrored and turned" },
  transverse: { zh: "翻转并旋转", en: "mirrored and turned" },
};
