// What Feishu writes into a message: its kinds, and a body that is JSON in a string.

import type { Media } from "../../domain/messages.ts";
import { namedMedia } from "../chat-table/dialects.ts";
import { type Json, object, objects, text } from "./values.ts";

export function feishuMedia(kind: string): Media {
  return kind === "post"
    ? "text"
    : kind === "interactive" || kind === "share_chat" || kind === "share_user"
      ? "card"
      : kind === "media"
        ? "video"
        : namedMedia(kind);
}

/** The body is JSON in a string; a post holds paragraphs of pieces. */
export function feishuText(content: string): string {
  try {
    const body = object(JSON.parse(content) as Json);
    if (typeof body.text === "string") return body.text;
    const paragraphs = Array.isArray(body.content) ? body.content : [];
    return paragraphs.flatMap((paragraph) => objects(paragraph).map((piece) => text(piece.text))).join("");
  } catch {
    return content;
  }
}
