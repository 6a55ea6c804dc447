// Detectors that fall short on the demonstration county, whose words are a stranger's; `npx tsx eval/county/run.ts` gives the figures.

export const SHORTFALLS: readonly string[] = ["off-topic-reply"];
