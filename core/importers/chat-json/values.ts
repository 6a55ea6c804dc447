// Reading foreign JSON without trust: what is not there is empty, never an error.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function object(value: Json | undefined): Record<string, Json> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, Json>)
    : {};
}

export function objects(value: Json | undefined): Record<string, Json>[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(object) : [];
}

export function text(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
