// What was planted: one line for each fault and each trap, with the facts it concerns.

export interface Truth {
  readonly detector: string;
  readonly label: "fault" | "trap";
  /** Its place in the list of traps (T1 to T28); none, or `near`, for a case that lies just outside a measure. */
  readonly trap?: string;
  /** The subject as a finding would name it: a request's id, an account's or group's name, a body. */
  readonly subject: string;
  readonly ids: readonly string[];
  readonly measure?: Readonly<Record<string, number>>;
  readonly why: string;
}

/** A fact as a line of Luodi's own JSON lines, and what was planted with it. */
export interface Planted {
  readonly fact?: Readonly<Record<string, unknown>>;
  readonly truth?: Truth;
}
