// A person types a slash command.
import type { Deliver, Sent } from "../delivery/deliver.ts";
import { issueResponseUrl, respondAtOnce } from "../delivery/response-urls.ts";
import { escapeTyped } from "../rules/escape-typed.ts";
import type { Channel, Outcome, User } from "../types.ts";
import { namesOf } from "../workspace/names.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { channelName, legacyToken } from "./interaction-shape.ts";
import { NotShownError } from "./not-shown-error.ts";

export async function runCommand(
  ws: Workspace,
  deliver: Deliver,
  user: User,
  { channel, name, text }: { channel: Channel; name: string; text: string },
): Promise<Outcome> {
  if (!ws.app.commands.includes(name)) {
    const known = ws.app.commands.join(", ");
    throw new NotShownError(`${name} is not a valid command; the app has ${known}`);
  }
  if (channel.isArchived || !channel.members.includes(user.id)) {
    const why = channel.isArchived ? "it is archived" : `${user.name} is not in it`;
    throw new NotShownError(`nothing can be typed in ${channel.name}: ${why}`);
  }
  const place = { userId: user.id, channelId: channel.id };
  const sent = await deliver.send("command", {
    token: legacyToken,
    team_id: ws.team.id,
    team_domain: ws.team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text: escapeTyped(text.trim(), namesOf(ws)),
    api_app_id: ws.app.appId,
    is_enterprise_install: "false",
    response_url: issueResponseUrl(ws, place),
    trigger_id: ws.triggers.issue({ userId: user.id }),
  });
  return sent.outcome === "ok"
    ? showAnswer(ws, place, name, sent)
    : complain(ws, place, name, errorOf(sent));
}

function errorOf(sent: Exclude<Sent, { outcome: "ok" }>): string {
  return sent.outcome === "timeout" ? "operation_timeout" : "dispatch_failed";
}

type Place = { readonly userId: string; readonly channelId: string };

/** Slack says it in a message of its own that only this person sees. */
function complain(ws: Workspace, place: Place, name: string, error: string): Outcome {
  const shown = `${name} failed with the error "${error}"`;
  ws.ephemerals.show({
    ...place,
    ts: ws.timestamps.next(),
    text: shown,
    blocks: [],
    attachments: [],
    from: "USLACKBOT",
  });
  return { ok: false, shown };
}

function showAnswer(
  ws: Workspace,
  place: Place,
  name: string,
  { body, isJson }: { body: string; isJson: boolean },
): Outcome {
  if (body.trim() === "") {
    return { ok: true };
  }
  const said = isJson ? readObject(body) : { text: body };
  if (said === undefined) {
    return complain(ws, place, name, "invalid_command_response");
  }
  if (Object.keys(said).length === 0) {
    return { ok: true };
  }
  const { answer, reply } = respondAtOnce(ws, place, said);
  if (!answer.ok) {
    return complain(ws, place, name, answer.error ?? "invalid_command_response");
  }
  return reply === undefined ? { ok: true } : { ok: true, reply };
}

function readObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "string" ? { text: value } : (value as Record<string, unknown>);
  } catch {
    // Said to be JSON and is not: shown to the person as Slack shows it.
    return undefined;
  }
}
