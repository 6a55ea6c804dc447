// Group messages as typed columns: no text, no names, 23 bytes a message, so that ten million fit in memory.

/** What a message is made of. Stored as one byte. */
export const MEDIA = [
  "text",
  "image",
  "voice",
  "video",
  "file",
  "link",
  "sticker",
  "location",
  "red-packet",
  "transfer",
  "roll-call",
  "notice",
  "forward",
  "quote",
  "mini-program",
  "card",
  "call",
  "system",
  "recall",
  "other",
] as const;
export type Media = (typeof MEDIA)[number];

/**
 * What a message says or demands, read at intake, stored as bits. It has exactly one of the first thirteen, what it is for
 * (`deadline`: presses for work already given), and any number of the others.
 */
export const MESSAGE_KINDS = [
  "order",
  "deadline",
  "ack",
  "report",
  "photo-proof",
  "praise",
  "red-packet",
  "ad",
  "soup",
  "chat",
  "alert",
  "question",
  "answer",
  "roll-call",
  "at-all",
  "demands-ack",
  "demands-check-in",
  "demands-points",
  "demands-time-online",
  "demands-install",
  "demands-likes",
  "demands-trace",
  "demands-roll-call",
  "has-basis",
  "names-alert",
  "names-occasion",
  "to-one",
  "not-binding",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const KIND_BIT = Object.fromEntries(
  MESSAGE_KINDS.map((kind, index) => [kind, (1 << index) >>> 0]),
) as Readonly<Record<MessageKind, number>>;
export const MEDIA_CODE = Object.fromEntries(MEDIA.map((media, index) => [media, index])) as Readonly<
  Record<Media, number>
>;

/** One message as an importer hands it over, after its text has been read and let go. */
export interface MessageRow {
  /** Index of the group in the order of `groupIds`. */
  readonly group: number;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly second: number;
  /** Salted 32-bit id of the sender; 0 for the system. */
  readonly sender: number;
  readonly media: number;
  /** Bits of KIND_BIT. */
  readonly kinds: number;
  /** Characters of the text, at most 65535. */
  readonly length: number;
  /** Minutes between the message and the deadline it names; NO_LEAD where it names none. */
  readonly lead: number;
  /** Index of the file in `files`. */
  readonly file: number;
  readonly row: number;
}

export const NO_LEAD = 65535;

/** Read-only columns; index i of every column is message i. Messages of one group stand together, ordered by time. */
export interface MessageTable {
  readonly length: number;
  readonly groupIds: readonly string[];
  readonly files: readonly string[];
  readonly second: Uint32Array;
  readonly sender: Uint32Array;
  readonly media: Uint8Array;
  readonly kinds: Uint32Array;
  readonly textLength: Uint16Array;
  readonly lead: Uint16Array;
  readonly file: Uint16Array;
  readonly row: Uint32Array;
  /** First index of each group, with one closing entry: group g is [starts[g], starts[g + 1]). */
  readonly starts: Uint32Array;
}

const COLUMNS = {
  group: Uint32Array,
  second: Uint32Array,
  sender: Uint32Array,
  media: Uint8Array,
  kinds: Uint32Array,
  textLength: Uint16Array,
  lead: Uint16Array,
  file: Uint16Array,
  row: Uint32Array,
} as const;
type ColumnName = keyof typeof COLUMNS;
type Columns = { [K in ColumnName]: InstanceType<(typeof COLUMNS)[K]> };
const NAMES = Object.keys(COLUMNS) as ColumnName[];
/** In order, the starts say which group a message belongs to. */
const KEPT = NAMES.filter((name) => name !== "group") as Exclude<ColumnName, "group">[];

function emptyColumns(size: number): Columns {
  return Object.fromEntries(NAMES.map((name) => [name, new COLUMNS[name](size)])) as unknown as Columns;
}

/** Collects messages from many files and seals them into a table ordered by group, time, file and row. */
export class MessageColumns {
  private columns = emptyColumns(1024);
  private used = 0;
  private readonly groupIds: string[] = [];
  private readonly groupIndex = new Map<string, number>();
  private readonly files: string[] = [];
  private readonly fileIndex = new Map<string, number>();

  /** The index of a group id, made on first sight. */
  groupOf(id: string): number {
    return indexOf(id, this.groupIndex, this.groupIds);
  }

  /** The index of a file path, made on first sight. At most 65,535 files. */
  fileOf(path: string): number {
    const index = indexOf(path, this.fileIndex, this.files);
    if (index > 65535) throw new RangeError("more than 65,535 files of group messages in one run");
    return index;
  }

  get length(): number {
    return this.used;
  }

  push(message: MessageRow): void {
    if (this.used === this.columns.group.length) this.grow();
    const { columns, used } = this;
    columns.group[used] = message.group;
    columns.second[used] = message.second;
    columns.sender[used] = message.sender;
    columns.media[used] = message.media;
    columns.kinds[used] = message.kinds;
    columns.textLength[used] = Math.min(message.length, 65535);
    columns.lead[used] = message.lead;
    columns.file[used] = message.file;
    columns.row[used] = message.row;
    this.used = used + 1;
  }

  /** Lets go of everything pushed after the first `length` messages: the file they came from was refused. */
  rewind(length: number): void {
    this.used = Math.min(this.used, length);
  }

  private grow(): void {
    const size = Math.ceil(this.used * 1.5);
    for (const name of NAMES) {
      const bigger = new COLUMNS[name](size);
      bigger.set(this.columns[name]);
      (this.columns as Record<ColumnName, unknown>)[name] = bigger;
    }
  }

  /** Orders by group, then time, then file and row, one column at a time so that memory stays near one copy. */
  seal(): MessageTable {
    const { columns, used } = this;
    const starts = new Uint32Array(this.groupIds.length + 1);
    for (let index = 0; index < used; index++) starts[columns.group[index]! + 1]! += 1;
    for (let group = 0; group < this.groupIds.length; group++) starts[group + 1]! += starts[group]!;
    const order = isOrdered(columns, used) ? undefined : inOrder(columns, used, starts);
    const sealed = {} as Record<ColumnName, Columns[ColumnName]>;
    for (const name of KEPT) {
      const from = columns[name];
      let whole: Columns[ColumnName] = from.subarray(0, used);
      if (order !== undefined) {
        whole = new COLUMNS[name](used);
        for (let index = 0; index < used; index++) whole[index] = from[order[index]!]!;
      }
      sealed[name] = whole;
      // Whatever stood here before is let go, column by column.
      (columns as Record<ColumnName, unknown>)[name] = new COLUMNS[name](0);
    }
    this.columns = emptyColumns(0);
    return {
      ...{ length: used, groupIds: this.groupIds, files: this.files, starts },
      ...(sealed as unknown as Columns),
    };
  }
}

/**
 * Gives back the memory of a table's columns at once: the collector comes round late where little else is made, and ten million messages
 * are 230 MB. The table holds nothing afterwards.
 */
export function letGo(table: MessageTable): void {
  structuredClone(null, { transfer: [...KEPT.map((name) => table[name].buffer), table.starts.buffer] });
}

function indexOf(key: string, index: Map<string, number>, keys: string[]): number {
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, keys.length);
  keys.push(key);
  return keys.length - 1;
}

function compare(columns: Columns, a: number, b: number): number {
  return (
    columns.group[a]! - columns.group[b]! ||
    columns.second[a]! - columns.second[b]! ||
    columns.file[a]! - columns.file[b]! ||
    columns.row[a]! - columns.row[b]!
  );
}

/** Dealt by group in one pass; within a group an export mostly stands in order already, and only the others are sorted. */
function inOrder(columns: Columns, used: number, starts: Uint32Array): Uint32Array {
  const next = starts.slice();
  const order = new Uint32Array(used);
  for (let index = 0; index < used; index++) order[next[columns.group[index]!]!++] = index;
  for (let group = 0; group + 1 < starts.length; group++) {
    const part = order.subarray(starts[group]!, starts[group + 1]!);
    const sorted = part.every((index, at) => at === 0 || compare(columns, part[at - 1]!, index) <= 0);
    if (!sorted) part.sort((a, b) => compare(columns, a, b));
  }
  return order;
}

function isOrdered(columns: Columns, used: number): boolean {
  for (let index = 1; index < used; index++) if (compare(columns, index - 1, index) > 0) return false;
  return true;
}
