// Decisions beside the handling: harm, merging, exclusions from the figures, signing, deletion of personal data.

import type { RulesFor } from "./decide.ts";
import { hasWords } from "./decide-filing.ts";
import { isGraver } from "./harm.ts";
import { harmNow } from "./queue.ts";
import { refuse } from "./refusals.ts";
import { dueForDeletion } from "./retention.ts";

export const UPKEEP: RulesFor<
  "raise-harm" | "lower-harm" | "merge" | "exclude" | "readmit" | "sign" | "delete-personal-data"
> = {
  "raise-harm": {
    roles: ["operator", "dispatcher", "coordinator", "officer"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      return isGraver(command.to, harmNow(state)) ? [command] : refuse("harm/not-graver");
    },
  },
  "lower-harm": {
    roles: ["dispatcher", "coordinator", "officer"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      if (!hasWords(command.said)) return refuse("request/words");
      return isGraver(harmNow(state), command.to) ? [command] : refuse("harm/not-lower");
    },
  },
  merge: {
    roles: ["operator", "dispatcher", "coordinator", "officer"],
    decide(state, command) {
      if (command.into.trim() === "") return refuse("merge/itself");
      if (state.closed) return refuse("request/closed");
      return [command];
    },
  },
  exclude: {
    roles: ["officer", "dispatcher", "coordinator", "supervisor"],
    decide(state, command) {
      if (state.exclusion !== undefined) return refuse("exclusion/already");
      return hasWords(command.said) && command.by.body !== undefined ? [command] : refuse("request/words");
    },
  },
  readmit: {
    roles: ["coordinator", "supervisor"],
    decide(state, command) {
      if (state.exclusion === undefined) return refuse("exclusion/none");
      return hasWords(command.said) ? [command] : refuse("request/words");
    },
  },
  // The server checks that the officer who signs is the one who acted; here the step must exist.
  sign: {
    roles: ["officer"],
    merged: true,
    decide: (state, command) =>
      command.step >= 0 && command.step < state.count && hasWords(command.said, "name")
        ? [command]
        : refuse("sign/step"),
  },
  "delete-personal-data": {
    roles: ["administrator", "system"],
    merged: true,
    afterLife: true,
    decide(state, command, now) {
      const due = dueForDeletion(state, now);
      const allDue = command.people.length > 0 && command.people.every((number) => due.includes(number));
      return allDue ? [command] : refuse("delete/not-asked");
    },
  },
};
