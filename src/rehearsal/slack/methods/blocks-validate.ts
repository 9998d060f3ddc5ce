// blocks.validate: judges blocks, a message or a view without showing them to anybody.
import type { Args } from "../api/args.ts";
import { type Method, refuseArguments } from "../api/method.ts";
import { judgeBlocks } from "../rules/judge-blocks.ts";
import { judgeView } from "../rules/judge-view.ts";

export const blocksValidate: Method = {
  name: "blocks.validate",
  scopes: [],
  tier: 4,
  run: (_ws, args) => {
    const faults = judge(args);
    return faults.length === 0 ? { ok: true } : refuseArguments(faults, "invalid_blocks");
  },
};

function judge(args: Args): string[] {
  const [blocks, message, view] = [args.json("blocks"), args.json("message"), args.json("view")];
  if (blocks.kind === "value" && Array.isArray(blocks.value)) {
    return judgeBlocks(blocks.value, "message");
  }
  if (message.kind === "value") {
    const inner = (message.value as { blocks?: unknown }).blocks;
    return Array.isArray(inner) ? judgeBlocks(inner, "message", "/message/blocks") : [];
  }
  if (view.kind === "value") {
    const content = view.value as Readonly<Record<string, unknown>>;
    return judgeView(content, content["type"] === "home" ? "home" : "modal");
  }
  return ["missing required field: blocks"];
}
