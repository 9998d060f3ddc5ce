// The list of monitoring systems whose deliveries can be read.
import type { Source } from "./source.ts";
import { alertmanager } from "./sources/alertmanager.ts";
import { generic } from "./sources/generic.ts";
import { grafana } from "./sources/grafana.ts";
import { sentry } from "./sources/sentry.ts";
import { uptimeRobot } from "./sources/uptime-robot.ts";

const sources = {
  alertmanager,
  grafana,
  sentry,
  uptimerobot: uptimeRobot,
  generic,
} satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;

export const sourceNames = Object.keys(sources).sort();

export function isSourceName(name: string): name is SourceName {
  return Object.hasOwn(sources, name);
}

export function sourceOf(name: SourceName): Source {
  return sources[name];
}
