// The error for an act that Slack's own clients would not offer this person.

export class NotShownError extends Error {
  override readonly name = "NotShownError";
}
