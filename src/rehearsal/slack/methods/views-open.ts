// views.open: a modal for the person whose trigger it is.
import type { Method } from "../api/method.ts";
import { makeView, readTrigger, readView } from "../api/read-view.ts";
import { viewShape } from "../shapes/view-shape.ts";

export const viewsOpen: Method = {
  name: "views.open",
  scopes: [],
  tier: 4,
  run: (ws, args) => {
    const reading = readView(ws, args.json("view"), "modal");
    if (!reading.ok) {
      return reading.answer;
    }
    const redeemed = readTrigger(ws, args);
    if (!redeemed.ok) {
      return redeemed.answer;
    }
    const view = makeView(ws, redeemed.trigger.userId, reading);
    ws.views.open(view);
    return { ok: true, view: viewShape(ws, view) };
  },
};
