// What a share may say: Wilson's interval for the seeded sample alone, and the two bounds for everything that people volunteer.

/** Below this no rate, median or interval is given. */
export const LEAST_FOR_RATE = 100;
/** The normal quantile of a two-sided interval at 95 %. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's interval of a share that a page may show: undefined for fewer than `LEAST_FOR_RATE`. @throws RangeError where the counts are no counts. */
export function wilson(hits: number, count: number): Interval | undefined {
  if (count >= LEAST_FOR_RATE) return wilsonOfAny(hits, count);
  if (!areCounts(hits, count)) throw new RangeError(`not ${hits} of ${count}`);
  return undefined;
}

function areCounts(hits: number, count: number): boolean {
  return Number.isInteger(hits) && Number.isInteger(count) && hits >= 0 && hits <= count;
}

/**
 * Wilson's score interval at 95 % for `hits` of `count` (E. B. Wilson, JASA 22, 1927): shares from 0 to 1, for counts however small but
 * above 0. @throws RangeError where the counts are no counts.
 */
export function wilsonOfAny(hits: number, count: number): Interval {
  if (!areCounts(hits, count) || count === 0) throw new RangeError(`not ${hits} of ${count}`);
  const share = hits / count;
  const middle = share + (Z * Z) / (2 * count);
  const reach = Z * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count));
  const scale = 1 + (Z * Z) / count;
  // At the ends the interval reaches the end; the arithmetic misses it by a rounding.
  return {
    low: hits === 0 ? 0 : (middle - reach) / scale,
    high: hits === count ? 1 : (middle + reach) / scale,
  };
}

/** The share of `solved` with all `open` taken as no, and as yes. Undefined for fewer than `LEAST_FOR_RATE`. */
export function bounds(solved: number, open: number, count: number): Interval | undefined {
  if (count < LEAST_FOR_RATE) return undefined;
  return { low: solved / count, high: (solved + open) / count };
}

export interface SampleInterval {
  /** Among those who were reached and answered. */
  readonly answered: Interval | undefined;
  /** The same with everybody who was not reached or did not answer taken as no, and as yes. */
  readonly whole: Interval | undefined;
}

/** `solved` of `answered` of `drawn`; both intervals are Wilson's at 95 %. */
export function sampleInterval(solved: number, answered: number, drawn: number): SampleInterval {
  const low = wilson(solved, drawn);
  const high = wilson(solved + drawn - answered, drawn);
  return {
    answered: wilson(solved, answered),
    whole: low === undefined || high === undefined ? undefined : { low: low.low, high: high.high },
  };
}
