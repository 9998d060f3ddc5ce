// Fills in what Slack fills in when it stores blocks: ids and the defaults of text objects.
import type { KnownBlock } from "@slack/types";
import { letters } from "../workspace/ids.ts";

export function completeBlocks(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map(
    (block) => complete({ ...block, block_id: block.block_id || makeBlockId() }) as KnownBlock,
  );
}

const interactive =
  /^(button|checkboxes|datepicker|datetimepicker|timepicker|radio_buttons|overflow|workflow_button|feedback_buttons|icon_button|file_input|(plain|rich|email|url)_text_input|number_input|rich_text_input|(multi_)?(static|external|users|conversations|channels)_select)$/;

function complete(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => complete(item));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const node = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, complete(child)]),
  );
  const type = String(node["type"]);
  if (type === "plain_text") {
    return { emoji: true, ...node };
  }
  if (type === "mrkdwn") {
    return { verbatim: false, ...node };
  }
  return interactive.test(type) && node["action_id"] === undefined
    ? { ...node, action_id: makeBlockId() }
    : node;
}

function makeBlockId(): string {
  return letters(5);
}
