// Names the places of the workspace, and decides which one a link points to.
import type { Snapshot } from "../wire.ts";

export type Place = { readonly kind: "channel"; readonly id: string } | { readonly kind: "home" };

export type Target = { readonly place: Place; readonly ts?: string };

/** Permalinks, channel links and app redirects, as Slack writes them. */
export function findTarget(url: string, data: Snapshot): Target | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) return undefined;
  const asked = parsed.searchParams.get("channel") ?? parsed.searchParams.get("id");
  const isSlackLink = parsed.protocol === "slack:" || parsed.pathname.endsWith("/app_redirect");
  const archive = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?$/.exec(parsed.pathname);
  const id = archive?.[1] ?? (isSlackLink ? asked : null);
  if (!id || !data.channels.some((channel) => channel.id === id)) return undefined;
  const place: Place = { kind: "channel", id };
  return archive?.[2] ? { place, ts: `${archive[2]}.${archive[3]}` } : { place };
}
