// English: what stands at the top of an incident's channel.

export const channel = {
  topic: (mark: string, priority: string, status: string, lead: string) =>
    `${mark} ${priority} · ${status} · lead ${lead}`,
  purpose: (incident: string, title: string) => `${incident}: ${title}. Made by Muster.`,
};
