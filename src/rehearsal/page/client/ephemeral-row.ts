// A message only the acting person sees; it can be put away.
import { h } from "preact";
import { useCallback } from "preact/hooks";
import type { Ephemeral, Use } from "../../slack/types.ts";
import { Avatar } from "./avatar.ts";
import { BlockList } from "./blocks/block-list.ts";
import { useNewSurface } from "./blocks/surface.ts";
import { realName } from "./labels.ts";
import { Time } from "./message-row.ts";
import { MrkdwnText } from "./mrkdwn/mrkdwn-text.ts";
import { useWorkspace } from "./workspace-context.ts";

export function EphemeralRow({ ephemeral }: { ephemeral: Ephemeral }) {
  const { data, act } = useWorkspace();
  const { channelId, ts } = ephemeral;
  const send = useCallback(
    (use: Use) => act({ do: "click-ephemeral", channelId, ts, use }),
    [act, channelId, ts],
  );
  const { surface } = useNewSurface(send);
  return h(
    "article",
    { class: "message is-ephemeral", "data-ts": ts },
    h("div", { class: "message-side" }, h(Avatar, { userId: ephemeral.from, size: "large" })),
    h(
      "div",
      { class: "message-main" },
      h("p", { class: "only-you" }, "👁 Only visible to you"),
      h(
        "div",
        { class: "message-head" },
        h("strong", null, realName(data, ephemeral.from)),
        h("span", { class: "app-tag" }, "APP"),
        h(Time, { ts }),
      ),
      ephemeral.blocks.length > 0
        ? h(BlockList, { blocks: ephemeral.blocks, surface })
        : h(MrkdwnText, { text: ephemeral.text, verbatim: false }),
    ),
  );
}
