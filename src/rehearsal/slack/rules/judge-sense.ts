// Judges what neither a shape nor a number says: ids that repeat, choices that are not offered, addresses Slack cannot reach.

type Node = Readonly<Record<string, unknown>>;

export function judgeSense(blocks: readonly unknown[], at: string): string[] {
  return [
    ...judgeBlockIds(blocks, at),
    ...judgeTables(blocks, at),
    ...judgeMarkdown(blocks, at),
    ...judgeFocus(blocks, at),
    ...blocks.flatMap((block, index) => [
      ...judgeActionIds(block, `${at}/${index}`),
      ...judgeNode(block, `${at}/${index}`),
    ]),
  ];
}

function judgeBlockIds(blocks: readonly unknown[], at: string): string[] {
  const seen = new Set<unknown>();
  return blocks.flatMap((block, index) => {
    const id = (block as Node)["block_id"];
    const isRepeated = typeof id === "string" && id !== "" && seen.has(id);
    seen.add(id);
    return isRepeated
      ? [`\`block_id\` "${id}" already exists [json-pointer:${at}/${index}/block_id]`]
      : [];
  });
}

function judgeActionIds(block: unknown, place: string): string[] {
  const elements = (block as Node)["elements"];
  if (!Array.isArray(elements)) {
    return [];
  }
  const seen = new Set<unknown>();
  return elements.flatMap((element, index) => {
    const id = (element as Node | null)?.["action_id"];
    const isRepeated = id !== undefined && seen.has(id);
    seen.add(id);
    return isRepeated
      ? [
          `\`action_id\` "${String(id)}" already exists [json-pointer:${place}/elements/${index}/action_id]`,
        ]
      : [];
  });
}

function judgeTables(blocks: readonly unknown[], at: string): string[] {
  const tables = blocks.flatMap((block, index) =>
    (block as Node)["type"] === "table" ? [index] : [],
  );
  return tables.slice(1).map((index) => `only_one_table_allowed [json-pointer:${at}/${index}]`);
}

const maxMarkdown = 12_000;

function judgeMarkdown(blocks: readonly unknown[], at: string): string[] {
  const texts = blocks.flatMap((block) =>
    (block as Node)["type"] === "markdown" ? [String((block as Node)["text"])] : [],
  );
  const total = texts.reduce((sum, text) => sum + [...text].length, 0);
  return total > maxMarkdown
    ? [`must be less than ${maxMarkdown + 1} characters [json-pointer:${at}]`]
    : [];
}

function judgeFocus(blocks: readonly unknown[], at: string): string[] {
  const count = JSON.stringify(blocks).split('"focus_on_load":true').length - 1;
  return count > 1
    ? [`only one element can have \`focus_on_load\` set to true [json-pointer:${at}]`]
    : [];
}

function judgeNode(node: unknown, place: string): string[] {
  if (Array.isArray(node)) {
    return node.flatMap((item, index) => judgeNode(item, `${place}/${index}`));
  }
  if (typeof node !== "object" || node === null) {
    return [];
  }
  const object = node as Node;
  return [
    ...judgeOne(object, place),
    ...Object.entries(object).flatMap(([name, child]) => judgeNode(child, `${place}/${name}`)),
  ];
}

function judgeOne(object: Node, place: string): string[] {
  switch (object["type"]) {
    case "section":
      return object["text"] === undefined && object["fields"] === undefined
        ? [`must define either \`text\` or \`fields\` [json-pointer:${place}/type]`]
        : [];
    case "card":
      return ["hero_image", "title", "actions", "body"].every((name) => object[name] === undefined)
        ? [
            `must define at least one of \`hero_image\`, \`title\`, \`actions\` or \`body\` [json-pointer:${place}]`,
          ]
        : [];
    case "container":
      return object["title"] === undefined && object["rich_text_title"] === undefined
        ? [`must define either \`title\` or \`rich_text_title\` [json-pointer:${place}]`]
        : [];
    case "image":
      return judgeImage(object, place);
    case "button":
      return judgeUrl(object, "url", place);
    case "static_select":
    case "multi_static_select":
      return [...judgeSelect(object, place), ...judgeInitial(object, place)];
    case "radio_buttons":
    case "checkboxes":
      return judgeInitial(object, place);
    case "overflow":
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return judgeMoment(object, place);
    default:
      return [];
  }
}

function judgeSelect(object: Node, place: string): string[] {
  const isEither = (object["options"] === undefined) !== (object["option_groups"] === undefined);
  return isEither
    ? []
    : [`must define either \`options\` or \`option_groups\` [json-pointer:${place}]`];
}

function judgeInitial(object: Node, place: string): string[] {
  const offered = new Set(listOptions(object).map((option) => canonical(option)));
  const single =
    object["initial_option"] === undefined
      ? []
      : [["initial_option", object["initial_option"]] as const];
  const list = (object["initial_options"] ?? []) as readonly unknown[];
  const several = list.map((option, index) => [`initial_options/${index}`, option] as const);
  return [...single, ...several].flatMap(([name, option]) =>
    offered.has(canonical(option))
      ? []
      : [`must match one of the provided options [json-pointer:${place}/${name}]`],
  );
}

function listOptions(object: Node): readonly unknown[] {
  const groups = (object["option_groups"] ?? []) as readonly Node[];
  return [
    ...((object["options"] ?? []) as readonly unknown[]),
    ...groups.flatMap((group) => (group["options"] ?? []) as readonly unknown[]),
  ];
}

/** The same option written in another order, or with defaults spelled out, is the same option. */
function canonical(option: unknown): string {
  const { text, value, description } = option as {
    text?: Node;
    value?: unknown;
    description?: Node;
  };
  return JSON.stringify([text?.["type"], text?.["text"], value, description?.["text"]]);
}

const momentForms: Readonly<Record<string, RegExp>> = {
  initial_date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  initial_time: /^([01]\d|2[0-3]):[0-5]\d$/,
  initial_date_time: /^\d{10}$/,
};

function judgeMoment(object: Node, place: string): string[] {
  return Object.entries(momentForms).flatMap(([name, form]) => {
    const value = object[name];
    return value === undefined || form.test(String(value))
      ? []
      : [`invalid value [json-pointer:${place}/${name}]`];
  });
}

function judgeUrl(object: Node, name: string, place: string): string[] {
  const url = object[name];
  return typeof url === "string" && !URL.canParse(url)
    ? [`invalid url [json-pointer:${place}/${name}]`]
    : [];
}

// Slack fetches the picture while it judges the call, from outside.
function judgeImage(object: Node, place: string): string[] {
  const url = object["image_url"];
  if (typeof url !== "string") {
    return [];
  }
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  const isReachable =
    /^https?:/.test(url) &&
    !/^(localhost|127\.|10\.|192\.168\.|\[?::1|0\.0\.0\.0)/.test(host) &&
    host.includes(".");
  return isReachable ? [] : [`downloading image failed [json-pointer:${place}/image_url]`];
}
