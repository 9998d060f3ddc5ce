// Opens a room for work that was planned, such as a code freeze: a run with real effects, where nothing is wrong.
import type { Context } from "./context.ts";
import { type AsideStarted, openAside } from "./open-aside.ts";
import type { RunWish } from "./start-runbook.ts";

export async function startPlanned(ctx: Context, wish: RunWish): Promise<AsideStarted> {
  return await openAside(ctx, wish, "planned");
}
