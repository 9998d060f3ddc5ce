// views.push: another view on top of the modal the trigger came from.
import { type Method, refuse } from "../api/method.ts";
import { makeView, readTrigger, readView } from "../api/read-view.ts";
import { viewShape } from "../shapes/view-shape.ts";
import { maxStack } from "../workspace/views.ts";

export const viewsPush: Method = {
  name: "views.push",
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
    const { userId, viewId } = redeemed.trigger;
    const stack = ws.views.stack(userId);
    const top = stack.at(-1);
    if (viewId === undefined || top === undefined || !stack.some((view) => view.id === viewId)) {
      return refuse("not_found");
    }
    if (stack.length >= maxStack) {
      return refuse("push_limit_reached");
    }
    const view = makeView(ws, userId, reading, top);
    ws.views.push(view);
    return { ok: true, view: viewShape(ws, view) };
  },
};
