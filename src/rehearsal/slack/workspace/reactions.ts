// Adds a person's reaction to a message's reactions.
import type { Reaction } from "../types.ts";

export function addReaction(
  reactions: readonly Reaction[],
  name: string,
  userId: string,
): readonly Reaction[] {
  const existing = reactions.find((reaction) => reaction.name === name);
  if (existing === undefined) {
    return [...reactions, { name, users: [userId] }];
  }
  return reactions.map((reaction) =>
    reaction === existing ? { name, users: [...new Set([...reaction.users, userId])] } : reaction,
  );
}
