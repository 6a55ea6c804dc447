// Detectors that fall short on the demonstration county, whose words are a stranger's; `npx tsx eval/county/run.ts` gives the figures.

export const SHORTFALLS: readonly string[] = [
  "ack-flood",
  "batch-replies",
  "check-in",
  "copied-posts",
  "excess-traces",
  "forced-install",
  "forced-likes-and-forwards",
  "forwarded-without-receiver",
  "hollow-reply",
  "leader-centred-account",
  "moved-commitment",
  "off-topic-reply",
  "overdue-commitment",
  "points-ranking",
  "roll-call",
  "time-online",
  "uncovered-asks",
];
