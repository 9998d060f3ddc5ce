// Wishes for newer pictures of a freeze: its draft, its posts, what approvers see, the cards of incidents it touches.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { postMoments, postsDue, readPostRef, writePostRef } from "../../domain/freeze/posts.ts";
import { listOpenIncidents } from "../../storage/incidents.ts";
import { listRefsStartingWith } from "../../storage/projections.ts";
import type { Tx } from "../context.ts";
import { repaint, repaintHomes } from "../repaint.ts";
import { paintVotes } from "./ask-voters.ts";

/** Whatever shows it; posts whose time has come are made. */
export async function paintFreeze(tx: Tx, freeze: Freeze): Promise<void> {
  const { id } = freeze;
  if (freeze.declaredBy.type === "person" && freeze.runId === null) {
    await repaint(tx, "freeze-draft", id, null);
  }
  await paintVotes(tx, id);
  const refs = await listRefsStartingWith(tx.db, "freeze-post", `${id}/`);
  const posted = refs.map((ref) => readPostRef(ref).moment);
  const due = postsDue(freeze, posted, tx.now);
  for (const moment of postMoments) {
    if (!posted.includes(moment) && !due.includes(moment)) continue;
    await repaint(tx, "freeze-post", writePostRef(id, moment), null);
  }
}

/** It became or ceased to be something that others have to know of: Home tabs and the cards of its services. */
export async function paintAround(tx: Tx, freeze: Freeze): Promise<void> {
  await repaintHomes(tx);
  if (freeze.state === "drafted" || freeze.state === "proposed") return;
  const held = new Set(freeze.scope.repositories);
  for (const { id, service } of await listOpenIncidents(tx.db)) {
    const own = service ? (tx.shop.services[service]?.repositories ?? []) : [];
    if (own.some((each) => held.has(each))) await repaint(tx, "card", id, id);
  }
}
