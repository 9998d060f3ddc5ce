// The limits of Block Kit, by the type of the object they belong to.
// Lengths count code points: https://docs.slack.dev/reference/block-kit

export type Limit =
  /** A string's length, or the length of a text object's text. */
  | { readonly field: string; readonly most: number; readonly least?: number }
  | { readonly items: string; readonly most: number; readonly least?: number }
  | { readonly number: string; readonly most?: number; readonly least?: number };

const text = (field: string, most: number): Limit => ({ field, most, least: 1 });
const string = (field: string, most: number): Limit => ({ field, most });
const items = (name: string, most: number, least = 1): Limit => ({ items: name, most, least });

const placeholder = text("placeholder", 150);
const label = string("accessibility_label", 75);
const optionGroups = items("option_groups", 100);
const chosen: Limit = { number: "max_selected_items", least: 1 };

export const blockLimits: Readonly<Record<string, readonly Limit[]>> = {
  section: [text("text", 3000), items("fields", 10)],
  header: [text("text", 150)],
  context: [items("elements", 10)],
  actions: [items("elements", 25)],
  context_actions: [items("elements", 5)],
  input: [text("label", 2000), text("hint", 2000)],
  image: [string("alt_text", 2000), text("title", 2000), string("image_url", 3000)],
  alert: [text("text", 200)],
  card: [text("title", 150), text("subtitle", 150), text("body", 200)],
  carousel: [items("elements", 10)],
  container: [text("title", 150), text("subtitle", 150), items("child_blocks", 10)],
  table: [items("rows", 100), items("column_settings", 20, 0)],
  data_table: [
    { number: "page_size", least: 1, most: 100 },
    { number: "row_header_column_index", least: 0 },
  ],
  plan: [items("tasks", 50)],
  video: [
    text("title", 199),
    string("author_name", 49),
    string("alt_text", 2000),
    string("video_url", 3000),
    string("thumbnail_url", 3000),
    string("title_url", 2000),
    string("provider_icon_url", 2000),
  ],
  button: [text("text", 75), string("value", 2000), string("url", 3000), label],
  workflow_button: [text("text", 75), label],
  icon_button: [text("text", 75), string("value", 2000), label],
  overflow: [items("options", 5)],
  checkboxes: [items("options", 10)],
  radio_buttons: [items("options", 10)],
  static_select: [items("options", 100), optionGroups, placeholder],
  multi_static_select: [items("options", 100), optionGroups, placeholder, chosen],
  external_select: [placeholder],
  multi_external_select: [placeholder, chosen],
  users_select: [placeholder],
  multi_users_select: [placeholder, chosen],
  conversations_select: [placeholder],
  multi_conversations_select: [placeholder, chosen],
  channels_select: [placeholder],
  multi_channels_select: [placeholder, chosen],
  datepicker: [placeholder],
  timepicker: [placeholder],
  plain_text_input: [
    placeholder,
    { number: "min_length", least: 0, most: 3000 },
    { number: "max_length", least: 1, most: 3000 },
    string("initial_value", 3000),
  ],
  email_text_input: [placeholder],
  url_text_input: [placeholder],
  number_input: [placeholder],
  rich_text_input: [
    placeholder,
    { number: "min_lines", least: 1, most: 100 },
    { number: "max_lines", least: 1, most: 100 },
  ],
  file_input: [{ number: "max_files", least: 1, most: 10 }],
  rich_text_list: [{ number: "indent", least: 0, most: 8 }],
  plain_text: [text("text", 3000)],
  mrkdwn: [text("text", 3000)],
  raw_text: [{ field: "text", least: 1, most: Number.POSITIVE_INFINITY }],
};

/** Objects without a type of their own, by the field they stand in. */
export const fieldLimits: Readonly<Record<string, readonly Limit[]>> = {
  options: [text("text", 75), string("value", 150), text("description", 75), string("url", 3000)],
  initial_option: [text("text", 75), string("value", 150), text("description", 75)],
  initial_options: [text("text", 75), string("value", 150), text("description", 75)],
  option_groups: [text("label", 75), items("options", 100)],
  confirm: [text("title", 100), text("text", 300), text("confirm", 30), text("deny", 30)],
  fields: [{ field: "text", least: 1, most: 2000 }],
  dispatch_action_config: [items("trigger_actions_on", 2)],
};

/** Of every block and every element. */
export const idLimits: readonly Limit[] = [string("block_id", 255), string("action_id", 255)];
