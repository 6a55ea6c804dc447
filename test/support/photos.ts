// What lies in a store of photos, whole.

import type { PhotoStore } from "../../server/services/uploads/store.ts";

export async function photosIn(store: PhotoStore): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const id of store.all()) {
    if (ids.has(id)) throw new Error(`${id} was given twice`);
    ids.add(id);
  }
  return ids;
}
