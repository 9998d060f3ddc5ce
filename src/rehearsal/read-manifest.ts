// Reads from the app's manifest what a workspace knows of an installed app.
import { z } from "zod";
import type { CommandHelp } from "./page/wire.ts";
import type { Shortcut } from "./slack/types.ts";

const manifest = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    app_home: z
      .object({ messages_tab_read_only_enabled: z.boolean().default(false) })
      .default({ messages_tab_read_only_enabled: false }),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(["global", "message"]),
          callback_id: z.string(),
        }),
      )
      .default([]),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string().default(""),
          usage_hint: z.string().default(""),
        }),
      )
      .default([]),
  }),
  oauth_config: z.object({
    scopes: z.object({
      bot: z.array(z.string()),
      bot_optional: z.array(z.string()).default([]),
    }),
  }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
    })
    .default({}),
});

export type InstalledApp = {
  readonly botName: string;
  readonly scopes: readonly string[];
  readonly commands: readonly CommandHelp[];
  readonly shortcuts: readonly Shortcut[];
  readonly events: readonly string[];
  /** People cannot write to the app in its direct messages. */
  readonly isDmReadOnly: boolean;
};

/** Throws with the place and the reason when the manifest is not one. Optional scopes are granted. */
export function readManifest(parsed: unknown): InstalledApp {
  const read = manifest.safeParse(parsed);
  if (!read.success) throw new Error(`manifest.yml: ${z.prettifyError(read.error)}`);
  const { features, oauth_config, settings } = read.data;
  return {
    botName: features.bot_user.display_name,
    scopes: [...oauth_config.scopes.bot, ...oauth_config.scopes.bot_optional],
    commands: features.slash_commands.map(({ command, description, usage_hint }) => ({
      name: command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id }) => ({
      name,
      type,
      callbackId: callback_id,
    })),
    isDmReadOnly: features.app_home.messages_tab_read_only_enabled,
    events: settings.event_subscriptions?.bot_events ?? [],
  };
}
