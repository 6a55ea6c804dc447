// Every importer, particular ones before general ones: the first that knows a file reads it.

import { accountList } from "./account-list/importer.ts";
import { chatJson } from "./chat-json/importer.ts";
import { chatTable } from "./chat-table/importer.ts";
import { chatText } from "./chat-text/importer.ts";
import { city311 } from "./city-311/importer.ts";
import { feeds } from "./feeds/importer.ts";
import type { Importer } from "./importer.ts";
import { leaderBoard } from "./leader-board/importer.ts";
import { letters } from "./letters/importer.ts";
import { luodiExport } from "./luodi-export/importer.ts";
import { luodiFacts } from "./luodi-facts/importer.ts";
import { mapped } from "./mapped/importer.ts";
import { messageBoard } from "./message-board/importer.ts";
import { photos, photoTasks } from "./photos/importer.ts";
import { registers } from "./registers/importer.ts";
import { weibo } from "./weibo/importer.ts";

export const importers: readonly Importer[] = [
  photos,
  photoTasks,
  mapped,
  luodiExport,
  luodiFacts,
  chatJson,
  chatTable,
  chatText,
  feeds,
  messageBoard,
  leaderBoard,
  letters,
  weibo,
  city311,
  accountList,
  registers,
];
