// What of the configuration says which foreign systems there are, and how Muster proves itself there.
import type { Connection } from "../domain/connection.ts";
import type { GithubSettings } from "../domain/github.ts";
import type { Config } from "./config.ts";

type TargetSettings = {
  readonly connections: Readonly<Record<string, Connection>>;
  readonly github: GithubSettings;
};

export function targetSettings({
  connections,
  github,
  githubApiUrl,
  shop,
}: Config): TargetSettings {
  const { repositories, environments } = shop;
  return {
    connections,
    github: { access: github, apiUrl: githubApiUrl, repositories, environments },
  };
}
