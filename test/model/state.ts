// What the reference model knows of a request; nothing of the platform's own state.

export interface Ask {
  holder?: string | undefined;
  offer?:
    | { to: string; from?: string | undefined; day: string; how: "dispatch" | "hand-over" | "decision" }
    | undefined;
  fixed: boolean;
  answered: boolean;
}

export interface Person {
  word?: string | undefined;
  void: boolean;
  raised: boolean;
}

export interface Model {
  asks: Ask[];
  people: Person[];
  lead?: string | undefined;
  returns: number;
  closed: boolean;
  closings: number;
  bounces: number;
  repliedNow: boolean;
  repliedEver: boolean;
  stop?: "missing" | "parked" | "other" | undefined;
  /** A citizen did not accept waiting in this round. */
  unwilling: boolean;
  missingLists: number;
  failedCalls: number;
  handled: Set<string>;
  assisting: Set<string>;
  merged: boolean;
}

export function fresh(asks: number): Model {
  return {
    asks: Array.from({ length: asks }, () => ({ fixed: false, answered: false })),
    people: [{ void: false, raised: false }],
    returns: 0,
    closed: false,
    closings: 0,
    bounces: 0,
    repliedNow: false,
    repliedEver: false,
    unwilling: false,
    missingLists: 0,
    failedCalls: 0,
    handled: new Set(),
    assisting: new Set(),
    merged: false,
  };
}
