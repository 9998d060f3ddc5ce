// Draws the shop's flags as LaunchDarkly's REST API does: one flag, its variations, its environments.
import { createHash } from "node:crypto";
import {
  type Environment,
  environments,
  type Flag,
  type FlagSetting,
  flagProject,
} from "../flags/flag.ts";

export type Variation = { readonly _id: string; readonly value: unknown; readonly name: string };

/** A flag without variations is a boolean one; the last variation is served while it is off. */
export function variationsOf({ name, variations }: Flag): readonly Variation[] {
  const values =
    variations.length === 0
      ? ([
          ["On", true],
          ["Off", false],
        ] as const)
      : variations.map((variation) => [variation, variation] as const);
  return values.map(([title, value]) => ({ _id: idOf(`${name} ${title}`), value, name: title }));
}

/** `wanted` filters the environments; empty: all of them. */
export function drawFlag(flag: Flag, wanted: readonly string[]) {
  const shown = environments.filter((each) => wanted.length === 0 || wanted.includes(each));
  const variations = variationsOf(flag);
  return {
    name: flag.name,
    kind: flag.variations.length === 0 ? "boolean" : "multivariate",
    description: flag.description,
    key: flag.name,
    _version: 1,
    creationDate: flag.createdAt,
    includeInSnippet: false,
    clientSideAvailability: { usingMobileKey: false, usingEnvironmentId: false },
    variations,
    temporary: flag.type === "release",
    tags: [],
    _links: {
      parent: { href: `/api/v2/flags/${flagProject}`, type: "application/json" },
      self: { href: `/api/v2/flags/${flagProject}/${flag.name}`, type: "application/json" },
    },
    experiments: { baselineIdx: 0, items: [] },
    customProperties: {},
    archived: false,
    deprecated: false,
    defaults: { onVariation: 0, offVariation: variations.length - 1 },
    environments: Object.fromEntries(shown.map((each) => [each, drawConfig(flag, each)])),
  };
}

function drawConfig(flag: Flag, environment: Environment) {
  const setting = flag.settings[environment];
  return {
    on: setting.enabled,
    archived: false,
    salt: idOf(`${flag.name} salt`),
    sel: idOf(`${flag.name} sel`),
    lastModified: setting.changedAt,
    version: setting.version,
    targets: [],
    contextTargets: [],
    rules: [],
    fallthrough: drawFallthrough(flag, setting),
    offVariation: variationsOf(flag).length - 1,
    prerequisites: [],
    _site: {
      href: `/${flagProject}/${environment}/features/${flag.name}`,
      type: "text/html",
    },
    _environmentName: nameOf(environment),
    trackEvents: false,
    trackEventsFallthrough: false,
  };
}

function drawFallthrough(flag: Flag, { servesFalse, variants }: FlagSetting) {
  if (flag.variations.length === 0) return { variation: servesFalse ? 1 : 0 };
  const weights = flag.variations.map(
    (variation) => variants.find(({ name }) => name === variation)?.weight ?? 0,
  );
  const only = weights.indexOf(1000);
  if (only >= 0) return { variation: only };
  // LaunchDarkly counts in thousandths of a percent.
  const variations = weights.map((weight, variation) => ({ variation, weight: weight * 100 }));
  return { rollout: { contextKind: "user", variations } };
}

/** `GET /api/v2/projects/:project/environments/:environment` */
export function drawEnvironment(environment: Environment, needsApproval: boolean) {
  return {
    _links: {
      self: {
        href: `/api/v2/projects/${flagProject}/environments/${environment}`,
        type: "application/json",
      },
    },
    _id: idOf(environment),
    key: environment,
    name: nameOf(environment),
    apiKey: "sdk-0000",
    mobileKey: "mob-0000",
    color: environment === "production" ? "417505" : "f5a623",
    defaultTtl: 0,
    secureMode: false,
    defaultTrackEvents: false,
    requireComments: false,
    confirmChanges: false,
    tags: [],
    critical: environment === "production",
    approvalSettings: {
      required: needsApproval,
      bypassApprovalsForPendingChanges: false,
      minNumApprovals: 1,
      canReviewOwnRequest: false,
      canApplyDeclinedChanges: true,
      serviceKind: "launchdarkly",
      serviceConfig: {},
      requiredApprovalTags: [],
    },
  };
}

function nameOf(environment: Environment): string {
  return `${environment.slice(0, 1).toUpperCase()}${environment.slice(1)}`;
}

/** In the form of a UUID, the same for the same thing after a restart. */
function idOf(text: string): string {
  const hex = createHash("sha1").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
