// The only place of the server that asks the time.

export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
