// An app's manifest, as small as a page needs it.
export const manifest = {
  display_information: { name: "Muster" },
  features: {
    bot_user: { display_name: "muster" },
    shortcuts: [
      { name: "Declare incident", type: "global", callback_id: "sc_declare", description: "x" },
    ],
    slash_commands: [
      { command: "/incident", description: "Declare and run incidents", usage_hint: "new | help" },
    ],
  },
  oauth_config: {
    scopes: { bot: ["commands", "chat:write", "channels:manage", "channels:read", "users:read"] },
  },
  settings: { event_subscriptions: { bot_events: ["app_home_opened"] } },
};
