// What a message says: its blocks, or its text, and old-style attachments.
import type { KnownBlock } from "@slack/types";
import { h } from "preact";
import { useCallback } from "preact/hooks";
import type { Message, Use } from "../../slack/types.ts";
import { BlockList } from "./blocks/block-list.ts";
import { useNewSurface } from "./blocks/surface.ts";
import { MrkdwnText } from "./mrkdwn/mrkdwn-text.ts";
import { useWorkspace } from "./workspace-context.ts";

export function MessageBody({ message }: { message: Message }) {
  const { act } = useWorkspace();
  const { channelId, ts } = message;
  const send = useCallback(
    (use: Use) => act({ do: "click", channelId, ts, use }),
    [act, channelId, ts],
  );
  const { surface } = useNewSurface(send);
  return [
    message.blocks.length > 0
      ? h(BlockList, { blocks: message.blocks, surface })
      : message.text !== "" && h(MrkdwnText, { text: message.text, verbatim: false }),
    message.attachments.map((attachment, key) =>
      h(AttachmentView, { key, attachment: attachment as Attachment, surface }),
    ),
  ];
}

type Attachment = {
  readonly color?: string;
  readonly pretext?: string;
  readonly title?: string;
  readonly text?: string;
  readonly fallback?: string;
  readonly blocks?: readonly KnownBlock[];
};

function AttachmentView(props: {
  attachment: Attachment;
  surface: ReturnType<typeof useNewSurface>["surface"];
}) {
  const { attachment, surface } = props;
  const color = attachment.color ? `#${attachment.color.replace(/^#/, "")}` : "var(--line)";
  const text = attachment.text ?? attachment.fallback;
  return h(
    "div",
    { class: "attachment", style: { borderColor: color } },
    attachment.pretext && h(MrkdwnText, { text: attachment.pretext }),
    attachment.title && h("strong", null, attachment.title),
    attachment.blocks
      ? h(BlockList, { blocks: attachment.blocks, surface })
      : text && h(MrkdwnText, { text }),
  );
}
