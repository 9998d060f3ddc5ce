// The few Block Kit parts that everything is built from, each within Slack's limits.
import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  RichTextLink,
  RichTextText,
  SectionBlock,
} from "@slack/types";
import { plainText } from "../../domain/plain-text.ts";
import { safeUrl } from "../../domain/signal.ts";
import {
  type ActionId,
  actionId,
  type FreezeValue,
  type IncidentValue,
  type RunValue,
  type Value,
  writeOption,
  writeValue,
} from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { cut, plain } from "../mrkdwn.ts";

/** mrkdwn of our own making: everything from outside in it went through `esc` before. */
export function md(text: string, limit: number = LIMITS.section): MrkdwnElement {
  return { type: "mrkdwn", text: cut(text, limit) || " ", verbatim: true };
}

/** Plain text; `:names:` in it stay letters. */
export function pt(text: string, limit: number): PlainTextElement {
  return { type: "plain_text", text: plain(text, limit) || " ", emoji: false };
}

export const header = (text: string): HeaderBlock => ({
  type: "header",
  text: pt(text, LIMITS.header),
});

export const section = (text: string): SectionBlock => ({ type: "section", text: md(text) });

export const fields = (texts: readonly string[]): SectionBlock => ({
  type: "section",
  fields: texts.slice(0, LIMITS.fields).map((text) => md(text, LIMITS.field)),
});

export const context = (...texts: readonly string[]): ContextBlock => ({
  type: "context",
  elements: texts.slice(0, LIMITS.contextElements).map((text) => md(text, LIMITS.field)),
});

export const divider = (): DividerBlock => ({ type: "divider" });

/** Literal text, whatever it holds: nothing in it is parsed. The safest place for words from outside. */
export function literal(text: string, style?: RichTextText["style"]): RichTextText {
  return { type: "text", text: text || " ", ...(style && { style }) };
}

/** A link from outside with its host beside it; as text where it is no http or https address. */
export function foreign(url: string, label: string): RichTextLink | RichTextText {
  const safe = safeUrl(url);
  const shown = plain(label, 80);
  if (!safe) return literal(shown);
  return { type: "link", url: safe, text: `${shown} (${new URL(safe).host})` };
}

export const richText = (parts: readonly (RichTextText | RichTextLink)[]): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [...parts] }],
});

/** Literal text as it is, in a frame and with its line breaks: requests and their bodies. */
export const preformatted = (text: string, limit: number): RichTextBlock => ({
  type: "rich_text",
  elements: [
    { type: "rich_text_preformatted", elements: [literal(plainText(text, limit, "lines"))] },
  ],
});

const FRAME = 2_900;

/** All of a long text, in as many frames as it takes; a frame ends at a line's end where one is near. */
export function frames(text: string): readonly RichTextBlock[] {
  const drawn: RichTextBlock[] = [];
  for (let rest = text; rest !== ""; ) {
    const newline = rest.lastIndexOf("\n", FRAME);
    const isWhole = rest.length <= FRAME;
    const end = isWhole ? rest.length : newline > FRAME / 2 ? newline + 1 : FRAME;
    drawn.push(preformatted(rest.slice(0, end), FRAME));
    rest = rest.slice(end);
  }
  return drawn;
}

export type ButtonLook = {
  readonly action: ActionId;
  /** Sets the id apart where one block holds the same action twice. */
  readonly part?: string | number;
  readonly label: string;
  /** What a screen reader says: "Acknowledge incident 42". */
  readonly spoken: string;
  readonly value: Value;
  readonly style?: "primary" | "danger" | undefined;
  readonly confirm?: ConfirmationDialog | undefined;
  readonly url?: string;
};

export function button(look: ButtonLook): Button {
  const { style, confirm, url } = look;
  return {
    type: "button",
    action_id: actionId(look.action, look.part),
    text: pt(look.label, LIMITS.buttonText),
    accessibility_label: plain(look.spoken, LIMITS.spoken),
    value: writeValue(look.value),
    ...(style && { style }),
    ...(confirm && { confirm }),
    ...(url && { url }),
  };
}

export type ConfirmWords = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
};

export function confirmation(
  words: ConfirmWords,
  style?: "primary" | "danger",
): ConfirmationDialog {
  return {
    title: pt(words.title, LIMITS.confirmTitle),
    text: pt(words.text, LIMITS.confirmText),
    confirm: pt(words.yes, LIMITS.confirmButton),
    deny: pt(words.no, LIMITS.confirmButton),
    ...(style && { style }),
  };
}

export type Choice = {
  readonly label: string;
  readonly value: IncidentValue | RunValue | FreezeValue;
};

export function overflow(
  action: ActionId,
  choices: readonly Choice[],
  confirm?: ConfirmationDialog,
): Overflow {
  return {
    type: "overflow",
    action_id: action,
    options: choices.slice(0, LIMITS.overflow).map(({ label, value }) => ({
      text: pt(label, LIMITS.optionText),
      value: writeOption(value),
    })),
    ...(confirm && { confirm }),
  };
}

/** Buttons in one row; none where there is nothing to press. */
export function actions(
  blockId: string,
  elements: readonly (Button | Overflow)[],
): readonly (ActionsBlock & KnownBlock)[] {
  if (elements.length === 0) return [];
  return [{ type: "actions", block_id: blockId, elements: elements.slice(0, LIMITS.actions) }];
}
