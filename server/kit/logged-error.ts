// An error as the log tells it.

/** What a log line says of an error: no more of its fields, since PostgreSQL's hold whole rows (`detail`). */
export function loggedError(error: Error): { type: string; code?: string; message: string; stack: string } {
  const { code } = error as { code?: unknown };
  const cause = error.cause instanceof Error ? `\ncaused by ${loggedError(error.cause).stack}` : "";
  return {
    type: error.name,
    ...(typeof code === "string" ? { code } : {}),
    message: error.message,
    stack: `${error.stack ?? ""}${cause}`,
  };
}
