// Who would decide on a freeze now: the people that muster.yml names, without whoever asks.
import { type Actor, isPerson } from "../../domain/actor.ts";
import type { Ask } from "../../domain/freeze/ballot.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { Deps } from "../context.ts";
import { listPrincipals } from "../list-principals.ts";
import { incidentOf } from "./may-manage.ts";

export async function askOf(
  deps: Pick<Deps, "db" | "shop">,
  freeze: Freeze,
  { need, by }: { readonly need: number; readonly by: Actor },
): Promise<Ask> {
  const { from } = deps.shop.freeze.approval;
  const among = await listPrincipals(deps, await incidentOf(deps, freeze), from);
  return { need, from, among, exclude: isPerson(by) ? [by.user] : [] };
}
