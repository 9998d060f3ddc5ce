// views.publish: a person's Home tab.
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { changeView, makeView, readView } from "../api/read-view.ts";
import { viewShape } from "../shapes/view-shape.ts";

export const viewsPublish: Method = {
  name: "views.publish",
  scopes: [],
  tier: 4,
  run: (ws, args) => {
    const userId = args.text("user_id");
    if (userId === undefined || !ws.users.has(userId)) {
      return refuseArguments([
        `${userId === undefined ? "missing required field: user_id" : "invalid user_id"}`,
      ]);
    }
    const old = ws.store.get("homes", userId, "home");
    const reading = readView(ws, args.json("view"), "home", old);
    if (!reading.ok) {
      return reading.answer;
    }
    const hash = args.text("hash");
    if (hash !== undefined && hash !== old?.hash) {
      return refuse("hash_conflict");
    }
    const view = old === undefined ? makeView(ws, userId, reading) : changeView(ws, old, reading);
    ws.store.put("homes", userId, "home", view);
    ws.store.tell({ kind: "home", userId });
    return { ok: true, view: viewShape(ws, view) };
  },
};
