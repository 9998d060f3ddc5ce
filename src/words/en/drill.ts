// English: how everything that belongs to a drill is marked.

export const drill = {
  mark: () => "🧪 DRILL",
  title: (text: string) => `🧪 DRILL · ${text}`,
  bar: () =>
    "🧪 *A drill:* people, timers and readings are real. Nothing is sent to production, and customers hear nothing.",
};
