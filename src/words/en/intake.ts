// English sentences about deliveries: why one was refused, or kept without being understood.

/** Why a stored body says nothing Muster can act on: shown beside the dead letter. */
export const unreadable = {
  empty: (source: string) => `The ${source} delivery is empty.`,
  notJson: (source: string, fault: string) => `The ${source} body is not JSON (${fault}).`,
  notText: (source: string) =>
    `The ${source} body is neither UTF-8 nor in the character set it names.`,
  noAlerts: (source: string) =>
    `The ${source} body has no list \`alerts\`. Send the webhook format of Alertmanager (version 4), without a template of your own.`,
  grafana: (fault: string) =>
    `The body is neither Grafana's own (with \`alerts\`, or \`ruleId\` and \`state\`) nor readable as a generic alert. ${fault}`,
  sentry: (resource: string) =>
    `A Sentry body of the kind "${resource}" without the alert in it. Expected \`data.metric_alert\`, \`data.event\` or \`data.issue\`.`,
  uptimeRobot: () =>
    "The UptimeRobot values name no monitor. Send `monitorID`, `monitorURL` or `monitorFriendlyName`, and `alertType`.",
  uptimeRobotType: (type: string) =>
    `UptimeRobot's alertType is "${type}". Known are 1 (down), 2 (up) and 3 (certificate).`,
  generic: () =>
    "No alert in the body. Send JSON with at least `title` or `message`; `id`, `state`, `severity` and `labels` help.",
  genericText: () => "The body is neither JSON nor a form. Send JSON with at least `title`.",
};

/** What was left out of a body that was understood otherwise. */
export const readingNotes = {
  omitted: (count: number) => `The sender left out ${count} more; they have not recovered.`,
  noAlert: (what: string) => `Nothing of an alert in it (${what}).`,
  unknownState: (state: string) => `The state "${state}" is unknown and was taken as firing.`,
  withoutState: (count: number) => `${count} of its alerts have no state and were left out.`,
};

/** The answers a sender gets when it is refused: what is wrong and what to do. */
export const refusals = {
  unknownHook: (name: string) => `There is no hook "${name}". Look at \`hooks\` in muster.yml.`,
  method: (allowed: string) => `This hook takes ${allowed}.`,
  tooLarge: (limitBytes: number) => `The body is larger than ${limitBytes} bytes.`,
  encoded: (encoding: string) =>
    `The body is sent with Content-Encoding "${encoding}". Send it as it is, without compression.`,
  tooSlow: (seconds: number) => `The body did not arrive within ${seconds} seconds.`,
  cutShort: () => "The body ended before its announced length.",
  cannotStore: () => "The delivery could not be stored. Send it again.",
  "no-credentials": () =>
    "This hook wants its secret: as the last part of the path, as a Bearer token or as the Basic password.",
  "wrong-secret": () => "The secret is not one of this hook's.",
  "no-signature": (header: string) =>
    `The signature is missing. It is expected in the header "${header}".`,
  "wrong-signature": () => "The signature does not fit the body and any of this hook's secrets.",
  "no-timestamp": (header: string) =>
    `The signed time is missing. It is expected in the header "${header}".`,
  "stale-timestamp": () => "The signed time lies more than 5 minutes back.",
  "future-timestamp": () => "The signed time lies more than 5 minutes ahead.",
  "from-a-page": () => "A hook without a secret takes nothing from web pages.",
};
