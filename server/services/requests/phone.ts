// Telephone numbers as they are kept and compared, however people or gateways write them.

/** Digits alone, without China's prefix: "+86 139-0000-0000" is 13900000000. Undefined where too few digits are there. */
export function plainPhone(text: string): string | undefined {
  const digits = text
    .replace(/[０-９]/g, (wide) => String(wide.charCodeAt(0) - "０".charCodeAt(0)))
    .replace(/\D/g, "")
    .replace(/^(?:00)?86(?=1\d{10}$)/, "");
  return digits.length < 5 || digits.length > 20 ? undefined : digits;
}
