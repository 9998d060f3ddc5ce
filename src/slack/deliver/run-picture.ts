// The message of a run, as its state is now.
import type { Courier } from "./courier.ts";
import type { Picture } from "./pictures.ts";
import { Held } from "./slack-failure.ts";

export async function drawRun(_courier: Courier, ref: string): Promise<Picture> {
  await Promise.resolve();
  throw new Held(`run ${ref} cannot be drawn yet`, 5_000);
}
