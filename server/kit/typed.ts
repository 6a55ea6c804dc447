// The words that a person wrote into a form that was refused as a whole, to be given back on the page that says so.

/** Fields of our forms in which people write at length, some with their act before them; a password or a secret is none of them. */
const WRITTEN = /^(?:[a-z/\d-]{1,40}\.)?(?:text|reason|asks|words|place|many|what\d{1,2})$/;

/** What stands in those fields, in the order of the form; nothing where no form was read. */
export function typedIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    WRITTEN.test(name) && typeof value === "string" && value.trim() !== "" ? [value] : [],
  );
}
