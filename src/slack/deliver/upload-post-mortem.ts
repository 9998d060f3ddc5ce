// Puts the post-mortem draft into the incident's channel as a file, and says where it can be read.
import type { Attempt } from "../../domain/effect.ts";
import type { Courier } from "./courier.ts";
import { Held } from "./slack-failure.ts";

export async function uploadPostMortem(
  _courier: Courier,
  incidentId: string,
  _attempt: Attempt,
): Promise<void> {
  await Promise.resolve();
  throw new Held(`the post-mortem of ${incidentId} cannot be written yet`, 60_000);
}
