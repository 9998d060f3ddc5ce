// views.update: changes an open modal in place.
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { changeView, readView } from "../api/read-view.ts";
import { viewShape } from "../shapes/view-shape.ts";

export const viewsUpdate: Method = {
  name: "views.update",
  scopes: [],
  tier: 4,
  run: (ws, args) => {
    const [viewId, externalId] = [args.text("view_id"), args.text("external_id")];
    if (viewId === undefined && externalId === undefined) {
      return refuseArguments(["missing required field: view_id"]);
    }
    const view =
      viewId === undefined ? ws.views.findExternal(externalId ?? "") : ws.views.find(viewId);
    const reading = readView(ws, args.json("view"), "modal", view);
    if (!reading.ok) {
      return reading.answer;
    }
    if (view === undefined) {
      return refuse("not_found");
    }
    const hash = args.text("hash");
    if (hash !== undefined && hash !== view.hash) {
      return refuse("hash_conflict");
    }
    const changed = changeView(ws, view, reading);
    ws.views.replace(changed);
    return { ok: true, view: viewShape(ws, changed) };
  },
};
