// The beginning of a citizen's words in a list, masked for everybody: a list needs no personal data.

import { maskText } from "../../../core/reading/masking/index.ts";

const LENGTH = 60;

export function excerpt(text: string | null): string {
  const masked = maskText(text ?? "").text.replace(/\s+/g, " ");
  return masked.length > LENGTH ? `${masked.slice(0, LENGTH)}…` : masked;
}
