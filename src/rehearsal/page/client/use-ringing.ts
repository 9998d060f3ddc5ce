// Shows a notice when something rings for the acting person outside the channel they look at.
import { useEffect, useRef } from "preact/hooks";
import type { Update } from "../wire.ts";
import { channelLabel, realName } from "./labels.ts";
import { plainMrkdwn } from "./mrkdwn/plain-mrkdwn.ts";
import type { Toasts } from "./toasts.ts";
import type { Workspace } from "./workspace-context.ts";

const ringDelayMs = 60;

export function useRinging(updates: EventTarget, workspace: Workspace, show: Toasts["show"]): void {
  const latest = useRef(workspace);
  latest.current = workspace;
  useEffect(() => {
    const onUpdate = (event: Event) => {
      const update = (event as CustomEvent<Update>).detail;
      if (update.kind !== "notification") return;
      // The message itself is drawn first, so that the notice can quote it.
      setTimeout(() => ring(update.notification, latest.current, show), ringDelayMs);
    };
    updates.addEventListener("update", onUpdate);
    return () => updates.removeEventListener("update", onUpdate);
  }, [updates, show]);
}

function ring(
  { userId, channelId, ts }: Extract<Update, { kind: "notification" }>["notification"],
  { data, place, go }: Workspace,
  show: Toasts["show"],
): void {
  const isLookingAt = place.kind === "channel" && place.id === channelId;
  if (userId !== data.me || isLookingAt) return;
  const message = data.messages.find((each) => each.channelId === channelId && each.ts === ts);
  const channel = data.channels.find((each) => each.id === channelId);
  show({
    title: `${realName(data, message?.user ?? data.app.botUserId)} · ${channel && channel.kind !== "im" ? channelLabel(data, channel) : "direct message"}`,
    text: message ? plainMrkdwn(message.text, data) : "A new message",
    isBad: false,
    onOpen: () => go({ kind: "channel", id: channelId }),
  });
}
