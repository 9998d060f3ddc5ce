// reactions.add: the bot reacts to a message.
import { findTarget } from "../api/find-target.ts";
import { type Method, refuse } from "../api/method.ts";
import { isTimestamp } from "../rules/timestamp.ts";
import { findMessage, touchMessage } from "../workspace/messages.ts";
import { addReaction } from "../workspace/reactions.ts";

export const reactionsAdd: Method = {
  name: "reactions.add",
  scopes: ["reactions:write"],
  tier: 3,
  run: (ws, args) => {
    const target = findTarget(ws, args);
    if (!target.ok) {
      return target.answer;
    }
    const [name, ts] = [args.text("name"), args.text("timestamp")];
    if (ts === undefined) {
      return refuse("no_item_specified");
    }
    if (!isTimestamp(ts)) {
      return refuse("bad_timestamp");
    }
    if (name === undefined || !/^[\w+'-]+(::skin-tone-[2-6])?$/.test(name)) {
      return refuse("invalid_name");
    }
    const message = findMessage(ws, target.channel.id, ts);
    if (message === undefined) {
      return refuse("message_not_found");
    }
    if (target.channel.isArchived) {
      return refuse("is_archived");
    }
    const bot = ws.app.botUserId;
    if (
      message.reactions.some((reaction) => reaction.name === name && reaction.users.includes(bot))
    ) {
      return refuse("already_reacted");
    }
    touchMessage(ws, message, { reactions: addReaction(message.reactions, name, bot) });
    return { ok: true };
  },
};
