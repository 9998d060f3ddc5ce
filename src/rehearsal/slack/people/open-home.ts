// A person opens the app's Home tab.
import { viewShape } from "../shapes/view-shape.ts";
import type { Outcome } from "../types.ts";
import { openDm } from "../workspace/channels.ts";
import type { Actor } from "./click.ts";

export function openHome({ ws, user }: Actor): Outcome {
  const { channel } = openDm(ws, [user.id, ws.app.botUserId]);
  const view = ws.store.get("homes", user.id, "home");
  ws.publish({
    type: "app_home_opened",
    user: user.id,
    channel: channel.id,
    tab: "home",
    ...(view === undefined ? {} : { view: viewShape(ws, view) }),
    event_ts: ws.timestamps.next(),
  });
  return view === undefined ? { ok: true } : { ok: true, view };
}
