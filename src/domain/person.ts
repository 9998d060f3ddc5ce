// A person in the Slack workspace, and whether Muster listens to them.

export type Person = {
  readonly user: string;
  readonly teamId: string | null;
  /** The Slack handle, without the @. */
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly zone: string;
  /** A full member of the installation's workspace. */
  readonly isMember: boolean;
  /** Why not, where not: guest, bot, deactivated, another workspace. */
  readonly refusal: string | null;
  readonly fetchedAt: Date;
};
