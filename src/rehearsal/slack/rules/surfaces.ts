// Says which blocks each surface takes. https://docs.slack.dev/reference/block-kit/blocks

export type Surface = "message" | "modal" | "home";

const everywhere = [
  "actions",
  "card",
  "context",
  "divider",
  "header",
  "image",
  "input",
  "rich_text",
  "section",
  "video",
];

const taken: Readonly<Record<Surface, readonly string[]>> = {
  // `file` shows up in messages but cannot be sent.
  message: [
    ...everywhere,
    "carousel",
    "container",
    "context_actions",
    "data_table",
    "markdown",
    "plan",
    "table",
    "task_card",
  ],
  modal: [...everywhere, "alert"],
  home: [...everywhere, "carousel"],
};

export function judgeSurface(blocks: readonly unknown[], surface: Surface, at: string): string[] {
  return blocks.flatMap((block, index) => {
    const place = `${at}/${index}`;
    if (typeof block !== "object" || block === null || Array.isArray(block)) {
      return [`must provide an object [json-pointer:${place}]`];
    }
    const { type, element } = block as { type?: unknown; element?: { type?: unknown } };
    if (type === undefined) {
      return [`missing required field: type [json-pointer:${place}]`];
    }
    if (!taken[surface].includes(String(type))) {
      return [`unsupported type: ${String(type)} [json-pointer:${place}/type]`];
    }
    return element?.type === "file_input" && surface !== "modal"
      ? [`unsupported type: file_input [json-pointer:${place}/element/type]`]
      : [];
  });
}
