// What can be done with a message: answer in a thread, react, the app's message shortcuts, delete.
import { h } from "preact";
import type { Message } from "../../slack/types.ts";
import type { Act } from "../wire.ts";
import { Menu, type MenuItem, Popover } from "./popover.ts";
import { useWorkspace } from "./workspace-context.ts";

const quickReactions = [
  ["eyes", "👀"],
  ["white_check_mark", "✅"],
] as const;

export function MessageMenu({ message, isThread }: { message: Message; isThread: boolean }) {
  const { data, act, openThread, complain } = useWorkspace();
  const { channelId, ts } = message;
  const perform = async (wanted: Act) => {
    const result = await act(wanted);
    if (!result.ok) complain(result.shown);
  };
  const shortcuts = data.app.shortcuts.filter(({ type }) => type === "message");
  const items: MenuItem[] = shortcuts.map(({ callbackId, name }) => ({
    key: callbackId,
    text: name,
    detail: data.app.name,
    onPick: () => void perform({ do: "message-shortcut", callbackId, channelId, ts }),
  }));
  if (message.user === data.me) {
    const onPick = () => void perform({ do: "delete-message", channelId, ts });
    items.push({ key: "delete", text: "Delete message", isDanger: true, onPick });
  }
  return h(
    "div",
    { class: "message-menu" },
    quickReactions.map(([name, character]) =>
      h(
        "button",
        {
          key: name,
          type: "button",
          "aria-label": `React with ${name}`,
          onClick: () => void perform({ do: "react", channelId, ts, name }),
        },
        character,
      ),
    ),
    !isThread &&
      h(
        "button",
        {
          type: "button",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
          onClick: () => openThread(ts),
        },
        "💬",
      ),
    items.length > 0 &&
      h(Popover, {
        face: "⋯",
        label: "More message actions",
        buttonClass: "",
        children: (close) => h(Menu, { items, close }),
      }),
  );
}
