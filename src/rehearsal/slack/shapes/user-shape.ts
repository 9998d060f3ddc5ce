// How the Web API describes a person to the app.
import { hasScope } from "../api/method.ts";
import type { User } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function userShape(ws: Workspace, user: User): Record<string, unknown> {
  const isBot = user.isBot;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    color: "4bbe2e",
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: zoneOffsetSeconds(user.tz, ws.time.now()),
    profile: profileShape(ws, user),
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: user.isUltraRestricted,
    is_bot: isBot,
    is_app_user: false,
    is_email_confirmed: !isBot,
    who_can_share_contact_card: "EVERYONE",
    updated: 0,
    ...(user.teamId === ws.team.id ? {} : { is_stranger: true }),
  };
}

function profileShape(ws: Workspace, user: User): Record<string, unknown> {
  const [first = user.realName, ...last] = user.realName.split(" ");
  return {
    title: user.title,
    phone: "",
    skype: "",
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.isBot ? "" : user.name,
    display_name_normalized: user.isBot ? "" : user.name,
    status_text: "",
    status_emoji: "",
    status_expiration: 0,
    avatar_hash: "g0000000000",
    first_name: first,
    last_name: last.join(" "),
    team: user.teamId,
    ...(user.isBot ? { bot_id: ws.botId, api_app_id: ws.app.appId, always_active: true } : {}),
    // The address is left out without the scope, not refused.
    ...(!user.isBot && hasScope(ws, "users:read.email") ? { email: user.email } : {}),
  };
}

function zoneOffsetSeconds(tz: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: tz,
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
