// Who lives in the rehearsal workspace, and which channels it opens with.
import type { ChannelSettings, PersonSettings, UserGroupSettings } from "./slack/types.ts";

const tz = "Europe/Warsaw";

/** Their ids are stable: `muster.yml` names them. */
export const rehearsalPeople = [
  {
    id: "U0ANNA",
    name: "anna",
    realName: "Anna Nowak",
    email: "anna@shop.example",
    title: "On call",
    isAdmin: true,
    tz,
  },
  {
    id: "U0PIOTR",
    name: "piotr",
    realName: "Piotr Zieliński",
    email: "piotr@shop.example",
    title: "Engineer",
    tz,
  },
  {
    id: "U0OLA",
    name: "ola",
    realName: "Ola Wiśniewska",
    email: "ola@shop.example",
    title: "Manager",
    tz,
  },
  {
    id: "U0BEA",
    name: "bea",
    realName: "Bea Campbell",
    email: "bea@shop.example",
    title: "Release manager",
    tz: "Europe/London",
  },
  {
    id: "U0MAREK",
    name: "marek",
    realName: "Marek Lis",
    email: "marek@shop.example",
    title: "Support",
    tz,
  },
] as const satisfies readonly PersonSettings[];

export const rehearsalBotUserId = "U0MUSTER";

const everyone = rehearsalPeople.map(({ id }) => id);

export const rehearsalChannels: readonly ChannelSettings[] = [
  {
    id: "C0INCIDENTS",
    name: "incidents",
    members: [...everyone, rehearsalBotUserId],
    purpose: "One announcement per incident, kept up to date.",
  },
  {
    id: "C0GENERAL",
    name: "general",
    members: everyone,
    purpose: "Everything that concerns all of us.",
  },
  {
    id: "C0RELEASES",
    name: "releases",
    members: ["U0ANNA", "U0PIOTR", "U0BEA", rehearsalBotUserId],
    purpose: "Deployments and code freezes.",
  },
  {
    id: "C0PAYMENTS",
    name: "payments",
    members: ["U0ANNA", "U0PIOTR", "U0OLA", rehearsalBotUserId],
    purpose: "Gateways, rates, reconciliation.",
  },
];

export const rehearsalUserGroups: readonly UserGroupSettings[] = [
  {
    id: "S0PAYMENTS",
    handle: "payments-leads",
    name: "Payments leads",
    users: ["U0ANNA", "U0PIOTR"],
  },
  { id: "S0WEB", handle: "web-leads", name: "Web leads", users: ["U0PIOTR", "U0BEA"] },
];
