// A line about the channel itself: who joined, what the topic is now.
import { h } from "preact";
import type { Message } from "../../slack/types.ts";
import { Avatar } from "./avatar.ts";
import { realName } from "./labels.ts";
import { MrkdwnText } from "./mrkdwn/mrkdwn-text.ts";
import { useWorkspace } from "./workspace-context.ts";

export function SystemRow({ message }: { message: Message }) {
  const { data } = useWorkspace();
  // Slack writes the actor first; the row shows them by name already.
  const text = message.text.replace(`<@${message.user}> `, "");
  return h(
    "div",
    { class: "system", "data-ts": message.ts },
    h(Avatar, { userId: message.user, size: "small" }),
    h("strong", null, realName(data, message.user)),
    h(MrkdwnText, { text }),
  );
}
