// Asks the app to prove that the request URL is its own, as Slack does when the URL is saved.
import { makeToken } from "../workspace/ids.ts";
import type { Deliver } from "./deliver.ts";

export async function verifyUrl(deliver: Deliver): Promise<boolean> {
  const challenge = makeToken(24);
  const sent = await deliver.sendChallenge({
    token: "legacy-verification-token",
    challenge,
    type: "url_verification",
  });
  return sent.outcome === "ok" && sent.body.includes(challenge);
}
