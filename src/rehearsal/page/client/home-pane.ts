// The app's Home tab, as the app published it for the acting person.
import type { KnownBlock } from "@slack/types";
import { h } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import type { Use } from "../../slack/types.ts";
import { BlockList } from "./blocks/block-list.ts";
import { useNewSurface } from "./blocks/surface.ts";
import { realName } from "./labels.ts";
import { useWorkspace } from "./workspace-context.ts";

export function HomePane() {
  const { data, act } = useWorkspace();
  const send = useCallback((use: Use) => act({ do: "click-in-home", use }), [act]);
  const { surface } = useNewSurface(send);
  useEffect(() => {
    void act({ do: "open-home" });
  }, [act]);
  const name = realName(data, data.app.botUserId);
  return h(
    "main",
    { class: "pane", "aria-label": `${name} Home` },
    h(
      "header",
      { class: "pane-head" },
      h(
        "div",
        { class: "pane-title" },
        h("h1", null, name),
        h("span", { class: "pane-topic" }, "Home"),
      ),
    ),
    h(
      "div",
      { class: "home" },
      data.home
        ? h(BlockList, { blocks: data.home.content.blocks as KnownBlock[], surface })
        : h("p", { class: "beginning" }, `${name} has not published a Home for you yet.`),
    ),
  );
}
