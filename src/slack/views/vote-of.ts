// What the form of a vote is about: which freeze and request, or which exception, and which vote.
import { z } from "zod";

const voteSchema = z.strictObject({
  v: z.literal(1),
  number: z.int().min(0),
  proposal: z.uuid().optional(),
  vote: z.enum(["approve", "deny"]),
});

export type VoteOf = {
  readonly number: number;
  /** Of a freeze: the request that was shown. */
  readonly proposal?: string | undefined;
  readonly vote: "approve" | "deny";
};

export const writeVoteOf = (about: VoteOf): string => JSON.stringify({ v: 1, ...about });

/** Undefined where the form was not written by this. */
export function readVoteOf(metadata: string): VoteOf | undefined {
  try {
    return voteSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    // What is no JSON was not written by us.
    return undefined;
  }
}
