// Reads what a call wants to say (text, blocks, attachments, metadata) and judges it as Slack does.
import type { KnownBlock, MessageMetadata } from "@slack/types";
import { completeBlocks } from "../rules/complete-blocks.ts";
import { judgeBlocks } from "../rules/judge-blocks.ts";
import { judgeMetadata } from "../rules/judge-metadata.ts";
import { type Parsing, storeText } from "../rules/markup.ts";
import { namesOf } from "../workspace/names.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Args } from "./args.ts";
import { type Answer, refuse, refuseArguments } from "./method.ts";

/** What was given; what was left out is undefined. `metadata: null` takes it away. */
export type Content = {
  readonly text: string | undefined;
  readonly blocks: readonly KnownBlock[] | undefined;
  readonly attachments: readonly unknown[] | undefined;
  readonly metadata: MessageMetadata | null | undefined;
  readonly isCut: boolean;
};

export type Reading =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly answer: Answer };

const maxAttachments = 100;
const maxMarkdown = 12_000;
const maxBlocksJson = 13_200;
/** Text beyond is cut, not refused. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const cutTextAt = 40_000;

export function readContent(ws: Workspace, args: Args, parse: Parsing["parse"]): Reading {
  const blocks = readBlocks(args);
  if (!blocks.ok) {
    return blocks;
  }
  const attachments = readAttachments(args);
  if (!attachments.ok) {
    return attachments;
  }
  const metadata = judgeMetadata(args.json("metadata"));
  if (!metadata.ok) {
    return { ok: false, answer: refuse(metadata.error, metadata.more) };
  }
  const text = readText(ws, args, parse, blocks.blocks !== undefined);
  if (!text.ok) {
    return text;
  }
  return {
    ok: true,
    content: {
      text: text.text,
      blocks: blocks.blocks,
      attachments: attachments.attachments,
      metadata: metadata.metadata,
      isCut: text.isCut,
    },
  };
}

type TextReading =
  | { readonly ok: true; readonly text: string | undefined; readonly isCut: boolean }
  | { readonly ok: false; readonly answer: Answer };

function readText(
  ws: Workspace,
  args: Args,
  parse: Parsing["parse"],
  hasBlocks: boolean,
): TextReading {
  const [plain, markdown] = [args.text("text"), args.text("markdown_text")];
  if (markdown !== undefined && (plain !== undefined || hasBlocks)) {
    return { ok: false, answer: refuse("markdown_text_conflict") };
  }
  if (markdown !== undefined && markdown.length > maxMarkdown) {
    return { ok: false, answer: refuse("msg_too_long") };
  }
  const given = markdown ?? plain;
  if (given === undefined) {
    return { ok: true, text: undefined, isCut: false };
  }
  const asked = readParse(args.text("parse")) ?? parse;
  const parsing = { parse: asked, linkNames: args.flag("link_names") ?? false, names: namesOf(ws) };
  return {
    ok: true,
    text: storeText(given.slice(0, cutTextAt), parsing),
    isCut: given.length > cutTextAt,
  };
}

/** True when there is nothing a person could read. */
export function isEmpty({ text, blocks, attachments }: Content): boolean {
  const hasText = text !== undefined && text.trim() !== "";
  return !hasText && (blocks?.length ?? 0) === 0 && (attachments?.length ?? 0) === 0;
}

function readParse(value: string | undefined): Parsing["parse"] | undefined {
  return value === "none" || value === "full" || value === "client" ? value : undefined;
}

function readBlocks(
  args: Args,
): { ok: true; blocks: readonly KnownBlock[] | undefined } | { ok: false; answer: Answer } {
  const given = args.json("blocks");
  if (given.kind === "absent") {
    return { ok: true, blocks: undefined };
  }
  if (given.kind === "broken" || !Array.isArray(given.value)) {
    return { ok: false, answer: refuse("invalid_blocks_format") };
  }
  const faults = judgeBlocks(given.value, "message");
  if (faults.length > 0) {
    return { ok: false, answer: refuseArguments(faults, "invalid_blocks") };
  }
  if (JSON.stringify(given.value).length > maxBlocksJson) {
    return { ok: false, answer: refuse("msg_blocks_too_long") };
  }
  return { ok: true, blocks: completeBlocks(given.value as KnownBlock[]) };
}

function readAttachments(
  args: Args,
): { ok: true; attachments: readonly unknown[] | undefined } | { ok: false; answer: Answer } {
  const given = args.json("attachments");
  if (given.kind === "absent") {
    return { ok: true, attachments: undefined };
  }
  if (given.kind === "broken" || !Array.isArray(given.value)) {
    return { ok: false, answer: refuse("invalid_attachments") };
  }
  if (given.value.length > maxAttachments) {
    return { ok: false, answer: refuse("too_many_attachments") };
  }
  return {
    ok: true,
    attachments: given.value.map((attachment, index) => ({ id: index + 1, ...attachment })),
  };
}
