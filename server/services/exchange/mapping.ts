// How the columns and bodies of a case system that is there already are called here; what is not written down is known by its usual name.

/** What a row can say. */
export const FIELDS = [
  ...(["external", "text", "asks", "place", "name", "phone", "matter", "body", "reply", "status"] as const),
] as const;
export type Field = (typeof FIELDS)[number];

/** The name that a column has on the way out where the mapping names none; the first is ours. */
export const USUAL: Readonly<Record<Field, readonly string[]>> = {
  external: ["工单编号", "工单号", "编号", "诉求编号", "事项编号"],
  text: ["诉求内容", "工单内容", "内容", "反映内容", "事项描述"],
  asks: ["诉求要点", "要点"],
  place: ["事发地点", "地点", "地址", "诉求地址"],
  name: ["来电人", "姓名", "诉求人", "联系人"],
  phone: ["联系电话", "电话", "来电号码", "手机"],
  matter: ["类别", "诉求类别", "事项类别", "分类"],
  body: ["承办单位", "办理单位", "责任单位", "主办单位"],
  reply: ["办理结果", "答复内容", "办理情况", "回复内容", "答复"],
  status: ["状态", "工单状态", "办理状态"],
};

export interface Mapping {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  /** Their name of a body → our identifier. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** Lines "ours = theirs" for columns and "theirs = ours" for bodies; what is not understood is named. */
export function readMapping(columns: string, bodies: string): Mapping | { readonly wrong: string } {
  const read = (text: string): [string, string][] | { wrong: string } => {
    const pairs: [string, string][] = [];
    for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
      if (line === "") continue;
      const at = line.search(/[=＝]/);
      const pair: [string, string] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      if (at < 0 || pair[0] === "" || pair[1] === "") return { wrong: line };
      pairs.push(pair);
    }
    return pairs;
  };
  const named = read(columns);
  if ("wrong" in named) return named;
  const strange = named.find(([field]) => !(FIELDS as readonly string[]).includes(field));
  if (strange !== undefined) return { wrong: `${strange[0]} = ${strange[1]}` };
  const known = read(bodies);
  if ("wrong" in known) return known;
  return { columns: Object.fromEntries(named), bodies: new Map(known) };
}

export type Row = Readonly<Partial<Record<Field, string>>>;

/** Where each field stands in a table with these column names. */
export function placesOf(header: readonly string[], { columns }: Mapping): ReadonlyMap<Field, number> {
  const places = new Map<Field, number>();
  for (const field of FIELDS) {
    const names = columns[field] === undefined ? USUAL[field] : [columns[field]];
    const at = header.findIndex((name) => names.includes(name.trim()));
    if (at >= 0) places.set(field, at);
  }
  return places;
}

export function rowOf(cells: readonly string[], places: ReadonlyMap<Field, number>): Row {
  return Object.fromEntries(
    [...places].map(([field, at]) => [field, (cells[at] ?? "").trim()]).filter(([, value]) => value !== ""),
  );
}

export function headerOf(field: Field, { columns }: Mapping): string {
  return columns[field] ?? USUAL[field][0]!;
}
