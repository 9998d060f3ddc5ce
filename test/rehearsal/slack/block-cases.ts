// Blocks Slack accepts, and blocks it refuses with these words.
import type { Surface } from "../../../src/rehearsal/slack/rules/surfaces.ts";

export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const button = (changes: object = {}) => ({
  type: "button",
  action_id: "a",
  text: plain("Go"),
  ...changes,
});
const actions = (...elements: object[]) => ({ type: "actions", elements });
const option = (value: string) => ({ text: plain(value), value });
const input = (element: object) => ({ type: "input", label: plain("Why"), element });
export const many = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));
const buttons = (count: number) => actions(...many(count, (n) => button({ action_id: `a${n}` })));

export type Case = {
  readonly what: string;
  readonly blocks: unknown[];
  readonly says?: string;
  readonly on?: Surface;
};

export const blockCases: readonly Case[] = [
  {
    what: "a section of 3,000 characters",
    blocks: [{ type: "section", text: mrkdwn("x".repeat(3000)) }],
  },
  {
    what: "a section of 3,001 characters",
    blocks: [{ type: "section", text: mrkdwn("x".repeat(3001)) }],
    says: "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
  },
  { what: "an emoji counted once", blocks: [{ type: "header", text: plain("🔴".repeat(150)) }] },
  {
    what: "a header of 151 emoji",
    blocks: [{ type: "header", text: plain("🔴".repeat(151)) }],
    says: "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
  },
  {
    what: "a header in mrkdwn",
    blocks: [{ type: "header", text: mrkdwn("x") }],
    says: "invalid value [json-pointer:/blocks/0/text/type]",
  },
  {
    what: "empty text",
    blocks: [{ type: "section", text: mrkdwn("") }],
    says: "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
  },
  {
    what: "a section of nothing",
    blocks: [{ type: "section" }],
    says: "must define either `text` or `fields` [json-pointer:/blocks/0/type]",
  },
  {
    what: "ten fields",
    blocks: [{ type: "section", fields: many(10, () => mrkdwn("x".repeat(2000))) }],
  },
  {
    what: "eleven fields",
    blocks: [{ type: "section", fields: many(11, () => mrkdwn("x")) }],
    says: "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
  },
  {
    what: "a field of 2,001 characters",
    blocks: [{ type: "section", fields: [mrkdwn("x".repeat(2001))] }],
    says: "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
  },
  {
    what: "a field nobody knows",
    blocks: [actions(button({ colour: "red" }))],
    says: "invalid additional property: colour [json-pointer:/blocks/0/elements/0]",
  },
  {
    what: "emoji on mrkdwn",
    blocks: [{ type: "section", text: { ...mrkdwn("x"), emoji: true } }],
    says: "invalid additional property: emoji [json-pointer:/blocks/0/text]",
  },
  {
    what: "a block nobody knows",
    blocks: [{ type: "blink" }],
    says: "unsupported type: blink [json-pointer:/blocks/0/type]",
  },
  {
    what: "an input among actions",
    blocks: [actions({ type: "plain_text_input", action_id: "t" })],
    says: "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
  },
  { what: "25 buttons", blocks: [buttons(25)] },
  {
    what: "26 buttons",
    blocks: [buttons(26)],
    says: "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
  },
  { what: "a button of 75 characters", blocks: [actions(button({ text: plain("x".repeat(75)) }))] },
  {
    what: "a button of 76 characters",
    blocks: [actions(button({ text: plain("x".repeat(76)) }))],
    says: "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
  },
  {
    what: "a button's value of 2,001 characters",
    blocks: [actions(button({ value: "x".repeat(2001) }))],
    says: "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
  },
  {
    what: "a button without text",
    blocks: [actions({ type: "button", action_id: "a" })],
    says: "missing required field: text [json-pointer:/blocks/0/elements/0]",
  },
  {
    what: "a style nobody knows",
    blocks: [actions(button({ style: "warning" }))],
    says: "invalid value [json-pointer:/blocks/0/elements/0/style]",
  },
  {
    what: "null where an object belongs",
    blocks: [actions(button({ confirm: null }))],
    says: "must provide an object [json-pointer:/blocks/0/elements/0/confirm]",
  },
  {
    what: "a confirm title of 101 characters",
    blocks: [
      actions(button({ confirm: { title: plain("x".repeat(101)), text: mrkdwn("Sure?") } })),
    ],
    says: "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
  },
  {
    what: "two elements with one action_id",
    blocks: [actions(button(), button())],
    says: '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  },
  {
    what: "two blocks with one block_id",
    blocks: [
      { type: "divider", block_id: "d" },
      { type: "divider", block_id: "d" },
    ],
    says: '`block_id` "d" already exists [json-pointer:/blocks/1/block_id]',
  },
  {
    what: "a block_id of 256 characters",
    blocks: [{ type: "divider", block_id: "d".repeat(256) }],
    says: "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
  },
  {
    what: "five overflow options",
    blocks: [
      actions({ type: "overflow", action_id: "o", options: many(5, (n) => option(`${n}`)) }),
    ],
  },
  {
    what: "six overflow options",
    blocks: [
      actions({ type: "overflow", action_id: "o", options: many(6, (n) => option(`${n}`)) }),
    ],
    says: "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
  },
  {
    what: "an option's value of 151 characters",
    blocks: [
      actions({
        type: "overflow",
        action_id: "o",
        options: [{ text: plain("x"), value: "x".repeat(151) }],
      }),
    ],
    says: "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
  },
  {
    what: "a select of 101 options",
    blocks: [
      actions({ type: "static_select", action_id: "s", options: many(101, (n) => option(`${n}`)) }),
    ],
    says: "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
  },
  {
    what: "a select of no options",
    blocks: [actions({ type: "static_select", action_id: "s" })],
    says: "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
  },
  {
    what: "an initial option that is not offered",
    blocks: [
      actions({
        type: "static_select",
        action_id: "s",
        options: [option("a")],
        initial_option: option("b"),
      }),
    ],
    says: "must match one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
  },
  {
    what: "a placeholder of 151 characters",
    blocks: [
      actions({ type: "users_select", action_id: "u", placeholder: plain("x".repeat(151)) }),
    ],
    says: "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
  },
  {
    what: "eleven things in a context",
    blocks: [{ type: "context", elements: many(11, () => mrkdwn("x")) }],
    says: "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
  },
  {
    what: "a date that is none",
    blocks: [actions({ type: "datepicker", action_id: "d", initial_date: "22.11.2026" })],
    says: "invalid value [json-pointer:/blocks/0/elements/0/initial_date]",
  },
  {
    what: "a picture Slack cannot fetch",
    blocks: [{ type: "image", image_url: "http://localhost:3000/chart.png", alt_text: "chart" }],
    says: "downloading image failed [json-pointer:/blocks/0/image_url]",
  },
  {
    what: "rich text with a mention",
    blocks: [
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "user", user_id: "U1" }] }],
      },
    ],
  },
  {
    what: "rich text with a mistake",
    blocks: [
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "text" }] }],
      },
    ],
    says: "missing required field: text [json-pointer:/blocks/0/elements/0/elements/0]",
  },
  { what: "an alert in a modal", blocks: [{ type: "alert", text: mrkdwn("x") }], on: "modal" },
  {
    what: "an alert in a message",
    blocks: [{ type: "alert", text: mrkdwn("x") }],
    says: "unsupported type: alert [json-pointer:/blocks/0/type]",
  },
  { what: "markdown in a message", blocks: [{ type: "markdown", text: "**x**" }] },
  {
    what: "markdown in a modal",
    blocks: [{ type: "markdown", text: "**x**" }],
    on: "modal",
    says: "unsupported type: markdown [json-pointer:/blocks/0/type]",
  },
  {
    what: "a file input in a message",
    blocks: [input({ type: "file_input", action_id: "f" })],
    says: "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
  },
  { what: "50 blocks in a message", blocks: many(50, () => ({ type: "divider" })) },
  {
    what: "51 blocks in a message",
    blocks: many(51, () => ({ type: "divider" })),
    says: "no more than 50 items allowed [json-pointer:/blocks]",
  },
  { what: "100 blocks in a modal", blocks: many(100, () => ({ type: "divider" })), on: "modal" },
  {
    what: "101 blocks in the Home tab",
    blocks: many(101, () => ({ type: "divider" })),
    on: "home",
    says: "no more than 100 items allowed [json-pointer:/blocks]",
  },
  {
    what: "a text input of 3,001 characters",
    blocks: [input({ type: "plain_text_input", action_id: "t", max_length: 3001 })],
    on: "modal",
    says: "must be less than or equal to 3000 [json-pointer:/blocks/0/element/max_length]",
  },
];
