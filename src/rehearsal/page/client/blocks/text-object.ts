// Renders Slack's text objects: plain_text literally, mrkdwn formatted.
import type { TextObject } from "@slack/types";
import { h } from "preact";
import { replaceEmojiNames } from "../mrkdwn/emoji.ts";
import { MrkdwnText } from "../mrkdwn/mrkdwn-text.ts";

export function TextObjectView({ object }: { object: TextObject }) {
  if (object.type === "mrkdwn") {
    return h(MrkdwnText, { text: object.text, verbatim: object.verbatim ?? false });
  }
  return h("span", { class: "plain" }, plainText(object));
}

export function plainText(object: { readonly text: string; readonly emoji?: boolean }): string {
  return object.emoji === false ? object.text : replaceEmojiNames(object.text);
}
