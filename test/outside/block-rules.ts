// What Slack's reference says about blocks, views and messages: lengths, counts, and names that must differ.
// https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/views

export type Thing = Readonly<Record<string, unknown>>;

type Rule = readonly [least: number, most: number];

/** By the type of the object: the length of a text (an object or a string), or the count of a list. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  section: { text: [1, 3000], fields: [1, 10], block_id: [1, 255] },
  header: { text: [1, 150], block_id: [1, 255] },
  context: { elements: [1, 10], block_id: [1, 255] },
  actions: { elements: [1, 25], block_id: [1, 255] },
  input: { label: [1, 2000], hint: [1, 2000], block_id: [1, 255] },
  divider: { block_id: [1, 255] },
  button: { text: [1, 75], value: [1, 2000], url: [1, 3000], action_id: [1, 255] },
  overflow: { options: [1, 5], action_id: [1, 255] },
  static_select: { options: [1, 100], placeholder: [1, 150], action_id: [1, 255] },
  multi_static_select: { options: [1, 100], placeholder: [1, 150], action_id: [1, 255] },
  users_select: { placeholder: [1, 150], action_id: [1, 255] },
  channels_select: { placeholder: [1, 150], action_id: [1, 255] },
  conversations_select: { placeholder: [1, 150], action_id: [1, 255] },
  datetimepicker: { action_id: [1, 255] },
  radio_buttons: { options: [1, 10], action_id: [1, 255] },
  checkboxes: { options: [1, 10], action_id: [1, 255] },
  plain_text_input: { placeholder: [1, 150], initial_value: [0, 3000], action_id: [1, 255] },
  number_input: { placeholder: [1, 150], action_id: [1, 255] },
  url_text_input: { placeholder: [1, 150], action_id: [1, 255] },
  plain_text: { text: [1, 3000] },
  mrkdwn: { text: [1, 3000] },
  modal: {
    ...{ title: [1, 24], submit: [1, 24], close: [1, 24], blocks: [0, 100] },
    ...{ private_metadata: [0, 3000], callback_id: [1, 255] },
  },
  home: { blocks: [0, 100], private_metadata: [0, 3000] },
};

/** Objects without a type of their own, by the field they stand in. */
const FIELD_RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  options: { text: [1, 75], value: [1, 150], description: [1, 75] },
  initial_option: { text: [1, 75], value: [1, 150], description: [1, 75] },
  confirm: { title: [1, 100], text: [1, 300], confirm: [1, 30], deny: [1, 30] },
};
const OVERFLOW_VALUE: Rule = [1, 75];

/** Where only plain text may stand. */
const PLAIN = new Set([
  ...["header.text", "button.text", "input.label", "input.hint", "modal.title", "modal.submit"],
  ...["modal.close", "static_select.placeholder", "plain_text_input.placeholder"],
]);

export function judgeThing(thing: unknown, at = "", field = ""): readonly string[] {
  if (Array.isArray(thing)) {
    return thing.flatMap((each, index) => judgeThing(each, `${at}/${index}`, field));
  }
  if (typeof thing !== "object" || thing === null) return [];
  const one = thing as Thing;
  // Its parts have no limits of their own, and none of them is read as markup.
  if (one["type"] === "rich_text") return [];
  const type = typeof one["type"] === "string" ? one["type"] : undefined;
  const rules = type === undefined ? FIELD_RULES[field] : RULES[type];
  const unknown = type !== undefined && !rules ? [`${at}: a ${type}, which is not known`] : [];
  const own = Object.entries(rules ?? {}).flatMap(([key, rule]) =>
    one[key] === undefined ? [] : judgeSize(one[key], rule, `${at}/${key}`),
  );
  const plain = Object.entries(one).flatMap(([key, value]) =>
    PLAIN.has(`${type}.${key}`) && (value as Thing)["type"] !== "plain_text"
      ? [`${at}/${key}: only plain_text may stand here`]
      : [],
  );
  const parts = Object.entries(one).flatMap(([key, value]) =>
    key === "event_payload" ? [] : judgeThing(value, `${at}/${key}`, key),
  );
  return [...unknown, ...own, ...plain, ...judgeNames(one, type, at), ...parts];
}

function judgeSize(value: unknown, [least, most]: Rule, at: string): readonly string[] {
  const text = typeof value === "string" ? value : (value as Thing)["text"];
  const size = Array.isArray(value) ? value.length : [...String(text ?? "")].length;
  return size < least || size > most ? [`${at}: ${size} is not within ${least} and ${most}`] : [];
}

function judgeNames(one: Thing, type: string | undefined, at: string): readonly string[] {
  const faults: string[] = [];
  if (Array.isArray(one["blocks"])) {
    faults.push(...twice(one["blocks"] as Thing[], "block_id", `${at}/blocks`));
  }
  if (type === "actions") {
    faults.push(...twice(one["elements"] as Thing[], "action_id", `${at}/elements`));
  }
  if (type === "section" && !one["text"] && !one["fields"]) faults.push(`${at}: an empty section`);
  if (type === "overflow") {
    for (const option of one["options"] as Thing[]) {
      faults.push(...judgeSize(option["value"], OVERFLOW_VALUE, `${at}/options/value`));
    }
  }
  if (type === "modal" && !one["submit"] && hasInput(one)) {
    faults.push(`${at}: inputs without a submit button`);
  }
  return faults;
}

const hasInput = (view: Thing): boolean =>
  (view["blocks"] as Thing[]).some((block) => block["type"] === "input");

function twice(things: readonly Thing[], key: string, at: string): readonly string[] {
  const names = things.map((each) => each[key]).filter((name) => name !== undefined);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `${at}: two with the ${key} ${String(name)}`);
}

/** Every text that Slack reads as markup: there `<…>` mentions and links. */
export function markupIn(thing: unknown): readonly string[] {
  if (Array.isArray(thing)) return thing.flatMap(markupIn);
  if (typeof thing !== "object" || thing === null) return [];
  const one = thing as Thing;
  const own = one["type"] === "mrkdwn" ? [String(one["text"])] : [];
  return [...own, ...Object.values(one).flatMap(markupIn)];
}
