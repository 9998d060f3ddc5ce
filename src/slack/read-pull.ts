// Which pull request a person means: `12`, `#12`, `owner/name#12`, or its address on GitHub.

export type PullNamed = {
  /** Null where only a number was given. */
  readonly repository: string | null;
  readonly pull: number;
};

const ADDRESS =
  /^https?:\/\/[^\s/]+\/([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)\/pull\/(\d{1,9})(?:[/?#]\S*)?$/;
const NAMED = /^([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)(?:#|\/pull\/)(\d{1,9})$/;
const NUMBER = /^#?(\d{1,9})$/;

/** Undefined where it is none; Slack writes addresses as `<https://…|label>`. */
export function readPull(text: string): PullNamed | undefined {
  const bare = text.trim().replace(/^<([^|>]*)(?:\|[^>]*)?>$/, "$1");
  const [, repository, pull] = ADDRESS.exec(bare) ?? NAMED.exec(bare) ?? [];
  if (repository && pull) return { repository, pull: Number(pull) };
  const number = NUMBER.exec(bare)?.[1];
  return number === undefined ? undefined : { repository: null, pull: Number(number) };
}

/** As muster.yml writes it; GitHub does not tell names apart by case. */
export function findRepository(wanted: string, known: readonly string[]): string | undefined {
  const key = wanted.toLowerCase();
  return (
    known.find((each) => each.toLowerCase() === key) ??
    onlyOne(known.filter((each) => each.toLowerCase().split("/")[1] === key))
  );
}

/** `web` is shop/web where no other repository is called so. */
const onlyOne = (found: readonly string[]): string | undefined =>
  found.length === 1 ? found[0] : undefined;
