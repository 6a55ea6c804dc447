// Whose a finding is: the platform's body by the name that stands in the data; a name that fits two or none is nobody's.

import { officeWords } from "../../../core/importers/words.ts";

/** A body of the platform. */
export interface BodyName {
  readonly id: string;
  readonly name: string;
}

/** The body that a finding's source names. Data name bodies by their whole name, or by the id where an export holds no name. */
export function ownerOf(named: string | undefined, bodies: readonly BodyName[]): BodyName | undefined {
  if (named === undefined) return undefined;
  const fits = bodies.filter((each) => namesOf(each).includes(named));
  return fits.length === 1 ? fits[0] : undefined;
}

/** The names under which the body's findings stand, and no other body's. */
export function ownNames(body: string, bodies: readonly BodyName[]): string[] {
  const own = bodies.find((each) => each.id === body);
  return own === undefined ? [] : namesOf(own).filter((name) => ownerOf(name, bodies) !== undefined);
}

// As the importers write an office's name.
const namesOf = ({ id, name }: BodyName) => [officeWords(name), id];
