// What Slack would refuse of one call, and what a stranger's text must not do in it.
import { judgeThing, markupIn, type Thing } from "./block-rules.ts";

const LONGEST_TEXT = 4_000;
const MOST_BLOCKS = 50;

/** Markup that only a stranger's text can have brought; U0VICTIM is nobody whom Muster has to name. */
const STRAYS: readonly (readonly [RegExp, string])[] = [
  [/<!(channel|here|everyone)/, "mentions all"],
  [/<@U0VICTIM/, "mentions a stranger"],
  [/<[^@#!h][^>]*>/, "has a raw bracket"],
  [/\bundefined\b|\[object Object\]/, "says nothing"],
];

export function judgeCall(method: string, args: Thing): readonly string[] {
  const view = args["view"] as Thing | undefined;
  const whole = view ?? { blocks: args["blocks"] ?? [] };
  const count = ((whole["blocks"] ?? []) as readonly Thing[]).length;
  const text = typeof args["text"] === "string" ? args["text"] : "";
  return [
    ...(!view && count > MOST_BLOCKS ? [`${count} blocks`] : []),
    ...(text.length > LONGEST_TEXT ? [`a text of ${text.length}`] : []),
    ...judgeThing(whole),
    ...[text, ...markupIn(whole)].flatMap(strays),
    ...(method === "conversations.create" ? judgeName(String(args["name"])) : []),
  ].map((fault) => `${method}: ${fault}`);
}

const strays = (markup: string): readonly string[] =>
  STRAYS.filter(([pattern]) => pattern.test(markup)).map(([, what]) => `${what}: ${markup}`);

const judgeName = (name: string): readonly string[] =>
  /^[a-z0-9_-]{1,80}$/.test(name) ? [] : [`the name ${name}`];
