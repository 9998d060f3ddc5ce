// A GitHub written from docs.github.com/rest: one repository whose deployments a test decides.
import type { ForeignPeer, Reply } from "./foreign-peer.ts";

export type Release = {
  readonly id: number;
  readonly sha: string;
  state: string;
  payload?: unknown;
};

export const SHA = (letter: string): string => letter.repeat(40);

/** `releases`: newest first, as GitHub lists them. */
export function answerAsGithub(peer: ForeignPeer, releases: Release[]): void {
  const base = "/github/repos/shop/web";
  peer.answer(({ method, path, text }): Reply | undefined => {
    if (!path.startsWith(base)) return undefined;
    const rest = path.slice(base.length);
    switch (`${method} ${rest}`) {
      case "GET ":
        return { json: { full_name: "shop/web", permissions: { push: true } } };
      case "GET /deployments":
        return { json: releases.map(deployment) };
      case "POST /deployments":
        return create(releases, text);
      default:
        return findRelease(releases, rest);
    }
  });
}

function create(releases: Release[], text: string): Reply {
  const { ref, payload } = JSON.parse(text) as { readonly ref: string; readonly payload: unknown };
  const made = { id: 1000 + releases.length, sha: ref, state: "success", payload };
  releases.unshift(made);
  return { status: 201, json: deployment(made) };
}

function findRelease(releases: readonly Release[], rest: string): Reply {
  const [, id, part] = /^\/deployments\/(\d+)(\/statuses)?$/.exec(rest) ?? [];
  const found = releases.find((each) => String(each.id) === id);
  if (!found) return { status: 404, json: { message: "Not Found" } };
  return { json: part ? [statusOf(found)] : deployment(found) };
}

const deployment = ({ id, sha, payload = {} }: Release) => ({
  ...{ id, sha, ref: sha, task: "deploy", environment: "production", payload },
  ...{ url: `https://api.github.com/repos/shop/web/deployments/${id}` },
  created_at: "2026-11-22T10:00:00Z",
});

const statusOf = ({ id, state }: Release) => ({
  ...{ id, state, created_at: "2026-11-22T10:05:00Z", log_url: "", target_url: "" },
  environment_url: "",
});
