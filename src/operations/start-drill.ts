// Opens a drill: an incident that counts nowhere, with a run whose people are real and whose effects are stubbed.
import type { Context } from "./context.ts";
import { type AsideStarted, openAside } from "./open-aside.ts";
import type { RunWish } from "./start-runbook.ts";

export type DrillStarted = AsideStarted;

export async function startDrill(ctx: Context, wish: RunWish): Promise<DrillStarted> {
  return await openAside(ctx, wish, "drill");
}
