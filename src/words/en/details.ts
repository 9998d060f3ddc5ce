// English: the details of an incident as a modal shows them.

export const details = {
  title: (incident: string) => `${incident}: details`,
  alerts: (firing: number, recovered: number) =>
    `*Alerts* · ${firing} firing, ${recovered} recovered`,
  noAlerts: () => "*Alerts* · none is linked.",
  timeline: (many: string) => `*Timeline* · ${many}`,
  entries: ["entry", "entries"] as const,
  firing: (when: string) => `🔥 firing since ${when}`,
  recovered: (when: string) => `✅ recovered ${when}`,
  often: (many: string) => `delivered ${many}`,
  times: ["time", "times"] as const,
  earlier: (many: number) => `${many} earlier entries are on the incident's page.`,
  more: (many: number) => `${many} more alerts are on the incident's page.`,
  page: () => "Open the incident's page",
};
