// Finds whom the blocks of a message mention.
import { type Mention, mentionsIn, mentionsInMrkdwn } from "./markup.ts";

type Node = Readonly<Record<string, unknown>>;

/** Walks every object of the blocks; only mrkdwn, markdown and rich text can mention anybody. */
export function mentionsInBlocks(blocks: unknown): Mention[] {
  if (Array.isArray(blocks)) {
    return blocks.flatMap((block) => mentionsInBlocks(block));
  }
  if (typeof blocks !== "object" || blocks === null) {
    return [];
  }
  const node = blocks as Node;
  return [...own(node), ...Object.values(node).flatMap((child) => mentionsInBlocks(child))];
}

function own(node: Node): Mention[] {
  switch (node["type"]) {
    case "mrkdwn":
      return mentionsInMrkdwn(String(node["text"]), node["verbatim"] === true);
    case "markdown":
      return mentionsIn(String(node["text"]));
    case "user":
      return [{ kind: "user", id: String(node["user_id"]) }];
    case "usergroup":
      return [{ kind: "group", id: String(node["usergroup_id"]) }];
    case "broadcast":
      return [{ kind: node["range"] as "here" | "channel" | "everyone" }];
    default:
      return [];
  }
}
