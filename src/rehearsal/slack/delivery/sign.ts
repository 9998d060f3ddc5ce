// Signs what is sent to the app. https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from "node:crypto";

export function sign(
  signingSecret: string,
  timestamp: number,
  body: string,
): Record<string, string> {
  const digest = createHmac("sha256", signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest("hex");
  return { "x-slack-request-timestamp": String(timestamp), "x-slack-signature": `v0=${digest}` };
}
